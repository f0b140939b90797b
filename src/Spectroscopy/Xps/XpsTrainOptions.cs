using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>Options of <c>xps.train</c>. Lists are searched through by leaving out groups of the training data.</summary>
public sealed class XpsTrainOptions
{
    /// <summary>Frames with binding energies.</summary>
    [Required, FilePath, MinLength(1), Description("Structure file with a binding energy for each atom, or a list of such files.")]
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Column of binding energies.</summary>
    [Description("Per-atom column of binding energies, eV; NaN where an atom has none.")]
    public string Column { get; init; } = "binding_energy";

    /// <summary>Frame property by which data are split.</summary>
    [Description("Frame property that names the group of a frame; groups are never split between training and test. null: each frame is its own group.")]
    public string? Group { get; init; } = "group";

    /// <summary>Whether frames of the same molecule share a group.</summary>
    [Description("Frames without a cell whose atoms are bonded alike belong to one group, whatever group says: copies, mirror images and conformations of a molecule are never on both sides of a split.")]
    public bool JoinSameMolecules { get; init; }

    /// <summary>Expected share of groups held out.</summary>
    [Range(0.0, 0.9), Description("Expected share of groups held out for the test; a group's side depends on its name and the seed alone.")]
    public double TestFraction { get; init; } = 0.2;

    /// <summary>Prefix of groups never held out.</summary>
    [Description("Groups whose name begins so are never held out, such as the reference phases.")]
    public string? KeepInTraining { get; init; }

    /// <summary>Reference phases: element to group.</summary>
    [Description("For each element the group of the phase whose level is the zero of shifts, such as Si: c-Si-0.")]
    public Dictionary<string, string> References { get; init; } = [];

    /// <summary>What the levels are, for every plot.</summary>
    [Description("What the binding energies are; written on every plot.")]
    public string LevelNote { get; init; } = "Initial-state levels (E_Fermi − ε), not measured binding energies: compare shifts only.";

    /// <summary>Name of the model file.</summary>
    [Description("Name of the model file in the run folder.")]
    public string Model { get; init; } = "model.json";

    /// <summary>The descriptor.</summary>
    [Description("The SOAP descriptor.")]
    public XpsDescriptorOptions Descriptor { get; init; } = new();

    /// <summary>The regression.</summary>
    [Description("The sparse Gaussian process.")]
    public XpsRegressionOptions Regression { get; init; } = new();

    /// <summary>The cross-validation.</summary>
    [Description("Cross-validation by group over all frames, hyper-parameters searched anew in every fold.")]
    public CrossValidationOptions CrossValidation { get; init; } = new();

    /// <summary>The learning curves.</summary>
    [Description("Learning curves and the comparison of farthest-point with random selection.")]
    public LearningCurveOptions LearningCurve { get; init; } = new();
}

/// <summary>Options of the descriptor in <c>xps.train</c>.</summary>
public sealed class XpsDescriptorOptions
{
    /// <summary>Cutoff radii tried, Å.</summary>
    [MinLength(1), Description("Cutoff radii tried, Å.")]
    public IReadOnlyList<double> Cutoff { get; init; } = [5, 6, 7];

    /// <summary>Widths tried, Å.</summary>
    [MinLength(1), Description("Widths of the atomic Gaussians tried, Å.")]
    public IReadOnlyList<double> Width { get; init; } = [0.5];

    /// <summary>n_max.</summary>
    [Range(1, HyperparameterLimits.MostRadialFunctions), Description("Radial functions for each degree and species.")]
    public int RadialCount { get; init; } = 8;

    /// <summary>l_max.</summary>
    [Range(0, HyperparameterLimits.LargestDegree), Description("Largest degree of the spherical harmonics.")]
    public int MaximumDegree { get; init; } = 6;

    /// <summary>Family of radial functions.</summary>
    [Description("Family of radial functions: gaussian or discrete_variable.")]
    public RadialBasisKind RadialBasis { get; init; }

