using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Commands;

/// <summary>A summary of structures, for people and as JSON.</summary>
internal static class StructureInfoText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Says once each what the readers noticed.</summary>
    public static void Warn(CommandContext context, StructureSummary summary)
    {
        foreach (var remark in summary.Remarks) context.Warn(remark.Name.TrimEnd('.') + (remark.Frames > 1 ? $" ({StructureCommand.Counted(remark.Frames, "frame")})." : "."));
    }

    public static void Write(TextWriter output, string file, StructureSummary summary)
    {
        void Line(string label, string text) => output.WriteLine(label.PadRight(13) + (text.Length == 0 ? "none" : text));
        Line("file", file);
        Line("frames", Plain(summary.Frames));
        Line("atoms", $"{Range(summary.FewestAtoms, summary.MostAtoms)} a frame, {Plain(summary.Atoms)} in all");
        Line("elements", string.Join(", ", summary.Elements.Select(e => $"{e.Symbol} {Plain(e.Atoms)}{InFrames(e.Frames, summary)}")));
        Line("periodic", Names(summary.Periodicities, summary));
        if (summary.Volume is var (smallest, largest)) Line("volume", (smallest == largest ? Rounded(smallest) : $"{Rounded(smallest)} to {Rounded(largest)}") + " Å³");
        Line("columns", Names(summary.Columns, summary));
        Line("properties", Names(summary.Info, summary));
        Line("energy", Names(summary.EnergyKeys, summary));
        Line("forces", Names(summary.ForcesKeys, summary));
        Line("stress", Names(summary.StressKeys, summary));
    }

    public static string Json(string file, StructureSummary summary) => new JsonObject
    {
        ["file"] = file,
        ["frames"] = summary.Frames,
        ["atoms"] = summary.Atoms,
        ["fewest_atoms"] = summary.FewestAtoms,
        ["most_atoms"] = summary.MostAtoms,
        ["elements"] = new JsonArray([.. summary.Elements.Select(e => new JsonObject { ["symbol"] = e.Symbol, ["atoms"] = e.Atoms, ["frames"] = e.Frames })]),
        ["periodicities"] = Counts(summary.Periodicities),
        ["volume"] = summary.Volume is var (smallest, largest) ? new JsonArray(smallest, largest) : null,
        ["columns"] = Counts(summary.Columns),
        ["properties"] = Counts(summary.Info),
        ["energy"] = Counts(summary.EnergyKeys),
        ["forces"] = Counts(summary.ForcesKeys),
        ["stress"] = Counts(summary.StressKeys),
    }.ToJsonString(Indented);

    private static JsonArray Counts(IReadOnlyList<NameCount> counts) =>
        new([.. counts.Select(c => new JsonObject { ["name"] = c.Name, ["frames"] = c.Frames })]);

    private static string Names(IReadOnlyList<NameCount> counts, StructureSummary summary) =>
        string.Join(", ", counts.Select(c => c.Name + InFrames(c.Frames, summary)));

    // What holds for every frame needs no count.
    private static string InFrames(int frames, StructureSummary summary) =>
        frames == summary.Frames ? "" : $" ({StructureCommand.Counted(frames, "frame")})";

    private static string Range(int low, int high) => low == high ? Plain(low) : $"{Plain(low)} to {Plain(high)}";

    private static string Rounded(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);
}
