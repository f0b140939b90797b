using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Diffusion coefficients from files: tables, and summaries of mean-square displacements.</summary>
public static class ArrheniusInput
{
    private const string Columns = "name its columns in the first row: temperature_K, D (or D_cm2_s, cm²/s; D_A2_ps, Å²/ps), and where known its error, D_error";

    /// <summary>Reads points.</summary>
    /// <param name="files">Tables (CSV), or files of numbers that <c>analyze msd</c> or <c>conductivity</c> wrote (JSON).</param>
    /// <param name="element">Whose diffusion is wanted; null where each file knows one element only.</param>
    /// <returns>The points, cm²/s, and the element where files name it.</returns>
    /// <exception cref="InputException">A file is missing or malformed.</exception>
    public static (IReadOnlyList<ArrheniusPoint> Points, string? Element) Read(IReadOnlyList<string> files, string? element)
    {
        List<ArrheniusPoint> points = [];
        foreach (var file in files)
        {
            if (!File.Exists(file)) throw new InputException("there is no such file", file, remedy: "check the path");
            var text = File.ReadAllText(file);
            if (text.AsSpan().TrimStart().StartsWith("{")) points.Add(Summary(text, file, ref element));
            else points.AddRange(Table(text, file));
        }

        return (points, element);
    }

    private static ArrheniusPoint Summary(string text, string file, ref string? element)
    {
        InputException Fault(string what, string remedy) => new(what, file, remedy: remedy);
        JsonNode? json;
        try
        {
            json = JsonNode.Parse(text);
        }
        catch (JsonException fault)
        {
            throw new InputException("the file is no JSON", file, fault.LineNumber + 1, "give summary.json of lithoscope analyze msd", fault);
        }

        try
        {
            var species = json?["species"] as JsonArray ?? throw Fault("the file holds no diffusion coefficients", "give summary.json of lithoscope analyze msd");
            var wanted = element;
            if (wanted is null && species.Count > 1) throw Fault("the file holds diffusion coefficients of several elements", "choose one with --element");
            var one = species.FirstOrDefault(s => wanted is null || string.Equals((string?)s?["element"], wanted, StringComparison.OrdinalIgnoreCase)) ?? throw Fault($"the file says nothing about {wanted}", "choose another with --element");
            element ??= (string?)one!["element"];
            var temperature = (double?)json!["temperature_K"] ?? throw Fault("the file says no temperature", "write the points into a table with columns temperature_K, D and D_error");
            var (value, error) = ((double?)one!["D_cm2_s"] ?? double.NaN, (double?)one["D_error_cm2_s"] ?? double.NaN);
            var marked = (bool?)one["moves"] == false ? "does not move" : !(value > 0) ? "D is not positive" : (bool?)one["diffusive"] == false ? "not yet diffusive" : null;
            return new(temperature, value, error, marked, file);
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException)
        {
            throw new InputException("a value in the file is of the wrong kind", file, remedy: "give summary.json of lithoscope analyze msd as it was written", inner: fault);
        }
    }

    private static IEnumerable<ArrheniusPoint> Table(string text, string file)
    {
        var lines = text.Split('\n');
        var first = Array.FindIndex(lines, l => l.Trim().Length > 0 && l.TrimStart()[0] != '#');
        if (first < 0) throw new InputException("the table is empty", file, remedy: Columns);
        var head = Cells(lines[first]);
        int Find(params string[] names) => Array.FindIndex(head, h => names.Contains(h, StringComparer.OrdinalIgnoreCase));
        var (temperatureAt, plainAt, squareAt, markedAt) = (Find("temperature_K", "T_K", "T"), Find("D", "D_cm2_s"), Find("D_A2_ps"), Find("marked"));
        var errorAt = plainAt >= 0 ? Find("D_error", "D_error_cm2_s") : Find("D_error", "D_error_A2_ps");
        if (temperatureAt < 0 || (plainAt < 0 && squareAt < 0)) throw new InputException("the table has no column " + (temperatureAt < 0 ? "temperature_K" : "D"), file, first + 1, Columns);
        var unit = plainAt >= 0 ? 1 : DiffusionCoefficient.SquareCentimetresPerSecond;
        for (var k = first + 1; k < lines.Length; k++)
        {
            if (lines[k].Trim().Length == 0 || lines[k].TrimStart()[0] == '#') continue;
            var cells = Cells(lines[k]);
            if (cells.Length != head.Length) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the row has {cells.Length} cells for {head.Length} columns"), file, k + 1, "correct it");
            double Number(int at, bool needed)
            {
                if (at < 0 || (!needed && cells[at].Length == 0)) return double.NaN;
                return double.TryParse(cells[at], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new InputException($"'{cells[at]}' is no number", file, k + 1, "correct it");
            }

            var value = unit * Number(plainAt >= 0 ? plainAt : squareAt, needed: true);
            var mark = markedAt >= 0 && cells[markedAt] is { Length: > 0 } said && said is not ("0" or "false" or "no") ? (said is "1" or "true" or "yes" ? "marked in the table" : said) : null;
            yield return new(Number(temperatureAt, needed: true), value, unit * Number(errorAt, needed: false), mark, file);
        }
    }

    private static string[] Cells(string line) => [.. line.TrimEnd('\r').Split(',').Select(c => c.Trim().Trim('"'))];
}
