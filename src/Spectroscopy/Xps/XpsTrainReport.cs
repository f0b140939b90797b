using System.Globalization;
using Lithoscope.Learning;
using Lithoscope.Reporting;

namespace Lithoscope.Spectroscopy;

/// <summary>What a training puts into report.html: for each level errors, parity, learning curves and the search.</summary>
internal sealed class XpsTrainReport(XpsTrainOptions options, BindingEnergyData data, bool[] heldOut, TrainedElement[] trained, ulong seed)
{
    public IReadOnlyList<string> Sections() => [Errors(), .. CrossValidation(), .. trained.Select(Level)];

    private string Errors()
    {
        var sets = trained.SelectMany(t => new[] { (Of: t, Set: "groups left out", Levels: t.Training), (Of: t, Set: "held out", Levels: t.Test) }).Where(p => p.Levels.Samples.Count > 0).ToArray();
        // Two narrow tables in place of one that would not fit a page.
        var raw = new Table(
            ["Level", "Set", "Levels", new("Spread", "eV", "F3"), Right("RMSE (eV)"), new("MAE", "eV", "F3"), new("P95", "eV", "F3"), new("Error/std", null, "F2")],
            sets.Select(p => (IReadOnlyList<object?>)[p.Of.Model.Level.Name, p.Set, p.Levels.Raw.Count, p.Levels.Raw.Spread, WithError(p.Levels.Raw.Rmse, p.Levels.RmseError(seed)), p.Levels.Raw.Mae, p.Levels.Raw.Percentile95, p.Levels == p.Of.Test ? Math.Sqrt(p.Of.Test.Calibration().MeanSquare) : null]))
        { Title = "As predicted" };
        var aligned = new Table(
            ["Level", "Set", Right("RMSE (eV)"), new("MAE", "eV", "F3"), new("P95", "eV", "F3"), new("Offset share", "%", "F0"), new("Offset", "eV", "F3")],
            sets.Select(p => (IReadOnlyList<object?>)[p.Of.Model.Level.Name, p.Set, WithError(p.Levels.Aligned.Rmse, p.Levels.AlignedRmseError(seed)), p.Levels.Aligned.Mae, p.Levels.Aligned.Percentile95, 100 * p.Levels.OffsetShare, p.Levels.OffsetDeviation]))
        { Title = "With one offset fitted to each frame" };
        var counts = $"{data.Frames.Count} frames, {heldOut.Count(h => !h)} for training and {heldOut.Count(h => h)} held out by {(options.Group is null ? "frame" : "group")} before training.";
        return "<h2>Errors</h2>\n" + Html.Paragraph(counts) + Html.Paragraph(options.LevelNote) + raw.ToHtml() + aligned.ToHtml()
            + Html.Paragraph("The Fermi level is a property of the whole frame that a local model cannot learn; the second table takes one constant a frame off the errors; ± is the standard error from resampling the frames, P95 the 95th percentile of the absolute error, offset share the part of the squared error that is due to the frames' offsets (beyond what fitting would take by chance), offset their standard deviation. "
                + "Error/std is the root mean square of error over predicted standard deviation, the fitted spread of the offsets included: 1 where the model knows its error.");
    }

