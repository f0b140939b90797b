using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The primitive and the conventional cell of a crystal, as spglib chooses them after International Tables (arXiv:1808.01590). The crystal is not turned and
/// not made more symmetric: atoms stay where they are, up to whole cell vectors and the tolerance.
/// </summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class StandardCell
{
    /// <summary>A smallest cell.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="tolerance">How far, Å, an atom may be from where a symmetry operation puts it.</param>
    /// <exception cref="InputException">The structure is not periodic along all axes, or the search fails.</exception>
    /// <exception cref="MissingDependencyException">spglib is not installed.</exception>
    public static Structure Primitive(Structure structure, double tolerance = CrystalSymmetry.DefaultTolerance) => Create(structure, tolerance, primitive: true);

    /// <summary>The conventional cell: cubic where the crystal is, with one, two, three or four lattice points.</summary>
    /// <inheritdoc cref="Primitive"/>
    public static Structure Conventional(Structure structure, double tolerance = CrystalSymmetry.DefaultTolerance) => Create(structure, tolerance, primitive: false);

    private static Structure Create(Structure structure, double tolerance, bool primitive)
    {
        // A primitive cell of the least symmetric face-centred crystal grows by four on its way to the conventional one.
        const int Room = 4;
        CrystalSymmetry.Check(structure, tolerance, primitive ? "a primitive cell" : "a conventional cell");
        BuilderChecks.Size(structure, (double)Room * structure.Count);
        var library = SpglibLibrary.Require();
        var standard = new SpglibCell(structure, Room);
        int count;
        lock (SpglibLibrary.Gate)
        {
            count = library.Standardize(standard, primitive, tolerance);
            if (count == 0) throw CrystalSymmetry.Failed(structure, library, tolerance);
        }

        var cell = SpglibCell.FromColumns(standard.Lattice);
        var (numbers, positions) = (new byte[count], new double[3 * count]);
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (byte)standard.Types[i];
            var f = new Vector3D(standard.Positions[3 * i], standard.Positions[3 * i + 1], standard.Positions[3 * i + 2]);
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = cell.Transform(new(Fold(f.X), Fold(f.Y), Fold(f.Z)));
        }

        var found = new Structure(numbers, positions, cell, Periodicity.Full);
        var columns = Sources(structure, found, tolerance) is { } source ? CarriedProperties.Columns(structure, source, sameAxes: false) : [];
        return new(numbers, positions, cell, Periodicity.Full, columns, CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    // The atom of the original that each one comes from; where one has none within the tolerance, no column can be carried along.
    private static int[]? Sources(Structure structure, Structure found, double tolerance)
    {
        var search = new SiteSearch(structure, Math.Max(tolerance, 1e-6));
        var inverse = structure.Cell!.Value.Inverse();
        var source = new int[found.Count];
        for (var i = 0; i < source.Length; i++)
        {
            source[i] = search.Find(inverse.Transform(found.Position(i)), found.AtomicNumbers[i]);
            if (source[i] < 0) return null;
        }

        return source;
    }

    private static double Fold(double f) => f - Math.Floor(f + 1e-9);
}
