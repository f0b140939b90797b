namespace Lithoscope.Simulation.Tests;

/// <summary>What the tests of distributions need.</summary>
internal static class Statistics
{
    public static double Mean(IReadOnlyCollection<double> values) => values.Sum() / values.Count;

    /// <summary>Mean square about a known mean.</summary>
    public static double Variance(IReadOnlyCollection<double> values, double mean) => values.Sum(v => (v - mean) * (v - mean)) / values.Count;

    public static double Deviation(IReadOnlyCollection<double> values) => Math.Sqrt(Variance(values, Mean(values)));

    /// <summary>Standard error of a mean of correlated values, from the scatter of means of blocks.</summary>
    public static double BlockError(IReadOnlyList<double> values, int blocks)
    {
        var size = values.Count / blocks;
        double[] means = [.. Enumerable.Range(0, blocks).Select(b => Mean([.. values.Skip(b * size).Take(size)]))];
        return Deviation(means) / Math.Sqrt(blocks - 1);
    }

    /// <summary>The probability that a Kolmogorov–Smirnov distance this large or larger comes about by chance (Numerical Recipes' form of Stephens 1970).</summary>
    public static double KolmogorovSmirnov(IEnumerable<double> values, Func<double, double> distribution)
    {
        double[] sorted = [.. values.Order()];
        double largest = 0, n = sorted.Length;
        for (var i = 0; i < sorted.Length; i++)
        {
            var f = distribution(sorted[i]);
            largest = Math.Max(largest, Math.Max(f - i / n, (i + 1) / n - f));
        }

        var (x, sum) = ((Math.Sqrt(n) + 0.12 + 0.11 / Math.Sqrt(n)) * largest, 0.0);
        for (var j = 1; j <= 100; j++) sum += (j % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * j * j * x * x);
        return Math.Min(sum, 1);
    }

    /// <summary>The regularised lower incomplete gamma function P(k, x) = Σ e^(−x) x^(k+n)/Γ(k+n+1).</summary>
    public static double GammaDistribution(double k, double x)
    {
        if (x <= 0) return 0;
        var term = Math.Exp(-x + k * Math.Log(x) - LogGamma(k + 1));
        var sum = 0.0;
        for (var n = 1; n < 10_000 && (term > 1e-17 || n < x); n++)
        {
            sum += term;
            term *= x / (k + n);
        }

        return sum;
    }

    // Stirling's series from 20 on, and Γ(x) = Γ(x + 1)/x below.
    private static double LogGamma(double x)
    {
        if (x < 20) return LogGamma(x + 1) - Math.Log(x);
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x * x * x) + 1 / (1260 * Math.Pow(x, 5));
    }
}
