using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// The straight line through mean-square displacements of one run: generalised least squares with the covariance of a random walk, which knows that displacements at different lags share
/// the same steps. The slope is linear in the displacements, with weights that depend on the run's length and the window alone, so that its variance is known too: with s the slope of one
/// lag and c independent components (three for each atom), var = s² v/c. Immutable and thread-safe; use one for many runs of a length.
/// </summary>
/// <remarks>Aitken, Proc. R. Soc. Edinburgh 55, 42 (1935), doi:10.1017/S0370164600014346; covariance as in <see cref="RandomWalkCovariance"/>.</remarks>
public sealed class DiffusionFit
{
    // Neighbouring lags say nearly the same: six times as many make the variance less by under a tenth (tested), and the fit more sensitive to the first lag.
    private const int MostLags = 32;

    // 97.5 % of a normal distribution lie below.
    private const double Normal = 1.9599639845400545;

    private readonly double[] _slope;
    private readonly double[] _intercept;
    private readonly double[] _covariance;

    /// <summary>Prepares fits.</summary>
    /// <param name="frames">Frames of the run, at least 4.</param>
    /// <param name="from">First lag of the window as a fraction of the run.</param>
    /// <param name="to">Last lag.</param>
    /// <exception cref="InputException">The window makes no sense, or is too narrow for a line.</exception>
    public DiffusionFit(int frames, double from = 0.1, double to = 0.5)
        : this(frames, from, to, MostLags)
    {
    }

