using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class MeanSquareDisplacementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(7, 33)]
    [InlineData(40, 400)]
    public void Agrees_with_the_direct_sum(int walkers, int frames)
    {
        var paths = Walkers.Brownian(walkers, frames, 0.3, 11);
        DiffusionFit fit = new(frames, 0.1, 0.7);
        var msd = MeanSquareDisplacement.OfPaths(paths, walkers, frames, 1, fit, _pool).Msd;
        var largest = msd.Max();
        for (var m = 0; m < frames; m++)
        {
            var sum = 0.0;
            for (var row = 0; row < 3 * walkers; row++)
            {
                for (var f = 0; f + m < frames; f++) sum += Math.Pow(paths[row * frames + f + m] - paths[row * frames + f], 2);
            }

            Assert.Equal(sum / (walkers * (frames - m)), msd[m], 1e-12 * largest);
        }
    }

    // The slopes of pairs of atoms, taken from spectra, add up to the slope of the fit.
    [Fact]
    public void Covariance_of_a_walk_is_the_sum_over_shared_steps()
    {
        const int Frames = 23;
        foreach (var (m, n) in new[] { (1, 1), (1, 22), (5, 5), (3, 9), (9, 3), (11, 12), (15, 20), (22, 22), (2, 21), (12, 11) })
        {
            var sum = 0.0;
            for (var i = 0; i < Frames - m; i++)
            {
                for (var j = 0; j < Frames - n; j++) sum += Math.Pow(Math.Max(0, Math.Min(i + m, j + n) - Math.Max(i, j)), 2);
            }

            var expected = 2 * sum / ((Frames - m) * (Frames - n));
            Assert.Equal(expected, RandomWalkCovariance.Of(Frames, m, n), 1e-12 * expected);
        }
    }

    [Theory]
    [InlineData(60, 0.1, 0.5)]
    [InlineData(1000, 0.1, 0.5)]
    [InlineData(1000, 0.01, 0.2)]
    [InlineData(200_000, 0.1, 0.5)]
    public void A_line_is_found_exactly(int frames, double from, double to)
    {
        DiffusionFit fit = new(frames, from, to);
        double[] msd = [.. Enumerable.Range(0, frames).Select(m => 0.7 + 0.06 * m)];
        var d = fit.Estimate(msd, 100, 2);
        Assert.Equal(0.06 / 6 / 2e-3, d.Value, 1e-9);
        Assert.Equal(0.7, d.Intercept, 1e-8);
        Assert.True(d.Lower < d.Value && d.Value < d.Upper);
        TestContext.Current.TestOutputHelper?.WriteLine($"{frames} {from} {to}: v {fit.RelativeVariance}, from lag {fit.VarianceAt(fit.Lags[0])}");
    }

    [Fact]
    public void One_and_two_threads_give_the_same_bits_whatever_the_file()
    {
        var paths = Walkers.Brownian(90, 300, 0.2, 5);
        var frames = Frames(paths, 90, 300, i => (byte)(i % 3 == 0 ? 3 : 14));
        var text = _folder["t.extxyz"];
        StructureFile.Write(text, frames);
        var binary = _folder["t.ltraj"];
        StructureFile.Write(binary, frames);
        MeanSquareDisplacement Run(string file, int threads, FrameSelection selection)
        {
            using WorkerPool pool = new(threads);
            using var trajectory = Trajectory.Open(new FrameSource([file], selection, cancellation: TestContext.Current.CancellationToken));
            return MeanSquareDisplacement.Compute(trajectory, new() { Elements = ["Li"] }, pool);
        }

        FrameSelection some = new(FrameSlice.All, 10, 2);
        var expected = Run(binary, 1, some);
        Assert.Equal((20.0, 145, "Si"), (expected.TimeStep, expected.Frames, expected.Host));
        foreach (var other in new[] { Run(binary, 2, some), Run(text, 1, some), Run(text, 2, some) })
        {
            Assert.Equal(expected.Species[0].Msd, other.Species[0].Msd);
            Assert.Equal(expected.Species[0].Path, other.Species[0].Path);
            Assert.Equal(expected.Species[0].Diffusion, other.Species[0].Diffusion);
        }
    }

    // A drift of all atoms vanishes relative to the host, and wrapped positions of a cell that breathes give what unwrapped ones do.
    [Fact]
    public void Drift_and_borders_are_removed()
    {
        const int Atoms = 20, Count = 200;
        var paths = Walkers.Brownian(Atoms, Count, 0.15, 8);
        var drifting = paths.ToArray();
        for (var row = 0; row < 3 * Atoms; row++)
        {
            for (var f = 0; f < Count; f++) drifting[row * Count + f] += 0.05 * f * (row % 3 + 1) + Math.Sin(0.3 * f);
        }

        MeanSquareDisplacement Run(IEnumerable<Structure> frames, DisplacementOptions options)
        {
            using var trajectory = Trajectory.Open(TestFrames.Source(_folder, frames));
            return MeanSquareDisplacement.Compute(trajectory, options, _pool);
        }

        static byte Kind(int i) => (byte)(i < 5 ? 14 : 3);
        DisplacementOptions relative = new() { Elements = ["Li"], Host = "Si" };
        var still = Run(Frames(paths, Atoms, Count, Kind), relative).Species[0].Msd;
        var moving = Run(Frames(drifting, Atoms, Count, Kind), relative);
        for (var m = 0; m < Count; m++) Assert.Equal(still[m], moving.Species[0].Msd[m], 1e-10 * still.Max());
        Assert.NotEqual(still[50], Run(Frames(drifting, Atoms, Count, Kind), relative with { Host = "none" }).Species[0].Msd[50], 1.0);

        static Matrix3D Cell(int f) => (1 + 0.01 * Math.Sin(0.05 * f)) * new Matrix3D(new(6, 0, 0), new(2, 7, 0), new(-1, 1, 8));
        var wrapped = Frames(paths, Atoms, Count, Kind).Select((s, f) =>
        {
            var (cell, inverse) = (Cell(f), Cell(f).Inverse());
            return TestFrames.Create(cell, [.. Enumerable.Range(0, Atoms).Select(i =>
            {
                var at = inverse.Transform(s.Position(i));
                return cell.Transform(new(at.X - Math.Floor(at.X), at.Y - Math.Floor(at.Y), at.Z - Math.Floor(at.Z)));
            })], s.AtomicNumbers.ToArray()).With("time_fs", new RealInfo(10.0 * f));
        }).ToArray();
        // The path led back by the lattice vector of each crossing, as the definition has it.
        var expected = paths.ToArray();
        for (var i = 0; i < Atoms; i++)
        {
            Vector3D shift = default;
            for (var f = 1; f < Count; f++)
            {
                var (now, before) = (wrapped[f].Position(i), wrapped[f - 1].Position(i));
                var s = Cell(f).Inverse().Transform(now - before);
                shift -= Cell(f).Transform(new(Math.Round(s.X), Math.Round(s.Y), Math.Round(s.Z)));
                var at = now + shift - wrapped[0].Position(i);
                (expected[3 * i * Count + f], expected[(3 * i + 1) * Count + f], expected[(3 * i + 2) * Count + f]) = (at.X, at.Y, at.Z);
                if (f == Count - 1) Assert.InRange((at - new Vector3D(paths[3 * i * Count + f], paths[(3 * i + 1) * Count + f], paths[(3 * i + 2) * Count + f])).Norm, 0, 2);
            }

            (expected[3 * i * Count], expected[(3 * i + 1) * Count], expected[(3 * i + 2) * Count]) = (0, 0, 0);
        }

        var led = Run(wrapped, new() { Host = "none" });
        Assert.True(led.Crossings > 50);
        Assert.Contains(led.Warnings(), w => w.Contains("wrapped", StringComparison.Ordinal));
        var direct = MeanSquareDisplacement.OfPaths(expected[(3 * 5 * Count)..], Atoms - 5, Count, 10, new DiffusionFit(Count), _pool).Msd;
        var li = led.Species.Single(s => s.Symbol == "Li").Msd;
        for (var m = 0; m < Count; m++) Assert.Equal(direct[m], li[m], 1e-10 * direct.Max());
        Assert.Equal(0, Run(wrapped, new() { Host = "none", Unwrap = Unwrapping.No }).Crossings);
    }

    [Fact]
    public void Bad_input_is_refused_in_one_sentence()
    {
        void Refused(string what, IEnumerable<Structure> frames, DisplacementOptions? options = null, double? step = null) =>
            Assert.Contains(what, Assert.Throws<InputException>(() =>
            {
                using var trajectory = Trajectory.Open(TestFrames.Source(_folder, frames), step);
                MeanSquareDisplacement.Compute(trajectory, options ?? new(), _pool);
            }).Message, StringComparison.Ordinal);
        var good = Frames(Walkers.Brownian(2, 40, 0.1, 1), 2, 40, _ => 3).ToArray();
        Refused("fewer than two frames", good[..1]);
        Refused("not at equal intervals", [.. good[..20], .. good[22..]]);
        Refused("do not say at which time", good.Select(s => s.With([], [])));
        Refused("--timestep", good, step: -1);
        Refused("holds no Si", good, new() { Elements = ["Si"] });
        Refused("window", good, new() { FitStart = 0.5, FitEnd = 0.2 });
        Refused("too few", good, new() { FitStart = 0.1, FitEnd = 0.12 });
        RandomStream random = new(4, "wild");
        Refused("which image", Enumerable.Range(0, 40).Select(f => TestFrames.Create(5 * Matrix3D.Identity, [new(5 * random.NextDouble(), 1, 1)], [3]).With("time_fs", new RealInfo(f))));
    }

    private static List<Structure> Frames(double[] paths, int atoms, int frames, Func<int, byte> kind) => [.. Enumerable.Range(0, frames).Select(f =>
        TestFrames.Create(null, [.. Enumerable.Range(0, atoms).Select(i => new Vector3D(paths[3 * i * frames + f], paths[(3 * i + 1) * frames + f], paths[(3 * i + 2) * frames + f]))], [.. Enumerable.Range(0, atoms).Select(kind)])
            .With("time_fs", new RealInfo(10.0 * f)))];
}
