using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;

namespace Lithoscope.Analysis;

/// <summary>What the averages of a log are shown as.</summary>
internal static class ThermoReport
{
    private const string BathColumn = "bath_K";
    private const double FsPerNs = 1e6;

    // A slope so many of its errors away from 0 is not chance.
    private const double Significant = 4;

    public static AnalysisResult Create(ThermoAnalysis log)
    {
        AnalysisResult result = new();
        List<IReadOnlyList<object?>> rows = [], shown = [], blocks = [];
        JsonObject stages = [];
        foreach (var stage in log.Stages.Where(s => s.Count > 0))
        {
            JsonObject numbers = new() { ["rows"] = stage.Count, ["from_fs"] = stage.First, ["to_fs"] = stage.Last };
            List<string> drifting = [];
            for (var k = 0; k < log.Columns.Count; k++)
            {
                var (mean, error) = stage.Mean(k);
                if (log.Columns[k] == BathColumn || double.IsNaN(mean)) continue;
                var (drift, driftError) = stage.Drift(k);
                var time = stage.CorrelationTime(k);
                rows.Add([stage.Name, log.Columns[k], mean, error, stage.Deviation(k), drift * FsPerNs, driftError * FsPerNs, time, stage.Count]);
                shown.Add([stage.Name, log.Columns[k], mean, error, stage.Deviation(k), drift * FsPerNs, driftError * FsPerNs, time]);
                blocks.AddRange(stage.Blocks(k).Select(b => (IReadOnlyList<object?>)[stage.Name, log.Columns[k], b.Blocks, b.Length, b.Length * stage.Interval, b.Error]));
                numbers[log.Columns[k]] = new JsonObject
                {
                    ["mean"] = AnalysisResult.Number(mean), ["error"] = AnalysisResult.Number(error), ["std"] = AnalysisResult.Number(stage.Deviation(k)),
                    ["drift_per_ns"] = AnalysisResult.Number(drift * FsPerNs, driftError * FsPerNs), ["correlation_time_fs"] = AnalysisResult.Number(time),
                };
                if (log.Columns[k] != "conserved_eV" && Math.Abs(drift) > Significant * driftError) drifting.Add(log.Columns[k]);
            }

            AddFluctuations(result, log, stage, numbers);
            stages[stage.Name] = numbers;
            if (drifting.Count > 0) result.Warnings.Add($"stage {stage.Name} is not at rest: {string.Join(", ", drifting)} {(drifting.Count == 1 ? "drifts" : "drift")} by more than chance allows, so means depend on where it is cut; leave out its beginning with --discard, unless it is a ramp.");
        }

        if (log.IsCutOff) result.Warnings.Add("the last row of the log is cut off and was left out.");
        result.AddTable("averages.csv", new Table(["stage", "quantity", "mean", "mean_error", "std", "drift_per_ns", "drift_per_ns_error", "correlation_time_fs", "rows"], rows));
        result.AddTable("blocks.csv", new Table(["stage", "quantity", "blocks", "rows_in_block", "length_fs", "error"], blocks));
        result.AddPicture("thermo.svg", DrawTime(log));
        result.AddPicture("blocks.svg", DrawBlocks(log));
        if (log.Atoms is { } atoms) result.Numbers["atoms"] = atoms;
        result.Numbers["stages"] = stages;
        result.Shown = new Table(["stage", "quantity", new("mean", null, "G8"), new("error", null, "G2"), new("std", null, "G4"), new("drift per ns", null, "G3"), new("error of it", null, "G2"), new("correlation time", "fs", "G3")], shown);
        return result;
    }

