using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Cells from three lengths and three angles, and back.</summary>
internal static class CifCell
{
    /// <summary>The lattice vectors, a along x and b in the plane of x and y with positive y.</summary>
    /// <param name="lengths">a, b, c in Å.</param>
    /// <param name="angles">α, β, γ in degrees.</param>
    public static Matrix3D FromParameters(ReadOnlySpan<double> lengths, ReadOnlySpan<double> angles)
    {
        var (alpha, beta, gamma) = (Cosine(angles[0]), Cosine(angles[1]), Cosine(angles[2]));
        var sine = angles[2] == 90 ? 1 : Math.Sqrt(1 - gamma * gamma);
        var y = (alpha - beta * gamma) / sine;
        // Angles that do not close give NaN here, which the check of the cell finds.
        var z = Math.Sqrt(1 - beta * beta - y * y);
        return new(new(lengths[0], 0, 0), lengths[1] * new Vector3D(gamma, sine, 0), lengths[2] * new Vector3D(beta, y, z));
    }

    /// <summary>The lengths, Å, and angles, degrees, of a cell.</summary>
    public static (double[] Lengths, double[] Angles) Parameters(Matrix3D cell) =>
        ([cell.A.Norm, cell.B.Norm, cell.C.Norm], [Angle(cell.B, cell.C), Angle(cell.A, cell.C), Angle(cell.A, cell.B)]);

    // The right angle and those of hexagonal cells are exact.
    private static double Cosine(double degrees) => degrees switch
    {
        90 => 0,
        60 => 0.5,
        120 => -0.5,
        _ => Math.Cos(degrees * Math.PI / 180),
    };

    private static double Angle(Vector3D a, Vector3D b)
    {
        var angle = Math.Atan2(Vector3D.Cross(a, b).Norm, Vector3D.Dot(a, b)) * 180 / Math.PI;
        // A rounding error away from a special angle is that angle.
        foreach (var special in (ReadOnlySpan<double>)[60, 90, 120])
        {
            if (Math.Abs(angle - special) < 1e-13 * special) return special;
        }

        return angle;
    }
}
