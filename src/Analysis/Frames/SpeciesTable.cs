using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>The elements of a structure, numbered from 0 by atomic number, and the pairs of them.</summary>
public sealed class SpeciesTable
{
    private readonly int[] _byElement = new int[Element.MaximumAtomicNumber + 1];

    /// <summary>Numbers the elements of a structure.</summary>
    public SpeciesTable(Structure structure)
    {
        Array.Fill(_byElement, -1);
        Elements = [.. structure.AtomicNumbers.ToArray().Distinct().Order()];
        for (var s = 0; s < Elements.Count; s++) _byElement[Elements[s]] = s;
        Of = [.. structure.AtomicNumbers.ToArray().Select(z => _byElement[z])];
        Atoms = [.. Enumerable.Range(0, Elements.Count).Select(s => Of.Count(o => o == s))];
    }

    /// <summary>Atomic numbers, ascending.</summary>
    public IReadOnlyList<byte> Elements { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Elements.Count;

    /// <summary>Number of atoms of each element.</summary>
    public IReadOnlyList<int> Atoms { get; }

    /// <summary>The number of its element for each atom.</summary>
    public int[] Of { get; }

    /// <summary>Number of unordered pairs of elements.</summary>
    public int Pairs => Count * (Count + 1) / 2;

    /// <summary>The symbol of an element.</summary>
    public string Symbol(int species) => Element.Symbol(Elements[species]);

    /// <summary>The number of an unordered pair of elements.</summary>
    public static int Pair(int a, int b) => a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a;

    /// <summary>The elements of each unordered pair, the lower first, in the order of <see cref="Pair"/>.</summary>
    public IEnumerable<(int A, int B)> AllPairs()
    {
        for (var b = 0; b < Count; b++)
        {
            for (var a = 0; a <= b; a++) yield return (a, b);
        }
    }

    /// <summary>"Li-Si".</summary>
    public string Name((int A, int B) pair) => Symbol(pair.A) + "-" + Symbol(pair.B);

    /// <summary>The number of the element of that symbol.</summary>
    /// <exception cref="InputException">There is no such element, or the structure does not hold it.</exception>
    public int Find(string symbol)
    {
        if (!Element.TryParse(symbol, out var z)) throw new InputException($"there is no element '{symbol}'", remedy: "write symbols such as Li or Si");
        return _byElement[z] is >= 0 and var s ? s : throw new InputException($"the structure holds no {Element.Symbol(z)}", remedy: "its elements are " + string.Join(", ", Elements.Select(e => Element.Symbol(e))));
    }
}
