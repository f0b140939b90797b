using Lithoscope.Learning;

namespace Lithoscope.Spectroscopy;

/// <summary>Levels with predictions, and what they are off by.</summary>
/// <param name="Samples">The levels.</param>
/// <param name="Energies">Predicted binding energies, eV.</param>
/// <param name="Deviations">Predicted standard deviations without the offset of a frame, eV.</param>
/// <param name="TotalDeviations">Predicted standard deviations of the error, the offset of a frame included, eV.</param>
internal sealed record PredictedLevels(ElementSamples Samples, double[] Energies, double[] Deviations, double[] TotalDeviations)
{
    public PredictedLevels(ElementSamples samples, double[] energies, double[] deviations, double offsetDeviation)
        : this(samples, energies, deviations, WithOffset(deviations, offsetDeviation))
    {
    }

    /// <summary>Predicted minus calculated, eV.</summary>
    public double[] Errors => [.. Energies.Zip(Samples.Energies, (p, e) => p - e)];

    /// <summary>Errors as they are.</summary>
    public RegressionMetrics Raw => RegressionMetrics.Of(Energies, Samples.Energies);

    /// <summary>Errors once one offset is fitted to each frame.</summary>
    public RegressionMetrics Aligned => RegressionMetrics.Of(RegressionMetrics.AlignByGroup(Energies, Samples.Energies, Samples.Frame), Samples.Energies);

    /// <summary>Standard error of the raw RMSE, eV, from resampling the frames.</summary>
    public double RmseError(ulong seed) => RegressionMetrics.RmseStandardError(Energies, Samples.Energies, Samples.Frame, seed);

    /// <summary>Standard error of the RMSE with offsets fitted, eV.</summary>
    public double AlignedRmseError(ulong seed) => RegressionMetrics.RmseStandardError(RegressionMetrics.AlignByGroup(Energies, Samples.Energies, Samples.Frame), Samples.Energies, Samples.Frame, seed);

    /// <summary>
    /// The share of the mean squared error that is due to offsets of the frames: what fitting one to each takes away, less the share F/N that F fitted numbers would take from
    /// N independent errors by chance. NaN where every frame has one level or there is no error.
    /// </summary>
    public double OffsetShare
    {
        get
        {
            var (n, frames) = (Samples.Count, Samples.Frame.Distinct().Count());
            var within = Aligned.Rmse * Aligned.Rmse * n / (n - frames);
            return n == frames || Raw.Rmse == 0 ? double.NaN : Math.Max(0, 1 - within / (Raw.Rmse * Raw.Rmse));
        }
    }

    /// <summary>Standard deviation of the frames' offsets that the share amounts to, eV.</summary>
    public double OffsetDeviation => Raw.Rmse * Math.Sqrt(OffsetShare);

    /// <summary>How well the deviations tell the errors, once all of them are multiplied by a factor.</summary>
    public CalibrationMetrics Calibration(double factor = 1) => CalibrationMetrics.Of(Errors, [.. TotalDeviations.Select(d => factor * d)]);

    /// <summary>Standard deviations with that of a frame's offset added in quadrature.</summary>
    public static double[] WithOffset(double[] deviations, double offset) => [.. deviations.Select(d => Math.Sqrt(d * d + offset * offset))];
}
