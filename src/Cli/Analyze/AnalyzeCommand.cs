using System.CommandLine;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

// How an analysis is added. Write src/Cli/Analyze/AnalyzeX.cs, a static class with
//     public static Command Create(CommandContext context)
// that ends in AnalyzeFrames.Command(context, "x", "What it does.", [options], parsed => run => result), where the outer function reads the options before any frame is read
// and the inner one goes through run.Source.Read("x") as often as it needs and returns an AnalysisResult; then name it below. An analysis of other files than
// structures uses AnalyzeOutput alone.

/// <summary><c>lithoscope analyze KIND FILE…</c>: what structures and trajectories say.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(CommandContext context) => new("analyze", "Analyse structures and trajectories.")
    {
        AnalyzeRdf.Create(context),
        AnalyzeNeighbours.Coordination(context),
        AnalyzeNeighbours.Angles(context),
        AnalyzeScattering.Create(context),
        AnalyzeClusters.Create(context),
        AnalyzeRings.Create(context),
        AnalyzeTransport.Displacement(context),
        AnalyzeTransport.Conductivity(context),
        AnalyzeVibrations.Autocorrelation(context),
        AnalyzeVibrations.DensityOfStates(context),
        AnalyzeArrhenius.Create(context),
        AnalyzeProfile.Create(context),
        AnalyzeThermo.Create(context),
    };
}
