using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>
/// A learned potential small enough to check by hand: descriptors q₀ = Σ_j (1 − r/r_c)⁴ and, for the first element only, q₁ = Σ_j r (1 − r/r_c)⁴, with E_i = a q₀².
/// </summary>
internal sealed class ToyModel(IReadOnlyList<int> elements, double cutoff, double a, FeatureBox?[]? boxes = null) : LocalPotential
{
    public override string Family => "toy";

    public override double Cutoff => cutoff;

    public override IReadOnlyList<int> Elements => elements;

    public override int DescriptorCount(int species) => species == 0 ? 2 : 1;

    public override FeatureBox? FeatureBox(int species) => boxes?[species];

    public override IReadOnlyList<KeyValuePair<string, string>> Describe() => [new("a", a.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        double q = 0;
        for (var k = 0; k < environment.Count; k++) q += Math.Pow(1 - environment.Distance[k] / cutoff, 4);
        for (var k = 0; k < environment.Count; k++)
        {
            var r = environment.Distance[k];
            var g = 2 * a * q * -4 / cutoff * Math.Pow(1 - r / cutoff, 3) / r;
            environment.Gx[k] += g * environment.Dx[k];
            environment.Gy[k] += g * environment.Dy[k];
            environment.Gz[k] += g * environment.Dz[k];
        }

        return a * q * q;
    }

    protected internal override void Descriptors(LocalEnvironment environment, object? workspace, bool scaled, Span<double> values)
    {
        values.Clear();
        for (var k = 0; k < environment.Count; k++)
        {
            var w = Math.Pow(1 - environment.Distance[k] / cutoff, 4);
            values[0] += w;
            if (values.Length > 1) values[1] += environment.Distance[k] * w;
        }

        if (!scaled) return;
        foreach (ref var value in values) value *= 10;
    }
}
