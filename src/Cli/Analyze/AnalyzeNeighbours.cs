using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze cn</c> and <c>adf</c>: what neighbours there are, and at which angles.</summary>
internal static class AnalyzeNeighbours
{
    public static Command Coordination(CommandContext context)
    {
        var cutoff = AnalyzeFrames.Cutoff();
        return AnalyzeFrames.Command(context, "cn", "Coordination numbers and their histograms.", [cutoff], parsed =>
        {
            var cutoffs = PairCutoffs.Parse(parsed.GetValue(cutoff));
            return run => Analysis.Coordination.Compute(run.Source, cutoffs, run.Pool).ToResult();
        });
    }

    public static Command Angles(CommandContext context)
    {
        var cutoff = AnalyzeFrames.Cutoff();
        var bins = new Option<int>("--bins") { Description = "Bins from 0° to 180°.", HelpName = "N", DefaultValueFactory = _ => 180 };
        var sine = new Option<bool>("--sin") { Description = "Show densities divided by sin θ (the table always holds both)." };
        return AnalyzeFrames.Command(context, "adf", "Distributions of angles between neighbours.", [cutoff, bins, sine], parsed =>
        {
            var (cutoffs, n, divided) = (PairCutoffs.Parse(parsed.GetValue(cutoff)), parsed.GetValue(bins), parsed.GetValue(sine));
            return run => AngularDistribution.Compute(run.Source, cutoffs, n, run.Pool).ToResult(divided);
        });
    }
}
