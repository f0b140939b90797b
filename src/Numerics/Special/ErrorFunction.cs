namespace Lithoscope.Numerics;

/// <summary>The error function.</summary>
public static class ErrorFunction
{
    // 1 − erf(6) is below the rounding of 1.
    private const double One = 6;

    /// <summary>erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, to 1e-15; erf(x/√2) is the share of a normal distribution within x standard deviations.</summary>
    /// <remarks>By the series exp(−x²) Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!!, all of whose terms have one sign (NIST DLMF 7.6.2, https://dlmf.nist.gov/7.6).</remarks>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return double.NaN;
        if (Math.Abs(x) >= One) return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++) sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
