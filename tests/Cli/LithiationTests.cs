using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>The step <c>lithiate</c> through the command line.</summary>
public sealed class LithiationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_lithiates_silicon()
    {
        ReferenceData.Require("potentials", "aenet", "lisi_cheb_15t_02170");
        var example = Repository.Find("examples", "lithiate-silicon.yaml");
        string[] args = ["run", example, "--set", "to=0.5", "--threads", "2"];
        var (code, output, error) = Run([.. args, "-o", _folder["run"]]);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Contains("x = 0.500 (Li12 in Si24): ", output, StringComparison.Ordinal);
        var frames = StructureFile.Read(_folder["run", "lithiated.extxyz"], cancellationToken: TestContext.Current.CancellationToken).ToArray();
        Assert.Equal(Enumerable.Range(24, 13), frames.Select(f => f.Count));
        var summary = JsonNode.Parse(File.ReadAllText(_folder["run", "summary.json"]))!["steps"]!["lithiate"]!;
        Assert.Equal((12, 0), ((int)summary["inserted"]!, (int)summary["unconverged"]!));
        Assert.Contains("<svg", File.ReadAllText(_folder["run", "report.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert: Qq", "'insert' has 'Qq', which is no element; write its symbol, such as Li.")]
    [InlineData("host: Li", "'host' is the inserted element; name another element of the structure.")]
    [InlineData("insert: Na", "'volume_per_atom' is needed: a default is known for Li in Si only, not for Na in Si; give it in Å³.")]
    [InlineData("insertions_per_step: 0", "'insertions_per_step' must be at least 1")]
    [InlineData("to: 0", "it has 0 Li for 2 Si, and 'to' asks for 0; raise 'to'.")]
    [InlineData("name: a/b", "'name' must be a word")]
    [InlineData("potential: none.sw", "'potential' names a file that does not exist: ")]
    [InlineData("stop_below: 1", "stop_fraction")]
    [InlineData("to: 1", "the potential does not know Li, which is inserted; use a potential of Si, Li.")]
    public void A_fault_is_one_sentence(string key, string sentence)
    {
        File.Copy(Repository.Find("examples", "silicon.sw"), _folder["si.sw"]);
        _folder.Write("si.extxyz", "2\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3\nSi 0 0 0\nSi 2.6 0 0\n");
        Dictionary<string, string> lines = new() { [key.Split(':')[0]] = key };
        foreach (var line in new[] { "structure: si.extxyz", "potential: si.sw", "to: 1" }) lines.TryAdd(line.Split(':')[0], line);
        var recipe = _folder.Write("r.yaml", $"recipe: 1\ndo: lithiate\n{string.Join('\n', lines.Values)}\n");
        var (code, _, error) = Run("run", recipe, "-o", _folder["run"]);
        Assert.True(code == ExitCodes.Input, error);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal));
    }

    private static (int Code, string Output, string Error) Run(params string[] args) => CliHarness.Run(args, [.. StepKinds.All().Kinds]);
}
