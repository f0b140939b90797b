using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The universal screened repulsion of nuclei of Ziegler, Biersack and Littmark (The Stopping and Range of Ions in Solids, Pergamon 1985):
/// φ(r) = k Z_a Z_b/r · Φ(r/a), Φ(x) = 0.18175e^(−3.1998x) + 0.50986e^(−0.94229x) + 0.28022e^(−0.4029x) + 0.02817e^(−0.20162x), a = 0.4685 Å/(Z_a^0.23 + Z_b^0.23),
/// switched off between two radii with continuous second derivative, as LAMMPS's pair_style zbl does.
/// </summary>
public sealed class ZblRepulsion : PairPotential<PairParameters>
{
    /// <summary>Takes the elements, every pair of which repels.</summary>
    /// <param name="elements">Atomic numbers.</param>
    /// <param name="inner">Up to here φ is only shifted by a constant, Å.</param>
    /// <param name="outer">From here on it is zero, Å.</param>
    /// <exception cref="ArgumentException">Not 0 &lt; inner &lt; outer, or no element.</exception>
    public ZblRepulsion(IReadOnlyList<int> elements, double inner, double outer)
        : this(inner > 0 && inner < outer && double.IsFinite(outer) ? Pairwise(elements) : throw new ArgumentException("the radii must be positive and the inner one less than the outer one"), inner, outer) { }

    private ZblRepulsion(ZblPair[] pairs, double inner, double outer)
        : base("zbl", pairs, PairEnding.Cut, PairTable<Form>.Of(pairs, p => new Form(p.First, p.Second, inner, outer), outer, PairEnding.Cut, null)) => (Inner, Outer) = (inner, outer);

    /// <summary>Where the switching begins, Å.</summary>
    public double Inner { get; }

    /// <summary>Where it ends, Å.</summary>
    public double Outer { get; }

    private protected override string DescribePair(PairParameters pair) => $"screening length {Number(ScreeningLength(pair.First, pair.Second))} Å, switched off from {Number(Inner)} to {Number(Outer)} Å";

    private static double ScreeningLength(int a, int b) => 0.4685 / (Math.Pow(a, 0.23) + Math.Pow(b, 0.23));

    private static ZblPair[] Pairwise(IReadOnlyList<int> elements)
    {
        int[] each = [.. elements.Distinct().Order()];
        return [.. each.SelectMany(a => each.Where(b => b >= a).Select(b => new ZblPair(a, b)))];
    }

    private sealed record ZblPair(int First, int Second) : PairParameters(First, Second);

    private readonly struct Form : IPairForm
    {
        private readonly double _charges;
        private readonly double _inverseLength;
        private readonly double _inner;
        private readonly double _third;
        private readonly double _fourth;
        private readonly double _constant;

        // The polynomial c + A/3 (r − r₁)³ + B/4 (r − r₁)⁴ that is added makes φ and its first two derivatives vanish at the outer radius.
        public Form(int a, int b, double inner, double outer)
        {
            (_charges, _inverseLength, _inner) = (Unit.Hartree * Unit.Bohr * a * b, 1 / ScreeningLength(a, b), inner);
            var value = Bare(outer, out var slope, out var curvature);
            var width = outer - inner;
            _third = (-3 * slope + width * curvature) / (width * width) / 3;
            _fourth = (2 * slope - width * curvature) / (width * width * width) / 4;
            _constant = -value + width * slope / 2 - width * width * curvature / 12;
        }

        public double Value(double r, out double slope)
        {
            var value = Bare(r, out slope, out _) + _constant;
            var d = r - _inner;
            if (d <= 0) return value;
            slope += d * d * (3 * _third + 4 * d * _fourth);
            return value + d * d * d * (_third + d * _fourth);
        }

        private double Bare(double r, out double slope, out double curvature)
        {
            double screening = 0, first = 0, second = 0;
            for (var t = 0; t < 4; t++)
            {
                var k = Decays[t] * _inverseLength;
                var term = Weights[t] * Math.Exp(-k * r);
                screening += term;
                first -= k * term;
                second += k * k * term;
            }

            var c = _charges / r;
            slope = c * (first - screening / r);
            curvature = c * (second - 2 * first / r + 2 * screening / (r * r));
            return c * screening;
        }

        private static ReadOnlySpan<double> Weights => [0.18175, 0.50986, 0.28022, 0.02817];

        private static ReadOnlySpan<double> Decays => [3.19980, 0.94229, 0.40290, 0.20162];
    }
}
