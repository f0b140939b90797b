using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation.Tests;

/// <summary>What stops a run or is counted in it, and atoms that do not move.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_grade_above_its_limit_stops_the_run_with_the_grades_in_the_frame()
    {
        // Liquid silicon in the eyes of a model that saw the crystal at 300 K alone.
        var (potential, sets) = Trained();
        MolecularDynamicsOptions options = new() { Steps = 2000, Temperature = 300, TemperatureEnd = 6000, TimeConstant = 20, GuardEvery = 5, StopAbove = new() { Grade = 40 } };
        var fault = Assert.Throws<GuardException>(() => Run(options, potential, sets, "run"));
        Assert.Matches(@"stopped after step \d+ of 2000 in stage 'run': atom \d+ \(Si\) has the extrapolation grade \d.*\(D-optimality\), above stop_above.grade of 40; the frame is in ", fault.Message);
        var frame = StructureFile.Read(_folder["run", "stopped.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Single();
        var step = ((IntegerInfo)frame.FindInfo("step")!).Values[0];
        Assert.Equal(0, step % 5);
        var grades = ((RealColumn)frame.FindColumn("extrapolation_grade")!).Values;
        var worst = Array.IndexOf(grades, grades.Max());
        Assert.True(grades[worst] > 40);
        Assert.Contains($"atom {worst} ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grades_are_counted_stage_by_stage_and_survive_deaths()
    {
        var (potential, sets) = Trained();
        MolecularDynamicsOptions options = new()
        {
            Stages = new Dictionary<string, StageOptions> { ["cold"] = new() { Steps = 40, Temperature = 100 }, ["hot"] = new() { Temperature = 2500 } },
            Steps = 60, TimeConstant = 20, GuardEvery = 4, CheckpointEvery = 7, TrajectoryEvery = 0, WarnAbove = new() { Grade = 5 },
        };
        SumPotential Mortal(int at) => new([new(potential), new(new Dying(potential.Cutoff, at))]);
        var whole = Run(options, Mortal(-1), sets, "whole");
        var counts = whole.Numbers([.. Stage.Of(options)])["counts"]!.AsObject();
        long[] Of(string stage) => [.. counts[stage]!.AsArray().Select(c => (long)c!)];
        // Step 0 belongs to the first stage.
        Assert.Equal((64 * 11, 64 * 15), (Of("cold").Sum(), Of("hot").Sum()));
        Assert.True(Of("hot")[^2..].Sum() > Of("cold")[^2..].Sum());
        Assert.Equal(whole.Above, Of("cold")[^2..].Sum() + Of("hot")[^2..].Sum());
        Numerics.RandomStream random = new(7, "kills");
        for (var trial = 0; trial < 5; trial++)
        {
            var cut = $"cut{trial}";
            Assert.Throws<KilledException>(() => Run(options, Mortal(2 + random.NextInt(95)), sets, cut));
            Assert.Equal(whole.State, Run(options, Mortal(-1), sets, cut, resume: true).State);
            Assert.Equal(TestRuns.Content(_folder["whole"]), TestRuns.Content(_folder[cut]));
        }
    }

    [Fact]
    public void An_atom_that_leaves_all_others_stops_the_run()
    {
        var crystal = TestSystems.Diamond(2, 2, 2);
        var velocities = new double[192];
        velocities[0] = -0.3; // Å/fs: far above what holds it at the corner
        Structure cluster = new([.. crystal.AtomicNumbers], [.. crystal.Positions], null, Periodicity.None, [new RealColumn("velocities", 3, velocities)]);
        MolecularDynamicsOptions options = new() { Steps = 200, Thermostat = ThermostatKind.None, Velocities = VelocityOrigin.Keep };
        var fault = Assert.Throws<GuardException>(() => TestRuns.Run(options, TestRuns.Context(_folder["run"]), structure: cluster));
        Assert.Contains("atom 0 (Si) has left all others behind", fault.Message, StringComparison.Ordinal);
        TestRuns.Run(new() { Steps = 200, Thermostat = ThermostatKind.None, StopOnLostAtom = false }, TestRuns.Context(_folder["free"]), structure: cluster);
        // An atom that had no neighbours has none to lose.
        Structure lone = new([14], [0, 0, 0]);
        TestRuns.Run(new() { Steps = 5, Thermostat = ThermostatKind.None }, TestRuns.Context(_folder["lone"]), structure: lone);
    }

    [Fact]
    public void A_cell_that_bursts_stops_the_run()
    {
        MolecularDynamicsOptions options = new() { Steps = 500, Temperature = 3000, Barostat = BarostatKind.Rescaling, Pressure = -60, PressureTimeConstant = 20 };
        var fault = Assert.Throws<GuardException>(() => TestRuns.Run(options, TestRuns.Context(_folder["run"])));
        Assert.Matches(@"the volume is 1\d\.?\d* times that at the start, beyond stop_above.volume_ratio of 10", fault.Message);
    }

    [Fact]
    public void A_cell_that_is_no_number_stops_the_run()
    {
        MolecularDynamicsOptions options = new() { Steps = 50, Temperature = 300, Barostat = BarostatKind.Rescaling };
        var potential = new Interrupting(11, result => result.Virial = new(new(double.NaN, 0, 0), default, default));
        var fault = Assert.Throws<GuardException>(() => TestRuns.Run(options, TestRuns.Context(_folder["run"]), potential));
        Assert.StartsWith("stopped after step 11 of 50 in stage 'run': ", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["run", "stopped.extxyz"]));
    }

    [Fact]
    public void A_committee_that_differs_stops_the_run()
    {
        var other = new StillingerWeber([new(14, 14, 14, 2.4, 2.0951, 1.8, 21, 1.2, -1.0 / 3, 7.049556277, 0.6022245584, 4, 0)]);
        var committee = new CommitteePotential([TestSystems.SiliconPotential, other]);
        MolecularDynamicsOptions options = new() { Steps = 300, Temperature = 3000, TimeConstant = 20, StopAbove = new() { Spread = 0.05 } };
        var fault = Assert.Throws<GuardException>(() => TestRuns.Run(options, TestRuns.Context(_folder["run"]), committee));
        Assert.Matches("the committee's members differ by 0.0\\d+ eV/Å \\(standard deviation\\) in the force on atom \\d+, above stop_above.spread of 0.05 eV/Å", fault.Message);
    }

    [Theory]
    [InlineData(ThermostatKind.None)]
    [InlineData(ThermostatKind.Rescaling)]
    [InlineData(ThermostatKind.Langevin)]
    [InlineData(ThermostatKind.NoseHoover)]
    public void Frozen_atoms_do_not_move_and_do_not_count(ThermostatKind thermostat)
    {
        MolecularDynamicsOptions options = new() { Steps = 400, Thermostat = thermostat, Temperature = 800, TimeConstant = 50, ThermoEvery = 1, Freeze = ["0-3,10", "z < 1"] };
        TestRuns.Run(options, TestRuns.Context(_folder["run"]));
        var start = TestSystems.Diamond(2, 2, 2);
        bool[] frozen = [.. Enumerable.Range(0, 64).Select(i => i < 4 || i == 10 || start.Positions[3 * i + 2] < 1)];
        var final = StructureFile.Read(_folder["run", "final.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Single();
        var velocities = ((RealColumn)final.FindColumn("velocities")!).Values;
        double kinetic = 0;
        for (var k = 0; k < 192; k++)
        {
            Assert.Equal(frozen[k / 3], final.Positions[k] == start.Positions[k]);
            Assert.Equal(frozen[k / 3], velocities[k] == 0);
            kinetic += 0.5 * Element.Mass(14) * velocities[k] * velocities[k] / DynamicsUnits.Acceleration;
        }

        var lines = ThermoLog.Read(_folder["run", "thermo.csv"]).ToArray();
        var freedom = 3 * frozen.Count(f => !f);
        Assert.Equal(800, lines[0].Temperature, 1e-9);
        Assert.Equal(2 * kinetic / (freedom * DynamicsUnits.Boltzmann), lines[^1].Temperature, 1e-9);
        if (thermostat == ThermostatKind.None) Assert.All(lines, l => Assert.Equal(lines[0].Conserved, l.Conserved, 0.02));
    }

    [Fact]
    public void Langevin_dynamics_can_keep_the_whole_at_rest()
    {
        var system = TestSystems.Silicon(2, 500, 3);
        LangevinDynamics ensemble = new(4, 20, isFixed: true);
        List<double> ratios = [];
        for (var step = 1; step <= 6000; step++)
        {
            ensemble.Step(system, 2, 500, step);
            if (step > 200) ratios.Add(2 * system.KineticEnergy() / (189 * DynamicsUnits.Boltzmann * 500));
        }

        double[] momentum = [0, 0, 0];
        for (var k = 0; k < 192; k++) momentum[k % 3] += system.Velocities[k];
        Assert.All(momentum, p => Assert.Equal(0, p, 1e-12));
        Assert.Equal(189, system.DegreesOfFreedom);
        // The time step makes velocities too slow by ω²Δt²/4 of about 1 %.
        Assert.InRange(Statistics.Mean(ratios), 0.975, 1 + 5 * Statistics.BlockError(ratios, 20));
    }

    [Theory]
    [InlineData("0-70", "there is no atom 70: the structure has 64, counted from 0")]
    [InlineData("Li", "there is no atom of Li")]
    [InlineData("z > 100", "no atom lies in the region")]
    [InlineData("z < five", "'z < five' compares with no number")]
    [InlineData("5-2", "'5-2' is no range of atoms")]
    [InlineData("all", "'all' selects no atoms")]
    [InlineData("Si", "freeze selects all atoms, so nothing is left to move")]
    public void Selections_that_cannot_be_are_refused(string selection, string what)
    {
        var fault = Assert.Throws<InputException>(() => TestRuns.Run(new() { Steps = 1, Freeze = [selection] }, TestRuns.Context(_folder["run"])));
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_atoms_and_a_barostat_do_not_go_together() =>
        Assert.Contains("stage 'run' has a barostat, which would move the atoms that freeze selects", Assert.Throws<InputException>(() => TestRuns.Run(new() { Steps = 1, Freeze = ["0"], Barostat = BarostatKind.Rescaling }, TestRuns.Context(_folder["run"]))).Message, StringComparison.Ordinal);

    private GradeTally Run(MolecularDynamicsOptions options, IPotential potential, ActiveSets sets, string folder, bool resume = false)
    {
        using MolecularDynamicsRun run = new(options, TestRuns.Context(_folder[folder], resume), TestSystems.Diamond(2, 2, 2), potential, sets);
        run.Run();
        return run.Grades!;
    }

    // A network-free model with descriptors: a published NEP of silicon, and the crystal at 300 K as its training set.
    private static (IPotential Potential, ActiveSets Sets) Trained()
    {
        var potential = PotentialFile.Read(ReferenceData.Require("potentials", "nep", "si_nep4_5body", "Si_2022_NEP4_5body.txt"));
        var system = TestSystems.Silicon(2, 600, 5);
        List<Structure> frames = [];
        for (var step = 1; step <= 400; step++)
        {
            new MicrocanonicalEnsemble().Step(system, 1, 0, step);
            if (step % 20 == 0) frames.Add(new([.. system.Atoms.AtomicNumbers], system.Positions(), system.Atoms.Cell, Periodicity.Full));
        }

        return (potential, ActiveSets.Build(potential, frames, null, TestContext.Current.CancellationToken));
    }

    /// <summary>Adds nothing, and stands for the end of the process at a chosen evaluation.</summary>
    private sealed class Dying(double cutoff, int at) : IPotential
    {
        private int _count;

        public string Family => "nothing";

        public double Cutoff => cutoff;

        public IReadOnlyList<int> Elements => [14];

        public Precision Precision => Precision.Double;

        public IPotential InPrecision(Precision precision) => this;

        public IReadOnlyList<KeyValuePair<string, string>> Describe() => [];

        public void Evaluate(Atoms atoms, NeighbourList list, EvaluationResult result)
        {
            result.Reserve(atoms.Count);
            foreach (var values in new[] { result.LocalEnergies, result.Fx, result.Fy, result.Fz }) Array.Clear(values);
            (result.Energy, result.Virial) = (0, default);
            if (++_count == at) throw new KilledException();
        }
    }
}
