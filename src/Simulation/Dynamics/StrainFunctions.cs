using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>Functions of small 3 × 3 matrices by their power series.</summary>
internal static class StrainFunctions
{
    /// <summary>exp A = Σ Aᵏ/k!.</summary>
    public static Matrix3D Exponential(in Matrix3D a) => Series(a, 0);

    /// <summary>φ(A) = Σ Aᵏ/(k + 1)! = A⁻¹(exp A − 1): with it ẋ = xA + b is solved by x(t) = x exp(At) + b t φ(At).</summary>
    public static Matrix3D Integral(in Matrix3D a) => Series(a, 1);

    /// <summary>a + b.</summary>
    public static Matrix3D Plus(in Matrix3D a, in Matrix3D b) => new(a.A + b.A, a.B + b.B, a.C + b.C);

    /// <summary>a + s·1.</summary>
    public static Matrix3D PlusUnit(in Matrix3D a, double s) => Plus(a, s * Matrix3D.Identity);

    /// <summary>A₁₁ + A₂₂ + A₃₃.</summary>
    public static double Trace(in Matrix3D a) => a.A.X + a.B.Y + a.C.Z;

    /// <summary>½(A + Aᵀ).</summary>
    public static Matrix3D Symmetric(in Matrix3D a) => 0.5 * Plus(a, a.Transpose());

    /// <summary>Σ A_ij B_ij.</summary>
    public static double Contraction(in Matrix3D a, in Matrix3D b) => Vector3D.Dot(a.A, b.A) + Vector3D.Dot(a.B, b.B) + Vector3D.Dot(a.C, b.C);

    /// <summary>The rotation Q of the polar decomposition A = SQ, with S symmetric, by Newton's iteration X ← ½(X + X⁻ᵀ); for matrices near 1.</summary>
    public static Matrix3D Rotation(in Matrix3D a)
    {
        var x = a;
        for (var k = 0; k < 30; k++)
        {
            var next = 0.5 * Plus(x, x.Inverse().Transpose());
            var change = Plus(next, -1 * x);
            x = next;
            if (Contraction(change, change) < 1e-30) break;
        }

        return x;
    }

    // Strains of one step are far below 1: the series ends once a term changes nothing.
    private static Matrix3D Series(in Matrix3D a, int shift)
    {
        var sum = Matrix3D.Identity;
        var term = Matrix3D.Identity;
        for (var k = 1; k < 60; k++)
        {
            term = (1.0 / (k + shift)) * (term * a);
            var next = Plus(sum, term);
            if (next == sum) break;
            sum = next;
        }

        return sum;
    }
}