    /// <summary>How much neighbours count by their distance.</summary>
    [Description("Weight u(r) = scale/(scale + (r/radius)^exponent) of a neighbour at distance r; null: all within the cutoff count alike.")]
    public RadialScalingOptions? RadialScaling { get; init; }

    /// <summary>Shorter vectors.</summary>
    [Description("Shortens the power spectra, which makes kernels faster and errs a little; null: they stay whole.")]
    public CompressionOptions? Compression { get; init; }
}

/// <summary>Options of radial scaling in <c>xps.train</c>.</summary>
public sealed class RadialScalingOptions
{
    /// <summary>c.</summary>
    [Range(1e-6, 1e6), Description("c of u(r) = c/(c + (r/r0)^m).")]
    public double Scale { get; init; } = 1;

    /// <summary>r₀, Å.</summary>
    [Range(0.1, 20.0), Description("r0 of u(r), Å.")]
    public double Radius { get; init; } = 3;

    /// <summary>m.</summary>
    [Range(2.0, 20.0), Description("m of u(r).")]
    public double Exponent { get; init; } = 4;
}

/// <summary>Options of compression in <c>xps.train</c>.</summary>
public sealed class CompressionOptions
{
    /// <summary>How.</summary>
    [Description("principal_components: the axes along which training environments vary most; random_projection: random directions.")]
    public CompressionMethod Method { get; init; }

    /// <summary>Entries left.</summary>
    [Range(1, 10000), Description("Numbers left for each atom; no more than there are training levels with principal components.")]
    public int Length { get; init; } = 200;
}

/// <summary>Options of the regression in <c>xps.train</c>.</summary>
public sealed class XpsRegressionOptions
{
    /// <summary>ζ tried.</summary>
    [MinLength(1), Description("Powers of the kernel tried.")]
    public IReadOnlyList<double> Zeta { get; init; } = [1, 2, 4, 8];

    /// <summary>λ tried.</summary>
    [MinLength(1), Description("Variances of the noise tried, relative to the signal's.")]
    public IReadOnlyList<double> Noise { get; init; } = [1e-5, 1e-4, 1e-3, 1e-2, 3e-2, 1e-1];

    /// <summary>ρ tried.</summary>
    [MinLength(1), Description("Variances of a frame's common offset tried, relative to the noise.")]
    public IReadOnlyList<double> FrameOffset { get; init; } = [0, 1, 4];

    /// <summary>Most sparse points of the final model, for each element.</summary>
    [Range(1, HyperparameterLimits.MostSparsePoints), Description("Most sparse points of the final model, for each element.")]
    public int SparsePoints { get; init; } = 800;

    /// <summary>Most sparse points in the search.</summary>
    [Range(1, HyperparameterLimits.MostSparsePoints), Description("Most sparse points in the search for hyper-parameters.")]
    public int SearchPoints { get; init; } = 400;
}

/// <summary>Options of cross-validation in <c>xps.train</c>.</summary>
public sealed class CrossValidationOptions
{
    /// <summary>Number of folds; 0 for none.</summary>
    [Range(0, 100), Description("Parts into which the groups are cut, each predicted by a model that was searched and fitted on the others; 0: no cross-validation. It costs as much as so many trainings.")]
    public int Folds { get; init; }
}

/// <summary>Options of the learning curves in <c>xps.train</c>.</summary>
public sealed class LearningCurveOptions
{
    /// <summary>Number of sizes.</summary>
    [Range(2, 20), Description("Sizes at which each curve is measured, spaced evenly on a logarithmic scale.")]
    public int Sizes { get; init; } = 8;

    /// <summary>Random draws at each size.</summary>
    [Range(2, 1000), Description("Random draws at each size.")]
    public int Draws { get; init; } = 20;

    /// <summary>Most training environments in any fit.</summary>
    [Range(10, 20000), Description("Most training environments in one fit; the cost grows with the cube.")]
    public int Largest { get; init; } = 3000;
}
