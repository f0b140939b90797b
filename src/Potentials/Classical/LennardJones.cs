using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Lennard-Jones parameters of a pair of elements.</summary>
/// <param name="First">Atomic number of the one.</param>
/// <param name="Second">Atomic number of the other.</param>
/// <param name="Epsilon">ε, the depth, eV.</param>
/// <param name="Sigma">σ, where φ crosses zero, Å.</param>
public sealed record LennardJonesPair(int First, int Second, double Epsilon, double Sigma) : PairParameters(First, Second);

/// <summary>
/// Lennard-Jones pairs, φ(r) = 4ε((σ/r)¹² − (σ/r)⁶), of any number of elements (Lennard-Jones 1924, doi:10.1098/rspa.1924.0082).
/// </summary>
public sealed class LennardJones : PairPotential<LennardJonesPair>
{
    /// <summary>One element.</summary>
    /// <param name="element">Atomic number.</param>
    /// <param name="epsilon">ε, eV.</param>
    /// <param name="sigma">σ, Å.</param>
    /// <param name="cutoff">Cutoff, Å.</param>
    /// <param name="shifted">Whether φ is shifted to vanish at the cutoff; else the energy jumps there, as in LAMMPS's lj/cut.</param>
    /// <exception cref="ArgumentException">A length is not positive.</exception>
    public LennardJones(int element, double epsilon, double sigma, double cutoff, bool shifted = true)
        : this([new(element, element, epsilon, sigma)], cutoff, shifted ? PairEnding.Shifted : PairEnding.Cut) { }

    /// <summary>A mixture.</summary>
    /// <param name="pairs">Parameters of each pair of elements.</param>
    /// <param name="cutoff">Cutoff of pairs without one of their own, Å.</param>
    /// <param name="ending">How φ ends at the cutoff.</param>
    /// <param name="mixing">
    /// Whether pairs of unlike elements that are not given follow from those of like ones by the Lorentz–Berthelot rules, σ = (σ_a + σ_b)/2 and ε = √(ε_a ε_b)
    /// (doi:10.1002/andp.18812480110); else they must be given.
    /// </param>
    /// <exception cref="ArgumentException">A pair is missing or stands there twice, or a length is not positive.</exception>
    public LennardJones(IReadOnlyList<LennardJonesPair> pairs, double cutoff, PairEnding ending = PairEnding.Shifted, bool mixing = false)
        : this(Complete(pairs, mixing), cutoff, ending, 0) { }

    private LennardJones(LennardJonesPair[] pairs, double cutoff, PairEnding ending, int _)
        : base("lennard-jones", pairs, ending, PairTable<Form>.Of(pairs, p => new Form(p), cutoff, ending, null)) { }

    /// <inheritdoc/>
    private protected override string DescribePair(LennardJonesPair pair) => $"ε {Number(pair.Epsilon)} eV, σ {Number(pair.Sigma)} Å";

    private static LennardJonesPair[] Complete(IReadOnlyList<LennardJonesPair> pairs, bool mixing)
    {
        int[] elements = [.. pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct().Order()];
        List<LennardJonesPair> all = [.. pairs];
        foreach (var p in pairs)
        {
            if (!(p.Sigma > 0 && double.IsFinite(p.Sigma) && double.IsFinite(p.Epsilon))) throw new ArgumentException($"the pair {Name(p)} has no positive σ or no finite ε", nameof(pairs));
        }

        LennardJonesPair? Find(int a, int b) => pairs.FirstOrDefault(p => (p.First == a && p.Second == b) || (p.First == b && p.Second == a));
        for (var a = 0; a < elements.Length; a++)
        {
            for (var b = a; b < elements.Length; b++)
            {
                if (Find(elements[a], elements[b]) is not null) continue;
                if (!mixing || Find(elements[a], elements[a]) is not { } first || Find(elements[b], elements[b]) is not { } second)
                {
                    throw new ArgumentException($"there are no Lennard-Jones parameters for the pair {Element.Symbol(elements[a])}–{Element.Symbol(elements[b])}", nameof(pairs));
                }

                if (!(first.Epsilon >= 0 && second.Epsilon >= 0)) throw new ArgumentException("the mixing rule needs ε that are not negative", nameof(pairs));
                double? reach = (first.Cutoff, second.Cutoff) is ({ } one, { } other) ? Math.Max(one, other) : null;
                all.Add(new(elements[a], elements[b], Math.Sqrt(first.Epsilon * second.Epsilon), (first.Sigma + second.Sigma) / 2) { Cutoff = reach });
            }
        }

        return [.. all];
    }

    private readonly struct Form(LennardJonesPair pair) : IPairForm
    {
        private readonly double _repulsion = 4 * pair.Epsilon * Math.Pow(pair.Sigma, 12);
        private readonly double _attraction = 4 * pair.Epsilon * Math.Pow(pair.Sigma, 6);

        public double Value(double r, out double slope)
        {
            var i2 = 1 / (r * r);
            var i6 = i2 * i2 * i2;
            slope = -(12 * _repulsion * i6 - 6 * _attraction) * i6 / r;
            return (_repulsion * i6 - _attraction) * i6;
        }
    }
}
