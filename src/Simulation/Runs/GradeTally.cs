using System.Globalization;
using System.Text.Json.Nodes;

namespace Lithoscope.Simulation;

/// <summary>How often atoms had which extrapolation grade, stage by stage.</summary>
/// <param name="stages">Number of stages.</param>
internal sealed class GradeTally(int stages)
{
    /// <summary>Upper ends of all bins but the last.</summary>
    public static IReadOnlyList<double> Edges { get; } = [0, 0.01, 0.03, 0.1, 0.3, 1, 2, 3, 5, 10];

    private readonly long[] _counts = new long[stages * (Edges.Count + 1)];
    private long _above;

    /// <summary>All that a continued run needs.</summary>
    public long[] State
    {
        get => [_above, .. _counts];
        set
        {
            _above = value[0];
            Array.Copy(value, 1, _counts, 0, _counts.Length);
        }
    }

    /// <summary>Numbers in <see cref="State"/>.</summary>
    public int Length => 1 + _counts.Length;

    /// <summary>Atoms, counted once for each time, whose grade was above the limit of a warning.</summary>
    public long Above => _above;

    /// <summary>Counts grades.</summary>
    /// <param name="stage">Number of the stage.</param>
    /// <param name="grades">Of each atom.</param>
    /// <param name="warn">Limit of a warning, or null.</param>
    public void Add(int stage, ReadOnlySpan<double> grades, double? warn)
    {
        foreach (var grade in grades)
        {
            var bin = 0;
            while (bin < Edges.Count && !(grade <= Edges[bin])) bin++;
            _counts[stage * (Edges.Count + 1) + bin]++;
            if (grade > warn) _above++;
        }
    }

    /// <summary>For summary.json: the edges, and the counts of each stage.</summary>
    public JsonObject Numbers(IReadOnlyList<Stage> named)
    {
        JsonObject counts = [];
        for (var k = 0; k < named.Count; k++) counts[named[k].Name] = new JsonArray([.. _counts.AsSpan(k * (Edges.Count + 1), Edges.Count + 1).ToArray().Select(c => (JsonNode)c)]);
        return new JsonObject { ["upper_edges"] = new JsonArray([.. Edges.Select(e => (JsonNode)e)]), ["counts"] = counts, ["above_warning"] = _above };
    }

    /// <summary>A row for each bin: its range, then the share of each stage's atoms in it.</summary>
    public IEnumerable<string[]> Rows()
    {
        double[] totals = [.. Enumerable.Range(0, stages).Select(k => (double)_counts.AsSpan(k * (Edges.Count + 1), Edges.Count + 1).ToArray().Sum())];
        for (var bin = 0; bin <= Edges.Count; bin++)
        {
            var range = bin == 0 ? "0" : bin == Edges.Count ? string.Create(CultureInfo.InvariantCulture, $"above {Edges[^1]}") : string.Create(CultureInfo.InvariantCulture, $"to {Edges[bin]}");
            yield return [range, .. Enumerable.Range(0, stages).Select(k => totals[k] == 0 ? "–" : (_counts[k * (Edges.Count + 1) + bin] / totals[k]).ToString("P3", CultureInfo.InvariantCulture))];
        }
    }
}
