using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze rdf</c>.</summary>
internal static class AnalyzeRdf
{
    public static Command Create(CommandContext context)
    {
        var radius = AnalyzeFrames.Number("--rmax", "Largest distance; may exceed half the cell.", "Å", 10);
        var bin = AnalyzeFrames.Number("--bin", "Width of the bins.", "Å", 0.02);
        return AnalyzeFrames.Command(context, "rdf", "Radial distribution functions, partial and total, and running coordination numbers.", [radius, bin], parsed =>
        {
            var (r, width) = (parsed.GetValue(radius), parsed.GetValue(bin));
            return run => RadialDistribution.Compute(run.Source, r, width, run.Pool).ToResult();
        });
    }
}
