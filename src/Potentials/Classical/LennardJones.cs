using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Lennard-Jones pairs, φ(r) = 4ε((σ/r)¹² − (σ/r)⁶) up to a cutoff, of one element: E_i = ½ Σ_j φ(r_ij). Without the shift the energy jumps at the cutoff, as in LAMMPS's lj/cut.
/// </summary>
public sealed class LennardJones : LocalPotential
{
    private readonly double _shift;

    /// <summary>Takes the parameters.</summary>
    /// <param name="element">Atomic number.</param>
    /// <param name="epsilon">ε, eV.</param>
    /// <param name="sigma">σ, Å.</param>
    /// <param name="cutoff">Cutoff, Å.</param>
    /// <param name="shifted">Whether φ is shifted to vanish at the cutoff.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public LennardJones(int element, double epsilon, double sigma, double cutoff, bool shifted = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        (Elements, Epsilon, Sigma, Cutoff) = ([element], epsilon, sigma, cutoff);
        if (shifted) _shift = Pair(cutoff).Value;
    }

    /// <summary>ε, eV.</summary>
    public double Epsilon { get; }

    /// <summary>σ, Å.</summary>
    public double Sigma { get; }

    /// <inheritdoc/>
    public override string Family => "lennard-jones";

    /// <inheritdoc/>
    public override double Cutoff { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<int> Elements { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, string>> Describe()
    {
        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
        return [new("element", Element.Symbol(Elements[0])), new("epsilon", Number(Epsilon) + " eV"), new("sigma", Number(Sigma) + " Å"), new("cutoff", Number(Cutoff) + " Å")];
    }

    /// <inheritdoc/>
    protected internal override double AtomEnergy(LocalEnvironment environment, object? workspace)
    {
        double energy = 0;
        for (var k = 0; k < environment.Count; k++)
        {
            var r = environment.Distance[k];
            var (value, slope) = Pair(r);
            energy += 0.5 * (value - _shift);
            var g = 0.5 * slope / r;
            environment.Gx[k] += g * environment.Dx[k];
            environment.Gy[k] += g * environment.Dy[k];
            environment.Gz[k] += g * environment.Dz[k];
        }

        return energy;
    }

    private (double Value, double Slope) Pair(double r)
    {
        var s6 = Math.Pow(Sigma / r, 6);
        return (4 * Epsilon * s6 * (s6 - 1), -24 * Epsilon * s6 * (2 * s6 - 1) / r);
    }
}
