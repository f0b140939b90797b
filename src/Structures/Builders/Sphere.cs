using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Spherical particles cut from a crystal or a glass. Atoms stand in the order of the structure, copy of the cell by copy.</summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Sphere
{
    // How much further is looked where there were too few atoms.
    private const double Further = 1.1;

    /// <summary>Cuts all atoms within a distance of a place, or of these as many as a composition needs.</summary>
    /// <param name="structure">The structure, which may be smaller than the sphere; along axes that do not repeat only what is there is cut.</param>
    /// <param name="radius">The radius, Å.</param>
    /// <param name="centre">The centre, Cartesian, Å; null for the middle of the cell.</param>
    /// <param name="vacuum">
    /// Null for a particle without a cell, in the place where it was cut; else the distance, Å, between the spheres of neighbouring images in a cubic periodic cell with the
    /// centre in its middle.
    /// </param>
    /// <param name="composition">
    /// Null for all atoms; else the formula unit of which as many whole units are kept as there are atoms for: the outermost atoms of every element that has too many are left out.
    /// </param>
    /// <exception cref="InputException">There is no cell, a number is not possible, or no atom or no whole unit is within the radius.</exception>
    public static Structure Cut(Structure structure, double radius, Vector3D? centre = null, double? vacuum = null, Composition? composition = null)
    {
        var (cell, middle) = Check(structure, centre, vacuum);
        if (!(radius > 0 && double.IsFinite(radius))) throw BuilderChecks.Fault(structure, "the radius of the sphere is not a positive length", "give it in Å, such as 12");
        BuilderChecks.Size(structure, Expected(structure, cell, radius));
        AtomsWithin within = new(structure, middle, radius);
        if (within.Count == 0) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"no atom is within {radius} Å of the centre"), "ask for a larger radius or another centre");
        if (composition is null) return Compose(within, [.. Enumerable.Range(0, within.Count)], radius, middle, vacuum);
        var counts = Counts(structure, within);
        CheckElements(structure, composition);
        var units = composition.Parts.Min(p => counts[p.Element] / p.Count);
        if (units == 0) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"no whole unit of the composition is within {radius} Å of the centre"), "ask for a larger radius");
        return Compose(within, Innermost(structure, within, composition.Times(units))!, radius, middle, vacuum);
    }

    /// <summary>Cuts the atoms nearest to a place, so many of each element or so many in all. The radius is the distance of the farthest.</summary>
    /// <param name="structure">The structure, which may be smaller than the sphere.</param>
    /// <param name="atoms">How many atoms.</param>
    /// <param name="centre">As in the other method.</param>
    /// <param name="vacuum">As in the other method.</param>
    /// <param name="composition">
    /// Null for the nearest atoms of whatever elements they are; else the formula unit of which the number of atoms is a multiple. Atoms of an element that has enough are left out
    /// from the outermost on until the others have.
    /// </param>
    /// <exception cref="InputException">There is no cell, a number is not possible, or there are not so many atoms.</exception>
    public static Structure CutAtoms(Structure structure, int atoms, Vector3D? centre = null, double? vacuum = null, Composition? composition = null)
    {
        var (cell, middle) = Check(structure, centre, vacuum);
        if (atoms < 1) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"a sphere of {atoms} atoms is not possible"), "give a whole number from 1");
        BuilderChecks.Size(structure, atoms);
        if (structure.Count == 0) throw BuilderChecks.Fault(structure, "a sphere needs at least one atom", "check the file");
        var wanted = composition is null ? null : Whole(structure, atoms, composition);
        if (!structure.Periodicity.Any && structure.Count < atoms) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"there are only {structure.Count} atoms, and the structure does not repeat"), "ask for fewer");
        // Twice the volume that so many atoms fill, and more where they do not fill it.
        for (var radius = Math.Cbrt(2 * 3 / (4 * Math.PI) * atoms * Math.Abs(cell.Determinant) / structure.Count); ; radius *= Further)
        {
            BuilderChecks.Size(structure, Expected(structure, cell, radius));
            AtomsWithin within = new(structure, middle, radius);
            if (within.Count < atoms || Innermost(structure, within, wanted, atoms) is not { } chosen)
            {
                if (!structure.Periodicity.Any && within.Count == structure.Count) throw BuilderChecks.Fault(structure, "there are not enough atoms of every element of the composition, and the structure does not repeat", "ask for fewer");
                continue;
            }

            var farthest = chosen.Max(within.Distance);
            if (2 * farthest + vacuum <= 0) throw BuilderChecks.Fault(structure, "the cell around a single atom would have no volume", "give a vacuum");
            return Compose(within, chosen, farthest, middle, vacuum);
        }
    }

    private static (Matrix3D Cell, Vector3D Middle) Check(Structure structure, Vector3D? centre, double? vacuum)
    {
        var cell = BuilderChecks.Cell(structure, "a sphere");
        if (vacuum is { } gap && !(gap >= 0 && double.IsFinite(gap))) throw BuilderChecks.Fault(structure, "the vacuum around the sphere is not a length", "give it in Å, such as 15");
        var middle = centre ?? cell.Transform(new(0.5, 0.5, 0.5));
        return double.IsFinite(middle.X + middle.Y + middle.Z) ? (cell, middle) : throw BuilderChecks.Fault(structure, "the centre of the sphere is not a place", "give three finite coordinates in Å");
    }

    private static double Expected(Structure structure, Matrix3D cell, double radius) => 4 * Math.PI / 3 * radius * radius * radius * structure.Count / Math.Abs(cell.Determinant);

    private static Composition Whole(Structure structure, int atoms, Composition composition)
    {
        CheckElements(structure, composition);
        var unit = composition.Atoms;
        if (atoms % unit == 0) return composition.Times((int)(atoms / unit));
        var below = atoms - atoms % unit;
        var possible = below == 0 ? string.Create(CultureInfo.InvariantCulture, $"{unit}") : string.Create(CultureInfo.InvariantCulture, $"{below} or {below + unit}");
        throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"{atoms} atoms are no whole number of formula units of {unit} atoms"), "ask for " + possible);
    }

    private static void CheckElements(Structure structure, Composition composition)
    {
        foreach (var (element, _) in composition.Parts)
        {
            if (!structure.AtomicNumbers.Contains(element)) throw BuilderChecks.Fault(structure, $"the composition has {Element.Symbol(element)}, which the structure does not hold", "correct the composition");
        }
    }

    private static int[] Counts(Structure structure, AtomsWithin within)
    {
        var counts = new int[256];
        for (var k = 0; k < within.Count; k++) counts[structure.AtomicNumbers[within.Source(k)]]++;
        return counts;
    }

    // The nearest atoms, of each element as many as wanted, in the order found; null where there are not enough.
    private static int[]? Innermost(Structure structure, AtomsWithin within, Composition? wanted, int atoms = 0)
    {
        var order = within.FromTheNearest();
        if (wanted is null) return [.. order[..atoms].Order()];
        var left = new int[256];
        foreach (var (element, count) in wanted.Parts) left[element] = count;
        var chosen = order.Where(k => left[structure.AtomicNumbers[within.Source(k)]]-- > 0).Order().ToArray();
        return chosen.Length == wanted.Atoms ? chosen : null;
    }

    private static Structure Compose(AtomsWithin within, int[] chosen, double radius, Vector3D middle, double? vacuum)
    {
        var edge = 2 * radius + vacuum;
        var move = edge is { } length ? (0.5 * length) * new Vector3D(1, 1, 1) - middle : default;
        return within.ToStructure(chosen, move, edge * Matrix3D.Identity);
    }
}
