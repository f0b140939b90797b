using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>Steps <c>analyze.…</c> in recipes, after a run of molecular dynamics and alone.</summary>
public sealed class AnalyzeStepTests : IDisposable
{
    private const string Dynamics = "recipe: 1\nseed: 5\nsteps:\n  - id: md\n    do: md\n    structure: si.extxyz\n    potential: si.sw\n    stages: {melt: {steps: 40, temperature: 3000}, hold: {steps: 60, temperature: 1000}}\n    thermo_every: 2\n    trajectory_every: 10\n";

    private readonly TemporaryFolder _folder = new();

    public AnalyzeStepTests()
    {
        double[] places = [0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75, 0.25];
        Structure unit = new([14, 14, 14, 14, 14, 14, 14, 14], [.. places.Select(x => 5.431 * x)], 5.431 * Matrix3D.Identity, Periodicity.Full);
        StructureFile.Write(_folder["si.extxyz"], [Supercell.Create(unit, 2, 2, 2)], cancellationToken: TestContext.Current.CancellationToken);
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
    }

    public void Dispose() => _folder.Dispose();

    private static (int Code, string Output, string Error) Run(params string[] args) => CliHarness.Run([.. args, "--threads", "2"], [.. StepKinds.All().Kinds]);

    private static string Step(string kind, string options = "") => $"  - {{id: {kind}, do: analyze.{kind}, trajectory: \"${{steps.md.trajectory}}\"{options}}}\n";

