using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning.Tests;

public sealed class SelectionTests : IDisposable
{
    private readonly WorkerPool _pool = new(2);

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void On_a_regular_polygon_the_first_picks_are_opposite_and_then_halve_the_gaps()
    {
        const int corners = 16;
        var rows = new double[2 * corners];
        for (var k = 0; k < corners; k++) (rows[2 * k], rows[2 * k + 1]) = (Math.Cos(2 * Math.PI * k / corners), Math.Sin(2 * Math.PI * k / corners));
        rows[0] *= 1 + 1e-9; // makes corner 0 the farthest from the mean
        var (order, distances) = FarthestPointSampling.Select(rows, corners, 2, corners, _pool);
        Assert.Equal([0, 8], order[..2]);
        Assert.Equal([4, 12], order[2..4].Order());
        Assert.Equal([2, 6, 10, 14], order[4..8].Order());
        Assert.Equal(2, distances[1], 1e-8);
        Assert.Equal(Math.Sqrt(2), distances[2], 1e-8);
        Assert.Equal(2 * Math.Sin(Math.PI / 8), distances[4], 1e-8);
        Assert.Equal(Enumerable.Range(0, corners), order.Order());
    }

    [Fact]
    public void Every_pick_is_the_farthest_from_those_before_it()
    {
        const int n = 200, width = 7;
        var rows = TestData.UnitRows(n, width);
        var (order, distances) = FarthestPointSampling.Select(rows, n, width, 40, _pool);
        for (var m = 1; m < 40; m++)
        {
            double Nearest(int i) => order[..m].Min(p => Math.Sqrt(Enumerable.Range(0, width).Sum(k => Math.Pow(rows[i * width + k] - rows[p * width + k], 2))));
            var largest = Enumerable.Range(0, n).Max(Nearest);
            Assert.Equal(largest, Nearest(order[m]), 1e-10);
            Assert.Equal(largest, distances[m], 1e-8);
        }
    }

    [Fact]
    public void A_group_keeps_its_side_when_the_data_grow_and_the_share_is_right()
    {
        var names = Enumerable.Range(0, 4000).Select(k => $"a{k:D5}").ToArray();
        var share = names.Count(n => GroupSplit.IsTest(n, 0.2, 7)) / 4000.0;
        Assert.Equal(0.2, share, 5 * Math.Sqrt(0.16 / 4000));
        Assert.All(names, n => Assert.True(!GroupSplit.IsTest(n, 0.1, 7) || GroupSplit.IsTest(n, 0.2, 7)));
        Assert.NotEqual(names.Where(n => GroupSplit.IsTest(n, 0.2, 7)), names.Where(n => GroupSplit.IsTest(n, 0.2, 8)));
    }

    [Fact]
    public void Metrics_have_their_known_values()
    {
        var metrics = RegressionMetrics.Of([1, 2, 3, 4], [1, 2, 3, 8]);
        Assert.Equal(2, metrics.Rmse, 1e-15);
        Assert.Equal(1, metrics.Mae, 1e-15);
        Assert.Equal(3.4, metrics.Percentile95, 1e-12);
        Assert.Equal(Math.Sqrt(7.25), metrics.Spread, 1e-12);
        Assert.Equal([1.5, 2.5, 5, 6], RegressionMetrics.AlignByGroup([1, 2, 3, 4], [1, 3, 4, 7], [0, 0, 1, 1]));
        Assert.Equal(0.5, RegressionMetrics.Quantile([0, 1], 0.5));
    }

    // For normal errors of one sample a frame the standard error of the RMSE is σ/√(2n); samples that repeat a frame's error add nothing.
    [Fact]
    public void The_standard_error_of_the_rmse_counts_frames_not_samples()
    {
        const int frames = 400;
        var errors = TestData.Normal(frames, "errors");
        var single = RegressionMetrics.RmseStandardError(errors, new double[frames], [.. Enumerable.Range(0, frames)], 1);
        Assert.Equal(1 / Math.Sqrt(2.0 * frames), single, 0.2 / Math.Sqrt(2.0 * frames));
        double[] repeated = [.. errors.SelectMany(e => Enumerable.Repeat(e, 5))];
        Assert.Equal(single, RegressionMetrics.RmseStandardError(repeated, new double[5 * frames], [.. Enumerable.Range(0, 5 * frames).Select(i => i / 5)], 1), 1e-12);
        Assert.True(double.IsNaN(RegressionMetrics.RmseStandardError([1, 2], [0, 0], [3, 3], 1)));
        // A mean over independent samples has the standard error of a mean.
        double[] absolute = [.. errors.Select(Math.Abs)];
        var mean = absolute.Average();
        Assert.Equal(Math.Sqrt(absolute.Average(a => (a - mean) * (a - mean)) / frames), RegressionMetrics.MaeStandardError(errors, new double[frames], [.. Enumerable.Range(0, frames)], 1, 20_000), 0.02 * mean / Math.Sqrt(frames));
    }
}
