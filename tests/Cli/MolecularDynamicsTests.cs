using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>The step <c>md</c> through the command line: the example, its settings, faults of input, kills and signals.</summary>
public sealed class MolecularDynamicsTests : IDisposable
{
    private static readonly string Example = Repository.Find("examples", "md-nve.yaml");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_conserves_energy()
    {
        var (code, output, error) = Run("md", Example, "-o", _folder["run"], "--threads", "2");
        Assert.True(code == ExitCodes.Done, error);
        Assert.StartsWith("run: 2000 steps, 1", output, StringComparison.Ordinal);
        Assert.Contains("dynamics: 100 %, run, step 2000, ", error, StringComparison.Ordinal);
        var lines = File.ReadAllLines(_folder["run", "thermo.csv"]);
        Assert.Equal("step,time_fs,temperature_K,potential_eV,kinetic_eV,total_eV,pressure_GPa,conserved_eV,bath_K,volume_A3", lines[0]);
        var rows = lines.Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.Equal(Enumerable.Range(0, 201).Select(k => 10.0 * k), rows.Select(r => r[0]));
        Assert.Equal(600, rows[0][2], 1e-9);
        Assert.All(rows.Skip(1), r => Assert.Equal(rows[1][5] / 512, r[5] / 512, 1e-4));
        Assert.Equal((200 / 10) + 1, StructureFile.Read(_folder["run", "trajectory.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Count());
        var final = StructureFile.Read(_folder["run", "final.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal(["velocities", "forces"], final.Columns.Select(c => c.Name));
        var stage = JsonNode.Parse(File.ReadAllText(_folder["run", "summary.json"]))!["steps"]!["md"]!["stages"]!["run"]!;
        Assert.InRange(Math.Abs((double)stage["conserved_drift_eV_per_atom_per_ns"]!), 0, 0.01); // 2 ps hardly tell
        Assert.InRange((double)stage["conserved_std_eV_per_atom"]!, 1e-7, 5e-5);
        Assert.Contains("<svg", File.ReadAllText(_folder["run", "report.html"]), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["run", "checkpoint.safetensors"]));
    }

    [Fact]
    public void Settings_choose_structure_potential_and_steps_and_a_dry_run_says_what_they_cost()
    {
        WriteSilicon(2);
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
        _folder.Write("both.yaml", "potential: {sum: [si.sw, {zbl: {elements: [Si], inner: 0.8, outer: 1.5}}]}\n");
        string[] settings = ["md", Example, "--set", $"structure={_folder["si.extxyz"]}", "--set", $"potential={_folder["both.yaml"]}", "--set", "steps=20", "--set", "timestep=2.0", "--set", "temperature=300", "--set", "seed=4", "--set", "thermo_every=5", "-o", _folder["run"]];
        var (code, output, error) = Run([.. settings, "--dry-run"]);
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        foreach (var said in new[] { $"reads  {_folder["both.yaml"]}", $"reads  {_folder["si.sw"]}", "run: 20 steps of 2 fs, constant energy, begun at 300 K", "64 atoms, sum potential, 20 steps; about ", "one evaluation of the forces takes " }) Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
        (code, _, error) = Run(settings);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Equal(["0", "10", "20", "30", "40"], File.ReadLines(_folder["run", "thermo.csv"]).Skip(1).Select(l => l.Split(',')[1]));
        Assert.Contains(_folder["si.sw"], File.ReadAllText(_folder["run", "run.json"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("potential: none.sw", "'potential' names a file that does not exist: ", ExitCodes.Input)]
    [InlineData("potential: Si=a.nn,Ge", "'Ge' in 'potential' is not of the form name=path; ", ExitCodes.Input)]
    [InlineData("potential: Si=a.nn", "there is no such file; check the path.", ExitCodes.Input)]
    [InlineData("potential: ge.sw", "atom 0 is Si, which the potential does not know; use a potential of Si.", ExitCodes.Input)]
    [InlineData("potential: si.sw\nstages: {melt: {temperature: 3000}, hold: {}}", "line 6: 'stages.melt.steps' is needed; give the number of steps.", ExitCodes.Input)]
    [InlineData("potential: si.sw\nthermostat: nose_hoover\ntemperature: 0", "line 7: 'temperature' must be above 0 with nose_hoover; ", ExitCodes.Input)]
    [InlineData("potential: si.sw\nthermostat: nosehoover", "'thermostat' must be ", ExitCodes.Input)]
    [InlineData("potential: si.sw\nbarostat: mtk", "line 6: 'barostat' mtk needs thermostat: nose_hoover; ", ExitCodes.Input)]
    [InlineData("potential: si.sw\nbarostat: rescaling\nthermostat: none", "line 6: 'barostat' rescaling needs a thermostat; ", ExitCodes.Input)]
    [InlineData("potential: si.sw\nbarostat: rescaling\nstructure: gas.extxyz", "gas.extxyz: the structure is not periodic along all axes, so stage 'run' has no pressure to hold; ", ExitCodes.Input)]
    [InlineData("potential: si.sw\nfreeze: [Si, z = 5]", "'freeze.1' is not understood: 'z = 5' selects no atoms; write numbers such as 0-15,20, ", ExitCodes.Input)]
    [InlineData("potential: si.sw\nfreeze: [Si]", "freeze selects all atoms, so nothing is left to move; select fewer.", ExitCodes.Input)]
    [InlineData("potential: si.sw\nstop_above: {grade: 5}", "this potential keeps no ranges of its features; name its training set with training_set.", ExitCodes.Input)]
    [InlineData("potential: si.sw\nstop_above: {spread: 5}", "stop_above.spread needs a committee, and this potential is none; ", ExitCodes.Input)]
    [InlineData("potential: si.sw\ntimestep: -1", "'timestep' must be at least 0.0001 and at most 100", ExitCodes.Input)]
    [InlineData("potential: si.sw\nvelocities: keep\nstop_above: {temperature: 10}", "stopped after step 0 of 10 in stage 'run': the temperature is 300 K, above stop_above.temperature of 10 K; the frame is in ", ExitCodes.Guard)]
    public void A_fault_is_one_sentence(string keys, string sentence, int expected)
    {
        WriteSilicon(2);
        var sw = File.ReadAllText(Repository.Find("examples", "silicon.sw"));
        _folder.Write("si.sw", sw);
        _folder.Write("ge.sw", sw.Replace("Si", "Ge", StringComparison.Ordinal));
        _folder.Write("gas.extxyz", "1\npbc=\"F F F\" Properties=species:S:1:pos:R:3\nSi 0 0 0\n");
        var structure = keys.Contains("structure:", StringComparison.Ordinal) ? "" : "structure: si.extxyz";
        var recipe = _folder.Write("r.yaml", $"recipe: 1\ndo: md\n{structure}\nsteps: 10\n{keys}\n");
        var (code, _, error) = Run("md", recipe, "-o", _folder["run"]);
        Assert.Equal(expected, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Lithium_silicide_runs_with_a_set_of_networks()
    {
        var folder = ReferenceData.Require("potentials", "aenet", "lisi_cheb_15t_02170");
        var networks = Directory.GetFiles(folder, "*.ascii").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, networks.Length);
        File.Copy(networks[0], _folder["Li.nn"]);
        File.Copy(networks[1], _folder["Si.nn"]);
        var frames = StructureFile.Read(Repository.Find("data", "lisi", "amorphous.extxyz"), cancellationToken: TestContext.Current.CancellationToken);
        StructureFile.Write(_folder["lisi.extxyz"], [frames.ElementAt(2)], cancellationToken: TestContext.Current.CancellationToken);
        var recipe = _folder.Write("r.yaml", "recipe: 1\ndo: md\nstructure: lisi.extxyz\npotential: Li=Li.nn,Si=Si.nn\nthermostat: none\ntemperature: 300\nsteps: 1\n");
        // The energy is off by a term of the second order in the time step: forces are its derivatives.
        double Error(string timestep, int every)
        {
            var (code, _, error) = Run("md", recipe, "-o", _folder["run" + timestep], "--set", "timestep=" + timestep, "--set", $"thermo_every={every}", "--set", $"steps={20 * every}");
            Assert.True(code == ExitCodes.Done, error);
            var totals = File.ReadLines(_folder["run" + timestep, "thermo.csv"]).Skip(1).Select(l => double.Parse(l.Split(',')[5], CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(21, totals.Length);
            return totals.Max(t => Math.Abs(t - totals[0])) / 512;
        }

        var (coarse, fine) = (Error("1", 1), Error("0.5", 2));
        TestContext.Current.TestOutputHelper!.WriteLine($"largest error at 1 and 0.5 fs: {coarse}, {fine} eV per atom");
        Assert.InRange(coarse / fine, 3.7, 4.3);
        Assert.InRange(coarse, 1e-6, 2e-4);
    }

    [Fact]
    public async Task Ten_kills_at_random_moments_and_a_SIGTERM_change_no_byte()
    {
        SlowTests.Require();
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are those of Unix");
        WriteSilicon(5);
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
        _folder.Write("r.yaml", "recipe: 1\nseed: 3\ndo: md\nstructure: si.extxyz\npotential: si.sw\ntemperature: 2000\ntime_constant: 100\nsteps: 600\ncheckpoint_every: 50\nthermo_every: 7\ntrajectory_every: 60\n");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using (var whole = Start("whole")) Assert.Equal(0, await whole.ExitCode());
        var (expected, length) = (Content("whole"), clock.ElapsedMilliseconds);
        RandomStream random = new(2026, "kills");
        for (var trial = 0; trial < 10; trial++)
        {
            using (var killed = Start($"kill{trial}"))
            {
                await Task.Delay(random.NextInt((int)length), TestContext.Current.CancellationToken);
                killed.Kill();
                await killed.ExitCode();
            }

            using var resumed = Start($"kill{trial}", "--resume");
            Assert.Equal(0, await resumed.ExitCode());
            Assert.Equal(expected, Content($"kill{trial}"));
        }

        using (var terminated = Start("term"))
        {
            await terminated.UntilError("dynamics: 0 %");
            await terminated.Signal("TERM");
            Assert.Equal(ExitCodes.Terminated, await terminated.ExitCode());
        }

        Assert.True(File.Exists(_folder["term", "checkpoint.safetensors"]));
        using (var resumed = Start("term", "--resume"))
        {
            Assert.Equal(0, await resumed.ExitCode());
            Assert.Contains("continued after step ", await resumed.Error(), StringComparison.Ordinal);
        }

        Assert.Equal(expected, Content("term"));
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => CliHarness.Run(args, [.. StepKinds.All().Kinds]);

    private ProgramProcess Start(string folder, params string[] more) => new(["md", _folder["r.yaml"], "-o", _folder[folder], .. more]);

    // All that a run leaves but its record, which holds times; a continued run removes what a killed writer had not finished.
    private string Content(string folder) => string.Join('\n', Directory.GetFiles(_folder[folder]).Where(f => Path.GetFileName(f) is not ("run.json" or ".lock")).Order(StringComparer.Ordinal).Select(f => Path.GetFileName(f) + " " + FileHash.Sha256(f)));

    private void WriteSilicon(int cells)
    {
        const double Edge = 5.431;
        double[] places = [0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75, 0.25];
        Structure unit = new([14, 14, 14, 14, 14, 14, 14, 14], [.. places.Select(x => Edge * x)], new Matrix3D(new(Edge, 0, 0), new(0, Edge, 0), new(0, 0, Edge)), Periodicity.Full);
        StructureFile.Write(_folder["si.extxyz"], [Supercell.Create(unit, cells, cells, cells)], cancellationToken: TestContext.Current.CancellationToken);
    }
}
