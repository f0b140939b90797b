using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze sq</c>.</summary>
internal static class AnalyzeScattering
{
    public static Command Create(CommandContext context)
    {
        var largest = AnalyzeFrames.Number("--qmax", "Largest scattering vector.", "Å⁻¹", 10);
        var bin = AnalyzeFrames.Number("--bin", "Width of the bins.", "Å⁻¹", 0.05);
        var most = new Option<int>("--vectors") { Description = "Most scattering vectors in a bin; of more, so many are drawn at random.", HelpName = "N", DefaultValueFactory = _ => 200 };
        var check = new Option<double?>("--from-rdf") { Description = "Also by transformation of g(r) up to this distance, as a check.", HelpName = "Å" };
        return AnalyzeFrames.Command(context, "sq", "Static structure factors, partial and total.", [largest, bin, most, check], parsed =>
        {
            var (q, width, n, radius) = (parsed.GetValue(largest), parsed.GetValue(bin), parsed.GetValue(most), parsed.GetValue(check));
            if (radius is { } r && !(r is > 0 and <= 200)) throw new InputException("--from-rdf is not between 0 and 200 Å", remedy: "give a distance such as half the cell");
            return run =>
            {
                var result = StructureFactor.Compute(run.Source, q, width, n, run.Pool);
                return result.ToResult(radius is { } distance ? RadialDistribution.Compute(run.Source, distance, 0.01, run.Pool) : null);
            };
        });
    }
}
