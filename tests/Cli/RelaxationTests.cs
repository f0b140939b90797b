using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>The step <c>relax</c> through the command line.</summary>
public sealed class RelaxationTests : IDisposable
{
    private const string Dimer = "2\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3\nSi 0 0 0\nSi 2.6 0 0\n";
    private static readonly string Example = Repository.Find("examples", "relax.yaml");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_converges()
    {
        var (code, output, error) = Run("relax", Example, "-o", _folder["run"], "--threads", "2");
        Assert.True(code == ExitCodes.Done, error);
        Assert.StartsWith("frame 0: converged after ", output, StringComparison.Ordinal);
        var relaxed = StructureFile.Read(_folder["run", "relaxed.extxyz"], cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal(512, relaxed.Count);
        Assert.All(StructureLabels.Forces(relaxed)!.Values, f => Assert.InRange(f, -0.01, 0.01));
        Assert.All(StructureLabels.ToVoigt(StructureLabels.Stress(relaxed)!.Value), s => Assert.InRange(s / Unit.Gigapascal, -0.01, 0.01));
        var summary = JsonNode.Parse(File.ReadAllText(_folder["run", "summary.json"]))!["steps"]!["relax"]!["frames"]![0]!;
        Assert.Equal("converged", (string?)summary["end"]);
        Assert.Contains("<svg", File.ReadAllText(_folder["run", "report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_did_not_converge_ends_with_code_3_and_is_written_and_so_again_on_resume()
    {
        string[] args = ["relax", Example, "--set", "evaluations=3", "-o", _folder["run"]];
        foreach (var more in new string[][] { [], ["--resume"] })
        {
            var (code, output, error) = Run([.. args, .. more]);
            Assert.Equal(ExitCodes.Guard, code);
            Assert.Contains("error: 1 of 1 frames not converged, the first of them frame 0 with a largest force of ", error, StringComparison.Ordinal);
            Assert.StartsWith("frame 0: evaluation limit after 3 evaluations", output, StringComparison.Ordinal);
            Assert.True(File.Exists(_folder["run", "relaxed.extxyz"]) && File.Exists(_folder["run", "report.html"]));
        }
    }

    [Theory]
    [InlineData("pressure: 1", "'pressure' has no meaning while the cell is fixed; set cell: isotropic or cell: full.")]
    [InlineData("frames: \"4\"", "there is no frame 4")]
    [InlineData("frames: x", "x")]
    [InlineData("method: newton", "'method' must be ")]
    [InlineData("force_tolerance: 0", "'force_tolerance' must be at least ")]
    [InlineData("potential: none.sw", "'potential' names a file that does not exist: ")]
    [InlineData("structure: slab.extxyz\ncell: full", "frame 0: its cell cannot be relaxed, as it does not repeat along all axes; set cell: fixed.")]
    [InlineData("structure: mask.extxyz", "frame 0: move_mask is neither one nor three truth values per atom; ")]
    [InlineData("structure: same.extxyz", "frame 0: the energy or a force is not a number; look for atoms in the same place.")]
    [InlineData("structure: ge.extxyz", "atom 1 is Ge, which the potential does not know; use a potential of Si, Ge.")]
    public void A_fault_is_one_sentence(string keys, string sentence)
    {
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
        _folder.Write("si.extxyz", Dimer);
        _folder.Write("slab.extxyz", Dimer.Replace(" Prop", " pbc=\"T T F\" Prop", StringComparison.Ordinal));
        _folder.Write("mask.extxyz", Dimer.Replace("pos:R:3", "pos:R:3:move_mask:I:1", StringComparison.Ordinal).Replace("\nSi 0 0 0", "\nSi 0 0 0 1", StringComparison.Ordinal).Replace("2.6 0 0", "2.6 0 0 0", StringComparison.Ordinal));
        _folder.Write("same.extxyz", Dimer.Replace("2.6", "0", StringComparison.Ordinal));
        _folder.Write("ge.extxyz", Dimer.Replace("Si 2.6", "Ge 2.6", StringComparison.Ordinal));
        var lines = keys.Split('\n').ToDictionary(l => l.Split(':')[0], l => l);
        foreach (var (key, line) in new[] { ("structure", "structure: si.extxyz"), ("potential", "potential: si.sw") }) lines.TryAdd(key, line);
        var recipe = _folder.Write("r.yaml", $"recipe: 1\ndo: relax\n{string.Join('\n', lines.Values)}\n");
        var (code, _, error) = Run("relax", recipe, "-o", _folder["run"]);
        Assert.True(code == ExitCodes.Input, error);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal));
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => CliHarness.Run(args, [.. StepKinds.All().Kinds]);
}
