using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;

namespace Lithoscope.Analysis;

/// <summary>Files, picture and table of velocity autocorrelations.</summary>
public static class VelocityReport
{
    /// <summary>The result as files and numbers.</summary>
    public static AnalysisResult ToResult(this VelocityAutocorrelation vacf)
    {
        AnalysisResult result = new();
        double[] times = [.. Enumerable.Range(0, vacf.Length + 1).Select(m => m * vacf.TimeStep / 1000)];
        List<(string, IReadOnlyList<double>)> columns = [("t_ps", times)];
        List<PlotSeries> correlations = [], integrals = [];
        List<IReadOnlyList<object?>> rows = [];
        JsonArray species = [];
        foreach (var s in vacf.Species)
        {
            double[] c = s.Mean(), error = s.Error();
            var running = s.Integrals(vacf.TimeStep);
            double[] d = BlockScatter.Mean(running), dError = BlockScatter.Error(running);
            columns.Add(($"vacf_{s.Symbol}_A2_fs2", c));
            columns.Add(($"vacf_{s.Symbol}_error_A2_fs2", error));
            columns.Add(($"D_{s.Symbol}_A2_ps", d));
            columns.Add(($"D_{s.Symbol}_error_A2_ps", dError));
            correlations.Add(new LineSeries(times, c.Select(v => v / c[0]), s.Symbol) { Thickness = 1.4 });
            integrals.Add(new BandSeries(times, d.Zip(dError, (v, e) => v - e), d.Zip(dError, (v, e) => v + e)));
            integrals.Add(new LineSeries(times, d, s.Symbol) { Thickness = 1.4 });
            var width = SamplingDistributions.StudentQuantile(0.975, s.Blocks.Count - 1) * dError[^1];
            rows.Add([s.Symbol, s.Atoms, 1e-4 * d[^1], 1e-4 * (d[^1] - width), 1e-4 * (d[^1] + width), c[0] * s.Mass / 3 / VibrationalUnits.ThermalVelocity]);
            species.Add((JsonNode)new JsonObject
            {
                ["element"] = s.Symbol, ["atoms"] = s.Atoms,
                ["D_cm2_s"] = AnalysisResult.Number(1e-4 * d[^1]), ["D_error_cm2_s"] = AnalysisResult.Number(1e-4 * dError[^1]),
                ["D_95_cm2_s"] = new JsonArray(AnalysisResult.Number(1e-4 * (d[^1] - width)), AnalysisResult.Number(1e-4 * (d[^1] + width))),
                ["D_A2_ps"] = AnalysisResult.Number(d[^1], dError[^1]),
                ["mean_square_velocity_A2_fs2"] = AnalysisResult.Number(c[0], error[0]),
            });
        }

        result.AddColumns("vacf.csv", columns);
        result.AddPicture("vacf.svg", new PlotGrid
        {
            Columns = 1, SharedX = true, Letters = false,
            Panels =
            [
                new Plot { XAxis = "t (ps)", YAxis = "⟨v(0)·v(t)⟩/⟨v²⟩", Series = [.. correlations, ReferenceLine.Horizontal(0)] },
                new Plot { XAxis = "t (ps)", YAxis = "(1/3)∫⟨v·v⟩dt (Å²/ps)", Series = integrals },
            ],
        }.ToSvg(720, 640));
        result.Numbers["frame_interval_fs"] = vacf.TimeStep;
        result.Numbers["length_ps"] = times[^1];
        result.Numbers["blocks"] = vacf.Species[0].Blocks.Count;
        result.Numbers["host"] = vacf.Host;
        result.Numbers["species"] = species;
        result.Shown = new Table(["element", "atoms", new("D, Green–Kubo", "cm²/s", "E3"), new("95 % from", null, "E3"), new("to", null, "E3"), new("m⟨v²⟩/3k", "K", "F1")], rows);
        return result;
    }
}
