using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Below which distance two atoms count as neighbours: one distance for all pairs of elements, distances for some ("Si-Si=2.8,Li-Si=3.2"), and for the rest the first minimum of
/// their radial distribution function.
/// </summary>
public sealed class PairCutoffs
{
    // First shells end well within these; Å.
    private const double SearchRadius = 7;
    private const double SearchBin = 0.02;

    private readonly double? _all;
    private readonly List<(string A, string B, double Distance)> _given = [];

    private PairCutoffs(double? all) => _all = all;

    /// <summary>Reads the text of --cutoff; null: all from first minima.</summary>
    /// <exception cref="InputException">It is malformed.</exception>
    public static PairCutoffs Parse(string? text)
    {
        if (text is null) return new(null);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var all))
        {
            Cutoffs.Check("--cutoff", all);
            return new(all);
        }

        PairCutoffs result = new(null);
        foreach (var part in text.Split(','))
        {
            var sides = part.Split('=');
            var names = sides[0].Split('-');
            if (sides.Length != 2 || names.Length != 2 || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var distance))
            {
                throw new InputException($"--cutoff '{part.Trim()}' is not understood", remedy: "give one distance in Å for all pairs, such as 3.0, or a list such as Si-Si=2.8,Li-Si=3.2");
            }

            foreach (var name in names)
            {
                if (!Element.TryParse(name.Trim(), out _)) throw new InputException($"--cutoff '{part.Trim()}' is not understood: there is no element '{name.Trim()}'", remedy: "write symbols such as Li or Si");
            }

            Cutoffs.Check("--cutoff", distance);
            result._given.Add((names[0].Trim(), names[1].Trim(), distance));
        }

        return result;
    }

    /// <summary>The distances, Å, of all unordered pairs of elements in the order of <see cref="SpeciesTable.Pair"/>; 0 for pairs that are not wanted.</summary>
    /// <param name="source">The frames, read once more where a first minimum is needed.</param>
    /// <param name="species">The elements.</param>
    /// <param name="wanted">Whether a pair is needed.</param>
    /// <param name="pool">The workers.</param>
    internal double[] Resolve(FrameSource source, SpeciesTable species, Func<(int A, int B), bool> wanted, WorkerPool pool)
    {
        var distances = new double[species.Pairs];
        foreach (var (a, b, distance) in _given) distances[SpeciesTable.Pair(species.Find(a), species.Find(b))] = distance;
        RadialDistribution? rdf = null;
        foreach (var pair in species.AllPairs())
        {
            ref var distance = ref distances[SpeciesTable.Pair(pair.A, pair.B)];
            if (!wanted(pair)) distance = 0;
            else if (_all is { } all) distance = all;
            else if (distance == 0)
            {
                if (source.First() is not { Cell: not null, Periodicity: var p } || p != Periodicity.Full)
                {
                    throw new InputException("the default of --cutoff, first minima of g(r), needs cells that repeat along all three directions", source.Files[0], remedy: $"give a distance in Å, such as --cutoff {species.Name(pair)}=3.0");
                }

                rdf ??= RadialDistribution.Compute(source, SearchRadius, SearchBin, pool, "first minima");
                var g = rdf.Partial(pair.A, pair.B);
                distance = FirstShell.Find(rdf.Distances, g)?.Minimum
                    ?? throw new InputException($"g(r) of {species.Name(pair)} shows no first minimum below {SearchRadius} Å", remedy: $"give a distance, such as --cutoff {species.Name(pair)}=3.0");
            }
        }

        return distances;
    }
}
