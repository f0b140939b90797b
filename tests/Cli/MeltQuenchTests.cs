using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>Melting and quenching through the command line: the example, the wall between atoms, and the frame that a run begins with.</summary>
public sealed class MeltQuenchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_melts_quenches_and_anneals()
    {
        ReferenceData.Require("potentials", "aenet", "lisi_cheb_15t_02170");
        var (code, output, error) = Run("md", Repository.Find("examples", "melt-quench-lisi.yaml"), "-o", _folder["run"], "--set", "stages.melt.steps=60", "--set", "stages.quench.steps=80", "--set", "steps=40", "--set", "thermo_every=1");
        Assert.True(code == ExitCodes.Done, error);
        Assert.Contains("quench: 80 steps, ", output, StringComparison.Ordinal);
        var rows = Thermo();
        Assert.Equal(181, rows.Length);
        Assert.Equal((2500.0, 2500.0, 300.0, 300.0), (rows[60][8], rows[61][8], rows[140][8], rows[180][8]));
        // 1 fs conserves the energy of a melt to a meV for each of the 512 atoms.
        Assert.All(rows, r => Assert.Equal(rows[0][7] / 512, r[7] / 512, 1e-3));
        var final = StructureFile.Read(_folder["run", "final.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal((256, 256), (final.AtomicNumbers.ToArray().Count(z => z == 3), final.AtomicNumbers.ToArray().Count(z => z == 14)));
    }

    [Fact]
    public void A_wall_adds_the_repulsion_of_nuclei_to_the_potential()
    {
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
        _folder.Write("both.yaml", "potential: {sum: [si.sw, {zbl: {elements: [Si], inner: 1.0, outer: 2.0}}]}\n");
        _folder.Write("pair.extxyz", "2\npbc=\"F F F\" Properties=species:S:1:pos:R:3\nSi 0 0 0\nSi 1.4 0.1 0.2\n2\npbc=\"F F F\" Properties=species:S:1:pos:R:3\nSi 0 0 0\nSi 2.3 0.1 0.2\n");
        string[] First(string potential, string name, params string[] more)
        {
            var recipe = _folder.Write("r.yaml", $"recipe: 1\ndo: md\nstructure: pair.extxyz\npotential: {potential}\nsteps: 3\ntimestep: 0.1\nthermo_every: 1\nthermostat: none\n");
            var (code, _, error) = Run(["md", recipe, "-o", _folder[name], .. more]);
            Assert.True(code == ExitCodes.Done, error);
            return [.. File.ReadLines(_folder[name, "thermo.csv"])];
        }

        var walled = First("si.sw", "walled", "--set", "wall.inner=1", "--set", "wall.outer=2");
        double Energy(string[] log, int row) => double.Parse(log[row].Split(',')[3], CultureInfo.InvariantCulture);
        var sum = First("both.yaml", "sum");
        for (var row = 1; row <= 4; row++) Assert.Equal(Energy(sum, row), Energy(walled, row), 1e-10);
        Assert.True(Energy(walled, 1) - Energy(First("si.sw", "bare"), 1) > 1);
        // Beyond its outer radius, as in the second frame, it does nothing.
        Assert.Equal(First("si.sw", "far", "--set", "frame=1"), First("si.sw", "far-walled", "--set", "frame=1", "--set", "wall.inner=1", "--set", "wall.outer=2"));
    }

    [Theory]
    [InlineData("wall: {inner: 2, outer: 2}", "'wall.outer' must be above wall.inner; raise it.")]
    [InlineData("wall: {inner: 1}", "the key 'wall.outer' is missing; ")]
    [InlineData("wall: {inner: 0, outer: 2}", "'wall.inner' must be at least 0.01 and at most 10")]
    [InlineData("frame: 1", "there is no frame 1: it holds 1; choose another with 'frame'.")]
    [InlineData("frame: -1", "'frame' must be at least 0")]
    public void A_fault_is_one_sentence(string keys, string sentence)
    {
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
        _folder.Write("one.extxyz", "1\npbc=\"F F F\" Properties=species:S:1:pos:R:3\nSi 0 0 0\n");
        var (code, _, error) = Run("md", _folder.Write("r.yaml", $"recipe: 1\ndo: md\nstructure: one.extxyz\npotential: si.sw\nsteps: 1\n{keys}\n"), "-o", _folder["run"]);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => CliHarness.Run(args, [.. StepKinds.All().Kinds]);

    private double[][] Thermo() => [.. File.ReadLines(_folder["run", "thermo.csv"]).Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
}
