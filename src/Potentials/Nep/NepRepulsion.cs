using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// The screened nuclear repulsion that _zbl potentials add to the network: per pair K Z_i Z_j/r · φ(r/a) · s(r), half to each atom, with 1/a = 2.134563 (Z_i^0.23 + Z_j^0.23) Å⁻¹ and a
/// switch s that falls from 1 at the inner to 0 at the outer radius as half a cosine.
/// </summary>
/// <remarks>φ and a: J. F. Ziegler, J. P. Biersack, U. Littmark, The Stopping and Range of Ions in Solids, Pergamon 1985. In NEP: J. Liu et al., Phys. Rev. B 108, 054312 (2023), doi:10.1103/PhysRevB.108.054312.</remarks>
internal sealed class NepRepulsion
{
    /// <summary>Numbers of one pair of types in flexible form: inner and outer radius, four times amplitude and exponent.</summary>
    public const int NumbersPerPair = 10;

    private const double Coulomb = 14.399645; // e²/4πε₀ as the home program has it, eV·Å

    private readonly Pair[] _pairs;
    private readonly int _types;

    private NepRepulsion(int types, string form)
    {
        (_types, _pairs, Form) = (types, new Pair[types * types], form);
    }

    /// <summary>In words: universal, typewise or flexible.</summary>
    public string Form { get; }

    /// <summary>Largest outer radius, Å.</summary>
    public double Range => _pairs.Max(p => p.Outer);

    /// <summary>One φ and one pair of radii for all.</summary>
    public static NepRepulsion Universal(IReadOnlyList<int> elements, double inner, double outer) => Create(elements, $"universal, from {Number(inner)} to {Number(outer)} Å", (_, _) => (inner, outer));

    /// <summary>The outer radius of each pair is factor · (R_i + R_j) with covalent radii, where that is less than <paramref name="outer"/>; the switch begins at 0.</summary>
    public static NepRepulsion Typewise(IReadOnlyList<int> elements, double outer, double factor) =>
        Create(elements, $"typewise, to {Number(factor)} times the covalent radii, at most {Number(outer)} Å", (a, b) => (0, Math.Min(factor * (CovalentRadii.Of(a) + CovalentRadii.Of(b)), outer)));

    /// <summary>Radii and φ of each pair of types from the file, pairs in the order 11, 12, …, 22, 23, ….</summary>
    public static NepRepulsion Flexible(IReadOnlyList<int> elements, ReadOnlySpan<double> numbers)
    {
        var types = elements.Count;
        var made = new NepRepulsion(types, "flexible, of each pair of types its own");
        for (var a = 0; a < types; a++)
        {
            for (var b = a; b < types; b++)
            {
                var own = numbers.Slice((a * types - a * (a - 1) / 2 + b - a) * NumbersPerPair, NumbersPerPair);
                made.Set(elements, a, b, own[0], own[1], [own[2], own[4], own[6], own[8]], [own[3], own[5], own[7], own[9]]);
            }
        }

        return made;
    }

    /// <summary>Half the energy of a pair, eV, and its derivative with respect to the distance, eV/Å.</summary>
    public (double Energy, double Slope) Evaluate(int first, int second, double r)
    {
        ref readonly var pair = ref _pairs[first * _types + second];
        if (!(r < pair.Outer)) return default;
        double screening = 0, slope = 0;
        for (var k = 0; k < pair.Amplitudes.Length; k++)
        {
            var rate = pair.Exponents[k] * pair.InverseLength;
            var term = pair.Amplitudes[k] * Math.Exp(-rate * r);
            (screening, slope) = (screening + term, slope - rate * term);
        }

        var (cut, cutSlope) = (1.0, 0.0);
        if (r > pair.Inner)
        {
            var k = Math.PI / (pair.Outer - pair.Inner);
            (cut, cutSlope) = (0.5 * (1 + Math.Cos(k * (r - pair.Inner))), -0.5 * k * Math.Sin(k * (r - pair.Inner)));
        }

        var half = 0.5 * pair.Strength / r;
        return (half * screening * cut, half * ((slope - screening / r) * cut + screening * cutSlope));
    }

    /// <summary>The distance at which a pair's repulsion ends, Å.</summary>
    public double Outer(int first, int second) => _pairs[first * _types + second].Outer;

    private static NepRepulsion Create(IReadOnlyList<int> elements, string form, Func<int, int, (double Inner, double Outer)> radii)
    {
        var made = new NepRepulsion(elements.Count, form);
        for (var a = 0; a < elements.Count; a++)
        {
            for (var b = a; b < elements.Count; b++)
            {
                var (inner, outer) = radii(elements[a], elements[b]);
                made.Set(elements, a, b, inner, outer, [0.18175, 0.50986, 0.28022, 0.02817], [3.1998, 0.94229, 0.4029, 0.20162]);
            }
        }

        return made;
    }

    private static string Number(double value) => NumberText.Format(value);

    private void Set(IReadOnlyList<int> elements, int a, int b, double inner, double outer, double[] amplitudes, double[] exponents)
    {
        double x = elements[a], y = elements[b];
        var pair = new Pair(inner, outer, Coulomb * x * y, (Math.Pow(x, 0.23) + Math.Pow(y, 0.23)) * 2.134563, amplitudes, exponents);
        (_pairs[a * _types + b], _pairs[b * _types + a]) = (pair, pair);
    }

    private readonly record struct Pair(double Inner, double Outer, double Strength, double InverseLength, double[] Amplitudes, double[] Exponents);
}
