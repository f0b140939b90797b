using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>The stages of a run: which steps belong to each, and of how many atoms it is.</summary>
/// <param name="Stages">Name and number of steps of each stage, one after the other from step 1; empty: all is one.</param>
/// <param name="Atoms">Number of atoms, or null.</param>
internal sealed record ThermoStages(IReadOnlyList<(string Name, long Steps)> Stages, int? Atoms)
{
    /// <summary>The text of an option: <c>1000,4000</c> or <c>melt=1000,hold=4000</c>, steps of each stage.</summary>
    /// <exception cref="InputException">It is malformed.</exception>
    public static IReadOnlyList<(string Name, long Steps)> Parse(string text)
    {
        List<(string, long)> stages = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            var name = sides.Length == 2 ? sides[0] : string.Create(CultureInfo.InvariantCulture, $"stage{stages.Count + 1}");
            if (sides.Length > 2 || name.Length == 0 || !long.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var steps) || steps < 1 || stages.Exists(s => s.Item1 == name))
            {
                throw new InputException($"--stages '{part}' does not name the steps of a stage", remedy: "give the number of steps of each stage in turn, such as 1000,4000 or melt=1000,hold=4000");
            }

            stages.Add((name, steps));
        }

        return stages;
    }

    /// <summary>What summary.json beside a log says about the one run of molecular dynamics in it; nothing where there is no such file, or more than one such run.</summary>
    public static ThermoStages Beside(string log)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(log))!, AnalysisResult.SummaryFile);
        try
        {
            if (!File.Exists(path) || JsonNode.Parse(File.ReadAllText(path))?["steps"] is not JsonObject steps) return new([], null);
            JsonObject[] runs = [.. steps.Select(s => s.Value).OfType<JsonObject>().Where(s => s["stages"] is JsonObject)];
            if (runs is not [var run]) return new([], null);
            return new([.. ((JsonObject)run["stages"]!).Select(s => (s.Key, (long)s.Value!["steps"]!))], (int?)run["atoms"]);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or IOException or UnauthorizedAccessException or NullReferenceException)
        {
            return new([], null); // the file of some other program
        }
    }
}
