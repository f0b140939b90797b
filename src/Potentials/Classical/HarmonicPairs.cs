namespace Lithoscope.Potentials;

/// <summary>A spring between two elements.</summary>
/// <param name="First">Atomic number of the one.</param>
/// <param name="Second">Atomic number of the other.</param>
/// <param name="Stiffness">k, eV/Å².</param>
/// <param name="Distance">r₀, Å.</param>
public sealed record HarmonicPair(int First, int Second, double Stiffness, double Distance) : PairParameters(First, Second);

/// <summary>
/// Springs between all atoms closer than a cutoff, φ(r) = ½k(r − r₀)². Pairs that are not given do not interact. For crystals whose shells of neighbours are well apart:
/// φ grows towards the cutoff, so that an atom that crosses it makes the energy jump, unless r₀ is the cutoff itself (a soft repulsion) or the function is shifted.
/// </summary>
/// <param name="pairs">Parameters of pairs of elements.</param>
/// <param name="cutoff">Cutoff of pairs without one of their own, Å.</param>
/// <param name="ending">How φ ends at the cutoff.</param>
/// <param name="elements">Elements that are known without interacting, or null.</param>
/// <exception cref="ArgumentException">A pair stands there twice, a cutoff is not positive, or a value is not finite.</exception>
public sealed class HarmonicPairs(IReadOnlyList<HarmonicPair> pairs, double cutoff, PairEnding ending = PairEnding.Cut, IReadOnlyList<int>? elements = null)
    : PairPotential<HarmonicPair>("harmonic", pairs, ending, PairTable<HarmonicPairs.Form>.Of(pairs, p => new Form(p), cutoff, ending, elements))
{
    private protected override string DescribePair(HarmonicPair pair) => $"k {Number(pair.Stiffness)} eV/Å², r₀ {Number(pair.Distance)} Å";

    internal readonly struct Form(HarmonicPair pair) : IPairForm
    {
        private readonly double _stiffness = pair.Stiffness;
        private readonly double _distance = pair.Distance;

        public double Value(double r, out double slope)
        {
            slope = _stiffness * (r - _distance);
            return 0.5 * slope * (r - _distance);
        }
    }
}
