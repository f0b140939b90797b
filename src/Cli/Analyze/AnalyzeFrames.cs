using System.CommandLine;
using System.Text.Json.Nodes;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Analyze;

/// <summary>What an analysis of frames works with.</summary>
/// <param name="Source">The frames.</param>
/// <param name="Pool">The workers.</param>
internal sealed record AnalyzeRun(FrameSource Source, WorkerPool Pool);

/// <summary>Commands that analyse the frames of files.</summary>
internal static class AnalyzeFrames
{
    /// <summary>A command <c>lithoscope analyze NAME FILE…</c> with the options that all of them have.</summary>
    /// <param name="context">What commands share.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="prepare">Reads the options, before any frame is read, and returns the work.</param>
    public static Command Command(CommandContext context, string name, string description, IEnumerable<Option> options, Func<ParseResult, Func<AnalyzeRun, AnalysisResult>> prepare)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files of frames, in any format read, taken one after the other; put them before the options.", Arity = ArgumentArity.OneOrMore };
        var frames = new Option<string?>("--frames") { Description = "Frames to take: an index such as 5 or -1, or START:STOP:STEP such as 0:10:2; default all.", HelpName = "SLICE" };
        var skip = new Option<int>("--skip") { Description = "Leave out so many frames at the beginning.", HelpName = "N" };
        var every = new Option<int>("--every") { Description = "Take each so-manyth frame.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var threads = CommandContext.ThreadsOption();
        var command = new Command(name, description) { files };
        foreach (var option in options) command.Add(option);
        foreach (var option in new Option[] { frames, skip, every }) command.Add(option);
        var output = new AnalyzeOutput(command);
        command.Add(threads);
        var hints = new HintOptions();
        hints.AddTo(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var work = prepare(parsed);
            var slice = parsed.GetValue(frames) is { } text ? FrameSlice.Parse(text) : FrameSlice.All;
            FrameSelection selection = new(slice, parsed.GetValue(skip), parsed.GetValue(every));
            var folder = output.Folder(parsed);
            var paths = parsed.GetRequiredValue(files);
            using var pool = new WorkerPool(CommandContext.Threads(parsed.GetValue(threads)));
            context.HowToResume = "nothing was written; run it again";
            var (source, result) = context.ShowProgress(progress =>
            {
                FrameSource from = new(paths, selection, hints.Format(parsed), hints.Read(parsed), progress, cancellation);
                return (from, work(new(from, pool)));
            });
            foreach (var remark in source.Remarks) context.Warn(remark.TrimEnd('.') + ".");
            JsonObject head = new() { ["files"] = new JsonArray([.. paths.Select(p => (JsonNode)p)]), ["frames"] = source.Count };
            return output.Write(context, parsed, folder, head, result);
        }));
        return command;
    }

    /// <summary>An option for a number with a default.</summary>
    public static Option<double> Number(string name, string description, string unit, double value) => new(name) { Description = description, HelpName = unit, DefaultValueFactory = _ => value };

    /// <summary>An option for one of the words of an enumeration; numbers and sums of words are none.</summary>
    public static Option<T> Word<T>(string name, string description, T value)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
        return new(name)
        {
            Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var at = Array.IndexOf(words, text.ToLowerInvariant());
                if (at < 0) result.AddError($"{name} must be one of {string.Join(", ", words)}, not '{text}'");
                return at < 0 ? value : Enum.Parse<T>(Enum.GetNames<T>()[at]);
            },
        };
    }

    /// <summary>An option --pair.</summary>
    public static Option<string> Pair() => new("--pair") { Description = "Elements between which there are bonds, such as Si-Si, or Si-O,P-O.", HelpName = "A-B", Required = true };

    /// <summary>An option --cutoff.</summary>
    public static Option<string?> Cutoff() => new("--cutoff") { Description = "Largest distance of neighbours, Å: one number, or a list such as Si-Si=2.8,Li-Si=3.2; default the first minimum of each g(r).", HelpName = "R" };
}
