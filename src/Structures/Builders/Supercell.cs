using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Larger cells of the same crystal. The atoms of the original stand one after another in their order, copy by copy; for a diagonal supercell copies
/// follow each other along c first, then b, then a. Atoms are moved into the new cell by its whole vectors along the axes that repeat.
/// </summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Supercell
{
    private const int LargestEntry = 10_000;

    // Atoms on a face of the cell stay on it however their coordinates were rounded.
    private const double Inside = 1e-9;

    /// <summary>Repeats the cell along its vectors.</summary>
    /// <param name="structure">The structure; it must have a cell.</param>
    /// <param name="a">Times along cell vector a, at least 1; 1 along an axis that does not repeat.</param>
    /// <param name="b">Times along cell vector b.</param>
    /// <param name="c">Times along cell vector c.</param>
    /// <returns>a·b·c times as many atoms.</returns>
    /// <exception cref="InputException">There is no cell, or a number is not possible.</exception>
    public static Structure Create(Structure structure, int a, int b, int c)
    {
        if (Math.Min(a, Math.Min(b, c)) < 1) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"the cell cannot be repeated {a} × {b} × {c} times"), "give three whole numbers from 1");
        return Create(structure, new LatticeShift(a, 0, 0), new LatticeShift(0, b, 0), new LatticeShift(0, 0, c));
    }

    /// <summary>The supercell whose vectors are whole combinations of the cell's own.</summary>
    /// <param name="structure">The structure; it must have a cell.</param>
    /// <param name="a">The new vector a: <c>a.A</c> times the old a, <c>a.B</c> times the old b, <c>a.C</c> times the old c.</param>
    /// <param name="b">The new vector b.</param>
    /// <param name="c">The new vector c.</param>
    /// <returns>As many atoms as the absolute determinant of the three rows says; a negative one changes the handedness of the cell.</returns>
    /// <exception cref="InputException">There is no cell, the determinant is zero, or an axis that does not repeat would be changed.</exception>
    public static Structure Create(Structure structure, LatticeShift a, LatticeShift b, LatticeShift c)
    {
        var cell = BuilderChecks.Cell(structure, "a supercell");
        Check(structure, a, b, c);
        BuilderChecks.Size(structure, Math.Abs((double)IntegerLattice.Determinant(a, b, c)) * Math.Max(1, structure.Count));
        var copies = Copies(a, b, c);
        var larger = new Matrix3D(Combine(cell, a), Combine(cell, b), Combine(cell, c));
        var inverse = larger.Inverse();
        var count = copies.Count * structure.Count;
        var (numbers, positions, source) = (new byte[count], new double[3 * count], new int[count]);
        var at = 0;
        foreach (var copy in copies)
        {
            for (var i = 0; i < structure.Count; i++, at++)
            {
                var r = structure.Position(i);
                var f = inverse.Transform(r + Combine(cell, copy));
                var shift = Less(copy, a, Whole(f.X, structure.Periodicity.A));
                shift = Less(shift, b, Whole(f.Y, structure.Periodicity.B));
                shift = Less(shift, c, Whole(f.Z, structure.Periodicity.C));
                (positions[3 * at], positions[3 * at + 1], positions[3 * at + 2]) = shift == default ? r : r + Combine(cell, shift);
                (numbers[at], source[at]) = (structure.AtomicNumbers[i], i);
            }
        }

        var diagonal = a is { B: 0, C: 0 } && b is { A: 0, C: 0 } && c is { A: 0, B: 0 };
        return new(numbers, positions, larger, structure.Periodicity, CarriedProperties.Columns(structure, source, sameAxes: diagonal), CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    /// <summary>The vector a·A + b·B + c·C of a cell.</summary>
    internal static Vector3D Combine(Matrix3D cell, LatticeShift n) => cell.Transform(new(n.A, n.B, n.C));

    // One lattice point of every class that the supercell's lattice leaves distinct, moved into the supercell in whole numbers.
    private static List<LatticeShift> Copies(LatticeShift a, LatticeShift b, LatticeShift c)
    {
        var basis = IntegerLattice.HermiteForm([[a.A, a.B, a.C], [b.A, b.B, b.C], [c.A, c.B, c.C]]);
        var determinant = IntegerLattice.Determinant(a, b, c);
        var copies = new List<LatticeShift>();
        for (var i = 0; i < basis[0][0]; i++)
        {
            for (var j = 0; j < basis[1][1]; j++)
            {
                for (var k = 0; k < basis[2][2]; k++)
                {
                    var n = new LatticeShift(i, j, k);
                    // Cramer's rule: the fractional coordinates of n in the supercell, times the determinant.
                    var (x, y, z) = (IntegerLattice.Determinant(n, b, c), IntegerLattice.Determinant(a, n, c), IntegerLattice.Determinant(a, b, n));
                    n = Less(n, a, IntegerLattice.FloorDivide(x, determinant));
                    n = Less(n, b, IntegerLattice.FloorDivide(y, determinant));
                    copies.Add(Less(n, c, IntegerLattice.FloorDivide(z, determinant)));
                }
            }
        }

        return copies;
    }

    private static void Check(Structure structure, LatticeShift a, LatticeShift b, LatticeShift c)
    {
        int[] entries = [a.A, a.B, a.C, b.A, b.B, b.C, c.A, c.B, c.C];
        if (Array.Exists(entries, n => n is < -LargestEntry or > LargestEntry)) throw BuilderChecks.Fault(structure, $"the supercell has a number beyond {LargestEntry}", "ask for less");
        if (IntegerLattice.Determinant(a, b, c) == 0) throw BuilderChecks.Fault(structure, "the rows of the supercell are not independent: their determinant is zero", "give three rows that span space");
        for (var axis = 0; axis < 3; axis++)
        {
            if (structure.Periodicity[axis]) continue;
            for (var k = 0; k < 3; k++)
            {
                var unit = k == axis ? 1 : 0;
                if (entries[3 * axis + k] == unit && entries[3 * k + axis] == unit) continue;
                throw BuilderChecks.Fault(structure, $"the structure does not repeat along {"abc"[axis]} and cannot be repeated there", "give 1 for that axis");
            }
        }
    }

    private static long Whole(double fraction, bool periodic) => periodic ? (long)Math.Floor(fraction + Inside) : 0;

    private static LatticeShift Less(LatticeShift n, LatticeShift vector, long times) => times == 0
        ? n
        : checked(new((int)(n.A - times * vector.A), (int)(n.B - times * vector.B), (int)(n.C - times * vector.C)));
}
