using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// A neuroevolution potential, NEP3, NEP4 or NEP5, with or without the repulsion of _zbl: the energy of an atom is a network of radial and angular descriptors of its neighbours.
/// Files are nep.txt of GPUMD and NEP_CPU, in eV and Å. docs/potentials/nep.md has the formulas and their sources.
/// </summary>
/// <remarks>
/// A nep.txt holds the width of each descriptor's range in training but not the range itself: there is no <see cref="LocalPotential.FeatureBox"/>.
/// </remarks>
public sealed class NepPotential : LocalPotential
{
    private readonly NepModel _model;
    private readonly NepKernel _kernel;

    /// <summary>Prepares the evaluation.</summary>
    /// <param name="model">What the file says.</param>
    /// <param name="precision">The arithmetic.</param>
    /// <param name="instructions">The width of vectors; null for the active one.</param>
    internal NepPotential(NepModel model, Precision precision = Precision.Double, InstructionSetKind? instructions = null) =>
        (_model, Precision, _kernel) = (model, precision, NepKernel.Create(model, precision, instructions));

    /// <inheritdoc/>
    public override string Family => "nep";

    /// <inheritdoc/>
    public override double Cutoff => _model.Cutoff;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements => _model.Elements;

    /// <inheritdoc/>
    public override Precision Precision { get; }

    /// <summary>What the file says.</summary>
    internal NepModel Model => _model;

    /// <summary>Reads a nep.txt.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is malformed, cut off, or of a kind that is not evaluated.</exception>
    public static NepPotential Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new(NepReader.Read(stream, path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the file cannot be read", path, remedy: "check that it exists and that you may read it", inner: fault);
        }
    }

    /// <inheritdoc/>
    public override IPotential InPrecision(Precision precision) => precision == Precision ? this : new NepPotential(_model, precision);

    /// <inheritdoc/>
    public override int DescriptorCount(int species) => _model.Layout.Descriptors;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe()
    {
        static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
        var layout = _model.Layout;
        var networks = _model.Version == 3 ? 1 : _model.Types;
        var networkNumbers = networks * (layout.NetworkSize + (_model.Version == 5 ? 1 : 0)) + 1;
        return
        [
            new("version", $"NEP{Plain(_model.Version)}"),
            new("elements", string.Join(' ', Elements.Select(z => Element.Symbol(z)))),
            new("radial cutoff", Lengths(_model.RadialCutoffs)),
            new("angular cutoff", Lengths(_model.AngularCutoffs)),
            new("radial functions", $"{Plain(layout.RadialFunctions)} of {Plain(layout.RadialBasis)} Chebyshev functions each"),
            new("angular functions", $"{Plain(layout.AngularFunctions)} of {Plain(layout.AngularBasis)} Chebyshev functions each"),
            new("invariants", string.Join(", ", new[] { $"squares up to degree {Plain(layout.MaximumDegree)}" }.Concat(layout.Blocks.Select(Name)))),
            new("descriptors", Plain(layout.Descriptors)),
            new("network", $"{Plain(layout.Descriptors)}-{Plain(layout.Neurons)}-1, {(networks == 1 && _model.Types > 1 ? "one for all elements" : "one for each element")}"),
            new("parameters", $"{Plain(networkNumbers + _model.Radial.Length + _model.Angular.Length)} trained, {Plain(layout.Descriptors)} scales of descriptors"),
            new("repulsion", _model.Repulsion?.Form ?? "none"),
            new("training range", "widths alone (1/scale of each descriptor): the file does not say where the ranges lie, so extrapolation is not graded by it"),
        ];
    }

    /// <inheritdoc/>
    protected internal override object? CreateWorkspace() => new Workspace(_kernel.CreateWorkspace(), new(_model));

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace) => _kernel.Energy(environment, ((Workspace)workspace!).Kernel);

    /// <inheritdoc/>
    /// <remarks>In double whatever the precision.</remarks>
    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values) => ((Workspace)workspace!).Definition.Describe(environment, scaled, values);

    private static string Lengths(double[] cutoffs) =>
        cutoffs.All(c => c == cutoffs[0]) ? NumberText.Format(cutoffs[0]) + " Å" : string.Join(", ", cutoffs.Select(NumberText.Format)) + " Å by element, the mean of both for a pair";

    private static string Name(NepInvariants block) => block.ToString()[^(block == NepInvariants.Quartic1111 ? 4 : 3)..];

    private sealed record Workspace(object Kernel, NepDefinition Definition);
}
