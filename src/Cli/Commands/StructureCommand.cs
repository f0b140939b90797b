using System.CommandLine;
using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope structure convert|info|build|symmetry</c>: files of structures.</summary>
internal static class StructureCommand
{
    public static Command Create(CommandContext context) => new("structure", "Convert files of structures and say what they hold.")
    {
        Convert(context),
        Info(context),
        StructureBuildCommand.Create(context),
        StructureSymmetryCommand.Create(context),
    };

    private static Command Convert(CommandContext context)
    {
        var input = InputArgument();
        var output = new Option<string>("--output", "-o") { Description = "File to write; its name says the format.", HelpName = "FILE", Required = true };
        var frames = FramesOption();
        var format = new Option<string?>("--format") { Description = $"Format to write, whatever the name: {FormatNames()}.", HelpName = "FORMAT" };
        var hints = new HintOptions();
        var command = new Command("convert", "Write structures in another format.") { input, output, frames, format };
        hints.AddTo(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var target = parsed.GetRequiredValue(output);
            var chosen = parsed.GetValue(format) is { } name ? StructureFile.ByName(name) : StructureFile.ForName(target);
            var tally = new ConversionTally(chosen);
            StructureFile.Write(target, tally.Watch(Selected(parsed.GetRequiredValue(input), parsed.GetValue(frames), hints, parsed, cancellation)), chosen.Name, hints.Read(parsed), cancellation);
            var summary = tally.ToSummary();
            StructureInfoText.Warn(context, summary);
            if (tally.Lost.Count > 0) context.Warn($"{chosen.Description} has no place for {string.Join(", ", tally.Lost)}; left out.");
            context.Output.WriteLine($"{target}: {summary.ToLine()}");
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Info(CommandContext context)
    {
        var input = InputArgument();
        var frames = FramesOption();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var hints = new HintOptions();
        var command = new Command("info", "Say what a file of structures holds.") { input, frames, json };
        hints.AddTo(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var file = parsed.GetRequiredValue(input);
            var summary = StructureSummary.Of(Selected(file, parsed.GetValue(frames), hints, parsed, cancellation), cancellationToken: cancellation);
            StructureInfoText.Warn(context, summary);
            if (parsed.GetValue(json)) context.Output.WriteLine(StructureInfoText.Json(file, summary));
            else StructureInfoText.Write(context.Output, file, summary);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static IEnumerable<Structure> Selected(string file, string? frames, HintOptions hints, ParseResult parsed, CancellationToken cancellation) =>
        (frames is null ? FrameSlice.All : FrameSlice.Parse(frames)).Apply(StructureFile.Read(file, hints.Format(parsed), hints.Read(parsed), cancellation));

    private static Argument<string> InputArgument() => new("FILE") { Description = $"File of structures ({FormatNames()}); the format is found by its content." };

    private static Option<string?> FramesOption() =>
        new("--frames") { Description = "Frames to take: an index such as 5 or -1, or START:STOP:STEP such as 0:10:2; default all.", HelpName = "SLICE" };

    private static string FormatNames() => string.Join(", ", StructureFile.Formats.Select(f => f.Name));

    internal static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>Counts what goes by, and names what the target format cannot hold.</summary>
    private sealed class ConversionTally(IStructureFormat target)
    {
        private readonly StructureTally _tally = new();

        public List<string> Lost { get; } = [];

        public StructureSummary ToSummary() => _tally.ToSummary();

        public IEnumerable<Structure> Watch(IEnumerable<Structure> frames)
        {
            foreach (var frame in frames)
            {
                _tally.Add(frame);
                foreach (var name in target.Unwritten(frame))
                {
                    if (!Lost.Contains(name)) Lost.Add(name);
                }

                yield return frame;
            }

            if (ToSummary().Frames == 0) throw new InputException("--frames leaves no frame to write", remedy: "frames are counted from 0");
        }
    }
}
