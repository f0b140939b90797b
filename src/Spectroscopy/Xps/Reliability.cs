using System.Globalization;
using Lithoscope.Learning;
using Lithoscope.Reporting;

namespace Lithoscope.Spectroscopy;

/// <summary>Whether the predicted standard deviations are what the errors say: in one sentence, in numbers and as a figure.</summary>
internal static class Reliability
{
    // A robust factor this far below the other is worth a word.
    private const double HeavyTails = 0.8;
    private const int MostBins = 8;
    private const int FewestInBin = 10;

    /// <summary>The factor by the median of the errors in place of their square, on the same levels.</summary>
    public static double RobustFactor(TrainedElement t) => t.Model.Process.Calibration * CalibrationMetrics.RobustFactor(t.Training.Errors, t.Training.TotalDeviations);

    /// <summary>One line for the screen and the report.</summary>
    public static string Sentence(TrainedElement t)
    {
        var (levels, what) = t.Test.Samples.Count > 0 ? (t.Test, "held-out levels") : (t.Training, "levels with their group left out");
        var m = levels.Calibration();
        var rank = double.IsNaN(m.RankCorrelation) ? "" : Text($"; rank correlation of |error| and std {m.RankCorrelation:F2}");
        return Text($"std × {t.Model.Process.Calibration:F2} by calibration: {100 * m.Coverage68:F0} % of {what} lie within 68 % intervals, {100 * m.Coverage95:F0} % within 95 %") + rank;
    }

    /// <summary>The figure and what it says.</summary>
    public static string Section(TrainedElement t, string note)
    {
        var name = t.Model.Level.Name;
        var (factor, robust) = (t.Model.Process.Calibration, RobustFactor(t));
        var tails = robust < HeavyTails * factor
            ? Text($" Half of the errors would be met by a factor of {robust:F2}: the errors have heavier tails than a normal distribution, so most are smaller than stated and a few far larger.")
            : "";
        var table = new Table(
            ["Set", "Levels", new("Mean (error/std)²", null, "F2"), new("Spread of error/std", null, "F2"), new("Within 68 %", "%", "F0"), new("Within 95 %", "%", "F0"), new("Rank correlation", null, "F2")],
            new[] { ("groups left out, as stated by the fit", t.Training, 1 / factor), ("groups left out, calibrated", t.Training, 1.0), ("held out, as stated by the fit", t.Test, 1 / factor), ("held out, calibrated", t.Test, 1.0) }
                .Where(p => p.Item2.Samples.Count > 0).Select(p => (p.Item1, p.Item2.Samples.Count, p.Item2.Calibration(p.Item3)))
                .Select(p => (IReadOnlyList<object?>)[p.Item1, p.Count, p.Item3.MeanSquare, p.Item3.Spread, 100 * p.Item3.Coverage68, 100 * p.Item3.Coverage95, p.Item3.RankCorrelation]))
        { Title = $"{name}: predicted standard deviations against errors" };
        return Html.Figure(Figure(t, note).ToSvg(940, 480), $"{name}: share of errors within the central interval that is to hold the share on the horizontal axis, and error against standard deviation. The calibration took no part in the held-out levels.")
            + Html.Paragraph(Text($"Every predicted standard deviation is multiplied by {factor:F3}, which makes the mean of (error/std)² over training levels with their group left out one.") + tails) + table.ToHtml();
    }

    private static PlotGrid Figure(TrainedElement t, string note)
    {
        var (name, factor) = (t.Model.Level.Name, t.Model.Process.Calibration);
        double[] expected = [.. Enumerable.Range(0, 41).Select(k => k / 40.0)];
        var coverage = new List<PlotSeries>();
        var binned = new List<PlotSeries>();
        foreach (var (levels, label, colour) in new[] { (t.Training, "groups left out", Palette.Sky), (t.Test, "held out", Palette.Vermillion) })
        {
            if (levels.Samples.Count == 0) continue;
            double[] Observed(double scale) => CalibrationMetrics.Coverage(levels.Errors, [.. levels.TotalDeviations.Select(d => scale * d)], expected);
            coverage.Add(new LineSeries(expected, Observed(1 / factor), label + ", as stated by the fit", colour) { Dash = Dash.Dashed });
            coverage.Add(new LineSeries(expected, Observed(1), label + ", calibrated", colour));
            var bins = Bins(levels);
            binned.Add(new LineSeries(bins.Select(b => b.Deviation), bins.Select(b => b.Error), label, colour));
            binned.Add(new ScatterSeries(bins.Select(b => b.Deviation), bins.Select(b => b.Error), null, colour) { Size = 5 });
        }

        return new PlotGrid
        {
            Panels =
            [
                new Plot { Title = $"{name}: reliability", XAxis = new Axis("Expected share within the interval") { Minimum = 0, Maximum = 1 }, YAxis = new Axis("Observed share"), Series = [.. coverage, ReferenceLine.Diagonal() with { Colour = Palette.Black }], EqualAxes = true },
                new Plot { Title = $"{name}: error against standard deviation", XAxis = new Axis("Predicted standard deviation (eV)"), YAxis = new Axis("Root mean square error (eV)"), Series = [.. binned, ReferenceLine.Diagonal() with { Colour = Palette.Black }], EqualAxes = true },
            ],
            Notes = [note],
        };
    }

    // Levels by ascending deviation, cut into bins of equal number.
    private static (double Deviation, double Error)[] Bins(PredictedLevels levels)
    {
        var (errors, deviations) = (levels.Errors, levels.TotalDeviations);
        int[] order = [.. Enumerable.Range(0, errors.Length).OrderBy(i => deviations[i])];
        var count = Math.Clamp(order.Length / FewestInBin, 1, MostBins);
        return [.. Enumerable.Range(0, count).Select(b => order[(b * order.Length / count)..((b + 1) * order.Length / count)])
            .Select(bin => (Math.Sqrt(bin.Average(i => deviations[i] * deviations[i])), Math.Sqrt(bin.Average(i => errors[i] * errors[i]))))];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
