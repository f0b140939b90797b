using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;
using TextInfo = Lithoscope.Structures.TextInfo;

namespace Lithoscope.Simulation.Tests;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Stages_follow_each_other_with_their_times_temperatures_and_one_conserved_energy()
    {
        TestRuns.Run(TestRuns.AllKinds, TestRuns.Context(_folder["run"]));
        var lines = ThermoLog.Read(_folder["run", "thermo.csv"]).ToDictionary(l => l.Step);
        Assert.Equal((21.0, 23 + 1.5, 23 + 1.5 * 31 + 3), (lines[21].Time, lines[24].Time, lines[57].Time));
        Assert.Equal((3000.0, 3000.0, 3000 - 2400 / 30.0 * 3, 600.0), (lines[0].Bath, lines[24].Bath, lines[27].Bath, lines[54].Bath));
        Assert.True(double.IsNaN(lines[75].Bath));
        // 64 atoms: what the bath gave is kept through changes of stage, the drift taken away after Langevin's noise included.
        Assert.All(lines.Values, l => Assert.Equal(lines[0].Conserved, l.Conserved, 0.3));
        Assert.True(lines.Values.Max(l => l.Total) - lines.Values.Min(l => l.Total) > 3);
        var frames = Frames("run", "trajectory.extxyz");
        Assert.Equal(["melt", "melt", "melt", "quench", "quench", "quench", "hold", "hold", "free", "free", "free"], frames.Select(f => ((TextInfo)f.FindInfo("stage")!).Values[0]));
        Assert.Equal(Enumerable.Range(0, 11).Select(k => 10L * k), frames.Select(f => ((IntegerInfo)f.FindInfo("step")!).Values[0]));
        Assert.Equal(lines[30].Potential, ((RealInfo)frames[3].FindInfo("energy")!).Values[0]);
    }

    [Fact]
    public void Cells_follow_pressures_stage_by_stage_with_one_conserved_energy()
    {
        TestRuns.Run(TestRuns.AllBarostats, TestRuns.Context(_folder["run"]));
        var stages = Stage.Of(TestRuns.AllBarostats);
        Assert.Equal((2.0, 4.0, 2.0, 2.0), (stages[0].PressureAt(1), stages[0].PressureAt(23), stages[1].PressureAt(24), stages[3].PressureAt(100)));
        Assert.Equal(3, stages[0].PressureAt(12), 1e-12);
        var lines = ThermoLog.Read(_folder["run", "thermo.csv"]).ToArray();
        Assert.True(lines.Select(l => l.Volume).Distinct().Count() > lines.Length / 2);
        Assert.All(lines, l => Assert.Equal(lines[0].Conserved, l.Conserved, 0.3));
        foreach (var frame in Frames("run", "trajectory.extxyz"))
        {
            var step = ((IntegerInfo)frame.FindInfo("step")!).Values[0];
            if (lines.FirstOrDefault(l => l.Step == step) is { Volume: > 0 } line) Assert.Equal(line.Volume, frame.Cell!.Value.Determinant, 1e-9);
        }

        // At constant volume the log says the volume too.
        TestRuns.Run(new() { Steps = 2 }, TestRuns.Context(_folder["still"]));
        Assert.Equal(TestSystems.Diamond(2, 2, 2).Cell!.Value.Determinant, ThermoLog.Read(_folder["still", "thermo.csv"]).Last().Volume, 1e-9);
    }

    [Theory]
    [InlineData(TrajectoryKind.Ltraj, TrajectoryPrecision.Double, 0)]
    [InlineData(TrajectoryKind.Ltraj, TrajectoryPrecision.Single, 1e-6)]
    [InlineData(TrajectoryKind.LammpsDump, TrajectoryPrecision.Double, 1e-9)]
    public void Every_format_holds_the_same_frames(TrajectoryKind kind, TrajectoryPrecision precision, double tolerance)
    {
        TestRuns.Run(TestRuns.Stages("baths"), TestRuns.Context(_folder["text"]));
        TestRuns.Run(TestRuns.Stages("baths", kind, precision), TestRuns.Context(_folder["other"]));
        var (expected, found) = (Frames("text", "trajectory.extxyz"), Frames("other", TrajectoryEncoder.FileName(kind)));
        Assert.Equal(expected.Length, found.Length);
        for (var k = 0; k < expected.Length; k++)
        {
            Assert.Equal(((IntegerInfo)expected[k].FindInfo("step")!).Values, ((IntegerInfo)found[k].FindInfo("step")!).Values);
            Assert.All(expected[k].Positions.ToArray().Zip(found[k].Positions.ToArray()), p => Assert.Equal(p.First, p.Second, tolerance));
            Assert.All(Velocities(expected[k]).Zip(Velocities(found[k])), p => Assert.Equal(p.First, p.Second, tolerance));
            if (kind == TrajectoryKind.Ltraj) Assert.Equal(((TextInfo)expected[k].FindInfo("stage")!).Values, ((TextInfo)found[k].FindInfo("stage")!).Values);
        }

        static double[] Velocities(Structure frame) => [.. ((RealColumn)frame.FindColumn("velocities")!).Values];
    }

    [Fact]
    public void A_final_frame_begins_a_run_that_goes_on_as_the_first_would_have()
    {
        MolecularDynamicsOptions half = new() { Steps = 60, Thermostat = ThermostatKind.None, Temperature = 1000, ThermoEvery = 1 };
        TestRuns.Run(new() { Steps = 120, Thermostat = ThermostatKind.None, Temperature = 1000, ThermoEvery = 1 }, TestRuns.Context(_folder["whole"]));
        TestRuns.Run(half, TestRuns.Context(_folder["first"]));
        var middle = Frames("first", "final.extxyz").Single();
        TestRuns.Run(half, TestRuns.Context(_folder["second"]), structure: middle);
        var whole = ThermoLog.Read(_folder["whole", "thermo.csv"]).ToArray();
        var second = ThermoLog.Read(_folder["second", "thermo.csv"]).ToArray();
        for (var k = 0; k <= 60; k++) Assert.Equal(whole[60 + k].Total, second[k].Total, 1e-9);
        Assert.All(Frames("whole", "final.extxyz").Single().Positions.ToArray().Zip(Frames("second", "final.extxyz").Single().Positions.ToArray()), p => Assert.Equal(p.First, p.Second, 1e-9));
        // Forces and virial of the last frame are those of its positions.
        Assert.Equal(3, Assert.IsType<RealColumn>(middle.FindColumn("forces")).Width);
        var energy = ((RealInfo)middle.FindInfo("energy")!).Values[0];
        Assert.Equal(whole[60].Potential, energy);
    }

    [Fact]
    public void A_charge_and_labels_stay_and_old_results_go()
    {
        var start = TestSystems.Diamond(2, 2, 2);
        start = start.With(new RealColumn("charge", 1, [.. Enumerable.Range(0, 64).Select(i => (double)i)])).With(new IntegerColumn("tag", 1, new long[64])).With(new RealColumn("forces", 3, new double[192])).With("energy", new RealInfo(5));
        TestRuns.Run(new() { Steps = 2 }, TestRuns.Context(_folder["run"]), structure: start);
        var final = Frames("run", "final.extxyz").Single();
        Assert.Equal(["charge", "tag", "velocities", "forces"], final.Columns.Select(c => c.Name));
        Assert.NotEqual(0, ((RealColumn)final.FindColumn("forces")!).Values[0]);
    }

    [Theory]
    [InlineData("temperature", "the temperature is ")]
    [InlineData("force", "the force on atom ")]
    [InlineData("nan", "the force on atom 3 is not a number")]
    [InlineData("energy", "the potential energy is not a number")]
    public void A_guard_stops_the_run_and_leaves_the_frame(string kind, string what)
    {
        var options = new MolecularDynamicsOptions
        {
            Steps = 100, Temperature = 1000, TimeConstant = 10, TemperatureEnd = kind == "temperature" ? 9000 : 1000,
            StopAbove = new() { Temperature = kind == "temperature" ? 2000 : 5000, Force = kind == "force" ? 5 : 1000 },
        };
        var potential = new Interrupting(11, result =>
        {
            if (kind == "force") result.Fx[2] = 7;
            if (kind == "nan") result.Fy[3] = double.NaN;
            if (kind == "energy") result.Energy = double.NaN;
        });
        var fault = Assert.Throws<GuardException>(() => TestRuns.Run(options, TestRuns.Context(_folder["run"]), potential));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.Contains(_folder["run", "stopped.extxyz"], fault.Message, StringComparison.Ordinal);
        var step = kind == "temperature" ? int.Parse(fault.Message.Split(' ')[3], CultureInfo.InvariantCulture) : 10;
        Assert.StartsWith($"stopped after step {step} of 100 in stage 'run': ", fault.Message, StringComparison.Ordinal);
        var frame = Frames("run", "stopped.extxyz").Single();
        Assert.Equal(step, ((IntegerInfo)frame.FindInfo("step")!).Values[0]);
        Assert.Equal((64, 2), (frame.Count, frame.Columns.Count));
        Assert.False(File.Exists(_folder["run", "final.extxyz"]));
    }

    [Fact]
    public void Atoms_on_top_of_each_other_stop_a_run_before_its_first_step()
    {
        var positions = TestSystems.Diamond(2, 2, 2).Positions.ToArray();
        positions[3] = positions[0] + 0.1;
        positions[4] = positions[1];
        positions[5] = positions[2];
        var crystal = TestSystems.Diamond(2, 2, 2);
        var structure = new Structure(crystal.AtomicNumbers.ToArray(), positions, crystal.Cell, crystal.Periodicity);
        var fault = Assert.Throws<GuardException>(() => TestRuns.Run(new() { Steps = 10 }, TestRuns.Context(_folder["run"]), structure: structure));
        Assert.StartsWith("stopped after step 0 of 10 in stage 'run': the force on atom ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mean_of_correlated_values_has_the_error_that_theory_gives()
    {
        // x ← ax + ξ: the variance of the mean of n is σ²(1 + a)/(1 − a)/n with σ² = 1/(1 − a²).
        Numerics.RandomStream random = new(4, "test");
        const double A = 0.9;
        const int N = 1 << 17;
        BlockAverage average = new();
        var x = 0.0;
        for (var k = 0; k < N; k++) average.Add(x = A * x + random.NextNormal());
        var error = Math.Sqrt(1 / (1 - A * A) * (1 + A) / (1 - A) / N);
        Assert.Equal(N, average.Count);
        Assert.Equal(0, average.Mean, 4 * error);
        Assert.Equal(Math.Sqrt(1 / (1 - A * A)), average.Deviation, 0.05);
        Assert.InRange(average.Error, 0.9 * error, 1.8 * error);
        BlockAverage few = new();
        Assert.True(double.IsNaN(few.Mean));
        foreach (var v in new[] { 1.0, 2, 6 }) few.Add(v);
        Assert.Equal((3.0, Math.Sqrt(7), double.NaN), (few.Mean, few.Deviation, few.Error));
    }

    [Fact]
    public void The_drift_is_the_slope_of_the_conserved_energy()
    {
        StageStatistics statistics = new(8);
        for (var k = 0; k < 100; k++) statistics.Add(new(k, 500 + 2.0 * k, 300, -100, 5, 0, -95 + 8 * 3e-6 * k, double.NaN, double.NaN));
        Assert.Equal(1.5, statistics.Drift, 1e-9); // 3e-6 eV per atom each 2 fs
    }

    private Structure[] Frames(string folder, string name) => [.. StructureFile.Read(_folder[folder, name], cancellationToken: TestContext.Current.CancellationToken)];
}
