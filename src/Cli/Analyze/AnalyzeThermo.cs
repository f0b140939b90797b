using System.CommandLine;
using System.Text.Json.Nodes;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze thermo</c>.</summary>
internal static class AnalyzeThermo
{
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("LOG") { Description = "The log of a run, thermo.csv; put it before the options." };
        var stages = new Option<string?>("--stages") { Description = "Steps of each stage in turn, such as 1000,4000 or melt=1000,hold=4000; default what summary.json beside the log says, else all is one.", HelpName = "LIST" };
        var discard = AnalyzeFrames.Number("--discard", "Leave out so much time at the beginning of each stage.", "fs", 0);
        var atoms = new Option<int?>("--atoms") { Description = "Number of atoms, for values of one atom; default what summary.json beside the log says.", HelpName = "N" };
        var command = new Command("thermo", "Averages of the log of a run: errors by blocking, drifts, correlation times, heat capacity.") { file, stages, discard, atoms };
        var output = new AnalyzeOutput(command);
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            ThermoOptions options = new(parsed.GetValue(stages), parsed.GetValue(discard), parsed.GetValue(atoms));
            var folder = output.Folder(parsed);
            var path = parsed.GetRequiredValue(file);
            context.HowToResume = "nothing was written; run it again";
            var log = ThermoAnalysis.Compute(path, options, cancellation);
            return output.Write(context, parsed, folder, new JsonObject { ["files"] = new JsonArray(path), ["rows"] = log.Rows }, log.ToResult());
        }));
        return command;
    }
}
