namespace Lithoscope.Potentials;

/// <summary>What a nep.txt says, in the order of use. Immutable.</summary>
/// <param name="Version">3, 4 or 5.</param>
/// <param name="Elements">Atomic numbers of the types.</param>
/// <param name="RadialCutoffs">Radial cutoff of each type, Å; that of a pair is the mean of both.</param>
/// <param name="AngularCutoffs">Angular cutoffs.</param>
/// <param name="Layout">The sizes.</param>
/// <param name="Networks">The network of each type; in NEP3 the same for all.</param>
/// <param name="Radial">c_nk, types (centre) × types (neighbour) × radial n × k.</param>
/// <param name="Angular">c_nk of the angular functions, in the same order.</param>
/// <param name="Scaler">The factor of each descriptor, one over the width of its range in training.</param>
/// <param name="Repulsion">What is added to the network's energy, or null.</param>
internal sealed record NepModel(
    int Version, int[] Elements, double[] RadialCutoffs, double[] AngularCutoffs, NepLayout Layout, NepNetwork[] Networks, double[] Radial, double[] Angular, double[] Scaler, NepRepulsion? Repulsion)
{
    /// <summary>Number of types.</summary>
    public int Types => Elements.Length;

    /// <summary>Largest cutoff, Å.</summary>
    public double Cutoff => Math.Max(RadialCutoffs.Max(), AngularCutoffs.Max());

    /// <summary>Radial cutoff of a pair, Å.</summary>
    public double RadialCutoff(int first, int second) => 0.5 * (RadialCutoffs[first] + RadialCutoffs[second]);

    /// <summary>Angular cutoff of a pair, Å. The repulsion ends there too.</summary>
    public double AngularCutoff(int first, int second) => 0.5 * (AngularCutoffs[first] + AngularCutoffs[second]);

    /// <summary>Coefficients of the radial functions of a centre and a neighbour, n × k.</summary>
    public ReadOnlySpan<double> RadialOf(int centre, int neighbour) => Slice(Radial, centre, neighbour, Layout.RadialFunctions * Layout.RadialBasis);

    /// <summary>Coefficients of the angular functions.</summary>
    public ReadOnlySpan<double> AngularOf(int centre, int neighbour) => Slice(Angular, centre, neighbour, Layout.AngularFunctions * Layout.AngularBasis);

    private ReadOnlySpan<double> Slice(double[] all, int centre, int neighbour, int size) => all.AsSpan((centre * Types + neighbour) * size, size);
}
