using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The numbers of the atom types of a structure that is written for LAMMPS, and the element of each.</summary>
/// <param name="Elements">Element of each type; entry 0 belongs to type 1.</param>
/// <param name="OfAtoms">Type of each atom, from 1.</param>
internal sealed record LammpsTypeNumbers(byte[] Elements, int[] OfAtoms)
{
    /// <summary>
    /// Types in the order that the user named; else those of the column <c>type</c> where it numbers all types from 1 and each is one element; else the
    /// elements by atomic number.
    /// </summary>
    /// <exception cref="InputException">An element of the structure was not named, or is none (X).</exception>
    public static LammpsTypeNumbers Of(Structure structure, IReadOnlyList<string>? species)
    {
        if (species is null && !structure.AtomicNumbers.Contains((byte)0) && FromColumn(structure) is { } kept) return kept;
        byte[] elements = species is not null ? LammpsElements.FromNames(species) : [.. structure.AtomicNumbers.ToArray().Distinct().Order()];
        var types = new int[structure.Count];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = Array.IndexOf(elements, structure.AtomicNumbers[i]) + 1;
            if (structure.AtomicNumbers[i] == 0) throw new InputException("the structure holds dummy atoms (X), for which LAMMPS has no mass", structure.Origin.File, remedy: "remove them");
            if (types[i] == 0) throw new InputException($"the structure holds {Element.Symbol(structure.AtomicNumbers[i])}, which is not among the elements named for the types", structure.Origin.File, remedy: "name all elements with --species");
        }

        return new(elements, types);
    }

    /// <summary>Whether types are the ones that the elements have when they are numbered by atomic number.</summary>
    public static bool AreByAtomicNumber(ReadOnlySpan<byte> species, ReadOnlySpan<long> types)
    {
        Span<byte> numbers = stackalloc byte[Element.MaximumAtomicNumber + 1];
        numbers.Clear();
        foreach (var z in species) numbers[z] = 1;
        byte count = 0;
        foreach (ref var number in numbers)
        {
            if (number != 0) number = ++count;
        }

        for (var i = 0; i < species.Length; i++)
        {
            if (types[i] != numbers[species[i]]) return false;
        }

        return true;
    }

    /// <summary>The numbers that the atoms had (column <c>id</c>), where they can be numbers of atoms; else 1, 2, 3 …</summary>
    public static long[] Identifiers(Structure structure) =>
        structure.FindColumn("id") is IntegerColumn { Width: 1 } given && Array.TrueForAll(given.Values, id => id is > 0 and <= int.MaxValue) && given.Values.Distinct().Count() == structure.Count
            ? given.Values : [.. Enumerable.Range(1, structure.Count).Select(i => (long)i)];

    private static LammpsTypeNumbers? FromColumn(Structure structure)
    {
        if (structure.FindColumn("type") is not IntegerColumn { Width: 1 } column || column.Values.Length == 0) return null;
        var count = column.Values.Max();
        if (column.Values.Min() < 1 || count > column.Values.Length) return null;
        var elements = new byte[count];
        var known = new bool[count];
        for (var i = 0; i < column.Values.Length; i++)
        {
            var (t, z) = (column.Values[i] - 1, structure.AtomicNumbers[i]);
            if (known[t] && elements[t] != z) return null;
            (known[t], elements[t]) = (true, z);
        }

        return Array.TrueForAll(known, k => k) ? new(elements, Array.ConvertAll(column.Values, t => (int)t)) : null;
    }
}
