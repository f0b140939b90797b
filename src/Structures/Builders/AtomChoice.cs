using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Atoms chosen at random, and how many a fraction stands for.</summary>
public static class AtomChoice
{
    /// <summary>How many atoms a fraction of an element's is, rounded to the nearest, halves up.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="element">The atomic number, or null for all atoms.</param>
    /// <param name="fraction">From 0 to 1.</param>
    /// <exception cref="InputException">The fraction is not within 0 to 1.</exception>
    public static int CountOf(Structure structure, byte? element, double fraction)
    {
        if (!(fraction >= 0 && fraction <= 1)) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"a fraction of {fraction} of the atoms is not possible"), "give a number from 0 to 1");
        return (int)Math.Floor(fraction * Of(structure, element).Length + 0.5);
    }

    /// <summary>Different atoms of an element, in the order drawn.</summary>
    internal static int[] AtRandom(Structure structure, byte? element, int count, RandomStream random)
    {
        var atoms = Of(structure, element);
        if (count < 0 || count > atoms.Length)
        {
            var what = element is { } z ? $"{Element.Symbol(z)} atoms" : "atoms";
            throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"{count} {what} cannot be chosen of {atoms.Length}"), string.Create(CultureInfo.InvariantCulture, $"give a number from 0 to {atoms.Length}"));
        }

        return Array.ConvertAll(random.Sample(atoms.Length, count), k => atoms[k]);
    }

    private static int[] Of(Structure structure, byte? element)
    {
        var atoms = new List<int>();
        for (var i = 0; i < structure.Count; i++)
        {
            if (element is null || structure.AtomicNumbers[i] == element) atoms.Add(i);
        }

        return [.. atoms];
    }
}