    // The same bytes and numbers as the command line gives with the same options, and with the same defaults.
    [Fact]
    public void All_analyses_follow_molecular_dynamics_and_are_those_of_the_command_line()
    {
        (string Kind, string Options, string[] Arguments, string[] Files)[] analyses =
        [
            ("rdf", ", rmax: 6, frames: \"1:\"", ["--rmax", "6", "--frames", "1:"], ["rdf.csv", "rdf.svg"]),
            ("cn", ", cutoff: 3.0", ["--cutoff", "3.0"], ["cn.csv", "histogram.csv", "cn.svg"]),
            ("adf", ", cutoff: 3.0, sin: true", ["--cutoff", "3.0", "--sin"], ["adf.csv", "adf.svg"]),
            ("sq", ", qmax: 5, bin: 0.1", ["--qmax", "5", "--bin", "0.1"], ["sq.csv", "sq.svg"]),
            ("clusters", ", pair: Si-Si, cutoff: 2.5, radial: 3", ["--pair", "Si-Si", "--cutoff", "2.5", "--radial", "3"], ["clusters.csv", "sizes.csv", "bonds.csv", "frames.csv", "clusters.svg", "radial.csv", "radial-frames.csv", "radial.svg", "radial-time.svg"]),
            ("rings", ", pair: Si-Si, cutoff: 2.8, definition: guttman, largest: 8", ["--pair", "Si-Si", "--cutoff", "2.8", "--definition", "guttman", "--largest", "8"], ["rings.csv", "rings.svg"]),
            ("profile", ", along: a, centre: true, skip: 2, every: 3", ["--along", "a", "--centre", "--skip", "2", "--every", "3"], ["profile.csv", "profile.svg"]),
        ];
        var recipe = _folder.Write("r.yaml", Dynamics + string.Concat(analyses.Select(a => Step(a.Kind, a.Options))));
        var (code, output, error) = Run("run", recipe, "-o", _folder["run"]);
        Assert.True(code == ExitCodes.Done, error);
        var summary = JsonNode.Parse(File.ReadAllText(_folder["run", "summary.json"]))!["steps"]!;
        var report = File.ReadAllText(_folder["run", "report.html"]);
        foreach (var (kind, _, arguments, files) in analyses)
        {
            (code, _, error) = Run(["analyze", kind, _folder["run", "trajectory.extxyz"], "-o", _folder[kind], .. arguments]);
            Assert.True(code == ExitCodes.Done, error);
            Assert.Equal(files.Append("summary.json").Order(StringComparer.Ordinal), Directory.GetFiles(_folder[kind]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
            foreach (var file in files)
            {
                var name = Path.GetFileNameWithoutExtension(file) == kind ? file : $"{kind}-{file}";
                Assert.Equal(File.ReadAllBytes(_folder[kind, file]), File.ReadAllBytes(_folder["run", name]));
                if (file.EndsWith(".svg", StringComparison.Ordinal)) Assert.Contains(File.ReadAllText(_folder[kind, file])[^2000..], report, StringComparison.Ordinal);
            }

            var alone = JsonNode.Parse(File.ReadAllText(_folder[kind, "summary.json"]))!.AsObject();
            foreach (var head in new[] { "analysis", "version", "files" }) alone.Remove(head);
            Assert.True(JsonNode.DeepEquals(alone, summary[kind]), $"{alone} {summary[kind]}");
        }

        Assert.Equal((10, 11), ((int)summary["rdf"]!["frames"]!, (int)summary["cn"]!["frames"]!));
        Assert.Contains("rdf: Radial distribution functions, 10 frames of trajectory.extxyz\npair ", output, StringComparison.Ordinal);
        Assert.Contains("Radial distribution functions: trajectory.extxyz</h2>", report, StringComparison.Ordinal);

        // The averages of the log are those of the run, stage by stage.
        (code, _, error) = CliHarness.Run(["analyze", "thermo", _folder["run", "thermo.csv"], "-o", _folder["thermo"]]);
        Assert.True(code == ExitCodes.Done, error);
        var stages = JsonNode.Parse(File.ReadAllText(_folder["thermo", "summary.json"]))!["stages"]!;
        foreach (var (stage, rows) in new[] { ("melt", 20), ("hold", 30) })
        {
            Assert.Equal(rows, (int)stages[stage]!["rows"]!);
            foreach (var which in new[] { "mean", "error" })
            {
                Assert.Equal((double)summary["md"]!["stages"]![stage]!["temperature_K"]![which]!, (double)stages[stage]!["temperature_K"]![which]!, 1e-9);
                Assert.Equal((double)summary["md"]!["stages"]![stage]!["pressure_GPa"]![which]!, (double)stages[stage]!["pressure_GPa"]![which]!, 1e-12);
            }

            Assert.Equal(3 * 64 - 3, (double)stages[stage]!["degrees_of_freedom"]!);
        }
    }

    [Fact]
    public void The_example_runs()
    {
        string[] shorter = ["steps.md.stages.melt.steps=20", "steps.md.stages.hold.steps=40", "steps.md.trajectory_every=10", "steps.rdf.skip=3", "steps.cn.skip=3", "steps.adf.skip=3"];
        var (code, output, error) = Run(["run", Repository.Find("examples", "md-structure.yaml"), "-o", _folder["run"], .. shorter.SelectMany(s => new[] { "--set", s })]);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Contains("cn: Coordination numbers, 4 frames of trajectory.extxyz\n", output, StringComparison.Ordinal);
        // Amorphous silicon that has just begun to warm up.
        Assert.InRange((double)JsonNode.Parse(File.ReadAllText(_folder["run", "summary.json"]))!["steps"]!["rdf"]!["pairs"]![0]!["first_peak_A"]!, 2.2, 2.6);
    }

    [Fact]
    public void Defaults_are_those_of_the_command_line()
    {
        string[] kinds = ["rdf", "cn", "adf", "sq", "profile"];
        var recipe = _folder.Write("r.yaml", "recipe: 1\nsteps:\n" + string.Concat(kinds.Select(k => $"  - {{id: {k}, do: analyze.{k}, trajectory: si.extxyz}}\n"))
            + "  - {id: clusters, do: analyze.clusters, trajectory: si.extxyz, pair: Si-Si}\n  - {id: rings, do: analyze.rings, trajectory: [si.extxyz], pair: Si-Si}\n  - {id: again, do: analyze.cn, trajectory: [si.extxyz, si.extxyz], name: twice}\n");
        var (code, _, error) = Run("run", recipe, "-o", _folder["run"]);
        Assert.True(code == ExitCodes.Done, error);
        foreach (var kind in kinds.Concat(["clusters", "rings"]))
        {
            Assert.Equal(ExitCodes.Done, Run(["analyze", kind, _folder["si.extxyz"], "-o", _folder[kind], .. kind is "clusters" or "rings" ? new[] { "--pair", "Si-Si" } : []]).Code);
            Assert.Equal(File.ReadAllText(_folder[kind, kind + ".csv"]), File.ReadAllText(_folder["run", kind + ".csv"]));
            Assert.Equal(File.ReadAllText(_folder[kind, kind + ".svg"]), File.ReadAllText(_folder["run", kind + ".svg"]));
        }

        Assert.Equal("pair,cutoff_A,coordination,coordination_error,most_frequent", File.ReadLines(_folder["run", "twice-cn.csv"]).First());
        Assert.True(File.Exists(_folder["run", "twice-cn-histogram.csv"]));
    }

    [Fact]
    public void A_dry_run_says_what_would_be_written()
    {
        var recipe = _folder.Write("r.yaml", Dynamics + Step("rdf") + "  - {id: cn, do: analyze.cn, trajectory: [\"${steps.md.trajectory}\", si.extxyz], name: all}\n");
        var (code, output, error) = Run("run", recipe, "-o", _folder["run"], "--dry-run");
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        foreach (var said in new[] { "rdf.csv", "rdf.svg", "all-cn.csv", "all-cn-histogram.csv", "all-cn.svg", "analyses trajectory.extxyz, si.extxyz (cn)" }) Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("do: analyze.rdf\ntrajectory: none.extxyz", "line 3: 'trajectory' names a file that does not exist: ")]
    [InlineData("do: analyze.rdf", "the key 'trajectory' is missing")]
    [InlineData("do: analyze.rdf\ntrajectory: si.extxyz\nrmax: -1", "line 4: 'rmax' must be greater than 0 and at most 200")]
    [InlineData("do: analyze.rdf\ntrajectory: si.extxyz\nbin: 20", "line 4: 'bin' is not between 0.0001 Å and the largest distance; give a width such as 0.02.")]
    [InlineData("do: analyze.rdf\ntrajectory: si.extxyz\nframes: x", "'x' does not say which frames to take; ")]
    [InlineData("do: analyze.rdf\ntrajectory: si.extxyz\nskip: 1", "no frame is left to analyse; check 'frames', 'skip' and 'every'; frames are counted from 0.")]
    [InlineData("do: analyze.rdf\ntrajectory: si.extxyz\nname: a/b", "line 4: 'name' must be a word")]
    [InlineData("do: analyze.cn\ntrajectory: si.extxyz\ncutoff: Si", "line 4: 'cutoff' 'Si' is not understood; ")]
    [InlineData("do: analyze.cn\ntrajectory: si.extxyz\ncutoff: Xx-Si=3", "line 4: 'cutoff' 'Xx-Si=3' is not understood: there is no element 'Xx'; ")]
    [InlineData("do: analyze.sq\ntrajectory: si.extxyz\nqmax: 1\nbin: 2", "line 5: 'bin' is not between 0.001 Å⁻¹ and --qmax")]
    [InlineData("do: analyze.clusters\ntrajectory: si.extxyz", "the key 'pair' is missing")]
    [InlineData("do: analyze.rings\ntrajectory: si.extxyz\npair: Si", "line 4: 'pair' 'Si' does not name two elements; ")]
    [InlineData("do: analyze.rings\ntrajectory: si.extxyz\npair: Si-Si\nlargest: 99", "line 5: 'largest' must be at least 3 and at most 40")]
    [InlineData("do: analyze.profile\ntrajectory: si.extxyz\nrmax: 3", "line 4: 'rmax' is of use only to 'along' radial; leave it out.")]
    [InlineData("do: analyze.profile\ntrajectory: si.extxyz\nalong: d", "line 4: 'along' must be one of a, b, c, radial")]
    [InlineData("steps:\n  - {id: a, do: analyze.rdf, trajectory: si.extxyz}\n  - {id: b, do: analyze.rdf, trajectory: si.extxyz}", "the steps 'a' and 'b' both write rdf.csv; give one of them another output name.")]
    public void A_fault_is_one_sentence(string keys, string sentence)
    {
        var recipe = _folder.Write("r.yaml", $"recipe: 1\n{keys}\n");
        var (code, output, error) = Run("run", recipe, "-o", _folder["run"]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        var last = error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("error: ", last, StringComparison.Ordinal);
        Assert.Contains(sentence.Replace("--qmax", "'qmax'", StringComparison.Ordinal), last, StringComparison.Ordinal);
    }
}
