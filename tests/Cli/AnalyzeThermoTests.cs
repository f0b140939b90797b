using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

/// <summary><c>lithoscope analyze thermo</c>.</summary>
public sealed class AnalyzeThermoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private (int Code, string Output, string Error) Run(params string[] options) => CliHarness.Run(["analyze", "thermo", _folder["thermo.csv"], "-o", _folder["out"], .. options]);

    [Fact]
    public void Averages_of_two_stages_are_exact()
    {
        // 100 rows of 1 and 3 in turn, then 100 of 10; the last row is still written.
        _folder.Write("thermo.csv", "step,time_fs,temperature_K,pressure_GPa\n" + string.Concat(Enumerable.Range(1, 200).Select(k => $"{k},{2 * k},{(k <= 100 ? 2 + (k % 2 == 0 ? 1 : -1) : 10)},nan\n")) + "201,402,1");
        var (code, output, error) = Run("--stages", "first=100,second=100");
        Assert.True(code == ExitCodes.Done, error);
        Assert.Equal("warning: the last row of the log is cut off and was left out." + Environment.NewLine, error);
        Assert.EndsWith($"results: {_folder["out"]} (averages.csv, blocks.csv, thermo.svg, blocks.svg, summary.json)\n", output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(_folder["out", "averages.csv"]);
        Assert.Equal("stage,quantity,mean,mean_error,std,drift_per_ns,drift_per_ns_error,correlation_time_fs,rows", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("first,temperature_K,2,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("second,temperature_K,10,0,0,0,0,", lines[2], StringComparison.Ordinal);
        Assert.Equal("stage,quantity,blocks,rows_in_block,length_fs,error", File.ReadLines(_folder["out", "blocks.csv"]).First());
        var summary = JsonNode.Parse(File.ReadAllText(_folder["out", "summary.json"]))!;
        Assert.Equal(("thermo", 200), ((string?)summary["analysis"], (int)summary["rows"]!));
        var first = summary["stages"]!["first"]!["temperature_K"]!;
        Assert.Equal(Math.Sqrt(100.0 / 99), (double)first["std"]!, 1e-12);
        Assert.Equal(Math.Sqrt(1.0 / 99), (double)first["error"]!, 1e-12); // pairs of rows do not scatter at all
        foreach (var picture in new[] { "thermo.svg", "blocks.svg" }) Assert.StartsWith("<svg", File.ReadAllText(_folder["out", picture]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no such file", null)]
    [InlineData("the file is empty", "")]
    [InlineData("'x' in the column 'a' is not a number", "step,time_fs,a\n1,1,x\n")]
    [InlineData("step 3 is beyond the 2 steps of all stages; correct --stages.", "step,time_fs,a\n3,1,1\n", "--stages", "2")]
    [InlineData("--stages 'a=0' does not name the steps of a stage", "step,time_fs,a\n3,1,1\n", "--stages", "a=0")]
    [InlineData("--discard is not a time of at least 0 fs", "step,time_fs,a\n1,1,1\n", "--discard", "-1")]
    [InlineData("no row is left to average; lower --discard.", "step,time_fs,a\n1,1,1\n", "--discard", "5")]
    [InlineData("--atoms is less than 1", "step,time_fs,a\n1,1,1\n", "--atoms", "0")]
    public void A_fault_is_one_sentence_and_nothing_is_written(string sentence, string? text, params string[] options)
    {
        if (text is not null) _folder.Write("thermo.csv", text);
        var (code, output, error) = Run(options);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
