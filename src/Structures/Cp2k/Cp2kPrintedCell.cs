using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The cell that an output of CP2K prints: vectors with three digits after the point, lengths and angles with six. The shape is taken from lengths and angles,
/// the orientation from the vectors.
/// </summary>
internal static class Cp2kPrintedCell
{
    // The vectors are rounded to 0.0005 Å.
    private const double Rounding = 6e-4;

    /// <summary>The cell with all the digits that were printed.</summary>
    /// <param name="printed">The vectors, Å.</param>
    /// <param name="lengths">|a|, |b|, |c|, Å.</param>
    /// <param name="angles">alpha, beta, gamma, degrees.</param>
    public static Matrix3D Refine(Matrix3D printed, Vector3D lengths, Vector3D angles)
    {
        var standard = FromLengthsAndAngles(lengths, angles);
        if (!double.IsFinite(standard.Determinant) || standard.Determinant == 0) return printed;
        if (printed.Determinant < 0) standard = new(standard.A, standard.B, -1 * standard.C);
        if (Agree(standard, printed)) return standard;
        var refined = standard * NearestRotation(standard.Inverse() * printed);
        return Agree(refined, printed) ? refined : printed;
    }

    /// <summary>The cell with a along x and b in the xy plane.</summary>
    public static Matrix3D FromLengthsAndAngles(Vector3D lengths, Vector3D angles)
    {
        var (cosAlpha, cosBeta, cosGamma) = (Cosine(angles.X), Cosine(angles.Y), Cosine(angles.Z));
        var sinGamma = Math.Sqrt(1 - cosGamma * cosGamma);
        var y = (cosAlpha - cosBeta * cosGamma) / sinGamma;
        return new(
            new(lengths.X, 0, 0),
            new(lengths.Y * cosGamma, lengths.Y * sinGamma, 0),
            new(lengths.Z * cosBeta, lengths.Z * y, lengths.Z * Math.Sqrt(1 - cosBeta * cosBeta - y * y)));
    }

    // Right angles are exactly right.
    private static double Cosine(double degrees) => degrees == 90 ? 0 : degrees is 60 ? 0.5 : degrees is 120 ? -0.5 : Math.Cos(degrees * Math.PI / 180);

    private static bool Agree(Matrix3D a, Matrix3D b)
    {
        for (var row = 0; row < 3; row++)
        {
            var d = a[row] - b[row];
            if (!(Math.Abs(d.X) <= Rounding && Math.Abs(d.Y) <= Rounding && Math.Abs(d.Z) <= Rounding)) return false;
        }

        return true;
    }

    // The orthogonal factor of the polar decomposition by Newton's iteration X ← (X + X⁻ᵀ)/2; Higham 1986, doi:10.1137/0907079.
    private static Matrix3D NearestRotation(Matrix3D m)
    {
        for (var i = 0; i < 30; i++)
        {
            if (m.Determinant == 0) return m;
            var t = m.Inverse().Transpose();
            m = new(0.5 * (m.A + t.A), 0.5 * (m.B + t.B), 0.5 * (m.C + t.C));
        }

        return m;
    }
}
