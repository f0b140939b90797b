using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze profile</c>.</summary>
internal static class AnalyzeProfile
{
    public static Command Create(CommandContext context)
    {
        var along = AnalyzeFrames.Word("--along", "Across the planes of two cell vectors, named by the third: a, b or c; or radial: in shells around the centre of mass.", ProfileDirection.C);
        var bin = AnalyzeFrames.Number("--bin", "Width of slices or shells.", "Å", 0.2);
        var centre = new Option<bool>("--centre") { Description = "Count heights from the centre of mass of each frame (slabs that drift)." };
        var radius = new Option<double?>("--rmax") { Description = "Radius of the outermost shell; default so that all atoms are within.", HelpName = "Å" };
        return AnalyzeFrames.Command(context, "profile", "Number and mass densities in slices of the cell or in shells of a particle.", [along, bin, centre, radius], parsed =>
        {
            ProfileOptions options = new(parsed.GetValue(along), parsed.GetValue(bin), parsed.GetValue(centre), parsed.GetValue(radius));
            return run => DensityProfile.Compute(run.Source, options).ToResult();
        });
    }
}
