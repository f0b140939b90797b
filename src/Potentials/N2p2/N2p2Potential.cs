using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// A high-dimensional neural network potential of the second generation, as n2p2 has them: E = Σ_i E(element of i; symmetry functions of i). Behler and Parrinello, Phys. Rev. Lett.
/// 98, 146401 (2007), doi:10.1103/PhysRevLett.98.146401; Singraber, Behler and Dellago, J. Chem. Theory Comput. 15, 1827 (2019), doi:10.1021/acs.jctc.8b00770.
/// </summary>
internal sealed class N2p2Potential : LocalPotential
{
    // n2p2 lets values stray from the range by so much before it warns.
    private const double Tolerance = 1000 * 2.220446049250313e-16;

    // Functions that stay below this in training, and so their squares, are lost in single precision.
    private const double LeastInSingle = 1e-15;

    private readonly N2p2Model _model;
    private readonly FeatureBox[] _boxes;
    private readonly N2p2Kernel[] _kernels;

    /// <summary>Takes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="precision">The arithmetic. Single applies to elements whose functions have values in its range; others are evaluated in double all the same.</param>
    /// <param name="instructions">Width of vectors; null for the active one.</param>
    public N2p2Potential(N2p2Model model, Precision precision, InstructionSetKind? instructions = null)
    {
        (_model, Precision) = (model, precision);
        Elements = [.. model.Elements.Select(e => e.Element)];
        _boxes = [.. model.Elements.Select(e => new FeatureBox([.. e.Scaling.Minimum.Select(g => g - Tolerance)], [.. e.Scaling.Maximum.Select(g => g + Tolerance)]))];
        _kernels = [.. model.Elements.Select(e => N2p2Kernel.Create(e, Elements, precision == Precision.Single && e.Scaling.Maximum.All(g => g is 0 or > LeastInSingle), instructions))];
    }

    /// <summary>The model.</summary>
    internal N2p2Model Model => _model;

    /// <inheritdoc/>
    public override string Family => "n2p2";

    /// <inheritdoc/>
    public override double Cutoff => _model.Cutoff;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements { get; }

    /// <inheritdoc/>
    public override Precision Precision { get; }

    /// <inheritdoc/>
    public override IPotential InPrecision(Precision precision) => precision == Precision ? this : new N2p2Potential(_model, precision);

    /// <inheritdoc/>
    public override int DescriptorCount(int species) => _model.Elements[species].Functions.Count;

    /// <inheritdoc/>
    /// <remarks>The range in scaling.data, wider by n2p2's tolerance on either side.</remarks>
    public override FeatureBox? FeatureBox(int species) => _boxes[species];

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe() => _model.Description;

    /// <inheritdoc/>
    protected internal override object CreateWorkspace() => _kernels.Select(k => k.CreateWorkspace()).ToArray();

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace) =>
        _kernels[environment.Species].Energy(environment, ((object[])workspace!)[environment.Species]);

    /// <inheritdoc/>
    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values) =>
        _kernels[environment.Species].Descriptors(environment, ((object[])workspace!)[environment.Species], scaled, values);
}
