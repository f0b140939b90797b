using System.CommandLine;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze vacf</c> and <c>vdos</c>: what velocities say.</summary>
internal static class AnalyzeVibrations
{
    public static Command Autocorrelation(CommandContext context) =>
        Create(context, "vacf", "Velocity autocorrelation functions and diffusion coefficients after Green and Kubo.", vacf => vacf.ToResult());

    public static Command DensityOfStates(CommandContext context) =>
        Create(context, "vdos", "Vibrational densities of states.", vacf => VibrationalDensityOfStates.Of(vacf).ToResult());

    private static Command Create(CommandContext context, string name, string description, Func<VelocityAutocorrelation, AnalysisResult> report)
    {
        var elements = new Option<string?>("--elements") { Description = "Elements whose motion is wanted, such as Li or Li,P; default all.", HelpName = "LIST" };
        var interval = TransportOptions.TimeStepOption();
        var host = new Option<string>("--host") { Description = "Whose centre of mass is taken as at rest: elements such as Si, all, or none (default).", HelpName = "LIST", DefaultValueFactory = _ => "none" };
        var length = new Option<double?>("--length") { Description = "Longest lag; default half a block.", HelpName = "ps" };
        var blocks = new Option<int>("--blocks") { Description = "Stretches of time into which the run is cut for errors.", HelpName = "N", DefaultValueFactory = _ => 10 };
        return AnalyzeFrames.Command(context, name, description, [elements, interval, host, length, blocks], parsed =>
        {
            VelocityOptions options = new()
            {
                Elements = TransportOptions.List(parsed.GetValue(elements)), Host = parsed.GetRequiredValue(host), Length = parsed.GetValue(length), Blocks = parsed.GetValue(blocks),
            };
            var dt = parsed.GetValue(interval);
            return run =>
            {
                using var trajectory = Trajectory.Open(run.Source, dt, "velocities");
                return report(VelocityAutocorrelation.Compute(trajectory, options, run.Pool, run.Source.Progress, run.Source.Cancellation));
            };
        });
    }
}
