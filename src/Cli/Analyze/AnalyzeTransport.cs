using System.CommandLine;
using System.Globalization;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze msd</c> and <c>conductivity</c>: how atoms move.</summary>
internal static class AnalyzeTransport
{
    public static Command Displacement(CommandContext context)
    {
        TransportOptions options = new("0.1:0.5");
        return AnalyzeFrames.Command(context, "msd", "Mean-square displacements and tracer diffusion coefficients.", [options.Elements, .. options.Common], parsed =>
        {
            var (read, interval) = (options.Read(parsed), parsed.GetValue(options.TimeStep));
            return run =>
            {
                using var trajectory = Trajectory.Open(run.Source, interval);
                return MeanSquareDisplacement.Compute(trajectory, read, run.Pool, run.Source.Progress, run.Source.Cancellation).ToResult(DisplacementReport.Temperature(trajectory));
            };
        });
    }

    public static Command Conductivity(CommandContext context)
    {
        TransportOptions options = new("0.1:0.5");
        var charges = new Option<string>("--charges") { Description = "Charges of the ions, such as Li=1 or Li=1,Cl=-1; elements without one are the host.", HelpName = "LIST", Required = true };
        var temperature = new Option<double?>("--temperature") { Description = "Temperature; default the mean of what the frames say (temperature_K).", HelpName = "K" };
        var window = new Option<string>("--fit-charge") { Description = "Lags of the straight line through the displacement of the charge, as fractions of the run.", HelpName = "FROM:TO", DefaultValueFactory = _ => "0.02:0.2" };
        return AnalyzeFrames.Command(context, "conductivity", "Ionic conductivity, Nernst–Einstein conductivity and Haven ratio.", [charges, temperature, window, .. options.Common], parsed =>
        {
            var (read, interval, ions, kelvin) = (options.Read(parsed), parsed.GetValue(options.TimeStep), Charges(parsed.GetRequiredValue(charges)), parsed.GetValue(temperature));
            var collective = TransportOptions.Window(parsed.GetRequiredValue(window), "--fit-charge");
            return run =>
            {
                using var trajectory = Trajectory.Open(run.Source, interval);
                return IonicConductivity.Compute(trajectory, ions, kelvin ?? DisplacementReport.Temperature(trajectory), read, collective, run.Pool, run.Source.Progress, run.Source.Cancellation).ToResult();
            };
        });
    }

    private static Dictionary<string, double> Charges(string text)
    {
        Dictionary<string, double> charges = new(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=');
            if (sides.Length != 2 || !double.TryParse(sides[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var q) || !double.IsFinite(q) || !charges.TryAdd(sides[0].Trim(), q))
            {
                throw new InputException($"--charges '{text}' is no list of charges", remedy: "write each element once, such as Li=1,Cl=-1");
            }
        }

        return charges;
    }
}

/// <summary>Options of analyses of displacements.</summary>
internal sealed class TransportOptions(string window)
{
    public Option<string?> Elements { get; } = new("--elements") { Description = "Elements whose motion is wanted, such as Li or Li,P; default all.", HelpName = "LIST" };

    public Option<double?> TimeStep { get; } = TimeStepOption();

    public IEnumerable<Option> Common => [TimeStep, _fit, _host, _threshold, _unwrap];

    private readonly Option<string> _fit = new("--fit") { Description = "Lags of the straight line, as fractions of the run.", HelpName = "FROM:TO", DefaultValueFactory = _ => window };
    private readonly Option<string?> _host = new("--host") { Description = "Whose centre of mass stays in place: elements such as Si, all, or none; default the elements not asked for.", HelpName = "LIST" };
    private readonly Option<double> _threshold = AnalyzeFrames.Number("--threshold", "An element whose displacement stays below is marked as one that does not move.", "Å²", 3);
    private readonly Option<Unwrapping> _unwrap = new("--unwrap") { Description = "Lead positions back over the borders of the cell: auto (where all lie in it), yes, no.", HelpName = "auto|yes|no" };

    public static Option<double?> TimeStepOption() => new("--timestep") { Description = "Time between the frames of the file; default what they say (time_fs).", HelpName = "fs" };

    public DisplacementOptions Read(ParseResult parsed)
    {
        var (from, to) = Window(parsed.GetRequiredValue(_fit), "--fit");
        var threshold = parsed.GetValue(_threshold);
        if (!(threshold >= 0 && double.IsFinite(threshold))) throw new InputException("--threshold is negative or no number", remedy: "give a mean-square displacement in Å², such as 3");
        return new() { Elements = List(parsed.GetValue(Elements)), Host = parsed.GetValue(_host), FitStart = from, FitEnd = to, Threshold = threshold, Unwrap = parsed.GetValue(_unwrap) };
    }

    public static IReadOnlyList<string>? List(string? text)
    {
        var symbols = text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return symbols is not { Length: 0 } ? symbols : throw new InputException($"--elements '{text}' names no element", remedy: "name some, such as Li,P, or leave it out");
    }

    public static (double From, double To) Window(string text, string option)
    {
        var parts = text.Split(':');
        if (parts.Length == 2 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var from) && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var to)) return (from, to);
        throw new InputException($"{option} '{text}' is no window", remedy: "give two fractions of the run, such as 0.1:0.5");
    }
}
