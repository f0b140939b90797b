using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

/// <summary>docs/validation/dynamics.md is what its recipe makes of the numbers in data/dynamics.</summary>
public sealed class ValidationPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_is_that_of_its_recipe()
    {
        var (code, _, error) = CliHarness.Run(["run", Repository.Find("examples", "validation", "dynamics-report.yaml"), "-o", _folder["page"]], [.. StepKinds.All().Kinds]);
        Assert.True(code == ExitCodes.Done, error);
        var page = File.ReadAllText(_folder["page", "dynamics.md"]);
        Assert.True(File.ReadAllText(Repository.Find("docs", "validation", "dynamics.md")) == page, "docs/validation/dynamics.md is out of date: ./lithoscope run examples/validation/dynamics-report.yaml -o page, then copy page/dynamics.md");
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        // Every picture it shows lies beside it.
        foreach (var name in System.Text.RegularExpressions.Regex.Matches(page, @"\]\(([^)/]+\.svg)\)").Select(m => m.Groups[1].Value))
        {
            Assert.True(File.Exists(_folder["page", name]), name);
            Assert.True(File.Exists(Repository.Find("docs", "validation", name)), name);
        }
    }
}
