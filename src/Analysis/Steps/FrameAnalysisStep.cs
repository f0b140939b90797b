using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>A step that analyses frames, such as those of a run of molecular dynamics before it: what <c>lithoscope analyze</c> does, with the same options, files and numbers.</summary>
/// <typeparam name="TOptions">Its options.</typeparam>
public abstract partial class FrameAnalysisStep<TOptions> : StepKind<TOptions>
    where TOptions : FrameAnalysisOptions, new()
{
    /// <inheritdoc/>
    public sealed override string Name => "analyze." + Kind;

    /// <summary>The word after <c>lithoscope analyze</c>.</summary>
    protected abstract string Kind { get; }

    /// <summary>The heading of its section of the report.</summary>
    protected abstract string Heading { get; }

    /// <summary>Captions of its pictures by file.</summary>
    protected abstract IReadOnlyDictionary<string, string> Captions { get; }

    /// <summary>Names of its tables beside the first, which is named for the step, without .csv.</summary>
    /// <param name="options">The options.</param>
    protected virtual IReadOnlyList<string> MoreTables(TOptions options) => [];

    /// <summary>Names of its pictures beside the first, which is named for the step, without .svg.</summary>
    /// <param name="options">The options.</param>
    protected virtual IReadOnlyList<string> MorePictures(TOptions options) => [];

    /// <summary>Checks the options that ranges do not, and returns the work.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="InputException">An option makes no sense.</exception>
    protected abstract Func<FrameSource, WorkerPool, AnalysisResult> Prepare(TOptions options);

    /// <inheritdoc/>
    public sealed override void Validate(TOptions options, StepValidation validation)
    {
        foreach (var file in options.Trajectory) validation.DeclareInput("trajectory", file);
        if (options.Name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))) validation.Fail("name", "must be a word", "use letters, digits, - and _");
        foreach (var (name, file) in Outputs(options)) validation.DeclareOutput(name, file);
        try
        {
            _ = Selection(options);
            _ = Prepare(options);
        }
        catch (InputException fault)
        {
            // What is said of an option of the command line, said of the key.
            if (OptionName().Match(fault.What) is { Success: true, Index: 0 } option) validation.Fail(KeyOf(option), InKeys(fault.What[option.Length..].TrimStart()), fault.Remedy is null ? null : InKeys(fault.Remedy));
            throw;
        }

        validation.Describe($"analyses {string.Join(", ", options.Trajectory.Select(f => Path.GetFileName(f)))} ({Kind})");
    }

    /// <inheritdoc/>
    public sealed override StepResult Run(TOptions options, StepContext context)
    {
        FrameSource source = new(options.Trajectory, Selection(options), progress: context.Progress, cancellation: context.Cancellation);
        AnalysisResult result;
        try
        {
            result = Prepare(options)(source, context.Pool);
        }
        catch (InputException fault)
        {
            throw new InputException(InKeys(fault.What), fault.File, fault.Line, fault.Remedy is null ? null : InKeys(fault.Remedy), fault);
        }

        foreach (var name in result.FileNames) AtomicFile.WriteText(context.Folder.PathOf(FileOf(options, name)), result.Find(name)!);
        foreach (var remark in source.Remarks.Concat(result.Warnings)) context.Warn(remark.TrimEnd('.') + ".");
        JsonObject summary = new() { ["frames"] = source.Count };
        foreach (var (key, value) in result.Numbers) summary[key] = value?.DeepClone();
        return new StepResult
        {
            Outputs = Outputs(options).ToDictionary(o => o.Name, o => context.Folder.PathOf(o.File)),
            Summary = summary,
            SummaryLines = [$"{context.StepId}: {Heading}, {Frames(source)}", .. (result.Shown?.ToPlainText() ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries), .. result.Lines],
            ReportSections = [Section(options, source, result)],
        };
    }

    private static FrameSelection Selection(TOptions options) => new(options.Frames is { } text ? FrameSlice.Parse(text) : FrameSlice.All, options.Skip, options.Every);

    private static string Prefix(TOptions options) => options.Name.Length == 0 ? "" : options.Name + "-";

    // rdf.csv, cn-histogram.csv: several analyses share a folder.
    private string FileOf(TOptions options, string name) => Prefix(options) + (Path.GetFileNameWithoutExtension(name) == Kind ? name : Kind + "-" + name);

    private IEnumerable<(string Name, string File)> Outputs(TOptions options)
    {
        yield return ("table", FileOf(options, Kind + ".csv"));
        foreach (var name in MoreTables(options)) yield return (name.Replace('-', '_'), FileOf(options, name + ".csv"));
        yield return ("picture", FileOf(options, Kind + ".svg"));
        foreach (var name in MorePictures(options)) yield return (name.Replace('-', '_') + "_picture", FileOf(options, name + ".svg"));
    }

    private string Section(TOptions options, FrameSource source, AnalysisResult result)
    {
        var html = $"<h2>{Html.Text($"{Heading}: {(options.Name.Length > 0 ? options.Name : string.Join(", ", options.Trajectory.Select(f => Path.GetFileName(f))))}")}</h2>\n";
        foreach (var name in result.FileNames.Where(n => n.EndsWith(".svg", StringComparison.Ordinal))) html += Html.Figure(result.Find(name)!, Captions[name[..^4]]);
        if (result.Shown is { } table) html += table.ToHtml();
        html += string.Concat(result.Lines.Select(Html.Paragraph));
        return html + Html.Paragraph($"{Frames(source)}. Errors are standard errors of means over frames, by blocking.");
    }

    private static string Frames(FrameSource source) => string.Create(CultureInfo.InvariantCulture, $"{source.Count} {(source.Count == 1 ? "frame" : "frames")} of {string.Join(", ", source.Files.Select(f => Path.GetFileName(f)))}");

    private static string KeyOf(Match option) => option.Value.TrimStart('-').Replace('-', '_');

    private static string InKeys(string sentence) => OptionName().Replace(sentence, m => $"'{KeyOf(m)}'");

    [GeneratedRegex("(?<![a-z])--[a-z]+(?:-[a-z]+)*")]
    private static partial Regex OptionName();
}
