using System.Globalization;
using Lithoscope.Reporting;

namespace Lithoscope.Spectroscopy;

/// <summary>Plots and tables of predicted spectra.</summary>
internal sealed class XpsPredictReport(XpsPredictOptions options, BindingEnergyModel model, IReadOnlyList<FrameSpectrum> spectra)
{
    // More curves than this in one figure cannot be told apart; all are in the files.
    private const int MostCurves = 7;
    private const int MostDecompositions = 6;

    public Table Table() => new(
        ["index", "frame", "level", "atoms", new("mean", "eV", "F3") { Key = "mean_ev" }, new("std of a level", "eV", "F3") { Key = "std_ev" }, new("spread over sites", "eV", "F3") { Key = "spread_ev" }, new("shift", "eV", "F3") { Key = "shift_ev" }, new("shifted from", null) { Key = "reference" }, new("outside training range") { Key = "outside" }],
        spectra.Select(s => (IReadOnlyList<object?>)[s.Index, s.Frame, s.Element.Level.Name, s.Energies.Length, s.Mean, s.MeanDeviation, s.Spread, s.Shift, s.Element.Reference?.Group, s.Outside]));

    /// <summary>All frames of one level in one figure, as shifts where there is a reference.</summary>
    public string Overview(ElementModel element, IReadOnlyList<FrameSpectrum> own)
    {
        var shown = own.Take(MostCurves).ToArray();
        var zero = element.Reference?.Predicted ?? 0;
        var series = shown.Select((s, k) => (PlotSeries)new LineSeries(s.Decomposition.Total.Energies.Select(e => e - zero), s.Decomposition.Total.Intensities, s.Frame, Palette.At(k))).ToList();
        if (element.Reference is { } r) series.Add(ReferenceLine.Vertical(0, r.Group));
        var axis = element.Reference is { } reference ? $"{element.Level.Name} shift from {reference.Group} (eV)" : $"{element.Level.Name} binding energy (eV)";
        return new Plot
        {
            Title = $"{element.Level.Name} photoelectron spectra, predicted",
            Subtitle = Text($"σ = {options.Sigma:G3} eV, γ = {options.Gamma:G3} eV{(options.Doublet && element.Level == CoreLevel.Silicon2p ? ", doublet split by 0.6 eV" : "")}"),
            XAxis = Axis.BindingEnergy(axis),
            YAxis = new Axis("Intensity (1/eV)") { Minimum = 0 },
            Series = series,
            Notes = [model.LevelNote, .. own.Count > shown.Length ? [$"{shown.Length} of {own.Count} frames are shown."] : Array.Empty<string>()],
        }.ToSvg(760, 460);
    }

    public string Section()
    {
        var html = $"<h2>Spectra: {Html.Text(Path.GetFileName(options.Structures))}</h2>\n" + Html.Paragraph(model.LevelNote);
        foreach (var element in model.Elements)
        {
            var own = spectra.Where(s => s.Element == element).ToArray();
            if (own.Length == 0) continue;
            html += Html.Figure(Overview(element, own), $"{element.Level.Name}: predicted spectra. {model.LevelNote}");
            foreach (var spectrum in own.Take(MostDecompositions)) html += Html.Figure(Decomposition(spectrum).ToSvg(760, 420), $"{element.Level.Name} of {spectrum.Frame}: contributions of sites by their number of {options.CountNeighbours} neighbours within {Text($"{options.NeighbourDistance:G3}")} Å.");
        }

        return html + Table().ToHtml();
    }

    private Plot Decomposition(FrameSpectrum s)
    {
        var sites = s.Decomposition.Sites;
        var total = s.Decomposition.Total;
        var levels = s.Energies.Length <= 2000 ? s.Energies : [.. Enumerable.Range(0, 2000).Select(k => s.Energies[(int)((long)k * s.Energies.Length / 2000)])];
        var height = total.Intensities.Max() * 0.06;
        return new Plot
        {
            Title = $"{s.Element.Level.Name}, {s.Frame}",
            Subtitle = Text($"{s.Energies.Length} sites, spread {s.Spread:F2} eV, std of a level {s.MeanDeviation:F2} eV"),
            XAxis = Axis.BindingEnergy($"{s.Element.Level.Name} binding energy (eV)"),
            YAxis = new Axis("Intensity (1/eV)") { Minimum = 0 },
            Series =
            [
                new StickSeries(levels, levels.Select(_ => height), null, Palette.Grey),
                .. sites.Select((site, k) => new LineSeries(site.Spectrum.Energies, site.Spectrum.Intensities, Text($"{site.Class} {options.CountNeighbours} ({100 * site.Share:F0} %)"), Palette.At(k))),
                new LineSeries(total.Energies, total.Intensities, "total", Palette.Black),
            ],
            Notes = [model.LevelNote],
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
