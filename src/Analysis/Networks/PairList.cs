using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>The pairs of elements between which there are bonds: "Si-Si", or several with commas.</summary>
public sealed class PairList
{
    private readonly List<(string A, string B)> _pairs = [];

    /// <summary>Reads the text of --pair.</summary>
    /// <exception cref="InputException">It is malformed.</exception>
    public static PairList Parse(string text)
    {
        PairList list = new();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } a, { Length: > 0 } b]) throw new InputException($"--pair '{part}' does not name two elements", remedy: "write Si-Si, or Si-O,P-O for several");
            foreach (var name in new[] { a, b })
            {
                if (!Element.TryParse(name, out _)) throw new InputException($"--pair '{part}' is not understood: there is no element '{name}'", remedy: "write symbols such as Li or Si");
            }

            list._pairs.Add((a, b));
        }

        return list;
    }

    /// <summary>Which unordered pairs of a structure's elements are meant.</summary>
    internal Func<(int A, int B), bool> In(SpeciesTable species)
    {
        var wanted = new bool[species.Pairs];
        foreach (var (a, b) in _pairs) wanted[SpeciesTable.Pair(species.Find(a), species.Find(b))] = true;
        return pair => wanted[SpeciesTable.Pair(pair.A, pair.B)];
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => string.Join(',', _pairs.Select(p => $"{p.A}-{p.B}"));
}
