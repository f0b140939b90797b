using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning.Tests;

public sealed class CalibrationTests : IDisposable
{
    private const int Width = 10;
    private readonly WorkerPool _pool = new(2);

    public void Dispose() => _pool.Dispose();

    // Values of Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 7.1.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1, 0.8427007929)]
    [InlineData(-1, -0.8427007929)]
    [InlineData(2, 0.9953222650)]
    [InlineData(40, 1)]
    public void The_error_function_has_its_known_values(double x, double erf)
    {
        Assert.Equal(erf, ErrorFunction.Erf(x), 5e-11);
        Assert.True(double.IsNaN(ErrorFunction.Erf(double.NaN)));
    }

    [Fact]
    public void Errors_at_the_quantiles_of_a_normal_distribution_are_covered_as_expected()
    {
        const int n = 1000;
        // |z| at the quantiles (k + 1/2)/n, so that exactly the share p of them lies within the interval of p.
        double[] deviations = [.. Enumerable.Range(0, n).Select(k => 0.1 + k % 7)], errors = [.. Enumerable.Range(0, n).Select(k => (k % 2 == 0 ? 1 : -1) * deviations[k] * Within((k + 0.5) / n))];
        double[] probabilities = [.. Enumerable.Range(0, 51).Select(k => k / 50.0)];
        Assert.Equal(probabilities, CalibrationMetrics.Coverage(errors, deviations, probabilities));
        var metrics = CalibrationMetrics.Of(errors, deviations);
        Assert.Equal((n, 0.68, 0.95), (metrics.Count, metrics.Coverage68, metrics.Coverage95));
        // The quantiles leave out the far tail: mean z² is below 1 by less than its share.
        Assert.Equal(1, metrics.MeanSquare, 5e-3);
        Assert.Equal(metrics.MeanSquare, Math.Pow(CalibrationMetrics.Factor(errors, deviations), 2), 1e-12);
        Assert.Equal(1, CalibrationMetrics.RobustFactor(errors, deviations), 1e-3);
    }

    [Fact]
    public void The_factor_scales_with_the_deviations_and_a_robust_one_does_not_follow_few_large_errors()
    {
        var errors = TestData.Normal(2000, "errors");
        double[] narrow = [.. Enumerable.Repeat(1 / 3.0, errors.Length)];
        var factor = CalibrationMetrics.Factor(errors, narrow);
        Assert.Equal(3, factor, 5 * 3 / Math.Sqrt(2.0 * errors.Length)); // five standard errors
        Assert.Equal(1, CalibrationMetrics.Of(errors, [.. narrow.Select(d => factor * d)]).MeanSquare, 1e-12);
        for (var i = 0; i < errors.Length; i += 50) errors[i] *= 20;
        Assert.True(CalibrationMetrics.Factor(errors, narrow) > 2 * factor);
        Assert.Equal(3, CalibrationMetrics.RobustFactor(errors, narrow), 0.3);
    }

