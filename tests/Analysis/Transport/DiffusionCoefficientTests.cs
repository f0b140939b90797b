using Lithoscope.Runtime;

namespace Lithoscope.Analysis.Tests;

public sealed class DiffusionCoefficientTests : IDisposable
{
    private readonly WorkerPool _pool = new(2);

    public void Dispose() => _pool.Dispose();

    // 400 replicas: the standard error of a coverage of 95 % is 1.1 %. The bounds are the requirement, 92 and 98 %.
    [Theory]
    [InlineData("Brownian", 30, 0.1, 0.5)]
    [InlineData("Brownian", 6, 0.1, 0.5)]
    [InlineData("Brownian", 1, 0.02, 0.2)]
    [InlineData("Ornstein–Uhlenbeck", 30, 0.1, 0.5)]
    [InlineData("hopping", 40, 0.1, 0.5)]
    public void Intervals_cover_the_truth(string kind, int walkers, double from, double to)
    {
        const int Replicas = 400, Frames = 500;
        const double Step = 10, Gamma = 0.02, Variance = 1e-5;
        DiffusionFit fit = new(Frames, from, to);
        // Å²/ps.
        var truth = 1000 * kind switch { "Brownian" => 0.04 / (2 * Step), "hopping" => 0.01 * 9 / (2 * Step), _ => Variance / Gamma };
        var (covered, mean, squares, error, above) = (0, 0.0, 0.0, 0.0, 0);
        for (var r = 0; r < Replicas; r++)
        {
            var paths = kind switch
            {
                "Brownian" => Walkers.Brownian(walkers, Frames, 0.2, 21, (ulong)r),
                // Five hops along an axis in the whole run, half of one in the first lag of the fit.
                "hopping" => Walkers.Hopping(walkers, Frames, 0.01, 3, 0.2, 23, (ulong)r),
                _ => Walkers.OrnsteinUhlenbeck(walkers, Frames, Step, Gamma, Variance, 22, (ulong)r).Positions,
            };
            var d = MeanSquareDisplacement.OfPaths(paths, walkers, Frames, Step, fit, _pool).Diffusion;
            if (d.Lower <= truth && truth <= d.Upper) covered++;
            if (d.Lower > truth) above++;
            mean += d.Value / Replicas;
            squares += d.Value * d.Value / Replicas;
            error += d.Error / Replicas;
        }

        var scatter = Math.Sqrt(squares - mean * mean);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}, {walkers} walkers, {from}:{to}: D {mean / truth:F4} of the truth, scatter {scatter / truth:F4}, error stated {error / truth:F4}, covered {covered / 4.0} %, above {above}");
        Assert.InRange(mean, truth - 4 * scatter / Math.Sqrt(Replicas), truth + 4 * scatter / Math.Sqrt(Replicas));
        Assert.InRange(covered, 0.92 * Replicas, 0.98 * Replicas);
    }

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(0.02, 0.2)]
    public void More_lags_would_say_little_more(double from, double to) =>
        Assert.InRange(new DiffusionFit(2000, from, to).RelativeVariance / new DiffusionFit(2000, from, to, 200).RelativeVariance, 1, 1.1);

    [Fact]
    public void What_does_not_diffuse_is_said()
    {
        const int Frames = 400;
        // Atoms that vibrate about their places: no slope, no motion.
        Numerics.RandomStream random = new(3, "vibrations");
        var paths = new double[3 * 50 * Frames];
        for (var k = 0; k < paths.Length; k++) paths[k] = 0.1 * random.NextNormal();
        var still = MeanSquareDisplacement.OfPaths(paths, 50, Frames, 10, new DiffusionFit(Frames), _pool, threshold: 3).Diffusion;
        Assert.False(still.Moves);
        Assert.True(Math.Abs(still.Value) < 4 * still.Error, $"{still.Value} ± {still.Error}");
        Assert.Contains("its D is marked", Assert.Single(still.Warnings("Si", 3)), StringComparison.Ordinal);
        // Straight flight: the exponent is 2.
        for (var row = 0; row < 150; row++)
        {
            var v = random.NextNormal();
            for (var f = 0; f < Frames; f++) paths[row * Frames + f] = v * f;
        }

        var ballistic = MeanSquareDisplacement.OfPaths(paths, 50, Frames, 10, new DiffusionFit(Frames), _pool, threshold: 3).Diffusion;
        Assert.Equal(2, ballistic.Exponent, 1e-6);
        Assert.False(ballistic.IsDiffusive);
        Assert.Contains("not yet diffusive", string.Join(' ', ballistic.Warnings("Li", 3)), StringComparison.Ordinal);
    }
}
