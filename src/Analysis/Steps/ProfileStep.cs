using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Options of <c>analyze.profile</c>.</summary>
public sealed class ProfileStepOptions : FrameAnalysisOptions
{
    /// <summary>Along what.</summary>
    [Description("Across the planes of two cell vectors, named by the third: a, b or c; or radial: in shells around the centre of mass.")]
    public ProfileDirection Along { get; init; } = ProfileDirection.C;

    /// <summary>Width of bins, Å.</summary>
    [Range(0.001, 1000), Description("Width of slices or shells, Å.")]
    public double Bin { get; init; } = 0.2;

    /// <summary>Whether heights count from the centre of mass.</summary>
    [Description("Count heights from the centre of mass of each frame (slabs that drift).")]
    public bool Centre { get; init; }

    /// <summary>Radius of the outermost shell, Å.</summary>
    [Range(0, 1e5, MinimumIsExclusive = true), Description("Radius of the outermost shell, Å; so that all atoms are within when absent.")]
    public double? Rmax { get; init; }
}

/// <summary>The step <c>analyze.profile</c>.</summary>
public sealed class ProfileStep : FrameAnalysisStep<ProfileStepOptions>
{
    /// <inheritdoc/>
    public override string Summary => "Number and mass densities in slices of the cell or in shells of a particle.";

    /// <inheritdoc/>
    protected override string Kind => "profile";

    /// <inheritdoc/>
    protected override string Heading => "Density profile";

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Captions { get; } = new Dictionary<string, string> { ["profile"] = "Number and mass densities with their standard errors." };

    /// <inheritdoc/>
    protected override Func<FrameSource, WorkerPool, AnalysisResult> Prepare(ProfileStepOptions options)
    {
        ProfileOptions prepared = new(options.Along, options.Bin, options.Centre, options.Rmax);
        prepared.Check();
        return (source, _) => DensityProfile.Compute(source, prepared).ToResult();
    }
}
