using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;

namespace Lithoscope.Analysis;

/// <summary>A density of states over frequency.</summary>
/// <param name="Name">An element, or <c>total</c>.</param>
/// <param name="Mean">g(ν), 1/THz for an atom; its integral is 3.</param>
/// <param name="Error">Standard errors from blocks of time.</param>
public sealed record DensityOfStates(string Name, double[] Mean, double[] Error);

/// <summary>
/// Vibrational densities of states: the cosine transform of the mass-weighted velocity autocorrelation, g(ν) = (6/C(0)) Δt [C(0) + 2 Σ_m w_m C(m) cos(2πν m Δt)] with the lag window
/// w_m = cos²(πm/2M) (von Hann's), so that the integral up to the Nyquist frequency is 3 for an atom. Dickey and Paskin, Phys. Rev. 188, 1407 (1969), doi:10.1103/PhysRev.188.1407.
/// That of an element is normalised by its own C(0); the total, by that of all, is the mean over atoms where equipartition holds.
/// </summary>
public sealed class VibrationalDensityOfStates
{
    // Weight beyond nine tenths of the highest frequency seen: more says that faster motion is folded back.
    private const double LargestFolded = 0.01;

    private VibrationalDensityOfStates(VelocityAutocorrelation vacf, double[] frequencies, IReadOnlyList<DensityOfStates> densities) =>
        (Velocities, Frequencies, Densities) = (vacf, frequencies, densities);

    /// <summary>The autocorrelations.</summary>
    public VelocityAutocorrelation Velocities { get; }

    /// <summary>Frequencies ν, THz, from 0 to that of Nyquist, at equal distances.</summary>
    public double[] Frequencies { get; }

    /// <summary>The total first where there are several elements, then the elements.</summary>
    public IReadOnlyList<DensityOfStates> Densities { get; }

    /// <summary>Full width at half height of a sharp line, THz: 1/(M Δt), exact for the window but for its side lobes.</summary>
    public double Resolution => 1000 / (Velocities.Length * Velocities.TimeStep);

    /// <summary>Transforms autocorrelations.</summary>
    public static VibrationalDensityOfStates Of(VelocityAutocorrelation vacf)
    {
        var length = vacf.Length;
        // Eight points to a resolution, and an even number.
        var points = 4 * SeriesTransform.PointsFrom(2 * length + 1);
        var frequencies = new double[points / 2 + 1];
        for (var k = 0; k < frequencies.Length; k++) frequencies[k] = 1000.0 * k / (points * vacf.TimeStep);
        List<DensityOfStates> all = [];
        if (vacf.Species.Count > 1)
        {
            var atoms = vacf.Species.Sum(s => s.Atoms);
            all.Add(Transform("total", [.. Enumerable.Range(0, vacf.Species[0].Blocks.Count).Select(b =>
            {
                var sum = new double[length + 1];
                foreach (var s in vacf.Species)
                {
                    for (var m = 0; m <= length; m++) sum[m] += s.Mass * s.Atoms / atoms * s.Blocks[b][m];
                }

                return sum;
            })], points, vacf.TimeStep));
        }

        foreach (var s in vacf.Species) all.Add(Transform(s.Symbol, s.Blocks, points, vacf.TimeStep));
        return new(vacf, frequencies, all);
    }

    private static DensityOfStates Transform(string name, IReadOnlyList<double[]> blocks, int points, double timeStep)
    {
        var norm = 6 * timeStep / 1000 / blocks.Average(c => c[0]);
        List<double[]> densities = [];
        foreach (var c in blocks)
        {
            var windowed = new double[points];
            windowed[0] = norm * c[0];
            for (var m = 1; m < c.Length; m++)
            {
                var w = Math.Cos(0.5 * Math.PI * m / (c.Length - 1));
                windowed[m] = 2 * norm * w * w * c[m];
            }

            densities.Add(SeriesTransform.Cosines(windowed)[..(points / 2 + 1)]);
        }

        return new(name, BlockScatter.Mean(densities), BlockScatter.Error(densities));
    }

