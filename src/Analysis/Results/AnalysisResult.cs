using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>What an analysis came to: tables and pictures for files, numbers for summary.json, a few lines for the terminal.</summary>
public sealed class AnalysisResult
{
    /// <summary>Name of the file of numbers.</summary>
    public const string SummaryFile = "summary.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, string Text)> _files = [];

    /// <summary>The numbers, without what every summary says (frames, files, …).</summary>
    public JsonObject Numbers { get; init; } = [];

    /// <summary>The short table for the terminal, or null.</summary>
    public Table? Shown { get; set; }

    /// <summary>Lines for the terminal after the table.</summary>
    public IList<string> Lines { get; } = [];

    /// <summary>What the user should know, a sentence each.</summary>
    public IList<string> Warnings { get; } = [];

    /// <summary>Names of the files, in the order in which they were added.</summary>
    public IEnumerable<string> FileNames => _files.Select(f => f.Name);

    /// <summary>Adds a file of values: columns of equal length whose names say their units, such as r_A.</summary>
    /// <param name="name">Name of the file, ending in .csv.</param>
    /// <param name="columns">Name and values of each column.</param>
    public void AddColumns(string name, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> columns) =>
        _files.Add((name, CsvWriter.WriteColumns([.. columns.Select(c => c.Name)], [.. columns.Select(c => c.Values)])));

    /// <summary>Adds a table as a file.</summary>
    public void AddTable(string name, Table table) => _files.Add((name, table.ToCsv()));

    /// <summary>Adds a picture, an SVG document.</summary>
    public void AddPicture(string name, string svg) => _files.Add((name, svg));

    /// <summary>The content of a file, or null where there is none of that name.</summary>
    public string? Find(string name) => _files.Find(f => f.Name == name).Text;

    /// <summary>summary.json.</summary>
    /// <param name="head">What is said before the numbers.</param>
    public string ToJson(JsonObject head)
    {
        var all = new JsonObject();
        foreach (var (key, value) in head.Concat(Numbers)) all[key] = value?.DeepClone();
        return all.ToJsonString(Indented) + "\n";
    }

    /// <summary>Writes all files into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="head">What summary.json says before the numbers.</param>
    public void Write(string folder, JsonObject head)
    {
        foreach (var (name, text) in _files) AtomicFile.WriteText(Path.Combine(folder, name), text);
        AtomicFile.WriteText(Path.Combine(folder, SummaryFile), ToJson(head));
    }

    /// <summary>A number for JSON: null where it is not finite.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A mean and its error for JSON.</summary>
    public static JsonObject Number(double mean, double error) => new() { ["mean"] = Number(mean), ["error"] = Number(error) };
}
