using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>How a structure is turned so that its cell has the form that LAMMPS needs: a along x, b in the xy plane, right-handed.</summary>
/// <param name="Cell">The cell in that form, Å.</param>
/// <param name="Origin">The corner it starts from, turned too, Å.</param>
/// <param name="Axes">Which lattice vector of the structure each of the three is.</param>
internal sealed record LammpsOrientation(Matrix3D Cell, Vector3D Origin, int[] Axes)
{
    private Matrix3D? _rotation;

    /// <summary>The orientation of a structure with a cell; info <c>origin</c> is the corner where it is there.</summary>
    /// <exception cref="ArgumentException">The structure has no cell.</exception>
    public static LammpsOrientation Of(Structure structure)
    {
        var cell = structure.Cell ?? throw new ArgumentException("A structure without a cell cannot be written for LAMMPS.", nameof(structure));
        var origin = structure.FindInfo(LammpsBox.OriginKey) is RealInfo { Shape: [3] } given && Array.TrueForAll(given.Values, double.IsFinite)
            ? new Vector3D(given.Values[0], given.Values[1], given.Values[2]) : default;
        // Exchanging two vectors makes a left-handed cell right-handed and leaves the lattice as it is.
        int[] axes = cell.Determinant < 0 ? [0, 2, 1] : [0, 1, 2];
        cell = new(cell[axes[0]], cell[axes[1]], cell[axes[2]]);
        if (LammpsBox.IsRestricted(cell)) return new(cell, origin, axes);
        var rotation = LammpsBox.Rotation(cell);
        // What is zero but for rounding is left out.
        var (a, b, c) = (cell.A.Norm, rotation.Transform(cell.B), rotation.Transform(cell.C));
        return new(new(new(a, 0, 0), new(b.X, b.Y, 0), c), rotation.Transform(origin), axes) { _rotation = rotation };
    }

    /// <summary>A position or another vector, turned with the cell.</summary>
    public Vector3D Turn(Vector3D v) => _rotation is { } rotation ? rotation.Transform(v) : v;
}
