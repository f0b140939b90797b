using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>A crystal as spglib takes it: columns of the lattice are the vectors, positions are fractional, types are atomic numbers.</summary>
internal sealed class SpglibCell
{
    /// <summary>Converts a crystal that is periodic along all axes.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="room">Room for so many times its atoms.</param>
    public SpglibCell(Structure structure, int room = 1)
    {
        Count = structure.Count;
        Lattice = ToColumns(structure.Cell!.Value);
        Positions = new double[checked(3 * room * Count)];
        Types = new int[room * Count];
        var inverse = structure.Cell.Value.Inverse();
        for (var i = 0; i < Count; i++)
        {
            (Positions[3 * i], Positions[3 * i + 1], Positions[3 * i + 2]) = inverse.Transform(structure.Position(i));
            Types[i] = structure.AtomicNumbers[i];
        }
    }

    /// <summary>Number of atoms.</summary>
    public int Count { get; }

    /// <summary>Nine numbers, row by row, of the matrix whose columns are the lattice vectors, Å.</summary>
    public double[] Lattice { get; }

    /// <summary>Fractional coordinates.</summary>
    public double[] Positions { get; }

    /// <summary>Atomic numbers.</summary>
    public int[] Types { get; }

    /// <summary>A cell from the matrix whose columns are its vectors.</summary>
    public static Matrix3D FromColumns(ReadOnlySpan<double> m) => new(new(m[0], m[3], m[6]), new(m[1], m[4], m[7]), new(m[2], m[5], m[8]));

    /// <summary>The matrix whose columns are the vectors of a cell.</summary>
    public static double[] ToColumns(Matrix3D cell) => [cell.A.X, cell.B.X, cell.C.X, cell.A.Y, cell.B.Y, cell.C.Y, cell.A.Z, cell.B.Z, cell.C.Z];
}
