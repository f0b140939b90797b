using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// Ionic conductivity from a trajectory: σ = Σ_i q_i² Dσ/(V kT), by the fluctuation of the charge's displacement, and what it would be if ions moved independently, after Nernst and Einstein:
/// σ_NE = Σ n q² D*/kT = H σ.
/// </summary>
/// <param name="Motion">The displacements of the ions.</param>
/// <param name="Charges">Charges of the elements, e, in the order of the displacements.</param>
/// <param name="Haven">The Haven ratio.</param>
/// <param name="Temperature">Temperature, K.</param>
/// <param name="Volume">Volume of the cell, Å³.</param>
public sealed record IonicConductivity(MeanSquareDisplacement Motion, IReadOnlyList<double> Charges, HavenRatio Haven, double Temperature, double Volume)
{
    // 1 e/(V Å ps): the charge of CODATA 2018 over 1e-8 cm and 1e-12 s.
    private const double SiemensPerCentimetre = 16.02176634;
    private const double Boltzmann = 8.617333262e-5;

    /// <summary>σ_NE, S/cm.</summary>
    public double NernstEinsteinValue => Unit * Haven.Tracer;

    /// <summary>Its standard error, S/cm.</summary>
    public double NernstEinsteinError => Unit * Haven.TracerError;

    /// <summary>σ, S/cm.</summary>
    public double Value => Unit * Haven.Charge.Value;

    /// <summary>Its standard error, S/cm.</summary>
    public double Error => Unit * Haven.Charge.Error;

    /// <summary>Its 95 % confidence interval, S/cm.</summary>
    public (double Lower, double Upper) Interval => (Unit * Haven.Charge.Lower, Unit * Haven.Charge.Upper);

    private double Unit => NernstEinstein(Motion.Species.Zip(Charges, (s, q) => s.Atoms * q * q).Sum() / Volume, 1, 1, Temperature);

    /// <summary>n q² D/kT in S/cm.</summary>
    /// <param name="density">Number density n of the ions, Å⁻³.</param>
    /// <param name="charge">Their charge q, e.</param>
    /// <param name="diffusion">Their diffusion coefficient, Å²/ps.</param>
    /// <param name="temperature">Temperature, K.</param>
    public static double NernstEinstein(double density, double charge, double diffusion, double temperature) =>
        SiemensPerCentimetre * density * charge * charge * diffusion / (Boltzmann * temperature);

