using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>What is asked of an Arrhenius fit.</summary>
public sealed record ArrheniusOptions
{
    /// <summary>Temperatures at which D is wanted, K.</summary>
    public IReadOnlyList<double> At { get; init; } = [300];

    /// <summary>Temperature above and below which lines are fitted too, K; null for none.</summary>
    public double? Split { get; init; }

    /// <summary>Whether errors are taken as they are instead of scaled to the scatter about the line.</summary>
    public bool TrustErrors { get; init; }

    /// <summary>Whether points that are marked count too.</summary>
    public bool IncludeMarked { get; init; }
}

/// <summary>Files, picture and table of an Arrhenius fit.</summary>
public static class ArrheniusReport
{
    // Beyond, the error of the line is the least of what may be wrong.
    private const double FurthestExtrapolation = 2;
    private const double Significant = 0.05;

    /// <summary>Fits points and reports.</summary>
    /// <param name="points">The points, cm²/s.</param>
    /// <param name="options">The options.</param>
    /// <param name="element">Whose diffusion it is, or null.</param>
    /// <exception cref="InputException">As of <see cref="ArrheniusFit.Of"/>; a temperature asked for is not positive.</exception>
    public static AnalysisResult Of(IReadOnlyList<ArrheniusPoint> points, ArrheniusOptions options, string? element = null)
    {
        if (options.At.Any(t => !(t > 0 && double.IsFinite(t)))) throw new InputException("--at is not positive", remedy: "give temperatures in K, such as --at 300");
        if (options.IncludeMarked) points = [.. points.Select(p => p.Value > 0 ? p with { Marked = null } : p)];
        var fit = ArrheniusFit.Of(points, options.TrustErrors);
        AnalysisResult result = new();
        List<IReadOnlyList<object?>> rows = [Row("all", fit)];
        var parts = new JsonArray();
        if (options.Split is { } split)
        {
            foreach (var (name, below) in new[] { ("below", true), ("above", false) })
            {
                try
                {
                    var part = ArrheniusFit.Of([.. points.Where(p => p.Temperature <= split == below)], options.TrustErrors);
                    rows.Add(Row(string.Create(CultureInfo.InvariantCulture, $"{name} {split} K"), part));
                    var json = Numbers(part);
                    json.Insert(0, "part", name);
                    parts.Add((JsonNode)json);
                }
                catch (InputException fault)
                {
                    result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"no line {name} {split} K: {fault.What}."));
                }
            }
        }

        var (probability, coefficient) = ArrheniusFit.Curvature(points, options.TrustErrors);
        Warn(result, points, fit, probability, coefficient, options);
        Files(result, points, fit, options);
        foreach (var (key, value) in Numbers(fit)) result.Numbers[key] = value?.DeepClone();
        if (element is not null) result.Numbers["element"] = element;
        result.Numbers["curvature"] = new JsonObject { ["coefficient_eV2"] = AnalysisResult.Number(coefficient), ["probability"] = AnalysisResult.Number(probability) };
        if (options.Split is { } at) result.Numbers["split_K"] = at;
        if (parts.Count > 0) result.Numbers["parts"] = parts;
        result.Numbers["at"] = new JsonArray([.. options.At.Select(t => (JsonNode)new JsonObject
        {
            ["temperature_K"] = t, ["D_cm2_s"] = AnalysisResult.Number(fit.At(t)), ["D_95_cm2_s"] = new JsonArray(AnalysisResult.Number(fit.IntervalAt(t).Lower), AnalysisResult.Number(fit.IntervalAt(t).Upper)),
            ["ln_D_error"] = AnalysisResult.Number(fit.LogErrorAtTemperature(t)), ["extrapolation"] = fit.Extrapolation(t),
        })]);
        result.Numbers["excluded"] = new JsonArray([.. points.Where(p => p.Marked is not null).Select(p => (JsonNode)new JsonObject
        {
            ["temperature_K"] = p.Temperature, ["D_cm2_s"] = AnalysisResult.Number(p.Value), ["why"] = p.Marked, ["file"] = p.Origin,
        })]);
        result.Shown = new Table(["line", "points", new("E", "eV", "F4"), new("± 95 %", "eV", "F4"), new("D₀", "cm²/s", "E3"), new("chi²", null, "G3")], rows);
        foreach (var t in options.At)
        {
            var (low, high) = fit.IntervalAt(t);
            result.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"D({t} K) = {fit.At(t):E3} cm²/s, 95 % from {low:E3} to {high:E3}"));
        }

        return result;
    }

    private static object?[] Row(string name, ArrheniusFit fit) => [name, fit.Points.Count, fit.Energy, fit.EnergyHalfWidth, fit.Prefactor, fit.ChiSquared];

    private static JsonObject Numbers(ArrheniusFit fit) => new()
    {
        ["points"] = fit.Points.Count,
        ["temperatures_K"] = new JsonArray(fit.Lowest, fit.Highest),
        ["E_eV"] = AnalysisResult.Number(fit.Energy, fit.EnergyError),
        ["E_95_eV"] = new JsonArray(AnalysisResult.Number(fit.Energy - fit.EnergyHalfWidth), AnalysisResult.Number(fit.Energy + fit.EnergyHalfWidth)),
        ["D0_cm2_s"] = AnalysisResult.Number(fit.Prefactor),
        ["ln_D0_error"] = AnalysisResult.Number(fit.LogPrefactorError),
        ["chi_squared"] = AnalysisResult.Number(fit.ChiSquared),
        ["freedom"] = AnalysisResult.Number(fit.Freedom),
    };

    private static void Warn(AnalysisResult result, IReadOnlyList<ArrheniusPoint> points, ArrheniusFit fit, double probability, double coefficient, ArrheniusOptions options)
    {
        foreach (var p in points.Where(p => p.Marked is not null)) result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the point at {p.Temperature:G6} K is left out: {p.Marked}."));
        if (probability < Significant)
        {
            result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"ln D over 1/kT is curved (coefficient {coefficient:G3} eV², p = {probability:G2}): one activation energy does not describe it; try --split."));
        }

        var scatter = fit.Points.Count > 2 && !double.IsNaN(fit.ChiSquared) ? 1 - SamplingDistributions.ChiSquared(fit.ChiSquared, fit.Points.Count - 2) : double.NaN;
        if (scatter < 0.01) result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"the points lie further from the line than their errors explain (chi² {fit.ChiSquared:G3} for {fit.Points.Count - 2} degrees of freedom)."));
        foreach (var t in options.At.Where(t => fit.Extrapolation(t) > FurthestExtrapolation))
        {
            result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{t} K lies a factor of {fit.Extrapolation(t):F1} in 1/T beyond the points: the interval holds only if the same process rules there."));
        }
    }

    private static void Files(AnalysisResult result, IReadOnlyList<ArrheniusPoint> points, ArrheniusFit fit, ArrheniusOptions options)
    {
        result.AddTable("arrhenius.csv", new Table(["temperature_K", "D_cm2_s", "D_error_cm2_s", "line_cm2_s", "marked", "file"],
            points.Select(p => new object?[] { p.Temperature, p.Value, p.Error, fit.At(p.Temperature), p.Marked, p.Origin })));
        var (low, high) = (Math.Min(fit.Lowest, options.At.DefaultIfEmpty(fit.Lowest).Min()), Math.Max(fit.Highest, options.At.DefaultIfEmpty(fit.Highest).Max()));
        double[] inverse = [.. Enumerable.Range(0, 201).Select(k => 1 / high + k / 200.0 * (1 / low - 1 / high))];
        double[] temperatures = [.. inverse.Select(x => 1 / x)], line = [.. temperatures.Select(fit.At)];
        double[] lower = [.. temperatures.Select(t => fit.IntervalAt(t).Lower)], upper = [.. temperatures.Select(t => fit.IntervalAt(t).Upper)];
        result.AddColumns("arrhenius_line.csv", [("temperature_K", temperatures), ("D_cm2_s", line), ("D_95_lower_cm2_s", lower), ("D_95_upper_cm2_s", upper)]);
        double[] x = [.. inverse.Select(v => 1000 * v)];
        var (used, left) = (fit.Points, points.Where(p => p.Marked is not null && p.Value > 0).ToArray());
        result.AddPicture("arrhenius.svg", new Plot
        {
            XAxis = "1000/T (1/K)", YAxis = new Axis("D (cm²/s)") { Logarithmic = true },
            Series =
            [
                new BandSeries(x, lower, upper, "95 %", Palette.Blue),
                new LineSeries(x, line, "line", Palette.Blue),
                new ErrorBarSeries(used.Select(p => 1000 / p.Temperature), used.Select(p => p.Value), used.Select(p => p.Error), "points", Palette.Black),
                .. left.Length == 0 ? Array.Empty<PlotSeries>() : [new ScatterSeries(left.Select(p => 1000 / p.Temperature), left.Select(p => p.Value), "left out", Palette.Grey) { Marker = Marker.OpenCircle }],
                new ScatterSeries(options.At.Select(t => 1000 / t), options.At.Select(fit.At), "asked for", Palette.Vermillion) { Marker = Marker.Diamond },
            ],
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"E = {fit.Energy:F3} ± {fit.EnergyHalfWidth:F3} eV (95 %), {fit.Points.Count} points"),
        }.ToSvg());
    }
}
