using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>The step <c>relax</c>: what it writes, and that neither kills nor threads change it.</summary>
public sealed class RelaxationStepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_dies_anywhere_ends_with_the_same_bytes()
    {
        var options = Write();
        Run(options, "whole");
        var whole = Content("whole");
        RandomStream random = new(1, "kills");
        for (var trial = 0; trial < 10; trial++)
        {
            var name = $"cut{trial}";
            for (var death = 0; death < 3; death++)
            {
                try
                {
                    Run(options, name, new Interrupting(1 + random.NextInt(80), _ => throw new KilledException()));
                    break;
                }
                catch (KilledException)
                {
                    // What the next process finds is what this one has finished.
                }
            }

            Run(options, name);
            Assert.Equal(whole, Content(name));
        }
    }

    [Fact]
    public void One_and_two_threads_write_the_same_bytes()
    {
        var options = Write();
        using WorkerPool two = new(2);
        Run(options, "one");
        Run(options, "two", pool: two);
        Assert.Equal(Content("one"), Content("two"));
    }

    [Fact]
    public void Relaxed_structures_carry_what_still_holds_and_what_was_found()
    {
        var result = Run(Write(), "run");
        Assert.Null(result.Guard);
        var frames = StructureFile.Read(_folder["run", "relaxed.extxyz"], cancellationToken: TestContext.Current.CancellationToken).ToArray();
        Assert.Equal(3, frames.Length);
        Assert.All(frames, f => Assert.Equal(["tag", "forces"], f.Columns.Select(c => c.Name)));
        Assert.All(frames, f => Assert.Equal(["group", "energy", "stress", "relaxed"], f.Info.Select(p => p.Key)));
        foreach (var frame in frames)
        {
            NeighbourList list = new(TestSystems.SiliconPotential.Cutoff);
            EvaluationResult again = new();
            Atoms atoms = new(frame);
            list.Build(atoms, cancellation: TestContext.Current.CancellationToken);
            TestSystems.SiliconPotential.Evaluate(atoms, list, again);
            Assert.Equal(again.Energy, StructureLabels.Energy(frame)!.Value, 1e-9);
            Assert.Equal(again.Virial.A.Y, StructureLabels.Virial(frame)!.Value.A.Y, 1e-8);
            Assert.All(StructureLabels.Forces(frame)!.Values, f => Assert.InRange(f, -0.01, 0.01));
        }

        var rows = File.ReadAllLines(_folder["run", "convergence.csv"]);
        Assert.Equal("frame,relaxation,evaluations,energy_eV,enthalpy_eV,largest_force_eV_per_A,largest_stress_GPa,volume_A3", rows[0]);
        Assert.Equal(["0", "2", "4"], rows.Skip(1).Select(r => r.Split(',')[0]).Distinct());
        Assert.Contains("<svg", File.ReadAllText(_folder["run", "relaxation.svg"]), StringComparison.Ordinal);
        Assert.Contains("<h2>Relaxation: ", result.ReportSections[0], StringComparison.Ordinal);

    }

    [Fact]
    public void What_did_not_converge_is_written_and_said()
    {
        var options = Write(evaluations: 4);
        var result = Run(options, "run");
        Assert.StartsWith("3 of 3 frames not converged, the first of them frame 0 with a largest force of ", result.Guard, StringComparison.Ordinal);
        var frames = StructureFile.Read(_folder["run", "relaxed.extxyz"], cancellationToken: TestContext.Current.CancellationToken).ToArray();
        Assert.Equal([false, false, false], frames.Select(f => ((LogicalInfo)f.FindInfo("relaxed")!).Values[0]));
    }

    private RelaxationOptions Write(int evaluations = 500)
    {
        var crystal = TestSystems.Diamond(2, 2, 2).With(new IntegerColumn("tag", 1, new long[64])).With("group", new TextInfo("a")).With("energy", new RealInfo(1));
        StructureFile.Write(_folder["in.extxyz"], Enumerable.Range(0, 5).Select(k => Rattle.Apply(crystal, 0.1, (ulong)k).With("energy", new RealInfo(k))));
        return new() { Structure = _folder["in.extxyz"], Frames = "::2", Cell = CellRelaxation.Full, StressTolerance = 0.1, Evaluations = evaluations };
    }

    private StepResult Run(RelaxationOptions options, string name, IPotential? potential = null, WorkerPool? pool = null) => RelaxationStep.Run(options, new StepContext
    {
        StepId = "relax", Seed = 5, Pool = pool ?? new WorkerPool(1), Folder = new RunFolder(_folder[name]), Checkpoint = CheckpointStore.In(_folder["check-" + name]),
    }, potential ?? TestSystems.SiliconPotential);

    private string Content(string name) => TestRuns.Content(_folder[name]);
}
