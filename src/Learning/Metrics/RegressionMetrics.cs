using Lithoscope.Numerics;

namespace Lithoscope.Learning;

/// <summary>Error measures of predictions against targets, in the targets' unit.</summary>
/// <param name="Count">Number of samples.</param>
/// <param name="Rmse">Root of the mean squared error.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Percentile95">95th percentile of the absolute error.</param>
/// <param name="Spread">Standard deviation of the targets (population).</param>
public readonly record struct RegressionMetrics(int Count, double Rmse, double Mae, double Percentile95, double Spread)
{
    /// <summary>1 − (RMSE/spread)²: the share of the targets' variance that is explained.</summary>
    public double R2 => 1 - Rmse * Rmse / (Spread * Spread);

    /// <summary>Measures predictions; all values are NaN without samples.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static RegressionMetrics Of(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        if (predictions.Length != targets.Length) throw new ArgumentException("As many predictions as targets are needed.", nameof(predictions));
        var n = targets.Length;
        if (n == 0) return new(0, double.NaN, double.NaN, double.NaN, double.NaN);
        double square = 0, absolute = 0, mean = 0, variance = 0;
        var errors = new double[n];
        for (var i = 0; i < n; i++)
        {
            errors[i] = Math.Abs(predictions[i] - targets[i]);
            square += errors[i] * errors[i];
            absolute += errors[i];
            mean += targets[i] / n;
        }

        foreach (var y in targets) variance += (y - mean) * (y - mean);
        return new(n, Math.Sqrt(square / n), absolute / n, Quantile(errors, 0.95), Math.Sqrt(variance / n));
    }

    /// <summary>A quantile by linear interpolation between order statistics (Hyndman and Fan's type 7, doi:10.2307/2684934). Sorts the values.</summary>
    public static double Quantile(double[] values, double probability)
    {
        if (values.Length == 0) return double.NaN;
        Array.Sort(values);
        var position = probability * (values.Length - 1);
        var low = (int)position;
        var high = Math.Min(low + 1, values.Length - 1);
        return values[low] + (position - low) * (values[high] - values[low]);
    }

    /// <summary>
    /// The standard error of the RMSE when frames, not samples, are what was drawn: the standard deviation over resamplings of the frames with replacement.
    /// NaN with fewer than two frames.
    /// </summary>
    /// <remarks>Efron, Ann. Statist. 7, 1 (1979), doi:10.1214/aos/1176344552.</remarks>
    /// <param name="predictions">Predictions.</param>
    /// <param name="targets">Targets.</param>
    /// <param name="frames">Frame of each sample.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="resamplings">Number of resamplings.</param>
    public static double RmseStandardError(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<int> frames, ulong seed, int resamplings = 1000) =>
        StandardError(predictions, targets, frames, e => e * e, Math.Sqrt, seed, resamplings);

    /// <summary>As <see cref="RmseStandardError"/>, of the mean absolute error.</summary>
    public static double MaeStandardError(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<int> frames, ulong seed, int resamplings = 1000) =>
        StandardError(predictions, targets, frames, Math.Abs, m => m, seed, resamplings);

    // Of outer(mean of inner(error)).
    private static double StandardError(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<int> frames, Func<double, double> inner, Func<double, double> outer, ulong seed, int resamplings)
    {
        var sums = new Dictionary<int, (double Sum, int Count)>();
        for (var i = 0; i < targets.Length; i++)
        {
            var (sum, count) = sums.GetValueOrDefault(frames[i]);
            sums[frames[i]] = (sum + inner(predictions[i] - targets[i]), count + 1);
        }

        if (sums.Count < 2) return double.NaN;
        var parts = sums.OrderBy(p => p.Key).Select(p => p.Value).ToArray();
        var stream = new RandomStream(seed, "bootstrap of frames");
        double mean = 0, meanSquare = 0;
        for (var k = 0; k < resamplings; k++)
        {
            var (sum, count) = (0.0, 0);
            for (var f = 0; f < parts.Length; f++)
            {
                var part = parts[stream.NextInt(parts.Length)];
                (sum, count) = (sum + part.Sum, count + part.Count);
            }

            var measure = outer(sum / count);
            mean += measure / resamplings;
            meanSquare += measure * measure / resamplings;
        }

        return Math.Sqrt(Math.Max(0, meanSquare - mean * mean));
    }

    /// <summary>Subtracts from each error the mean error of its group: what is left when one offset per group is fitted.</summary>
    /// <returns>Predictions shifted by each group's mean residual.</returns>
    public static double[] AlignByGroup(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, ReadOnlySpan<int> groups)
    {
        var sums = new Dictionary<int, (double Sum, int Count)>();
        for (var i = 0; i < predictions.Length; i++)
        {
            var (sum, count) = sums.GetValueOrDefault(groups[i]);
            sums[groups[i]] = (sum + targets[i] - predictions[i], count + 1);
        }

        var aligned = new double[predictions.Length];
        for (var i = 0; i < aligned.Length; i++) aligned[i] = predictions[i] + sums[groups[i]].Sum / sums[groups[i]].Count;
        return aligned;
    }
}
