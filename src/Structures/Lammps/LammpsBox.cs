using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The simulation box of LAMMPS: lattice vectors and the corner they start from. In its restricted form, the only one that all versions know,
/// a lies along x and b in the xy plane; https://docs.lammps.org/Howto_triclinic.html.
/// </summary>
/// <param name="Cell">Lattice vectors as rows, Å.</param>
/// <param name="Origin">The corner (xlo, ylo, zlo), Å.</param>
internal readonly record struct LammpsBox(Matrix3D Cell, Vector3D Origin)
{
    /// <summary>The name of the frame property that keeps an origin other than zero: three numbers, Å.</summary>
    public const string OriginKey = "origin";

    /// <summary>The restricted box between two corners with its tilt factors.</summary>
    public static LammpsBox Restricted(Vector3D low, Vector3D high, double xy, double xz, double yz) =>
        new(new(new(high.X - low.X, 0, 0), new(xy, high.Y - low.Y, 0), new(xz, yz, high.Z - low.Z)), low);

    /// <summary>The restricted box from the bounds of a dump, which are those of the box with all of its tilt.</summary>
    public static LammpsBox FromBounds(Vector3D low, Vector3D high, double xy, double xz, double yz)
    {
        var (left, right) = Overhang(xy, xz);
        low = new(low.X - left, low.Y - Math.Min(0, yz), low.Z);
        high = new(high.X - right, high.Y - Math.Max(0, yz), high.Z);
        return Restricted(low, high, xy, xz, yz);
    }

    /// <summary>The bounds that a dump gives for a restricted box.</summary>
    public (Vector3D Low, Vector3D High) Bounds()
    {
        var (left, right) = Overhang(Cell.B.X, Cell.C.X);
        var high = Origin + new Vector3D(Cell.A.X, Cell.B.Y, Cell.C.Z);
        return (new(Origin.X + left, Origin.Y + Math.Min(0, Cell.C.Y), Origin.Z), new(high.X + right, high.Y + Math.Max(0, Cell.C.Y), high.Z));
    }

    /// <summary>Whether a cell has the restricted form.</summary>
    public static bool IsRestricted(Matrix3D cell) =>
        cell is { A: { X: > 0, Y: 0, Z: 0 }, B: { Y: > 0, Z: 0 }, C.Z: > 0 };

    /// <summary>
    /// The rotation that brings a right-handed cell into the restricted form, applied to row vectors: its columns are the axes x, y, z found from a and b
    /// by Gram and Schmidt.
    /// </summary>
    public static Matrix3D Rotation(Matrix3D cell)
    {
        var x = 1 / cell.A.Norm * cell.A;
        var b = cell.B - Vector3D.Dot(cell.B, x) * x;
        var y = 1 / b.Norm * b;
        return new Matrix3D(x, y, Vector3D.Cross(x, y)).Transpose();
    }

    // How far the tilt reaches beyond the corners along x, to the left and to the right.
    private static (double Left, double Right) Overhang(double xy, double xz) =>
        (Math.Min(Math.Min(0, xy), Math.Min(xz, xy + xz)), Math.Max(Math.Max(0, xy), Math.Max(xz, xy + xz)));
}
