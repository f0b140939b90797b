using System.Text.Json.Nodes;
using Lithoscope.Reporting;

namespace Lithoscope.Analysis;

/// <summary>Files, picture and table of mean-square displacements.</summary>
public static class DisplacementReport
{
    /// <summary>The result as files and numbers.</summary>
    /// <param name="msd">The displacements.</param>
    /// <param name="temperature">Mean temperature of the frames, K; NaN where they do not say it.</param>
    public static AnalysisResult ToResult(this MeanSquareDisplacement msd, double temperature = double.NaN)
    {
        AnalysisResult result = new();
        var lags = LagChoice.Of(msd.Frames - 1);
        double[] times = [.. lags.Select(m => m * msd.TimeStep / 1000)];
        List<(string, IReadOnlyList<double>)> columns = [("t_ps", times)];
        List<PlotSeries> linear = [], logarithmic = [];
        List<IReadOnlyList<object?>> rows = [];
        JsonArray species = [];
        foreach (var (s, index) in msd.Species.Select((s, k) => (s, k)))
        {
            double[] values = [.. lags.Select(m => s.Msd[m])], errors = [.. lags.Select(m => s.Error[m])];
            columns.Add(($"msd_{s.Symbol}_A2", values));
            columns.Add(($"msd_{s.Symbol}_error_A2", errors));
            var d = s.Diffusion;
            var colour = Palette.At(index);
            linear.Add(new BandSeries(times, values.Zip(errors, (v, e) => v - e), values.Zip(errors, (v, e) => v + e)) { Colour = colour });
            linear.Add(new LineSeries(times, values, s.Symbol, colour) { Thickness = 1.4 });
            linear.Add(new LineSeries([d.FitStart, d.FitEnd], [d.Intercept + 6 * d.Value * d.FitStart, d.Intercept + 6 * d.Value * d.FitEnd], null, Palette.Black) { Dash = Dash.Dashed, Thickness = 1 });
            logarithmic.Add(new LineSeries(times, values, s.Symbol, colour) { Thickness = 1.4 });
            rows.Add([
                s.Symbol, s.Atoms, 1e-4 * d.Value, 1e-4 * d.Lower, 1e-4 * d.Upper, d.Displacement, d.Exponent,
                d.Moves ? d.IsDiffusive ? "" : "not yet diffusive" : "does not move",
            ]);
            var numbers = d.ToJson();
            numbers.Insert(0, "element", s.Symbol);
            numbers.Insert(1, "atoms", s.Atoms);
            species.Add((JsonNode)numbers);
        }

        result.AddColumns("msd.csv", columns);
        // Beyond the window few origins are left.
        var end = msd.Species.Max(s => s.Diffusion.FitEnd);
        var top = msd.Species.Max(s => s.Msd[..(int)Math.Min(msd.Frames, 1.2 * end * 1000 / msd.TimeStep + 2)].Max());
        result.AddPicture("msd.svg", new PlotGrid
        {
            Columns = 2, Letters = false,
            Panels =
            [
                new Plot { XAxis = new Axis("t (ps)") { Minimum = 0, Maximum = 1.2 * end }, YAxis = new Axis("MSD (Å²)") { Minimum = 0, Maximum = 1.1 * top }, Series = linear },
                new Plot { XAxis = new Axis("t (ps)") { Logarithmic = true }, YAxis = new Axis("MSD (Å²)") { Logarithmic = true }, Series = logarithmic },
            ],
            Notes = ["Dashed: the lines fitted, over the window of the fit. Bands: standard errors."],
        }.ToSvg(1000, 440));
        result.Numbers["frame_interval_fs"] = msd.TimeStep;
        result.Numbers["run_ps"] = (msd.Frames - 1) * msd.TimeStep / 1000;
        result.Numbers["temperature_K"] = AnalysisResult.Number(temperature);
        result.Numbers["host"] = msd.Host;
        result.Numbers["threshold_A2"] = msd.Options.Threshold;
        result.Numbers["border_crossings_undone"] = msd.Crossings;
        result.Numbers["species"] = species;
        result.Shown = new Table(
            ["element", "atoms", new("D", "cm²/s", "E3"), new("95 % from", null, "E3"), new("to", null, "E3"), new("MSD at end", "Å²", "G4"), new("exponent", null, "F3"), "remark"], rows);
        foreach (var warning in msd.Warnings()) result.Warnings.Add(warning);
        return result;
    }

    /// <summary>Mean of the frames' temperatures, K; NaN where one does not say it.</summary>
    public static double Temperature(Trajectory trajectory)
    {
        var sum = 0.0;
        for (var f = 0; f < trajectory.Frames; f++) sum += trajectory.ReadNumber(f, "temperature_K");
        return sum / trajectory.Frames;
    }
}
