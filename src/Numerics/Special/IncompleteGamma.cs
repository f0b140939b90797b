namespace Lithoscope.Numerics;

/// <summary>The gamma function and its incomplete kin. NIST Digital Library of Mathematical Functions, chapters 5 and 8.</summary>
public static class IncompleteGamma
{
    // B_2k / (2k (2k − 1)), DLMF 5.11.1 and 24.2.
    private static readonly double[] Stirling = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    /// <summary>ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) beyond 12, the recurrence Γ(x + 1) = xΓ(x) before.</summary>
    public static double LogGamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var product = 1.0;
        for (; x < 12; x++) product *= x;
        var (sum, power) = (0.0, 1 / x);
        foreach (var b in Stirling)
        {
            sum += b * power;
            power /= x * x;
        }

        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + sum - Math.Log(product);
    }

    /// <summary>P(a, x) = γ(a, x)/Γ(a) for a > 0, x ≥ 0: the series DLMF 8.11.4 below a + 1, the continued fraction 8.9.2 above.</summary>
    public static double Lower(double a, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        if (!(x > 0)) return 0;
        if (double.IsPositiveInfinity(x)) return 1;
        var front = Math.Exp(a * Math.Log(x) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (term, sum) = (1 / a, 1 / a);
            for (var n = 1; term > 1e-17 * sum; n++)
            {
                term *= x / (a + n);
                sum += term;
            }

            return front * sum;
        }

        // Lentz's algorithm, modified; Thompson and Barnett, J. Comput. Phys. 64, 490 (1986), doi:10.1016/0021-9991(86)90046-X.
        const double Tiny = 1e-300;
        var b = x + 1 - a;
        var (c, d) = (1 / Tiny, 1 / b);
        var h = d;
        for (var n = 1; n < 100_000; n++)
        {
            var an = -n * (n - a);
            b += 2;
            d = an * d + b;
            c = b + an / c;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16) break;
        }

        return 1 - front * h;
    }
}
