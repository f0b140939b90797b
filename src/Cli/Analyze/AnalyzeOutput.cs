using System.CommandLine;
using System.Text.Json.Nodes;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Analyze;

/// <summary>Where the results of an analysis go: <c>-o</c>, <c>--force</c>, <c>--json</c>.</summary>
internal sealed class AnalyzeOutput
{
    private readonly string _name;
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Folder for tables, picture and summary.json; default runs/NAME-N.", HelpName = "DIR" };
    private readonly Option<bool> _force = new("--force") { Description = "Write into a folder that is not empty." };
    private readonly Option<bool> _json = new("--json") { Description = "Print summary.json instead of the table." };

    /// <summary>Adds the options to a command.</summary>
    public AnalyzeOutput(Command command)
    {
        _name = command.Name;
        foreach (var option in new Option[] { _output, _force, _json }) command.Add(option);
    }

    /// <summary>The folder, refused where it may not be written into; asked for before the work.</summary>
    public string Folder(ParseResult parsed)
    {
        var folder = parsed.GetValue(_output) ?? RunFolder.NextDefault(_name);
        if (string.IsNullOrWhiteSpace(folder)) throw new InputException("--output is empty", remedy: "give the name of a folder");
        var run = new RunFolder(folder);
        if (File.Exists(run.Path)) throw new InputException("there is a file of that name", folder, remedy: "choose another folder with -o");
        if (!run.IsEmpty && !parsed.GetValue(_force)) throw new InputException("the folder is not empty", folder, remedy: "choose another with -o, or write into it with --force");
        return folder;
    }

    /// <summary>Writes the files and what is shown.</summary>
    /// <param name="context">What commands share.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="head">What summary.json says first, such as files and frames.</param>
    /// <param name="result">The result.</param>
    public int Write(CommandContext context, ParseResult parsed, string folder, JsonObject head, AnalysisResult result)
    {
        var all = new JsonObject { ["analysis"] = _name, ["version"] = CodeVersion.Current.Version };
        foreach (var (key, value) in head) all[key] = value?.DeepClone();
        using (FolderLock.Acquire(folder)) result.Write(folder, all);
        File.Delete(Path.Combine(folder, FolderLock.FileName));
        if (parsed.GetValue(_json))
        {
            context.Output.Write(result.ToJson(all));
        }
        else
        {
            if (result.Shown is not null) context.Output.Write(result.Shown.ToPlainText());
            foreach (var line in result.Lines) context.Output.WriteLine(line);
            context.Output.WriteLine($"results: {folder} ({string.Join(", ", result.FileNames.Append(AnalysisResult.SummaryFile))})");
        }

        context.Output.Flush();
        foreach (var warning in result.Warnings) context.Warn(warning);
        return ExitCodes.Done;
    }
}
