using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class ConductivityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    // 0.03 ions of charge 1 in an Å³, 1e-8 cm²/s, 300 K: 1.859 mS/cm.
    [Fact]
    public void Nernst_and_Einstein() => Assert.Equal(1.859e-3, IonicConductivity.NernstEinstein(0.03, 1, 1e-8 / DiffusionCoefficient.SquareCentimetresPerSecond, 300), 5e-7);

    // Independent walkers: the mean over replicas is 1 within 3 %, three standard errors, and 92 to 98 % of the intervals hold 1.
    [Fact]
    public void Independent_walkers_have_ratio_one()
    {
        const int Replicas = 400, Frames = 300, Count = 8;
        DiffusionFit fit = new(Frames), collective = new(Frames, 0.02, 0.2);
        var (inverse, covered, error) = (0.0, 0, 0.0);
        for (var r = 0; r < Replicas; r++)
        {
            var motion = MeanSquareDisplacement.OfPaths(Walkers.Brownian(Count, Frames, 0.3, 31, (ulong)r), Count, Frames, 5, fit, _pool);
            var haven = HavenRatio.Compute([(motion, 2)], Frames, 5, collective, _pool);
            inverse += haven.Charge.Value / (1000 * 0.09 / 10) / Replicas;
            error += haven.ValueError / haven.Value / Replicas;
            if (haven.Lower <= 1 && 1 <= haven.Upper) covered++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"1/H {inverse:F4}, relative error stated {error:F3}, covered {covered / 4.0} %");
        Assert.InRange(inverse, 0.97, 1.03);
        Assert.InRange(covered, 0.92 * Replicas, 0.98 * Replicas);
    }

    // A block of N ions that moves as one carries N times the charge: H = 1/N to rounding where both fits are over the same window.
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(50)]
    public void A_rigid_block_has_ratio_one_over_N(int count)
    {
        const int Frames = 200;
        var one = Walkers.Brownian(1, Frames, 0.2, 7);
        double[] paths = [.. Enumerable.Range(0, count).SelectMany(_ => one)];
        DiffusionFit fit = new(Frames);
        var motion = MeanSquareDisplacement.OfPaths(paths, count, Frames, 5, fit, _pool);
        Assert.Equal(1.0 / count, HavenRatio.Compute([(motion, 1)], Frames, 5, fit, _pool).Value, 1e-10 / count);
    }

    // Cations and anions of a file, against the formulas.
    [Fact]
    public void A_trajectory_gives_what_its_walkers_do()
    {
        const int Frames = 240, Count = 24;
        var paths = Walkers.Brownian(Count, Frames, 0.3, 9);
        var cell = 20 * Matrix3D.Identity;
        var frames = Enumerable.Range(0, Frames).Select(f => TestFrames.Create(cell, [.. Enumerable.Range(0, Count).Select(i => new Vector3D(paths[3 * i * Frames + f] + 25, paths[(3 * i + 1) * Frames + f], paths[(3 * i + 2) * Frames + f]))],
            [.. Enumerable.Range(0, Count).Select(i => (byte)(i < 8 ? 3 : i < 16 ? 17 : 14))]).With("time_fs", new RealInfo(4.0 * f)).With("temperature_K", new RealInfo(500 + f % 2)));
        using var trajectory = Trajectory.Open(TestFrames.Source(_folder, frames));
        Assert.Equal(500.5, DisplacementReport.Temperature(trajectory), 1e-9);
        var sigma = IonicConductivity.Compute(trajectory, new Dictionary<string, double> { ["Li"] = 1, ["cl"] = -1 }, 500, new() { Host = "none" }, (0.02, 0.2), _pool);
        DiffusionFit fit = new(Frames);
        var li = MeanSquareDisplacement.OfPaths(paths[..(24 * Frames)], 8, Frames, 4, fit, _pool).Diffusion;
        var cl = MeanSquareDisplacement.OfPaths(paths[(24 * Frames)..(48 * Frames)], 8, Frames, 4, fit, _pool).Diffusion;
        var expected = IonicConductivity.NernstEinstein(8 / 8000.0, 1, li.Value + cl.Value, 500);
        Assert.Equal(expected, sigma.NernstEinsteinValue, 1e-9 * expected);
        Assert.Equal(sigma.NernstEinsteinValue / sigma.Haven.Value, sigma.Value, 1e-12 * sigma.Value);
        Assert.True(sigma.Interval.Lower < sigma.Value && sigma.Value < sigma.Interval.Upper);
        Assert.NotNull(sigma.ToResult().Find("conductivity.svg"));
        void Refused(string what, Action action) => Assert.Contains(what, Assert.Throws<InputException>(action).Message, StringComparison.Ordinal);
        Refused("temperature", () => IonicConductivity.Compute(trajectory, new Dictionary<string, double> { ["Li"] = 1 }, double.NaN, new(), (0.02, 0.2), _pool));
        // Relative to their own centre of mass ions of one kind carry no charge.
        Refused("does not move at all", () => IonicConductivity.Compute(trajectory, new Dictionary<string, double> { ["Li"] = 1 }, 300, new() { Host = "Li" }, (0.02, 0.2), _pool));
        Refused("no ion has a charge", () => IonicConductivity.Compute(trajectory, new Dictionary<string, double> { ["Li"] = 0 }, 300, new(), (0.02, 0.2), _pool));
    }
}
