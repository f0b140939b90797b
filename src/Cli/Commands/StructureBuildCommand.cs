using System.CommandLine;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope build …</c>, the same as <c>lithoscope structure build …</c>: structures made from others or from nothing.</summary>
internal static class StructureBuildCommand
{
    /// <summary>What a command does with a structure; the number counts what is built, so that random results differ.</summary>
    public delegate Structure Builder(Structure structure, int draw, CancellationToken cancellation);

    public static Command Create(CommandContext context) => new("build", "Build structures: supercells, standard cells, slabs, defects, clusters, particles, random packings; 'structure build' is the same.")
    {
        BuildCells.Supercell(context),
        BuildCells.Primitive(context),
        BuildCells.Conventional(context),
        BuildCells.Niggli(context),
        BuildCells.Strain(context),
        BuildDisorder.Rattle(context),
        BuildDisorder.Vacancies(context),
        BuildDisorder.Substitute(context),
        BuildShapes.Slab(context),
        BuildShapes.Sphere(context),
        BuildShapes.Cluster(context),
        BuildDisorder.Pack(context),
    };

    /// <summary>A command that builds from each frame of a file.</summary>
    /// <param name="context">What commands share.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="options">Its own options.</param>
    /// <param name="prepare">Reads the options, before any frame is read.</param>
    /// <param name="copies">How many structures are built from each frame, or null for one.</param>
    public static Command FromFrames(CommandContext context, string name, string description, IEnumerable<Option> options, Func<ParseResult, Builder> prepare, Option<int>? copies = null)
    {
        var input = new Argument<string>("FILE") { Description = "File of structures, in any format read; put it before the options." };
        var frames = new Option<string?>("--frames") { Description = "Frames to take: an index such as 5 or -1, or START:STOP:STEP such as 0:10:2; default all.", HelpName = "SLICE" };
        var command = new Command(name, description) { input };
        var output = new BuildOutput(command);
        foreach (var option in options) command.Add(option);
        if (copies is not null) command.Add(copies);
        command.Add(frames);
        var hints = new HintOptions();
        hints.AddTo(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var build = prepare(parsed);
            var times = copies is null ? 1 : Counted(parsed, copies);
            var slice = parsed.GetValue(frames) is { } text ? FrameSlice.Parse(text) : FrameSlice.All;
            var read = slice.Apply(StructureFile.Read(parsed.GetRequiredValue(input), hints.Format(parsed), hints.Read(parsed), cancellation));
            return output.Write(context, parsed, (dropped, remarks) => Build(read, build, times, dropped, remarks, cancellation), hints.Read(parsed), cancellation);
        }));
        return command;
    }

    /// <summary>A whole number from 1 of an option.</summary>
    public static int Counted(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is >= 1 and var n ? n : throw new InputException($"{option.Name} is less than 1", remedy: "give a whole number from 1");

    private static IEnumerable<Structure> Build(IEnumerable<Structure> frames, Builder build, int times, ISet<string> dropped, ISet<string> remarks, CancellationToken cancellation)
    {
        var draw = 0;
        foreach (var frame in frames)
        {
            remarks.UnionWith(frame.Remarks);
            for (var k = 0; k < times; k++)
            {
                var built = build(frame, draw++, cancellation);
                dropped.UnionWith(frame.Columns.Select(c => c.Name).Where(n => built.FindColumn(n) is null));
                dropped.UnionWith(frame.Info.Select(p => p.Key).Where(n => built.FindInfo(n) is null));
                yield return built;
            }
        }
    }
}
