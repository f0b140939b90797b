using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// A cell of a crystal lattice whose vectors U and V span a lattice plane and whose W leads to the next plane. U and V are as short as they can be, with an
/// angle from 60° to 120°, and U × V points to the side on which h·r is positive.
/// </summary>
/// <param name="U">The shortest vector of the plane, Å.</param>
/// <param name="V">The shortest other one, Å.</param>
/// <param name="W">A vector to the next plane, Å.</param>
internal readonly record struct SurfaceCell(Vector3D U, Vector3D V, Vector3D W)
{
    /// <summary>The area of the plane's cell, Å².</summary>
    public double Area => Vector3D.Cross(U, V).Norm;

    /// <summary>The distance of neighbouring planes, Å.</summary>
    public double Spacing => Vector3D.Dot(W, Vector3D.Cross(U, V)) / Area;

    /// <summary>
    /// The matrix that row vectors are multiplied with to have U along x, V in the xy plane with a positive y, and the normal along z: a rotation.
    /// </summary>
    public Matrix3D Rotation
    {
        get
        {
            var x = (1 / U.Norm) * U;
            var z = (1 / Area) * Vector3D.Cross(U, V);
            return new Matrix3D(x, Vector3D.Cross(z, x), z).Transpose();
        }
    }

    /// <summary>Finds the cell for a plane of a lattice.</summary>
    /// <param name="lattice">Lattice vectors as rows, Å, of either handedness.</param>
    /// <param name="h">Miller indices with respect to these vectors, without a common divisor.</param>
    public static SurfaceCell Of(Matrix3D lattice, long[] h)
    {
        var (iu, iv, iw) = IntegerLattice.PlaneBasis(h);
        var (u, v, w) = (Combine(lattice, iu), Combine(lattice, iv), Combine(lattice, iw));
        if (Vector3D.Dot(w, Vector3D.Cross(u, v)) < 0) (u, v) = (v, u);
        // Gauss's reduction: what the shorter takes away from the longer, until it takes nothing. Swaps keep the orientation.
        while (true)
        {
            if (Vector3D.Dot(v, v) < Vector3D.Dot(u, u) * (1 - 1e-12)) (u, v) = (v, -1 * u);
            var times = Math.Round(Vector3D.Dot(u, v) / Vector3D.Dot(u, u) * (1 - 1e-9));
            if (times == 0) break;
            v -= times * u;
        }

        return new(u, v, w);
    }

    private static Vector3D Combine(Matrix3D lattice, long[] n) => lattice.Transform(new(n[0], n[1], n[2]));
}
