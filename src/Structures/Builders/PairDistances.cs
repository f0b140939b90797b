using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The smallest allowed distance of each pair of species, by their place in the composition.</summary>
internal sealed class PairDistances
{
    private readonly double[,] _distances;

    public PairDistances(PackingOptions options)
    {
        var parts = options.Composition.Parts;
        if (!(options.DistanceFraction >= 0 && options.DistanceFraction <= 2)) throw new InputException("the fraction of the covalent radii is not possible", remedy: "give a number from 0 to 2, such as 0.85");
        foreach (var ((a, b), distance) in options.MinimumDistances)
        {
            if (!(distance >= 0 && double.IsFinite(distance))) throw new InputException($"the minimum distance of {Element.Symbol(a)} and {Element.Symbol(b)} is not a length", remedy: "give it in Å, such as 2.2");
            if (!parts.Any(p => p.Element == a) || !parts.Any(p => p.Element == b)) throw new InputException($"there is a minimum distance of {Element.Symbol(a)} and {Element.Symbol(b)}, which are not both in the composition", remedy: "remove it or correct the elements");
        }

        _distances = new double[parts.Count, parts.Count];
        for (var s = 0; s < parts.Count; s++)
        {
            for (var t = 0; t <= s; t++) _distances[s, t] = _distances[t, s] = Of(options, parts[s].Element, parts[t].Element);
        }
    }

    /// <summary>The smallest distance of species <paramref name="s"/> and <paramref name="t"/>, Å.</summary>
    public double this[int s, int t] => _distances[s, t];

    /// <summary>The largest of all, Å.</summary>
    public double Largest => _distances.Cast<double>().Max();

    /// <summary>The share of a volume that balls fill whose diameters are the distances of each species from itself.</summary>
    public double FilledShare(Composition composition, double volume)
    {
        double filled = 0;
        for (var s = 0; s < composition.Parts.Count; s++) filled += composition.Parts[s].Count * Math.PI / 6 * Math.Pow(_distances[s, s], 3);
        return filled / volume;
    }

    private static double Of(PackingOptions options, byte a, byte b)
    {
        if (options.MinimumDistances.TryGetValue((a, b), out var given) || options.MinimumDistances.TryGetValue((b, a), out given)) return given;
        var sum = Element.CovalentRadius(a) + Element.CovalentRadius(b);
        if (double.IsNaN(sum)) throw new InputException($"the covalent radii of {Element.Symbol(a)} and {Element.Symbol(b)} are not both known", remedy: string.Create(CultureInfo.InvariantCulture, $"give the minimum distance of {Element.Symbol(a)}-{Element.Symbol(b)}"));
        return options.DistanceFraction * sum;
    }
}