    /// <summary>Goes through a trajectory.</summary>
    /// <param name="trajectory">The trajectory; its frames have cells.</param>
    /// <param name="charges">Charges of elements, e; the others are the host unless the options name another.</param>
    /// <param name="temperature">Temperature, K.</param>
    /// <param name="options">Options of the displacements; the elements are those with charges.</param>
    /// <param name="collective">Window of the fit of the collective displacement, fractions of the run.</param>
    /// <param name="pool">The workers.</param>
    /// <param name="progress">Told how far the work has come, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">As of <see cref="MeanSquareDisplacement.Compute"/>; no cell, no temperature, no charge.</exception>
    public static IonicConductivity Compute(
        Trajectory trajectory, IReadOnlyDictionary<string, double> charges, double temperature, DisplacementOptions options, (double From, double To) collective, WorkerPool pool,
        IProgress<ProgressUpdate>? progress = null, CancellationToken cancellation = default)
    {
        if (!(temperature > 0 && double.IsFinite(temperature))) throw new InputException("the temperature is not known or not positive", trajectory.Name, remedy: "give it with --temperature, in K");
        if (!(trajectory.Volume > 0)) throw new InputException("the frames have no cell, and so no density of charge", trajectory.Name, remedy: "analyse a periodic structure");
        DiffusionFit fit = new(trajectory.Frames, collective.From, collective.To);
        var motion = MeanSquareDisplacement.Compute(trajectory, options with { Elements = [.. charges.Keys] }, pool, progress, cancellation);
        double[] ordered = [.. motion.Species.Select(s => charges.First(c => string.Equals(c.Key, s.Symbol, StringComparison.OrdinalIgnoreCase)).Value)];
        var haven = HavenRatio.Compute([.. motion.Species.Zip(ordered)], trajectory.Frames, trajectory.TimeStep, fit, pool);
        return new(motion, ordered, haven, temperature, trajectory.Volume);
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult()
    {
        AnalysisResult result = new();
        var lags = LagChoice.Of(Motion.Frames - 1);
        var weight = Motion.Species.Zip(Charges, (s, q) => s.Atoms * q * q).Sum();
        double[] times = [.. lags.Select(m => m * Motion.TimeStep / 1000)], charge = [.. lags.Select(m => Haven.Msd[m])], error = [.. lags.Select(m => Haven.Error[m])];
        double[] tracer = [.. lags.Select(m => Motion.Species.Zip(Charges, (s, q) => s.Atoms * q * q * s.Msd[m]).Sum() / weight)];
        result.AddColumns("conductivity.csv", [("t_ps", times), ("msd_charge_A2", charge), ("msd_charge_error_A2", error), ("msd_tracer_A2", tracer)]);
        var d = Haven.Charge;
        var end = Motion.Species.Max(s => s.Diffusion.FitEnd);
        var shown = lags.Count(m => m * Motion.TimeStep / 1000 <= end);
        result.AddPicture("conductivity.svg", new Plot
        {
            XAxis = new Axis("t (ps)") { Minimum = 0, Maximum = end }, YAxis = new Axis("MSD (Å²)") { Minimum = 0 },
            Series =
            [
                new BandSeries(times[..shown], charge.Zip(error, (v, e) => v - e).Take(shown), charge.Zip(error, (v, e) => v + e).Take(shown)) { Colour = Palette.Blue },
                new LineSeries(times[..shown], charge[..shown], "charge, over Σq²", Palette.Blue),
                new LineSeries([d.FitStart, d.FitEnd], [d.Intercept + 6 * d.Value * d.FitStart, d.Intercept + 6 * d.Value * d.FitEnd], "fit", Palette.Black) { Dash = Dash.Dashed },
                new LineSeries(times[..shown], tracer[..shown], "tracer", Palette.Vermillion),
            ],
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"σ = {Value:G3} S/cm, Haven ratio {Haven.Value:F2}"),
        }.ToSvg());
        result.Numbers["temperature_K"] = Temperature;
        result.Numbers["volume_A3"] = Volume;
        result.Numbers["frame_interval_fs"] = Motion.TimeStep;
        result.Numbers["host"] = Motion.Host;
        result.Numbers["sigma_S_cm"] = AnalysisResult.Number(Value, Error);
        result.Numbers["sigma_95_S_cm"] = new JsonArray(AnalysisResult.Number(Interval.Lower), AnalysisResult.Number(Interval.Upper));
        result.Numbers["sigma_nernst_einstein_S_cm"] = AnalysisResult.Number(NernstEinsteinValue, NernstEinsteinError);
        result.Numbers["haven_ratio"] = AnalysisResult.Number(Haven.Value, Haven.ValueError);
        result.Numbers["haven_ratio_95"] = new JsonArray(AnalysisResult.Number(Haven.Lower), AnalysisResult.Number(Haven.Upper));
        result.Numbers["charge_diffusion"] = d.ToJson();
        result.Numbers["species"] = new JsonArray([.. Motion.Species.Zip(Charges, (s, q) =>
        {
            var json = s.Diffusion.ToJson();
            json.Insert(0, "element", s.Symbol);
            json.Insert(1, "atoms", s.Atoms);
            json.Insert(2, "charge_e", q);
            return (JsonNode)json;
        })]);
        result.Shown = new Table(["quantity", "unit", new("value", null, "E3"), new("error", null, "E1"), new("95 % from", null, "E3"), new("to", null, "E3")],
        [
            ["conductivity", "S/cm", Value, Error, Interval.Lower, Interval.Upper],
            ["Nernst–Einstein", "S/cm", NernstEinsteinValue, NernstEinsteinError, null, null],
            ["Haven ratio", "", Haven.Value, Haven.ValueError, Haven.Lower, Haven.Upper],
            ["D of the charge", "cm²/s", 1e-4 * d.Value, 1e-4 * d.Error, 1e-4 * d.Lower, 1e-4 * d.Upper],
            .. Motion.Species.Select(s => new object?[] { $"D of {s.Symbol}", "cm²/s", 1e-4 * s.Diffusion.Value, 1e-4 * s.Diffusion.Error, 1e-4 * s.Diffusion.Lower, 1e-4 * s.Diffusion.Upper }),
        ]);
        foreach (var warning in Motion.Warnings().Concat(d.Warnings("the charge", 0))) result.Warnings.Add(warning);
        return result;
    }
}
