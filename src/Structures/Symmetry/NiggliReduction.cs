using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The Niggli-reduced cell of the same lattice: the unique one with the shortest vectors (International Tables A, 9.2). Found by spglib with the algorithm of
/// Grosse-Kunstleve, Sauter and Adams 2004, doi:10.1107/S010876730302186X; taken over in whole numbers of the old vectors.
/// </summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class NiggliReduction
{
    /// <summary>Reduces the cell; atoms are moved into the new one by its whole vectors.</summary>
    /// <param name="structure">A structure that is periodic along all axes.</param>
    /// <param name="tolerance">Lengths that differ by less, Å, count as equal.</param>
    /// <exception cref="InputException">The structure is not periodic along all axes, or the reduction fails.</exception>
    /// <exception cref="MissingDependencyException">spglib is not installed.</exception>
    public static Structure Reduce(Structure structure, double tolerance = 1e-5)
    {
        CrystalSymmetry.Check(structure, tolerance, "a Niggli reduction");
        var cell = structure.Cell!.Value;
        var library = SpglibLibrary.Require();
        var lattice = SpglibCell.ToColumns(cell);
        lock (SpglibLibrary.Gate)
        {
            if (!library.Reduce(lattice, tolerance)) throw Unreduced(structure);
        }

        var steps = SpglibCell.FromColumns(lattice) * cell.Inverse();
        var (a, b, c) = (Whole(structure, steps.A), Whole(structure, steps.B), Whole(structure, steps.C));
        return Math.Abs(IntegerLattice.Determinant(a, b, c)) == 1 ? Supercell.Create(structure, a, b, c) : throw Unreduced(structure);
    }

    private static LatticeShift Whole(Structure structure, Vector3D v)
    {
        var (x, y, z) = (Math.Round(v.X), Math.Round(v.Y), Math.Round(v.Z));
        if (!(Math.Abs(v.X - x) + Math.Abs(v.Y - y) + Math.Abs(v.Z - z) < 1e-4) || Math.Abs(x) + Math.Abs(y) + Math.Abs(z) > 1e9) throw Unreduced(structure);
        return new((int)x, (int)y, (int)z);
    }

    private static InputException Unreduced(Structure structure) =>
        BuilderChecks.Fault(structure, "the cell cannot be reduced", "give less skewed lattice vectors or another tolerance");
}
