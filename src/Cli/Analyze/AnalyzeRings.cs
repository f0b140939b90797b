using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze rings</c>.</summary>
internal static class AnalyzeRings
{
    public static Command Create(CommandContext context)
    {
        var (pair, cutoff) = (AnalyzeFrames.Pair(), AnalyzeFrames.Cutoff());
        var definition = AnalyzeFrames.Word("--definition", "Which rings count.", RingDefinition.King);
        var largest = new Option<int>("--largest") { Description = "Most atoms in a ring.", HelpName = "N", DefaultValueFactory = _ => 20 };
        return AnalyzeFrames.Command(context, "rings", "Shortest-path rings of a network of bonds.", [pair, cutoff, definition, largest], parsed =>
        {
            RingOptions options = new(PairList.Parse(parsed.GetRequiredValue(pair)), PairCutoffs.Parse(parsed.GetValue(cutoff)), parsed.GetValue(definition), parsed.GetValue(largest));
            return run => RingStatistics.Compute(run.Source, options, run.Pool).ToResult();
        });
    }
}
