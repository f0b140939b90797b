using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>The step <c>xps.predict</c>: from a model and structures to binding energies of all atoms and photoelectron spectra of all frames.</summary>
public sealed class XpsPredictStep : StepKind<XpsPredictOptions>
{
    /// <inheritdoc/>
    public override string Name => "xps.predict";

    /// <inheritdoc/>
    public override string Summary => "Predict core-level binding energies and photoelectron spectra of structures.";

    /// <inheritdoc/>
    public override void Validate(XpsPredictOptions options, StepValidation validation)
    {
        validation.DeclareInput("model", options.Model);
        validation.DeclareInput("structures", options.Structures);
        if (!Element.TryParse(options.CountNeighbours, out var counted) || counted == 0) validation.Fail("count_neighbours", $"is '{options.CountNeighbours}', which is no element");
        if (options is { Sigma: 0, Gamma: 0 }) validation.Fail("sigma", "and 'gamma' must not both be zero");
        if (options.Name.Length == 0 || Path.GetFileName(options.Name) != options.Name) validation.Fail("name", "must be the stem of a file name");
        validation.DeclareOutput("structures", options.Name + ".extxyz");
        validation.DeclareOutput("table", options.Name + ".csv");
        validation.DeclareOutput("spectra", options.Name + ".json");
        validation.Describe("predicts every atom of every frame and writes spectra as CSV, JSON and SVG");
    }

    /// <inheritdoc/>
    public override StepResult Run(XpsPredictOptions options, StepContext context)
    {
        var model = BindingEnergyModelFile.Read(options.Model);
        var spectra = new List<FrameSpectrum>();
        var path = context.Folder.PathOf(options.Name + ".extxyz");
        StructureFile.Write(path, Frames(), "extxyz", cancellationToken: context.Cancellation);
        IEnumerable<Structure> Frames()
        {
            foreach (var prediction in PredictedStructures.Predict(model, options.Structures, context.Pool, context.Progress, context.Warn, context.Cancellation))
            {
                spectra.AddRange(FrameSpectra.Of(prediction, model, options, context.Pool));
                yield return PredictedStructures.Annotate(prediction);
            }
        }

        var report = new XpsPredictReport(options, model, spectra);
        AtomicFile.WriteText(context.Folder.PathOf(options.Name + ".csv"), report.Table().ToCsv());
        AtomicFile.WriteText(context.Folder.PathOf(options.Name + ".json"), SpectrumText.ToJson([.. spectra.Select(s => s.Decomposition.Total with { Label = s.Frame })]));
        foreach (var element in model.Elements)
        {
            var own = spectra.Where(s => s.Element == element).ToArray();
            if (own.Length == 0) continue;
            var stem = options.Name + "-" + element.Level.Name.Replace(" ", "", StringComparison.Ordinal);
            AtomicFile.WriteText(context.Folder.PathOf(stem + ".svg"), report.Overview(element, own));
            foreach (var spectrum in own) AtomicFile.WriteText(context.Folder.PathOf(string.Create(CultureInfo.InvariantCulture, $"{stem}-{spectrum.Index}.csv")), SpectrumText.ToCsv(spectrum.Decomposition));
        }

        return new StepResult
        {
            Outputs = new Dictionary<string, string>
            {
                ["structures"] = path,
                ["table"] = context.Folder.PathOf(options.Name + ".csv"),
                ["spectra"] = context.Folder.PathOf(options.Name + ".json"),
            },
            Summary = new JsonObject
            {
                ["frames"] = new JsonArray([.. spectra.GroupBy(s => s.Index).Select(g => (JsonNode)new JsonObject
                {
                    ["index"] = g.Key,
                    ["frame"] = g.First().Frame,
                    ["levels"] = new JsonObject(g.Select(s => KeyValuePair.Create(s.Element.Level.Name, (JsonNode?)new JsonObject
                    {
                        ["atoms"] = s.Energies.Length, ["mean_ev"] = s.Mean, ["spread_ev"] = s.Spread,
                        ["shift_ev"] = double.IsNaN(s.Shift) ? null : s.Shift, ["std_ev"] = s.MeanDeviation, ["outside_training_range"] = s.Outside,
                    }))),
                })]),
            },
            SummaryLines = Lines(spectra),
            ReportSections = [report.Section()],
        };
    }

    // One screen: a file of many frames is read from its table.
    private static string[] Lines(List<FrameSpectrum> spectra)
    {
        const int most = 12;
        var frames = spectra.GroupBy(s => s.Index).ToArray();
        var lines = frames.Take(most).Select(g => $"{g.First().Frame}: " + string.Join("; ", g.Select(Line)));
        return frames.Length > most ? [.. lines, $"… and {frames.Length - most} more frames"] : [.. lines];
    }

    private static string Line(FrameSpectrum s) => s.Element.Reference is { } reference
        ? string.Create(CultureInfo.InvariantCulture, $"{s.Element.Level.Name} shift {s.Shift:+0.000;-0.000} eV from {reference.Group}, sites ± {s.Spread:F2}, std {s.MeanDeviation:F2}")
        : string.Create(CultureInfo.InvariantCulture, $"{s.Element.Level.Name} {s.Mean:F3} eV, sites ± {s.Spread:F2}, std {s.MeanDeviation:F2}");
}
