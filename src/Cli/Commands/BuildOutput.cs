using System.CommandLine;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>Where built structures go: <c>-o</c> and <c>--format</c>, the warnings and the line at the end.</summary>
internal sealed class BuildOutput
{
    private readonly Option<string> _output = new("--output", "-o") { Description = "File to write; its name says the format.", HelpName = "FILE", Required = true };
    private readonly Option<string?> _format = new("--format") { Description = "Format to write, whatever the name.", HelpName = "FORMAT" };

    /// <summary>Adds the options to a command.</summary>
    public BuildOutput(Command command)
    {
        command.Add(_output);
        command.Add(_format);
    }

    /// <summary>Writes structures as they are built.</summary>
    /// <param name="context">What commands share.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="build">Builds; it adds the names of properties that do not hold any more, and what readers noticed.</param>
    /// <param name="hints">How the format shall be written, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    public int Write(CommandContext context, ParseResult parsed, Func<ISet<string>, ISet<string>, IEnumerable<Structure>> build, FormatHints? hints, CancellationToken cancellation)
    {
        var target = parsed.GetRequiredValue(_output);
        if (string.IsNullOrWhiteSpace(target)) throw new InputException("--output is empty", remedy: "give the name of a file");
        var chosen = parsed.GetValue(_format) is { } name ? StructureFile.ByName(name) : StructureFile.ForName(target);
        var (dropped, remarks, lost) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        var (frames, atoms) = (0, 0L);
        StructureFile.Write(target, Watched(), chosen.Name, hints, cancellation);
        foreach (var remark in remarks) context.Warn(remark.TrimEnd('.') + ".");
        if (dropped.Count > 0) context.Warn($"not carried along, as it may not hold for what was built: {string.Join(", ", dropped)}.");
        if (lost.Count > 0) context.Warn($"{chosen.Description} has no place for {string.Join(", ", lost)}; left out.");
        context.Output.WriteLine($"{target}: {StructureCommand.Counted(frames, "frame")}, {StructureCommand.Counted(atoms, "atom")}");
        return ExitCodes.Done;

        IEnumerable<Structure> Watched()
        {
            foreach (var built in build(dropped, remarks))
            {
                frames++;
                atoms += built.Count;
                lost.UnionWith(chosen.Unwritten(built));
                yield return built;
            }

            if (frames == 0) throw new InputException("--frames leaves no frame to build from", remedy: "frames are counted from 0");
        }
    }
}
