using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Structures with atoms taken out; the others keep their order and places.</summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Vacancies
{
    /// <summary>Removes atoms by their index.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="atoms">Indices from 0, each once.</param>
    /// <exception cref="InputException">There is no such atom, or one is named twice.</exception>
    public static Structure Remove(Structure structure, IReadOnlyCollection<int> atoms)
    {
        var removed = new bool[structure.Count];
        foreach (var i in atoms)
        {
            if ((uint)i >= (uint)structure.Count) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"there is no atom {i} among {structure.Count}"), "atoms are counted from 0");
            if (removed[i]) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"atom {i} is to be removed twice"), "name each atom once");
            removed[i] = true;
        }

        int[] kept = [.. Enumerable.Range(0, structure.Count).Where(i => !removed[i])];
        var (numbers, positions) = (new byte[kept.Length], new double[3 * kept.Length]);
        for (var k = 0; k < kept.Length; k++)
        {
            numbers[k] = structure.AtomicNumbers[kept[k]];
            (positions[3 * k], positions[3 * k + 1], positions[3 * k + 2]) = structure.Position(kept[k]);
        }

        return new(numbers, positions, structure.Cell, structure.Periodicity, CarriedProperties.Columns(structure, kept), CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    /// <summary>Removes atoms at random.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="element">Atomic number of those that may go, or null for any.</param>
    /// <param name="count">How many go.</param>
    /// <param name="seed">The seed; the same seed takes the same atoms.</param>
    /// <param name="draw">Which of several independent draws from that seed.</param>
    /// <exception cref="InputException">There are not that many atoms.</exception>
    public static Structure RemoveAtRandom(Structure structure, byte? element, int count, ulong seed, int draw = 0) =>
        Remove(structure, AtomChoice.AtRandom(structure, element, count, new RandomStream(seed, "vacancies", (ulong)draw)));
}
