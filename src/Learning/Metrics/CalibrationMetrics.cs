using Lithoscope.Numerics;

namespace Lithoscope.Learning;

/// <summary>How well predicted standard deviations tell the errors that were made: z is error over standard deviation.</summary>
/// <param name="Count">Number of samples.</param>
/// <param name="MeanSquare">Mean of z²: 1 where the deviations have the right size.</param>
/// <param name="Spread">Standard deviation of z (population): what is left of √<paramref name="MeanSquare"/> once the mean of z is taken off.</param>
/// <param name="Coverage68">Share of errors within the central interval that is to hold 68 % of them.</param>
/// <param name="Coverage95">As <paramref name="Coverage68"/>, for 95 %.</param>
/// <param name="RankCorrelation">Spearman's rank correlation of |error| with the standard deviation; NaN where all deviations are equal.</param>
public readonly record struct CalibrationMetrics(int Count, double MeanSquare, double Spread, double Coverage68, double Coverage95, double RankCorrelation)
{
    // Half of a normal distribution lies within 0.6745 standard deviations.
    private const double NormalMedian = 0.674489750196082;

    /// <summary>Measures; all values are NaN without samples.</summary>
    /// <param name="errors">Errors, of any sign.</param>
    /// <param name="deviations">Predicted standard deviations, above 0.</param>
    public static CalibrationMetrics Of(ReadOnlySpan<double> errors, ReadOnlySpan<double> deviations)
    {
        var z = Ratios(errors, deviations);
        if (z.Length == 0) return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        double mean = z.Average(), square = z.Average(x => x * x);
        var absolute = errors.ToArray();
        foreach (ref var e in absolute.AsSpan()) e = Math.Abs(e);
        var observed = Coverage(errors, deviations, [0.68, 0.95]);
        return new(z.Length, square, Math.Sqrt(Math.Max(0, square - mean * mean)), observed[0], observed[1], RankCorrelationOf(absolute, deviations));
    }

    /// <summary>
    /// The factor α on all standard deviations that makes normally distributed errors most likely: α² = mean z². 1 where there is nothing to tell it from.
    /// </summary>
    public static double Factor(ReadOnlySpan<double> errors, ReadOnlySpan<double> deviations) => Usable(Math.Sqrt(Ratios(errors, deviations).Select(z => z * z).DefaultIfEmpty(1).Average()));

    /// <summary>The factor that makes half of the errors lie within the interval for half of them: a few large errors do not move it. Far below <see cref="Factor"/> the errors have heavy tails.</summary>
    public static double RobustFactor(ReadOnlySpan<double> errors, ReadOnlySpan<double> deviations) => Usable(RegressionMetrics.Quantile([.. Ratios(errors, deviations).Select(Math.Abs)], 0.5) / NormalMedian);

    /// <summary>For each probability p the share of errors within the central interval of a normal distribution that is to hold the share p of them.</summary>
    public static double[] Coverage(ReadOnlySpan<double> errors, ReadOnlySpan<double> deviations, ReadOnlySpan<double> probabilities)
    {
        // The smallest central interval that holds an error, as its probability: below or at p, the interval of p holds it too.
        double[] reached = [.. Ratios(errors, deviations).Select(z => ErrorFunction.Erf(Math.Abs(z) / Math.Sqrt(2)))];
        var shares = new double[probabilities.Length];
        for (var k = 0; k < shares.Length; k++)
        {
            var p = probabilities[k];
            shares[k] = (double)reached.Count(r => r <= p) / reached.Length;
        }

        return shares;
    }

    /// <summary>Spearman's rank correlation; equal values share the mean of their ranks. NaN where either side is constant.</summary>
    public static double RankCorrelationOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] a = Ranks(x.ToArray()), b = Ranks(y.ToArray());
        var mean = (a.Length + 1) / 2.0;
        double covariance = 0, first = 0, second = 0;
        for (var i = 0; i < a.Length; i++)
        {
            covariance += (a[i] - mean) * (b[i] - mean);
            first += (a[i] - mean) * (a[i] - mean);
            second += (b[i] - mean) * (b[i] - mean);
        }

        return first > 0 && second > 0 ? covariance / Math.Sqrt(first * second) : double.NaN;
    }

    private static double Usable(double factor) => factor > 0 && double.IsFinite(factor) ? factor : 1;

    private static double[] Ratios(ReadOnlySpan<double> errors, ReadOnlySpan<double> deviations)
    {
        if (errors.Length != deviations.Length) throw new ArgumentException("As many errors as deviations are needed.", nameof(deviations));
        var z = new double[errors.Length];
        for (var i = 0; i < z.Length; i++) z[i] = errors[i] / deviations[i];
        return z;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]]) end++;
            for (var k = start; k < end; k++) ranks[order[k]] = (start + 1 + end) / 2.0;
            start = end;
        }

        return ranks;
    }
}
