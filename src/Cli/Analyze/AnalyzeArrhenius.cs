using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Analysis;
using Lithoscope.Cli.Commands;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Analyze;

/// <summary><c>lithoscope analyze arrhenius</c>: activation energies.</summary>
internal static class AnalyzeArrhenius
{
    public static Command Create(CommandContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "A table with columns temperature_K, D, D_error (cm²/s), or summary.json of several analyze msd; put them before the options.", Arity = ArgumentArity.OneOrMore };
        var element = new Option<string?>("--element") { Description = "Whose diffusion is taken from summaries of several elements.", HelpName = "SYMBOL" };
        var at = new Option<string>("--at") { Description = "Temperatures at which D is wanted.", HelpName = "K,…", DefaultValueFactory = _ => "300" };
        var split = new Option<double?>("--split") { Description = "Also a line below and one above this temperature.", HelpName = "K" };
        var trust = new Option<bool>("--trust-errors") { Description = "Take errors as they are; default: scale them to the scatter about the line, intervals by Student's t." };
        var include = new Option<bool>("--include-marked") { Description = "Count points that are marked too." };
        var command = new Command("arrhenius", "Activation energy and extrapolation of diffusion coefficients.") { files, element, at, split, trust, include };
        AnalyzeOutput output = new(command);
        command.SetAction(parsed => context.Guard(_ =>
        {
            ArrheniusOptions options = new()
            {
                At = [.. parsed.GetRequiredValue(at).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Temperature)], Split = parsed.GetValue(split),
                TrustErrors = parsed.GetValue(trust), IncludeMarked = parsed.GetValue(include),
            };
            var folder = output.Folder(parsed);
            var paths = parsed.GetRequiredValue(files);
            var (points, symbol) = ArrheniusInput.Read(paths, parsed.GetValue(element));
            return output.Write(context, parsed, folder, new JsonObject { ["files"] = new JsonArray([.. paths.Select(p => (JsonNode)p)]) }, ArrheniusReport.Of(points, options, symbol));
        }));
        return command;
    }

    private static double Temperature(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var t) ? t : throw new InputException($"--at '{text}' is no temperature", remedy: "give temperatures in K, such as 300 or 300,400");
}
