using Lithoscope.Descriptors;

namespace Lithoscope.Potentials;

/// <summary>
/// A high-dimensional neural network potential of the second generation, as n2p2 has them: E = Σ_i E(element of i; symmetry functions of i). Behler and Parrinello, Phys. Rev. Lett.
/// 98, 146401 (2007), doi:10.1103/PhysRevLett.98.146401; Singraber, Behler and Dellago, J. Chem. Theory Comput. 15, 1827 (2019), doi:10.1021/acs.jctc.8b00770.
/// </summary>
internal sealed class N2p2Potential : LocalPotential
{
    // n2p2 lets values stray from the range by so much before it warns.
    private const double Tolerance = 1000 * 2.220446049250313e-16;

    private readonly N2p2Model _model;
    private readonly FeatureBox[] _boxes;

    public N2p2Potential(N2p2Model model, Precision precision)
    {
        (_model, Precision) = (model, precision);
        Elements = [.. model.Elements.Select(e => e.Element)];
        _boxes = [.. model.Elements.Select(e => new FeatureBox([.. e.Scaling.Minimum.Select(g => g - Tolerance)], [.. e.Scaling.Maximum.Select(g => g + Tolerance)]))];
    }

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
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        var element = _model.Elements[environment.Species];
        var (values, gradient) = (new double[element.Functions.Count], new double[element.Functions.Count]);
        Descriptors(environment, workspace, true, values);
        var output = element.Network.Evaluate(values, gradient);
        var n = environment.Count;
        var sums = new SymmetryFunctionSums(environment.Dx.AsSpan(0, n), environment.Dy.AsSpan(0, n), environment.Dz.AsSpan(0, n), Numbers(environment));
        for (var k = 0; k < values.Length; k++) sums.AddGradient(element.Functions[k], gradient[k] * element.Scaling.Factors[k] * element.EnergyScale, environment.Gx, environment.Gy, environment.Gz);
        return element.EnergyScale * output + element.EnergyOffset;
    }

    /// <inheritdoc/>
    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values)
    {
        var element = _model.Elements[environment.Species];
        var n = environment.Count;
        var sums = new SymmetryFunctionSums(environment.Dx.AsSpan(0, n), environment.Dy.AsSpan(0, n), environment.Dz.AsSpan(0, n), Numbers(environment));
        for (var k = 0; k < element.Functions.Count; k++)
        {
            values[k] = sums.Value(element.Functions[k]);
            if (scaled) values[k] = values[k] * element.Scaling.Factors[k] + element.Scaling.Offsets[k];
        }
    }

    private int[] Numbers(LocalEnvironment environment) => [.. environment.NeighbourSpecies.Take(environment.Count).Select(s => Elements[s])];
}
