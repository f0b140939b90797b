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

    [Theory]
    [InlineData("there is no benchmark 'x'", "x")]
    [InlineData("has no case 'y'", "soap", "--case", "y")]
    public void Unknown_names_are_refused(string sentence, params string[] arguments)
    {
        var (code, output, error) = CliHarness.Run(["bench", .. arguments]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }
}
