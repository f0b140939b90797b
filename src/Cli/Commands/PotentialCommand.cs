using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope potential info FILE</c>: what a potential's files hold.</summary>
internal static class PotentialCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandContext context) => new("potential", "Say what files of potentials hold.") { Info(context) };

    private static Command Info(CommandContext context)
    {
        var potential = new Argument<string>("POTENTIAL") { Description = "A file, a folder (n2p2), a set such as Li=Li.nn,Si=Si.nn, or a YAML description." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("info", "Family, cutoff, elements, parameters, training statistics.") { potential, json };
        command.SetAction(parsed => context.Guard(_ =>
        {
            var name = parsed.GetRequiredValue(potential);
            var read = PotentialFile.Read(name);
            if (parsed.GetValue(json)) context.Output.WriteLine(Json(name, read));
            else Write(context.Output, name, read, PotentialFile.FormatOf(PotentialFile.Locate(name)).HasOwnUnits);
            return ExitCodes.Done;
        }));
        return command;
    }

    private static void Write(TextWriter text, string name, IPotential potential, bool isInAngstrom)
    {
        var described = potential.Describe().Where(p => p.Key is not ("elements" or "cutoff" or "family")).ToList();
        List<KeyValuePair<string, string>> lines =
        [
            new("family", potential.Family),
            new("elements", string.Join(", ", potential.Elements.Select(Element.Symbol))),
            new("cutoff", potential.Cutoff.ToString("G10", CultureInfo.InvariantCulture) + (isInAngstrom ? " Å" : " (in the unit of length of the files, which do not say it: Å, unless they are used with --units hartree-bohr)")),
            .. described,
        ];
        var width = lines.Max(l => l.Key.Length);
        text.WriteLine(name);
        foreach (var (key, value) in lines) text.WriteLine($"  {key.PadRight(width)}  {value}");
    }

    private static string Json(string name, IPotential potential)
    {
        var parameters = new JsonObject();
        foreach (var (key, value) in potential.Describe())
        {
            // Where two entries share a name the second says so.
            var free = key;
            for (var k = 2; parameters.ContainsKey(free); k++) free = string.Create(CultureInfo.InvariantCulture, $"{key} ({k})");
            parameters[free] = value;
        }

        return new JsonObject
        {
            ["potential"] = name,
            ["family"] = potential.Family,
            ["elements"] = new JsonArray([.. potential.Elements.Select(z => (JsonNode)Element.Symbol(z))]),
            ["cutoff"] = potential.Cutoff,
            ["parameters"] = parameters,
        }.ToJsonString(Indented);
    }
}