    [Fact]
    public void Ranks_that_are_equal_are_shared()
    {
        Assert.Equal(1, CalibrationMetrics.RankCorrelationOf([1, 2, 3], [2, 20, 200]), 1e-15);
        Assert.Equal(-1, CalibrationMetrics.RankCorrelationOf([1, 2, 3], [3, 2, 1]), 1e-15);
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5/√(4.5 · 5).
        Assert.Equal(Math.Sqrt(4.5 / 5), CalibrationMetrics.RankCorrelationOf([1, 7, 7, 9], [1, 2, 3, 4]), 1e-15);
        Assert.True(double.IsNaN(CalibrationMetrics.RankCorrelationOf([1, 2], [5, 5])));
        Assert.Equal(1, CalibrationMetrics.Factor([], []));
        Assert.Equal(1, CalibrationMetrics.Factor([0, 0], [1, 1]));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void Deviations_of_groups_left_out_equal_those_of_a_fit_without_them(double offsetRatio)
    {
        const int n = 60, m = 20;
        var rows = TestData.UnitRows(n, Width);
        var targets = TestData.Normal(n, "targets");
        int[] groups = [.. Enumerable.Range(0, n).Select(i => i * 7 % 9)], frames = [.. Enumerable.Range(0, n).Select(i => i % 3)];
        var basis = new SparseBasis(rows[..(m * Width)], m, Width, 2);
        var left = new SparseFit(basis, rows, targets, groups, frames, _pool).Whiten(offsetRatio, _pool).Leave(0.05, _pool, deviations: true);
        for (var group = 0; group < 9; group++)
        {
            int[] rest = [.. Enumerable.Range(0, n).Where(i => groups[i] != group)], own = [.. Enumerable.Range(0, n).Where(i => groups[i] == group)];
            var process = new SparseFit(basis, Take(rows, rest), [.. rest.Select(i => targets[i])], [.. rest.Select(i => groups[i])], [.. rest.Select(i => frames[i])], _pool)
                .Whiten(offsetRatio, _pool).Solve(0.05, left.SignalVariance);
            double[] means = new double[own.Length], deviations = new double[own.Length];
            process.Predict(Take(rows, own), own.Length, means, deviations, default);
            for (var k = 0; k < own.Length; k++) Assert.Equal(deviations[k], left.Deviations[own[k]], 1e-9);
        }
    }

    [Fact]
    public void A_calibrated_process_predicts_the_same_means_with_scaled_deviations()
    {
        const int n = 40;
        var rows = TestData.UnitRows(n, Width);
        var groups = Enumerable.Range(0, n).ToArray();
        var plain = new SparseFit(new SparseBasis(rows, n, Width, 2), rows, TestData.Normal(n, "targets"), groups, groups, _pool).Whiten(1, _pool).Solve(0.01, 0.25);
        var calibrated = plain.Calibrated(2.5);
        double[] means = new double[n], deviations = new double[n], sameMeans = new double[n], scaled = new double[n];
        plain.Predict(rows, n, means, deviations, default);
        calibrated.Predict(rows, n, sameMeans, scaled, default);
        Assert.Equal(means, sameMeans);
        for (var i = 0; i < n; i++) Assert.Equal(2.5 * deviations[i], scaled[i], 1e-14);
        Assert.Equal((1, 2.5), (plain.Calibration, calibrated.Calibration));
        Assert.Equal((2.5 * plain.NoiseDeviation, 2.5 * plain.OffsetDeviation), (calibrated.NoiseDeviation, calibrated.OffsetDeviation));
    }

    // A draw from the prior with known noise. A fit that is told the truth needs no calibration; one that is told a third of the noise needs it three times as large.
    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(3.0, 3.0)]
    public void Calibration_finds_how_far_the_noise_was_misjudged(double misjudged, double expected)
    {
        const int n = 400, test = 200, groupSize = 5, replicas = 6;
        const double signal = 0.7, noise = 0.3;
        double factor = 0, held = 0;
        for (var replica = 0; replica < replicas; replica++)
        {
            var rows = TestData.UnitRows(n + test, Width, $"calibration rows {replica}");
            var (prior, _) = Cholesky.FactorWithJitter(TestData.Kernel(rows, n + test, rows, n + test, Width, 2), n + test, 1e-13);
            double[] latent = TestData.Normal(n + test, $"calibration latent {replica}"), independent = TestData.Normal(n + test, $"calibration noise {replica}");
            var targets = new double[n + test];
            for (var i = 0; i < n + test; i++) targets[i] = 5 + signal * VectorKernels.Dot(prior.Lower.Slice(i * (n + test), i + 1), latent.AsSpan(0, i + 1)) + noise * independent[i];
            int[] groups = [.. Enumerable.Range(0, n).Select(i => i / groupSize)];
            var lambda = noise * noise / (signal * signal * misjudged * misjudged);
            var whitened = new SparseFit(new SparseBasis(rows[..(60 * Width)], 60, Width, 2), rows[..(n * Width)], targets[..n], groups, groups, _pool).Whiten(0, _pool);
            var left = whitened.Leave(lambda, _pool, deviations: true);
            // The signal's variance is not fitted here: it would make good for much of the noise.
            double[] stated = [.. left.Deviations.Select(d => d * signal / Math.Sqrt(left.SignalVariance))];
            var process = whitened.Solve(lambda, signal * signal).Calibrated(CalibrationMetrics.Factor(left.Residuals, stated));
            factor += process.Calibration / replicas;
            double[] means = new double[test], deviations = new double[test];
            process.Predict(rows.AsSpan(n * Width), test, means, deviations, default);
            held += CalibrationMetrics.Of([.. means.Select((m, i) => m - targets[n + i])], deviations).MeanSquare / replicas;
        }

        // 2400 errors and 1200 held-out ones: standard errors of 1.4 % and 4 %.
        Assert.Equal(expected, factor, 0.06 * expected);
        Assert.Equal(1, held, 0.15);
    }

    // |z| within which the share p of a normal distribution lies, by bisection.
    private static double Within(double p)
    {
        double low = 0, high = 8;
        for (var k = 0; k < 100; k++)
        {
            var middle = (low + high) / 2;
            if (ErrorFunction.Erf(middle / Math.Sqrt(2)) < p) low = middle;
            else high = middle;
        }

        return low;
    }

    private static double[] Take(double[] rows, int[] samples) => [.. samples.SelectMany(i => rows[(i * Width)..((i + 1) * Width)])];
}
