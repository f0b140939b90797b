using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Structures with some atoms of an element replaced by another's. Of a replaced atom the velocity, the place and the flags stay; mass, charge and magnetic
/// moment become NaN, and the column <c>label</c> becomes the new symbol. A column <c>type</c>, which would contradict the element, is dropped.
/// </summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Substitution
{
    private static readonly string[] Moving = ["velocities", "occupancy"];

    /// <summary>Replaces atoms at random.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="from">Atomic number of the element to replace.</param>
    /// <param name="to">Atomic number of the element that takes its places.</param>
    /// <param name="count">How many are replaced.</param>
    /// <param name="seed">The seed; the same seed takes the same atoms.</param>
    /// <param name="draw">Which of several independent draws from that seed.</param>
    /// <exception cref="InputException">There are not that many atoms, or both elements are the same.</exception>
    public static Structure ReplaceAtRandom(Structure structure, byte from, byte to, int count, ulong seed, int draw = 0)
    {
        if (from == to) throw BuilderChecks.Fault(structure, $"{Element.Symbol(from)} cannot be replaced by itself", "name two elements");
        return Replace(structure, AtomChoice.AtRandom(structure, from, count, new RandomStream(seed, "substitution", (ulong)draw)), to);
    }

    /// <summary>Replaces the atoms of the given indices.</summary>
    internal static Structure Replace(Structure structure, int[] atoms, byte to)
    {
        var numbers = structure.AtomicNumbers.ToArray();
        foreach (var i in atoms) numbers[i] = to;
        var columns = new List<AtomColumn>();
        foreach (var column in CarriedProperties.Columns(structure, [.. Enumerable.Range(0, structure.Count)]))
        {
            if (column is IntegerColumn { Name: "type" }) continue;
            foreach (var i in atoms)
            {
                if (column is RealColumn real && !Moving.Contains(real.Name)) real.Values.AsSpan(real.Width * i, real.Width).Fill(double.NaN);
                if (column is TextColumn { Name: "label" } text) text.Values.AsSpan(text.Width * i, text.Width).Fill(Element.Symbol(to));
            }

            columns.Add(column);
        }

        return new(numbers, structure.Positions.ToArray(), structure.Cell, structure.Periodicity, columns, CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }
}
