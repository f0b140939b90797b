namespace Lithoscope.Potentials;

/// <summary>Buckingham parameters of a pair of elements.</summary>
/// <param name="First">Atomic number of the one.</param>
/// <param name="Second">Atomic number of the other.</param>
/// <param name="A">A, eV.</param>
/// <param name="Rho">ρ, Å.</param>
/// <param name="C">C, eV·Å⁶.</param>
public sealed record BuckinghamPair(int First, int Second, double A, double Rho, double C) : PairParameters(First, Second);

/// <summary>
/// Buckingham pairs, φ(r) = A e^(−r/ρ) − C/r⁶ (Buckingham 1938, doi:10.1098/rspa.1938.0173). Pairs that are not given do not interact. Where C is not zero φ falls without
/// end as r → 0: atoms must not come so close.
/// </summary>
/// <param name="pairs">Parameters of pairs of elements.</param>
/// <param name="cutoff">Cutoff of pairs without one of their own, Å.</param>
/// <param name="ending">How φ ends at the cutoff.</param>
/// <param name="elements">Elements that are known without interacting, or null.</param>
/// <exception cref="ArgumentException">A pair stands there twice, a cutoff is not positive, or a value is not finite.</exception>
public sealed class Buckingham(IReadOnlyList<BuckinghamPair> pairs, double cutoff, PairEnding ending = PairEnding.Shifted, IReadOnlyList<int>? elements = null)
    : PairPotential<BuckinghamPair>("buckingham", pairs, ending, PairTable<Buckingham.Form>.Of(pairs, p => Checked(p), cutoff, ending, elements))
{
    private protected override string DescribePair(BuckinghamPair pair) => $"A {Number(pair.A)} eV, ρ {Number(pair.Rho)} Å, C {Number(pair.C)} eV·Å⁶";

    private static Form Checked(BuckinghamPair pair) => pair.A == 0 || pair.Rho > 0 ? new(pair) : throw new ArgumentException($"ρ of the pair {Name(pair)} is not positive", nameof(pair));

    internal readonly struct Form(BuckinghamPair pair) : IPairForm
    {
        private readonly double _a = pair.A;
        private readonly double _c = pair.C;
        // A repulsion of zero may leave ρ at zero as well.
        private readonly double _decay = pair.A == 0 ? 1 : 1 / pair.Rho;

        public double Value(double r, out double slope)
        {
            var e = _a * Math.Exp(-_decay * r);
            var i2 = 1 / (r * r);
            var attraction = _c * i2 * i2 * i2;
            slope = -_decay * e + 6 * attraction / r;
            return e - attraction;
        }
    }
}
