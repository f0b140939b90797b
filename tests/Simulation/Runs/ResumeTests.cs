using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("baths")]
    [InlineData("cells")]
    [InlineData("baths", TrajectoryKind.Ltraj)]
    [InlineData("cells", TrajectoryKind.Ltraj, TrajectoryPrecision.Single)]
    [InlineData("cells", TrajectoryKind.LammpsDump)]
    public void A_run_that_dies_anywhere_ends_with_the_same_bytes(string stages, TrajectoryKind kind = default, TrajectoryPrecision precision = default)
    {
        var options = TestRuns.Stages(stages, kind, precision);
        TestRuns.Run(options, TestRuns.Context(_folder["whole"]));
        var whole = TestRuns.Content(_folder["whole"]);
        Assert.Contains("final.extxyz", whole, StringComparison.Ordinal);
        Assert.Equal(100 / 3 + 3, File.ReadLines(_folder["whole", "thermo.csv"]).Count()); // header, step 0, multiples of 3, step 100
        RandomStream random = new(1, "kills");
        for (var trial = 0; trial < 25; trial++)
        {
            var cut = _folder[$"cut{trial}"];
            // Up to three deaths; evaluation k is that of step k − 1 of the process.
            for (var death = 0; death < 3; death++)
            {
                var potential = new Interrupting(1 + random.NextInt(60), _ => throw new KilledException());
                try
                {
                    TestRuns.Run(options, TestRuns.Context(cut, resume: death > 0), potential);
                    break;
                }
                catch (KilledException)
                {
                    // What a process killed within a write leaves.
                    foreach (var name in new[] { "thermo.csv", TrajectoryEncoder.FileName(kind) }.Where(n => File.Exists(Path.Combine(cut, n)))) File.AppendAllText(Path.Combine(cut, name), "?4\nLattice=");
                }
            }

            TestRuns.Run(options, TestRuns.Context(cut, resume: true));
            Assert.Equal(whole, TestRuns.Content(cut));
        }
    }

    [Fact]
    public void Cancellation_writes_a_checkpoint_of_the_step_at_which_it_came()
    {
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["whole"]));
        using CancellationTokenSource source = new();
        var context = TestRuns.Context(_folder["cut"], cancellation: source.Token);
        Assert.Throws<OperationCanceledException>(() => TestRuns.Run(TestRuns.AllKinds, context, new Interrupting(41, _ => source.Cancel())));
        Assert.Equal(40, State("cut")!.Step);
        List<ProgressUpdate> updates = [];
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["cut"], resume: true, progress: new Immediate(updates)));
        Assert.Equal("continued after step 40", updates[0].Note);
        Assert.Equal(TestRuns.Content(_folder["whole"]), TestRuns.Content(_folder["cut"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-1)]
    public void A_damaged_checkpoint_gives_way_to_the_one_before(int damage)
    {
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["whole"]));
        Assert.Throws<KilledException>(() => TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["cut"]), new Interrupting(60, _ => throw new KilledException())));
        Assert.Equal(56, State("cut")!.Step);
        var path = _folder["cut", "checkpoint.safetensors"];
        var bytes = File.ReadAllBytes(path);
        // A changed bit of the positions, or a file cut short.
        if (damage >= 0) bytes[bytes.Length - 1 - damage] ^= 1;
        File.WriteAllBytes(path, damage >= 0 ? bytes : bytes[..^100]);
        Assert.Equal(49, State("cut")!.Step);
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["cut"], resume: true));
        Assert.Equal(TestRuns.Content(_folder["whole"]), TestRuns.Content(_folder["cut"]));
    }

    [Fact]
    public void Without_a_checkpoint_or_with_one_whose_log_is_gone_it_begins_anew_and_says_so()
    {
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["whole"]));
        Assert.Throws<KilledException>(() => TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["cut"]), new Interrupting(60, _ => throw new KilledException())));
        File.Delete(_folder["cut", "thermo.csv"]);
        List<ProgressUpdate> updates = [];
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["cut"], resume: true, progress: new Immediate(updates)));
        Assert.Equal("the checkpoints are damaged or do not fit, begun anew", updates[0].Note);
        Assert.Equal(TestRuns.Content(_folder["whole"]), TestRuns.Content(_folder["cut"]));
        // A new run does not take over the state of an older one in its folder.
        Assert.Throws<KilledException>(() => TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["cut"]), new Interrupting(3, _ => throw new KilledException())));
        Assert.Null(State("cut"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_and_two_threads_write_the_same_bytes(bool hasBarostats)
    {
        using WorkerPool two = new(2);
        var (structure, options) = (TestSystems.Diamond(4, 4, 4), TestRuns.Stages(hasBarostats ? "cells" : "baths"));
        TestRuns.Run(options, TestRuns.Context(_folder["one"]), structure: structure);
        TestRuns.Run(options, TestRuns.Context(_folder["two"], pool: two), structure: structure);
        Assert.Equal(TestRuns.Content(_folder["one"]), TestRuns.Content(_folder["two"]));
    }

    private RunState? State(string folder) => RunState.Read(new RunFolder(_folder[folder]), "", _ => true);

    private sealed class Immediate(List<ProgressUpdate> updates) : IProgress<ProgressUpdate>
    {
        public void Report(ProgressUpdate value) => updates.Add(value);
    }
}
