using Lithoscope.Cli.Terminal;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

public sealed class PlainProgressTests
{
    [Fact]
    public void A_stage_prints_at_most_one_line_for_each_tenth()
    {
        var text = new StringWriter();
        var progress = new PlainProgress(text);
        for (var i = 0; i <= 100_000; i++) progress.Report(new ProgressUpdate("a", i, 100_000));
        progress.Report(new ProgressUpdate("a", 50_000, 100_000));
        progress.Report(new ProgressUpdate("b", 1, 0, "counting"));
        var lines = text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => $"a: {10 * i} %"), "b: 0 %, counting"], lines);
    }
}
