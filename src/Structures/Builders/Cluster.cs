using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The surroundings of an atom cut out of a larger structure. With a potential that sees no further than its cutoff r, the energy of the central atom is that in the structure where the
/// radius is at least r, and the force on it where the radius is at least 2r: its neighbours feel what is r beyond them.
/// </summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Cluster
{
    /// <summary>Cuts all atoms, periodic images among them, within a distance of an atom. They stay where they are; there is no cell.</summary>
    /// <param name="structure">The structure, with or without a cell; it may be smaller than the cluster along axes that repeat.</param>
    /// <param name="atom">The central atom, counted from 0; it is the first of the cluster. The others follow from the nearest to the farthest.</param>
    /// <param name="radius">The radius, Å.</param>
    /// <exception cref="InputException">There is no such atom, or the radius or the cell is not possible.</exception>
    public static Structure Cut(Structure structure, int atom, double radius)
    {
        if ((uint)atom >= (uint)structure.Count) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"there is no atom {atom} among {structure.Count}"), "atoms are counted from 0");
        if (!(radius > 0 && double.IsFinite(radius))) throw BuilderChecks.Fault(structure, "the radius of the cluster is not a positive length", "give it in Å, such as 12");
        if (structure.Cell is not null)
        {
            var cell = BuilderChecks.Cell(structure, "a cluster");
            if (structure.Periodicity.Any) BuilderChecks.Size(structure, 4 * Math.PI / 3 * radius * radius * radius * structure.Count / Math.Abs(cell.Determinant));
        }

        AtomsWithin within = new(structure, structure.Position(atom), radius);
        var order = within.FromTheNearest();
        // Another atom may stand in the same place.
        var first = Array.FindIndex(order, k => within.Source(k) == atom && within.IsOriginal(k));
        return within.ToStructure([order[first], .. order[..first], .. order[(first + 1)..]]);
    }
}
