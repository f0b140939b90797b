using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze clusters</c>.</summary>
internal static class AnalyzeClusters
{
    public static Command Create(CommandContext context)
    {
        var (pair, cutoff) = (AnalyzeFrames.Pair(), AnalyzeFrames.Cutoff());
        var radial = new Option<double?>("--radial") { Description = "Also by distance from the centre of mass of all atoms, frame by frame, in shells of this width (particles).", HelpName = "Å" };
        return AnalyzeFrames.Command(context, "clusters", "Clusters of bonded atoms: sizes, shapes, percolation.", [pair, cutoff, radial], parsed =>
        {
            ClusterOptions options = new(PairList.Parse(parsed.GetRequiredValue(pair)), PairCutoffs.Parse(parsed.GetValue(cutoff)), parsed.GetValue(radial));
            return run => ClusterStatistics.Compute(run.Source, options, run.Pool).ToResult();
        });
    }
}
