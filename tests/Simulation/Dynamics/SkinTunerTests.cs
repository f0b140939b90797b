using Lithoscope.Numerics;

namespace Lithoscope.Simulation.Tests;

/// <summary>Skins that are tuned, and steps that leave the memory alone.</summary>
public sealed class SkinTunerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fast_atoms_get_thick_skins_and_slow_ones_thin_skins()
    {
        double last = 4;
        foreach (var stepsPerSkin in new[] { 2.0, 5, 10, 30, 100, 1000 })
        {
            var skin = SkinTuner.Best(6, stepsPerSkin);
            Assert.InRange(skin, 0.3, last);
            // It is where the derivative of the logarithm of the cost vanishes, but for the grid: 3/(r + s) = (c/κs²)/(1 + c/κs).
            if (skin is > 0.35 and < 2.95)
            {
                double Slope(double s) => 3 / (6 + s) - 12 / (stepsPerSkin * s * s) / (1 + 12 / (stepsPerSkin * s));
                Assert.True(Slope(skin - 0.1) < 0 && Slope(skin + 0.1) > 0);
            }

            last = skin;
        }
    }

    [Fact]
    public void The_skin_changes_with_a_list_only_and_settles()
    {
        SkinTuner tuner = new(6);
        List<double> skins = [];
        for (var step = 1; step <= 3000; step++)
        {
            // Lists last four steps for each Å.
            var isBuilt = step % Math.Max(1, (int)(4 * tuner.Skin)) == 0;
            var before = tuner.Skin;
            Assert.Equal(tuner.Count(isBuilt), before != tuner.Skin);
            if (!isBuilt) Assert.Equal(before, tuner.Skin);
            skins.Add(tuner.Skin);
        }

        Assert.NotEqual(1, skins[^1]);
        Assert.Single(skins[^500..].Distinct());
    }

    [Fact]
    public void A_run_with_a_tuned_skin_continues_to_the_same_bytes()
    {
        MolecularDynamicsOptions options = new() { Steps = 700, Temperature = 5000, TimeConstant = 20, ThermoEvery = 50, TrajectoryEvery = 0, CheckpointEvery = 40, StopAbove = new() { Force = 1e6 } };
        TestRuns.Run(options, TestRuns.Context(_folder["whole"]));
        var state = RunState.Read(new Runtime.RunFolder(_folder["whole"]), "", _ => true)!;
        Assert.NotEqual(1, state.Skin[0]);
        RandomStream random = new(3, "kills");
        for (var trial = 0; trial < 6; trial++)
        {
            var cut = _folder[$"cut{trial}"];
            Assert.Throws<KilledException>(() => TestRuns.Run(options, TestRuns.Context(cut), new Interrupting(100 + random.NextInt(550), _ => throw new KilledException())));
            TestRuns.Run(options, TestRuns.Context(cut, resume: true));
            Assert.Equal(TestRuns.Content(_folder["whole"]), TestRuns.Content(cut));
        }
    }

    [Theory]
    [InlineData("rescaling")]
    [InlineData("rescaling", 2)]
    [InlineData("langevin")]
    [InlineData("nose_hoover")]
    [InlineData("cell")]
    public void A_step_takes_no_memory(string kind, int threads = 1)
    {
        using var pool = threads > 1 ? new Runtime.WorkerPool(threads) : null;
        var system = TestSystems.Silicon(3, 300, 2, pool);
        Ensemble ensemble = kind switch
        {
            "langevin" => new LangevinDynamics(1, 100),
            "nose_hoover" => new NoseHooverChain(100),
            "cell" => new StochasticRescaling(1, 100) { Barostat = new StochasticCellRescaling(1, 1000, 1, CellMotion.Full) },
            _ => new StochasticRescaling(1, 100),
        };
        for (var step = 1; step <= 50; step++) ensemble.Step(system, 0.5, 300, step);
        var (builds, before) = (system.Builds, GC.GetAllocatedBytesForCurrentThread());
        for (var step = 51; step <= 100; step++) ensemble.Step(system, 0.5, 300, step);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(builds, system.Builds);
        Assert.Equal(0, allocated);
    }
}
