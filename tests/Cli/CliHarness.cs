using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

/// <summary>The command line in this process, with kinds of step made for tests.</summary>
internal static class CliHarness
{
    public static (int Code, string Output, string Error) Run(IEnumerable<string> args, params IStepKind[] kinds)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = CommandLine.Run([.. args], output, error, () => new StepKindRegistry(kinds));
        return (code, output.ToString(), error.ToString());
    }
}

public sealed class CountOptions
{
    [Required]
    [FilePath]
    [Description("File whose bytes are counted.")]
    public string Data { get; init; } = "";

    public int Pieces { get; init; } = 100;
}

/// <summary>Counts the bytes of a file, in pieces.</summary>
public sealed class CountKind : StepKind<CountOptions>
{
    public Exception? Fault { get; init; }

    public override string Name => "test.count";

    public override string Summary => "Counts bytes.";

    public override void Validate(CountOptions options, StepValidation validation)
    {
        validation.DeclareInput("data", options.Data);
        validation.DeclareOutput("count.txt");
        validation.Describe($"counts in {options.Pieces} pieces");
    }

    public override StepResult Run(CountOptions options, StepContext context)
    {
        for (var i = 1; i <= options.Pieces; i++) context.Report("counting", i, options.Pieces);
        if (Fault is not null) throw Fault;
        var count = new FileInfo(options.Data).Length;
        AtomicFile.WriteText(context.Folder.PathOf("count.txt"), "counted");
        context.Warn("bytes are not characters.");
        return new StepResult { Summary = new JsonObject { ["bytes"] = count }, SummaryLines = [$"bytes {count}"], ReportSections = ["<h2>Bytes &amp; more</h2><p>counted</p>"] };
    }
}