    /// <summary>∫ν^power g dν/3 of a density up to a frequency, THz^power.</summary>
    public double Moment(DensityOfStates density, int power, double upTo = double.PositiveInfinity)
    {
        var sum = 0.0;
        for (var k = 0; k < Frequencies.Length && Frequencies[k] <= upTo; k++)
        {
            sum += (k == 0 || k == Frequencies.Length - 1 ? 0.5 : 1) * Math.Pow(Frequencies[k], power) * density.Mean[k];
        }

        return sum * Frequencies[1] / 3;
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult()
    {
        AnalysisResult result = new();
        List<(string, IReadOnlyList<double>)> columns =
        [
            ("frequency_THz", Frequencies), ("wavenumber_per_cm", [.. Frequencies.Select(f => VibrationalUnits.WavenumbersPerTerahertz * f)]),
            ("energy_meV", [.. Frequencies.Select(f => VibrationalUnits.MillielectronvoltsPerTerahertz * f)]),
        ];
        List<PlotSeries> lines = [];
        List<IReadOnlyList<object?>> rows = [];
        JsonArray densities = [];
        // The picture ends a little beyond where all but a thousandth of the states are.
        var top = Densities.Max(d => Frequencies.First(f => Moment(d, 0, f) >= 0.999 || f == Frequencies[^1]));
        var shown = Frequencies.Count(f => f <= 1.15 * top);
        double[] x = Frequencies[..shown];
        foreach (var d in Densities)
        {
            columns.Add(($"g_{d.Name}_per_THz", d.Mean));
            columns.Add(($"g_{d.Name}_error_per_THz", d.Error));
            var peak = Array.IndexOf(d.Mean, d.Mean.Max());
            var (mean, second) = (Moment(d, 1), Moment(d, 2));
            if (d.Name == "total") lines.Add(new LineSeries(x, d.Mean[..shown], d.Name, Palette.Grey) { Filled = true });
            else
            {
                lines.Add(new BandSeries(x, d.Mean.Zip(d.Error, (v, e) => v - e).Take(shown), d.Mean.Zip(d.Error, (v, e) => v + e).Take(shown)));
                lines.Add(new LineSeries(x, d.Mean[..shown], d.Name) { Thickness = 1.4 });
            }

            rows.Add([d.Name, Frequencies[peak], VibrationalUnits.WavenumbersPerTerahertz * Frequencies[peak], mean, Math.Sqrt(Math.Max(0, second)), d.Mean[0], d.Error[0]]);
            densities.Add((JsonNode)new JsonObject
            {
                ["of"] = d.Name, ["peak_THz"] = Frequencies[peak], ["mean_THz"] = AnalysisResult.Number(mean), ["second_moment_THz2"] = AnalysisResult.Number(second),
                ["at_zero_per_THz"] = AnalysisResult.Number(d.Mean[0], d.Error[0]),
            });
            var beyond = 1 - Moment(d, 0, 0.9 * Frequencies[^1]);
            if (beyond > LargestFolded)
            {
                result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * beyond:F1} % of the states of {d.Name} lie near {Frequencies[^1]:G3} THz, the highest frequency that frames {Velocities.TimeStep:G3} fs apart show: faster vibrations are folded back; write frames more often."));
            }
        }

        result.AddColumns("vdos.csv", columns);
        result.AddPicture("vdos.svg", new Plot
        {
            XAxis = new Axis("Frequency (THz)") { Minimum = 0 }, YAxis = "States (1/THz for an atom)", Series = lines,
            Notes = [string.Create(CultureInfo.InvariantCulture, $"Resolution {Resolution:G3} THz. Bands: standard errors from blocks of time.")],
        }.ToSvg());
        result.Numbers["frame_interval_fs"] = Velocities.TimeStep;
        result.Numbers["length_ps"] = Velocities.Length * Velocities.TimeStep / 1000;
        result.Numbers["resolution_THz"] = Resolution;
        result.Numbers["blocks"] = Velocities.Species[0].Blocks.Count;
        result.Numbers["host"] = Velocities.Host;
        result.Numbers["densities"] = densities;
        result.Shown = new Table(["states of", new("peak", "THz", "F3"), new("peak", "1/cm", "F1"), new("mean", "THz", "F3"), new("root mean square", "THz", "F3"), new("at zero", "1/THz", "F4"), new("error", null, "G2")], rows);
        return result;
    }
}