    private IEnumerable<string> CrossValidation()
    {
        var validated = trained.Where(t => t.CrossValidated is not null).Select(t => (t.Model.Level.Name, Of: t.CrossValidated!)).ToArray();
        if (validated.Length == 0) yield break;
        var errors = new Table(
            ["Level", "Levels", "Groups", "Folds", new("Spread", "eV", "F3"), Right("MAE (eV)"), Right("RMSE (eV)"), new("P95", "eV", "F3"), new("Within 68 %", "%", "F0"), new("Within 95 %", "%", "F0")],
            validated.Select(v => (IReadOnlyList<object?>)[v.Name, v.Of.Errors.Count, v.Of.Groups, v.Of.Folds.Count, v.Of.Errors.Spread, WithError(v.Of.Errors.Mae, v.Of.MaeError(seed)), WithError(v.Of.Errors.Rmse, v.Of.RmseError(seed)), v.Of.Errors.Percentile95, 100 * v.Of.Levels.Calibration().Coverage68, 100 * v.Of.Levels.Calibration().Coverage95]))
        { Title = "Each group predicted by a model that was searched and fitted without it" };
        var folds = new Table(
            ["Level", "Fold", "Groups", "Levels", new("MAE", "eV", "F3"), new("RMSE", "eV", "F3"), new("Cutoff", "Å", "G4"), new("Width", "Å", "G3"), new("ζ", null, "G3"), new("λ", null, "G3"), new("ρ", null, "G3")],
            validated.SelectMany(v => v.Of.Folds.Select((f, k) => (IReadOnlyList<object?>)[v.Name, k + 1, f.Groups, f.Errors.Count, f.Errors.Mae, f.Errors.Rmse, f.Chosen.Cutoff, f.Chosen.Width, f.Chosen.Zeta, f.Chosen.Noise, f.Chosen.FrameOffset])))
        { Title = "Fold by fold" };
        var html = "<h2>Cross-validation</h2>\n" + Html.Paragraph("± is the standard error from resampling the groups. The model that is left behind was fitted to more groups than those of the folds.") + errors.ToHtml();
        foreach (var (name, of) in validated)
        {
            var plot = Plot.Parity($"{name}: cross-validated", $"{name} (eV)", new ScatterSeries(of.Levels.Samples.Energies, of.Levels.Energies, null, Palette.Blue) { Size = 3, Opacity = 0.6 })
                with { XAxis = $"Calculated: {name} (eV)", Annotations = [new Annotation(Text($"MAE {of.Errors.Mae:F3} eV\nRMSE {of.Errors.Rmse:F3} eV"), Corner.BottomRight)], Notes = [options.LevelNote] };
            html += Html.Figure(plot.ToSvg(480, 480), $"{name}: predicted against calculated binding energies, each group predicted without it. {options.LevelNote}");
        }

        yield return html + folds.ToHtml();
    }

    private string Level(TrainedElement t)
    {
        var name = t.Model.Level.Name;
        var (chosen, process) = (t.Chosen, t.Model.Process);
        var html = $"<h2>{Html.Text(name)}</h2>\n";
        if (t.Test.Samples.Count > 0)
        {
            var share = double.IsNaN(t.Test.OffsetShare) ? "" : Text($"Of the squared error on held-out frames {100 * t.Test.OffsetShare:F0} % is the frames' offset, of {t.Test.OffsetDeviation:F3} eV (what fitted offsets take away beyond what they would by chance). ");
            html += Html.Paragraph(share + (LearningLaw.Of(t) is { } law ? Sentence(law.Sentence(0.1)) : ""));
        }

        html += Html.Figure(Parity(t).ToSvg(940, 480), $"{name}: predicted against calculated binding energies, as they are and with one offset fitted to each frame. {options.LevelNote}");
        html += Reliability.Section(t, options.LevelNote);
        if (t.Curves is { } curves)
        {
            html += Html.Figure(Selection(name, curves).ToSvg(940, 430), $"{name}: errors on held-out frames against the number of training environments, chosen by farthest-point sampling or at random (mean, and the band of one standard deviation of the draws).");
            html += Html.Paragraph(Sentence(SelectionVerdict.Of(curves).Sentence));
            html += Html.Figure(Frames(name, t).ToSvg(680, 420), $"{name}: RMSE on held-out frames against the number of training frames drawn at random (mean and standard deviation of the draws).");
        }

        html += Html.Paragraph(Text($"Model: cutoff {chosen.Cutoff:G4} Å, width {chosen.Width:G3} Å, ζ = {chosen.Zeta:G3}, {process.SparseCount} sparse points; noise {process.NoiseDeviation:F3} eV, offset of a frame {process.OffsetDeviation:F3} eV.")
            + (t.Model.Reference is { } r ? Text($" Zero of shifts: {r.Group}, calculated {r.Calculated:F3} eV, predicted {r.Predicted:F3} eV.") : ""));
        TableColumn[] columns = [new("Cutoff", "Å", "G4"), new("Width", "Å", "G3"), new("ζ", null, "G3"), new("λ", null, "G3"), new("ρ", null, "G3"), new("RMSE", "eV", "F4")];
        return html + new Table(columns, t.Choices.OrderBy(c => c.Rmse).Take(8).Select(c => (IReadOnlyList<object?>)[c.Cutoff, c.Width, c.Zeta, c.Noise, c.FrameOffset, c.Rmse]))
        {
            Title = $"Best of {t.Choices.Count} hyper-parameter choices, by leaving groups of the training data out",
        }.ToHtml();
    }

