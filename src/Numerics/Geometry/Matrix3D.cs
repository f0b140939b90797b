namespace Lithoscope.Numerics;

/// <summary>A 3 × 3 matrix held as three rows. For a cell the rows are the lattice vectors a, b, c.</summary>
public readonly record struct Matrix3D(Vector3D A, Vector3D B, Vector3D C)
{
    /// <summary>The unit matrix.</summary>
    public static Matrix3D Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Row 0, 1 or 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not 0, 1 or 2.</exception>
    public Vector3D this[int row] => row switch { 0 => A, 1 => B, 2 => C, _ => throw new ArgumentOutOfRangeException(nameof(row)) };

    /// <summary>Determinant: for a cell its volume, negative when the vectors are left-handed.</summary>
    public double Determinant => Vector3D.Dot(A, Vector3D.Cross(B, C));

    /// <summary>The row vector <paramref name="v"/> times this matrix: fractional to Cartesian coordinates for a cell.</summary>
    public Vector3D Transform(Vector3D v) => v.X * A + v.Y * B + v.Z * C;

    /// <summary>The transpose.</summary>
    public Matrix3D Transpose() => new(new(A.X, B.X, C.X), new(A.Y, B.Y, C.Y), new(A.Z, B.Z, C.Z));

    /// <summary>The inverse: Cartesian to fractional coordinates for a cell.</summary>
    /// <exception cref="InvalidOperationException">The determinant is zero.</exception>
    public Matrix3D Inverse()
    {
        var d = Determinant;
        if (d == 0) throw new InvalidOperationException("A singular 3 × 3 matrix has no inverse.");
        // Columns of the inverse are the reciprocal vectors b×c/V, c×a/V, a×b/V.
        return new Matrix3D((1 / d) * Vector3D.Cross(B, C), (1 / d) * Vector3D.Cross(C, A), (1 / d) * Vector3D.Cross(A, B)).Transpose();
    }

    /// <summary>Matrix product <paramref name="a"/> · <paramref name="b"/>.</summary>
    public static Matrix3D operator *(Matrix3D a, Matrix3D b) => new(b.Transform(a.A), b.Transform(a.B), b.Transform(a.C));

    /// <summary>The matrix scaled by <paramref name="s"/>.</summary>
    public static Matrix3D operator *(double s, Matrix3D a) => new(s * a.A, s * a.B, s * a.C);
}