    private static void AddFluctuations(AnalysisResult result, ThermoAnalysis log, StageAverages stage, JsonObject numbers)
    {
        if (log.Freedom(stage) is var freedom && freedom > 0) numbers["degrees_of_freedom"] = freedom;
        if (log.HeatCapacityOf(stage) is { } c)
        {
            JsonObject capacity = new() { ["formula"] = c.Formula, ["in_k"] = AnalysisResult.Number(c.Value, c.Error), ["eV_per_K"] = AnalysisResult.Number(c.Value * HeatCapacity.Boltzmann, c.Error * HeatCapacity.Boltzmann) };
            if (log.Atoms is { } atoms) capacity["in_k_per_atom"] = AnalysisResult.Number(c.Value / atoms, c.Error / atoms);
            numbers["heat_capacity"] = capacity;
            var (scale, unit) = log.Atoms is { } n ? (1.0 / n, "k per atom") : (1, "k");
            result.Lines.Add(double.IsNaN(c.Value)
                ? $"{stage.Name}: the kinetic energy fluctuates more than at constant energy, so there is no heat capacity"
                : string.Create(CultureInfo.InvariantCulture, $"{stage.Name}: heat capacity {c.Value * scale:G5} ± {c.Error * scale:G2} {unit}; {c.Formula}"));
        }

        if (log.Compressibility(stage) is { } compressibility)
        {
            numbers["compressibility_per_GPa"] = AnalysisResult.Number(compressibility.Value, compressibility.Error);
            result.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"{stage.Name}: isothermal compressibility {compressibility.Value:G5} ± {compressibility.Error:G2} 1/GPa; (<V^2> - <V>^2)/(k T <V>)"));
        }
    }

    // Values in time, of each quantity its panel, energies in one.
    private static string DrawTime(ThermoAnalysis log)
    {
        // More points than this cannot be told apart.
        const int MostPoints = 2000;
        var every = Math.Max(1, (log.Rows + MostPoints - 1) / MostPoints);
        List<(double Time, double[] Row)> points = [];
        var at = 0L;
        foreach (var (time, row) in log.Read(default))
        {
            if (at++ % every == 0) points.Add((time, [.. row]));
        }

        var isLong = points[^1].Time >= 10_000;
        double[] x = [.. points.Select(p => isLong ? p.Time * 1e-3 : p.Time)];
        var axis = isLong ? "Time (ps)" : "Time (fs)";
        List<Plot> panels = [];
        for (var k = 0; k < log.Columns.Count; k++)
        {
            var column = k;
            if (log.Columns[k] == BathColumn || IsEnergy(log.Columns[k]) || log.Stages.All(s => s.Count == 0 || double.IsNaN(s.Mean(column).Mean))) continue;
            List<PlotSeries> series = [new LineSeries(x, points.Select(p => p.Row[column])) { Thickness = 1 }];
            foreach (var stage in log.Stages.Where(s => s.Count > 0))
            {
                var mean = stage.Mean(column).Mean;
                var scale = isLong ? 1e-3 : 1;
                series.Add(new LineSeries([stage.First * scale, stage.Last * scale], [mean, mean], null, Palette.Black) { Thickness = 1.6, Dash = Dash.Dashed });
            }

            panels.Add(new Plot { XAxis = axis, YAxis = Caption(log.Columns[k]), Series = series, ShowLegend = false });
        }

        int[] energies = [.. Enumerable.Range(0, log.Columns.Count).Where(k => IsEnergy(log.Columns[k]) && double.IsFinite(points[0].Row[k]))];
        var (factor, unit) = log.Atoms is { } atoms ? (1000.0 / atoms, "meV per atom") : (1.0, "eV");
        if (energies.Length > 0) panels.Add(new Plot { XAxis = axis, YAxis = $"Energy − first ({unit})", Series = [.. energies.Select(k => new LineSeries(x, points.Select(p => factor * (p.Row[k] - points[0].Row[k])), log.Columns[k][..^3]) { Thickness = 1.2 })] });
        return new PlotGrid { Columns = 1, SharedX = true, Letters = false, Panels = panels }.ToSvg(760, 80 + 240 * panels.Count);
    }

    // How errors rise with the length of blocks, in the stage with most rows.
    private static string DrawBlocks(ThermoAnalysis log)
    {
        var stage = log.Stages.MaxBy(s => s.Count)!;
        List<PlotSeries> series = [ReferenceLine.Horizontal(1)];
        for (var k = 0; k < log.Columns.Count; k++)
        {
            var blocks = stage.Blocks(k);
            if (log.Columns[k] == BathColumn || blocks.Count == 0 || !(blocks[0].Error > 0)) continue;
            double[] y = [.. blocks.Select(b => b.Error / blocks[0].Error)];
            series.Add(new ErrorBarSeries(blocks.Select(b => b.Length * stage.Interval), y, blocks.Zip(y, (b, v) => v / Math.Sqrt(2 * (b.Blocks - 1.0))), log.Columns[k]) { Joined = true });
        }

        return new Plot { XAxis = new Axis("Length of blocks (fs)") { Logarithmic = true }, YAxis = "Error of the mean / error of independent rows", Series = series, Title = $"stage {stage.Name}" }.ToSvg();
    }

    private static bool IsEnergy(string column) => column.EndsWith("_eV", StringComparison.Ordinal);

    // temperature_K: Temperature (K).
    private static string Caption(string column)
    {
        var at = column.LastIndexOf('_');
        var name = (at > 0 ? column[..at] : column).Replace('_', ' ');
        name = char.ToUpperInvariant(name[0]) + name[1..];
        return at > 0 ? $"{name} ({(column[(at + 1)..] is "A3" ? "Å³" : column[(at + 1)..])})" : name;
    }
}
