using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Cli.Tests;

public sealed class BenchCommandTests
{
    [Fact]
    public void A_case_is_measured_beside_its_yardstick()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = CliHarness.Run(["bench", "extxyz", "--case", "exact", "--json", folder["out.json"]]);
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.Contains("MB/s", output, StringComparison.Ordinal);
        var rows = JsonNode.Parse(File.ReadAllText(folder["out.json"]))!.AsArray();
        Assert.Equal(["read", "written"], rows.Select(r => (string?)r!["what"]));
        Assert.All(rows, r => Assert.Equal((double)r!["value"]! / (double)r["beside"]!, (double)r["ratio"]!, 1e-12));
    }

    [Fact]
    public void Steps_of_dynamics_are_measured_with_their_overhead()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = CliHarness.Run(["bench", "md", "--case", "silicon", "--atoms", "500", "--threads", "1", "--json", folder["out.json"]]);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Contains("overhead", output, StringComparison.Ordinal);
        var row = Assert.Single(JsonNode.Parse(File.ReadAllText(folder["out.json"]))!.AsArray())!;
        Assert.Equal(("silicon", 512, 1), ((string?)row["case"], (int)row["atoms"]!, (int)row["threads"]!));
        Assert.Equal(1, (double)row["microseconds_per_atom"]! * (double)row["million_atom_steps_per_second"]!, 1e-9);
    }

    [Theory]
    [InlineData("there is no benchmark 'x'", "x")]
    [InlineData("has no case 'y'", "soap", "--case", "y")]
    [InlineData("benchmark md has no case 'y'; choose one of silicon, lisi.", "md", "--case", "y")]
    public void Unknown_names_are_refused(string sentence, params string[] arguments)
    {
        var (code, output, error) = CliHarness.Run(["bench", .. arguments]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }
}