    internal DiffusionFit(int frames, double from, double to, int lags)
    {
        if (!(from >= 0 && from < to && to < 1)) throw new InputException("the window of the fit is not 0 ≤ FROM < TO < 1", remedy: "give fractions of the run such as --fit 0.1:0.5");
        Frames = frames;
        var (first, last) = (Math.Max(1, (int)Math.Round(from * (frames - 1))), (int)Math.Round(to * (frames - 1)));
        if (last - first < 2) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{frames} frames are too few for a fit between {from:G3} and {to:G3} of the run"), remedy: "write frames more often, simulate longer, or widen --fit");
        var count = Math.Min(lags, last - first + 1);
        Lags = [.. Enumerable.Range(0, count).Select(k => first + (int)Math.Round((double)k * (last - first) / (count - 1)))];
        _covariance = new double[count * count];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++) _covariance[a * count + b] = _covariance[b * count + a] = RandomWalkCovariance.Of(frames, Lags[a], Lags[b]);
        }

        // Whatever is added to the diagonal for rounding, the variance below is that of the weights that come out.
        var (factor, _) = Cholesky.FactorWithJitter(_covariance, count, 1e-14 * _covariance[^1]);
        double[] x = [.. Lags.Select(l => (double)l)], one = [.. Lags.Select(_ => 1.0)];
        factor.Solve(x);
        factor.Solve(one);
        double xx = 0, x1 = 0, oo = 0;
        for (var k = 0; k < count; k++)
        {
            xx += x[k] * Lags[k];
            x1 += x[k];
            oo += one[k];
        }

        var determinant = xx * oo - x1 * x1;
        (_slope, _intercept) = (new double[count], new double[count]);
        for (var k = 0; k < count; k++)
        {
            _slope[k] = (oo * x[k] - x1 * one[k]) / determinant;
            _intercept[k] = (xx * one[k] - x1 * x[k]) / determinant;
        }

        RelativeVariance = Form(_slope, _slope);
    }

    /// <summary>Frames of the runs.</summary>
    public int Frames { get; }

    /// <summary>The lags of the fit, in frames.</summary>
    public IReadOnlyList<int> Lags { get; }

    /// <summary>v: variance of the slope of one component over the slope squared.</summary>
    public double RelativeVariance { get; }

    /// <summary>Relative variance of the mean-square displacement at a lag, for one component of a random walk.</summary>
    public double VarianceAt(int lag) => RandomWalkCovariance.Of(Frames, lag, lag) / ((double)lag * lag);

    /// <summary>Fits a mean-square displacement.</summary>
    /// <param name="msd">Mean-square displacement by lag, in frames, Å²; that of three components.</param>
    /// <param name="walkers">How many independent walkers it is the mean of.</param>
    /// <param name="timeStep">Interval between frames, fs.</param>
    /// <param name="threshold">Least displacement at the end of the window of something that moves, Å².</param>
    /// <param name="scatter">Standard error of the slope per lag from the scatter between walkers, Å², or NaN; the larger of this and the model's counts.</param>
    /// <param name="units">How many groups of walkers that scatter comes from: where it counts, intervals are wider by Student's t over the normal quantile.</param>
    public DiffusionCoefficient Estimate(ReadOnlySpan<double> msd, double walkers, double timeStep, double threshold = 0, double scatter = double.NaN, int units = 0)
    {
        if (msd.Length <= Lags[^1]) throw new ArgumentException("There are displacements at fewer lags than the fit needs.", nameof(msd));
        var (slope, intercept) = (0.0, 0.0);
        for (var k = 0; k < Lags.Count; k++)
        {
            slope += _slope[k] * msd[Lags[k]];
            intercept += _intercept[k] * msd[Lags[k]];
        }

        var (components, end) = (3 * walkers, msd[Lags[^1]]);
        // The scale of the variance is the true slope, for which the slope found stands, or where that says nothing, the mean one.
        var scale = slope > 0 && RelativeVariance / components < 0.5 ? slope : Math.Max(slope, end / Lags[^1]);
        var error = scale * Math.Sqrt(RelativeVariance / components);
        var width = 1.0;
        if (scatter > error) (error, width) = (scatter, SamplingDistributions.StudentQuantile(0.975, units - 1) / Normal);
        var freedom = slope > 0 ? 2 * slope * slope / (error * error * width * width) : 0;
        // D̂/D as χ²(ν)/ν with ν from its variance: Satterthwaite, Biometrics Bull. 2, 110 (1946), doi:10.2307/3002019.
        var (lower, upper) = freedom >= 4
            ? (slope * freedom / SamplingDistributions.ChiSquaredQuantile(0.975, freedom), slope * freedom / SamplingDistributions.ChiSquaredQuantile(0.025, freedom))
            : (slope - Normal * width * error, slope + Normal * width * error);
        var (exponent, exponentError) = Exponent(msd, end / Lags[^1], components);
        // Å² per frame in Å²/ps, over 2 for each of three components.
        var unit = 1000 / (6 * timeStep);
        var picoseconds = timeStep / 1000;
        return new(
            unit * slope, unit * error, unit * lower, unit * upper, freedom, intercept, Lags[0] * picoseconds, Lags[^1] * picoseconds, end, exponent, exponentError, end >= threshold);
    }

    /// <summary>Weights f_k for the power spectra P_k of points with zeros behind the run: Σ_k f_k P_k is what the autocorrelations contribute to the slope of one walker.</summary>
    internal double[] Filter(int points)
    {
        var sparse = new double[points];
        for (var k = 0; k < Lags.Count; k++) sparse[Lags[k]] = -2 * _slope[k] / ((Frames - Lags[k]) * (double)points);
        return SeriesTransform.Cosines(sparse);
    }

    /// <summary>Weights of the squared positions in each frame: what they contribute to the slope of one walker.</summary>
    internal double[] SquareWeights()
    {
        var weights = new double[Frames];
        for (var k = 0; k < Lags.Count; k++)
        {
            var w = _slope[k] / (Frames - Lags[k]);
            for (var f = 0; f < Frames; f++) weights[f] += w * ((f < Frames - Lags[k] ? 1 : 0) + (f >= Lags[k] ? 1 : 0));
        }

        return weights;
    }

    // The slope of ln MSD over ln t by ordinary least squares, and its error from the covariance, the walk's slope being the mean one.
    private (double Value, double Error) Exponent(ReadOnlySpan<double> msd, double slope, double components)
    {
        var count = Lags.Count;
        double[] x = [.. Lags.Select(l => Math.Log(l))];
        var mean = x.Average();
        var spread = x.Sum(v => (v - mean) * (v - mean));
        var weights = new double[count];
        var value = 0.0;
        for (var k = 0; k < count; k++)
        {
            var y = msd[Lags[k]];
            if (!(y > 0)) return (double.NaN, double.NaN);
            value += (x[k] - mean) / spread * Math.Log(y);
            weights[k] = (x[k] - mean) / spread / y;
        }

        return (value, slope * Math.Sqrt(Math.Max(0, Form(weights, weights)) / components));
    }

    private double Form(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++) sum += a[i] * _covariance[i * a.Length + j] * b[j];
        }

        return sum;
    }
}