    private PlotGrid Parity(TrainedElement t)
    {
        var name = t.Model.Level.Name;
        Plot Panel(string title, Func<PredictedLevels, double[]> predictions, Func<PredictedLevels, RegressionMetrics> metrics)
        {
            var series = new List<PlotSeries> { new ScatterSeries(t.Training.Samples.Energies, predictions(t.Training), "training, groups left out", Palette.Sky) { Size = 3, Opacity = 0.5 } };
            if (t.Test.Samples.Count > 0) series.Add(new ScatterSeries(t.Test.Samples.Energies, predictions(t.Test), "held out", Palette.Vermillion) { Size = 4, Opacity = 0.8 });
            var shown = metrics(t.Test.Samples.Count > 0 ? t.Test : t.Training);
            return Plot.Parity(title, $"{name} (eV)", [.. series]) with { XAxis = $"Calculated: {name} (eV)", Annotations = [new Annotation(Text($"RMSE {shown.Rmse:F3} eV\nMAE {shown.Mae:F3} eV"), Corner.BottomRight)] };
        }

        return new PlotGrid
        {
            Panels =
            [
                Panel("As predicted", p => p.Energies, p => p.Raw),
                Panel("One offset fitted to each frame", p => RegressionMetrics.AlignByGroup(p.Energies, p.Samples.Energies, p.Samples.Frame), p => p.Aligned),
            ],
            Notes = [options.LevelNote],
        };
    }

    private PlotGrid Selection(string name, ElementCurves curves)
    {
        Plot Panel(string title, string label, Func<CurvePoint, double[]> errors)
        {
            double[] sizes = [.. curves.Random.Select(p => (double)p.Size)];
            double[] mean = [.. curves.Random.Select(p => errors(p).Average())], spread = [.. curves.Random.Select(p => Deviation(errors(p)))];
            return new Plot
            {
                Title = title,
                XAxis = new Axis("Training environments") { Logarithmic = true },
                YAxis = new Axis(label) { Logarithmic = true },
                Series =
                [
                    new BandSeries(sizes, mean.Zip(spread, (m, s) => m - s), mean.Zip(spread, (m, s) => m + s), null, Palette.Sky),
                    new LineSeries(sizes, mean, Text($"random, {curves.Random[0].Rmse.Length} draws"), Palette.Blue),
                    new LineSeries(curves.Farthest.Select(p => (double)p.Size), curves.Farthest.Select(p => errors(p)[0]), "farthest-point sampling", Palette.Vermillion),
                ],
            };
        }

        return new PlotGrid { Panels = [Panel($"{name}: RMSE", "RMSE, held out (eV)", p => p.Rmse), Panel($"{name}: 95th percentile", "95th percentile of |error| (eV)", p => p.Percentile95)], Notes = [options.LevelNote] };
    }

    private Plot Frames(string name, TrainedElement t)
    {
        var curve = t.Curves!.Frames;
        double[] sizes = [.. curve.Select(p => (double)p.Size)], mean = [.. curve.Select(p => p.Rmse.Average())];
        var series = new List<PlotSeries> { new ErrorBarSeries(sizes, mean, curve.Select(p => Deviation(p.Rmse)), null, Palette.Blue), new LineSeries(sizes, mean, "measured", Palette.Blue) };
        var notes = new List<string> { options.LevelNote };
        if (LearningLaw.Of(t) is { } law)
        {
            double[] reach = [sizes[sizes.Length / 2], Math.Clamp(law.FramesFor(0.1) ?? 4 * sizes[^1], 2 * sizes[^1], 30 * sizes[^1])];
            series.Add(new LineSeries(reach, reach.Select(n => law.Prefactor * Math.Pow(n, -law.Exponent)), Text($"∝ frames^−{law.Exponent:F2}"), Palette.Grey) { Dash = Dash.Dashed });
            notes.Add(Sentence(law.Sentence(0.1)));
        }

        series.Add(ReferenceLine.Horizontal(0.1, "0.1 eV"));
        return new Plot { Title = $"{name}: learning curve", XAxis = new Axis("Training frames") { Logarithmic = true }, YAxis = new Axis("RMSE, held out (eV)") { Logarithmic = true }, Series = series, Notes = notes };
    }

    private static TableColumn Right(string header) => new(header) { Alignment = Alignment.Right };

    private static string WithError(double value, double error) => double.IsNaN(error) ? Text($"{value:F3}") : Text($"{value:F3} ± {error:F3}");

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..] + ".";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
