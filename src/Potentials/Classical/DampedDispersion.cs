namespace Lithoscope.Potentials;

/// <summary>Dispersion between two elements.</summary>
/// <param name="First">Atomic number of the one.</param>
/// <param name="Second">Atomic number of the other.</param>
/// <param name="C6">C₆, eV·Å⁶, positive for attraction.</param>
/// <param name="Damping">b of the damping function, 1/Å; infinite for none.</param>
public sealed record DispersionPair(int First, int Second, double C6, double Damping) : PairParameters(First, Second);

/// <summary>
/// Dispersion, φ(r) = −f₆(br) C₆/r⁶, damped at short range by f₆(x) = 1 − e^(−x) Σ_{k=0..6} x^k/k! (Tang and Toennies 1984, doi:10.1063/1.447150), for use beside a
/// short-ranged potential. Pairs that are not given do not interact. φ goes to zero with r.
/// </summary>
/// <param name="pairs">Parameters of pairs of elements.</param>
/// <param name="cutoff">Cutoff of pairs without one of their own, Å.</param>
/// <param name="ending">How φ ends at the cutoff.</param>
/// <param name="elements">Elements that are known without interacting, or null.</param>
/// <exception cref="ArgumentException">A pair stands there twice, a cutoff is not positive, or a value is not finite.</exception>
public sealed class DampedDispersion(IReadOnlyList<DispersionPair> pairs, double cutoff, PairEnding ending = PairEnding.Shifted, IReadOnlyList<int>? elements = null)
    : PairPotential<DispersionPair>("dispersion", pairs, ending, PairTable<DampedDispersion.Form>.Of(pairs, p => new Form(p), cutoff, ending, elements))
{
    private protected override string DescribePair(DispersionPair pair) => $"C₆ {Number(pair.C6)} eV·Å⁶, b {Number(pair.Damping)} 1/Å";

    /// <summary>f₆(x) and its derivative, e^(−x) x⁶/6!.</summary>
    internal static double Damp(double x, out double slope)
    {
        slope = 0;
        // Beyond 700 e^(−x) times any power below the seventh is nothing beside 1; so is it for no damping at all.
        if (!(x < 700)) return 1;
        var e = Math.Exp(-x);
        slope = e * x * x * x * x * x * x / 720;
        if (x > 6) return 1 - e * (1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6))))));
        // 1 − e^(−x)Σ_{k≤6} loses its digits for small x; e^(−x)Σ_{k≥7} x^k/k!, which is the same, does not.
        double term = e * Math.Pow(x, 7) / 5040, sum = term;
        for (var k = 8; term > 1e-17 * sum; k++) sum += term *= x / k;
        return sum;
    }

    internal readonly struct Form : IPairForm
    {
        private readonly double _c;
        private readonly double _b;

        public Form(DispersionPair pair)
        {
            if (!(pair.Damping > 0)) throw new ArgumentException($"the damping of the pair {Name(pair)} is not positive", nameof(pair));
            (_c, _b) = (pair.C6, pair.Damping);
        }

        public double Value(double r, out double slope)
        {
            var f = Damp(_b * r, out var df);
            var i2 = 1 / (r * r);
            var i6 = _c * i2 * i2 * i2;
            slope = double.IsInfinity(_b) ? 6 * i6 / r : (6 * f / r - _b * df) * i6;
            return -f * i6;
        }
    }
}
