namespace Lithoscope.Numerics;

/// <summary>The regularised incomplete beta function. NIST Digital Library of Mathematical Functions, section 8.17.</summary>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1, by the continued fraction DLMF 8.17.22.</summary>
    public static double Regularised(double a, double b, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (!(x > 0)) return 0;
        if (x >= 1) return 1;
        // The fraction converges fast below its turning point; beyond, the other tail is taken (8.17.4).
        if (x > (a + 1) / (a + b + 2)) return 1 - Regularised(b, a, 1 - x);
        var front = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) + IncompleteGamma.LogGamma(a + b) - IncompleteGamma.LogGamma(a) - IncompleteGamma.LogGamma(b)) / a;
        const double Tiny = 1e-300;
        var (c, d) = (1.0, 1 - (a + b) * x / (a + 1));
        d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
        var h = d;
        for (var m = 1; m < 100_000; m++)
        {
            h *= Step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), ref c, ref d);
            var factor = Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), ref c, ref d);
            h *= factor;
            if (Math.Abs(factor - 1) < 1e-16) break;
        }

        return front * h;
    }

    // A step of Lentz's algorithm, as in IncompleteGamma.
    private static double Step(double numerator, ref double c, ref double d)
    {
        const double Tiny = 1e-300;
        d = 1 + numerator * d;
        c = 1 + numerator / c;
        d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
        c = Math.Abs(c) < Tiny ? Tiny : c;
        return d * c;
    }
}
