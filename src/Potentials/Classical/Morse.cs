namespace Lithoscope.Potentials;

/// <summary>Morse parameters of a pair of elements.</summary>
/// <param name="First">Atomic number of the one.</param>
/// <param name="Second">Atomic number of the other.</param>
/// <param name="Depth">D, eV.</param>
/// <param name="Steepness">α, 1/Å.</param>
/// <param name="Distance">r₀, where φ is least, Å.</param>
public sealed record MorsePair(int First, int Second, double Depth, double Steepness, double Distance) : PairParameters(First, Second);

/// <summary>Morse pairs, φ(r) = D(e^(−2α(r − r₀)) − 2e^(−α(r − r₀))) (Morse 1929, doi:10.1103/PhysRev.34.57). Pairs that are not given do not interact.</summary>
/// <param name="pairs">Parameters of pairs of elements.</param>
/// <param name="cutoff">Cutoff of pairs without one of their own, Å.</param>
/// <param name="ending">How φ ends at the cutoff.</param>
/// <param name="elements">Elements that are known without interacting, or null.</param>
/// <exception cref="ArgumentException">A pair stands there twice, a cutoff is not positive, or a value is not finite.</exception>
public sealed class Morse(IReadOnlyList<MorsePair> pairs, double cutoff, PairEnding ending = PairEnding.Shifted, IReadOnlyList<int>? elements = null)
    : PairPotential<MorsePair>("morse", pairs, ending, PairTable<Morse.Form>.Of(pairs, p => new Form(p), cutoff, ending, elements))
{
    private protected override string DescribePair(MorsePair pair) => $"D {Number(pair.Depth)} eV, α {Number(pair.Steepness)} 1/Å, r₀ {Number(pair.Distance)} Å";

    internal readonly struct Form(MorsePair pair) : IPairForm
    {
        private readonly double _depth = pair.Depth;
        private readonly double _steepness = pair.Steepness;
        private readonly double _distance = pair.Distance;

        public double Value(double r, out double slope)
        {
            var e = Math.Exp(-_steepness * (r - _distance));
            slope = -2 * _steepness * _depth * e * (e - 1);
            return _depth * e * (e - 2);
        }
    }
}
