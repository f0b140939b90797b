using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Amorphous starting structures: atoms put at random into a periodic cell, then pushed apart until every pair keeps its smallest distance, periodic images
/// included. Atoms stand species by species, in the order of the composition, inside the cell.
/// </summary>
public static class RandomPacking
{
    // No balls of one size fill more, however they are arranged: Hales 2005, doi:10.4007/annals.2005.162.1065. Random ones fill at most about 0.64.
    private const double DensestFilling = 0.7405;
    private const int MostSteps = 4000;

    // amu/Å³ in g/cm³; CODATA 2018, doi:10.1103/RevModPhys.93.025010.
    private const double AtomicMassDensity = 1.66053906660;

    /// <summary>Makes a structure.</summary>
    /// <param name="options">What to make.</param>
    /// <param name="cancellation">Checked at every step.</param>
    /// <exception cref="InputException">The numbers are not possible, or the atoms do not fit at these distances.</exception>
    public static Structure Create(PackingOptions options, CancellationToken cancellation = default)
    {
        var composition = options.Composition;
        if (composition.Atoms is < 1 or > BuilderChecks.MostAtoms) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"a packing of {composition.Atoms} atoms is not possible"), remedy: $"ask for 1 to {BuilderChecks.MostAtoms}");
        var distances = new PairDistances(options);
        var cell = CellOf(options);
        var filled = distances.FilledShare(composition, Math.Abs(cell.Determinant));
        if (filled > DensestFilling) throw Impossible(FormattableString.Invariant($"balls of the smallest distances would fill {filled:P0} of the cell, more than the {DensestFilling:P0} of the densest packing"));
        CheckImages(cell, composition, distances);

        var (structure, species) = Scatter(composition, cell, options);
        var atoms = new Atoms(structure);
        var relaxation = new OverlapRelaxation(atoms, species, distances);
        if (!relaxation.Run(MostSteps, cancellation)) throw Jammed(composition, relaxation.Closest, distances, filled);
        return new(structure.AtomicNumbers.ToArray(), Wrapped(atoms), cell, Periodicity.Full);
    }

    private static Matrix3D CellOf(PackingOptions options)
    {
        double?[] given = [options.Density, options.VolumePerAtom, options.Cell is null ? null : 1];
        if (given.Count(v => v is not null) != 1) throw new InputException("a packing needs exactly one of density, volume per atom and cell", remedy: "give one of them");
        if (options.Cell is { } cell) return CellChecks.Fault(cell) is { } fault ? throw new InputException(fault, remedy: CellChecks.Remedy) : cell;
        if (!(Math.Max(options.Density ?? 0, options.VolumePerAtom ?? 0) is > 0 and < double.PositiveInfinity)) throw new InputException("the density or volume of a packing is not a positive number", remedy: "give the density in g/cm³ or the volume per atom in Å³");
        var volume = options.VolumePerAtom * options.Composition.Atoms ?? AtomicMassDensity * options.Composition.Mass / options.Density!.Value;
        return Math.Cbrt(volume) * Matrix3D.Identity;
    }

    // Nothing that atoms do changes the distance from their own images.
    private static void CheckImages(Matrix3D cell, Composition composition, PairDistances distances)
    {
        for (var s = 0; s < composition.Parts.Count; s++)
        {
            if (distances[s, s] == 0) continue;
            var list = new NeighbourList(distances[s, s], kind: NeighbourListKind.Half);
            list.Build(new Atoms(new Structure(new byte[1], new double[3], cell, Periodicity.Full)));
            if (list.Pairs > 0) throw Impossible(FormattableString.Invariant($"the cell is so small that {Element.Symbol(composition.Parts[s].Element)} atoms are closer than {distances[s, s]:G4} Å to their own images"));
        }
    }

    private static (Structure Structure, int[] Species) Scatter(Composition composition, Matrix3D cell, PackingOptions options)
    {
        var count = (int)composition.Atoms;
        var (numbers, positions, species) = (new byte[count], new double[3 * count], new int[count]);
        var random = new RandomStream(options.Seed, "packing", (ulong)options.Draw);
        var i = 0;
        for (var s = 0; s < composition.Parts.Count; s++)
        {
            for (var k = 0; k < composition.Parts[s].Count; k++, i++)
            {
                (numbers[i], species[i]) = (composition.Parts[s].Element, s);
                (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = cell.Transform(new(random.NextDouble(), random.NextDouble(), random.NextDouble()));
            }
        }

        return (new(numbers, positions, cell, Periodicity.Full), species);
    }

    private static double[] Wrapped(Atoms atoms)
    {
        var inverse = atoms.Cell.Inverse();
        var positions = new double[3 * atoms.Count];
        for (var i = 0; i < atoms.Count; i++)
        {
            var r = atoms.Position(i);
            var f = inverse.Transform(r);
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = r - atoms.Cell.Transform(new(Math.Floor(f.X), Math.Floor(f.Y), Math.Floor(f.Z)));
        }

        return positions;
    }

    private static InputException Jammed(Composition composition, (double Ratio, int First, int Second) closest, PairDistances distances, double filled)
    {
        var (a, b) = (Element.Symbol(composition.Parts[closest.First].Element), Element.Symbol(composition.Parts[closest.Second].Element));
        var allowed = distances[closest.First, closest.Second];
        return Impossible(FormattableString.Invariant($"{composition.Atoms} atoms do not fit: {a} and {b} stay {closest.Ratio * allowed:F3} Å apart instead of {allowed:F3} Å, and balls of the smallest distances fill {filled:P0} of the cell"));
    }

    private static InputException Impossible(string what) => new(what, remedy: "ask for a lower density or smaller minimum distances");
}
