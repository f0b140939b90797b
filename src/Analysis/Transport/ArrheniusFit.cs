using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>A diffusion coefficient at a temperature.</summary>
/// <param name="Temperature">T, K.</param>
/// <param name="Value">D, in any unit.</param>
/// <param name="Error">Its standard error, in the same unit; NaN where it is not known, for all points or for none.</param>
/// <param name="Marked">Why it is left out, such as that the species does not move; null where it is not.</param>
/// <param name="Origin">Where it comes from, for messages.</param>
public sealed record ArrheniusPoint(double Temperature, double Value, double Error, string? Marked = null, string? Origin = null);

/// <summary>
/// The straight line ln D = ln D₀ − E/kT by weighted least squares. Weights are the inverse squares of D's relative errors, or 1 where errors are not known. The scale of the variances is
/// that of the points about the line, with as many degrees of freedom as there are points more than parameters, and intervals are those of Student's t: they hold where errors are known but
/// for a factor, and few points make them wide. With two points, or where <c>trust</c> is asked for, the errors are taken as they are and the intervals are normal.
/// </summary>
public sealed class ArrheniusFit
{
    /// <summary>Boltzmann's constant, eV/K; CODATA 2018, doi:10.1103/RevModPhys.93.025010.</summary>
    public const double Boltzmann = 8.617333262e-5;

    private readonly double[] _covariance;
    private readonly double _centre;
    private readonly double _atCentre;

    private ArrheniusFit(IReadOnlyList<ArrheniusPoint> points, double centre, double[] parameters, double[] covariance, double chiSquared, bool trusted)
    {
        (Points, _centre, _atCentre, Energy, _covariance, ChiSquared) = (points, centre, parameters[0], -parameters[1], covariance, chiSquared);
        Freedom = trusted ? double.PositiveInfinity : points.Count - 2;
        Quantile = trusted ? 1.9599639845400545 : SamplingDistributions.StudentQuantile(0.975, Freedom);
    }

    /// <summary>The points of the line.</summary>
    public IReadOnlyList<ArrheniusPoint> Points { get; }

    /// <summary>Activation energy E, eV.</summary>
    public double Energy { get; }

    /// <summary>Its standard error, eV.</summary>
    public double EnergyError => Math.Sqrt(_covariance[3]);

    /// <summary>Half the length of its 95 % confidence interval, eV.</summary>
    public double EnergyHalfWidth => Quantile * EnergyError;

    /// <summary>D₀, in the unit of the points.</summary>
    public double Prefactor => Math.Exp(LogAt(0));

    /// <summary>Standard error of ln D₀.</summary>
    public double LogPrefactorError => LogErrorAt(0);

    /// <summary>Degrees of freedom of the intervals; infinite where errors are taken as they are.</summary>
    public double Freedom { get; }

    /// <summary>Half the length of a 95 % interval in standard errors.</summary>
    public double Quantile { get; }

    /// <summary>Σ (residual of ln D/relative error)²; around the number of points less two where errors are right. NaN where errors are not known.</summary>
    public double ChiSquared { get; }

    /// <summary>Lowest temperature, K.</summary>
    public double Lowest => Points.Min(p => p.Temperature);

    /// <summary>Highest temperature, K.</summary>
    public double Highest => Points.Max(p => p.Temperature);

    /// <summary>D on the line, in the unit of the points.</summary>
    public double At(double temperature) => Math.Exp(LogAt(1 / (Boltzmann * temperature)));

    /// <summary>Standard error of ln D on the line.</summary>
    public double LogErrorAtTemperature(double temperature) => LogErrorAt(1 / (Boltzmann * temperature));

    /// <summary>95 % confidence interval of D on the line: that of ln D, to which errors pass linearly.</summary>
    public (double Lower, double Upper) IntervalAt(double temperature)
    {
        var (value, width) = (At(temperature), Quantile * LogErrorAtTemperature(temperature));
        return (value * Math.Exp(-width), value * Math.Exp(width));
    }

    /// <summary>How far a temperature lies beyond the points: the factor between 1/T and the nearest 1/T of a point, 1 inside.</summary>
    public double Extrapolation(double temperature) => Math.Max(1, Math.Max(Lowest / temperature, temperature / Highest));

    /// <summary>Fits a line.</summary>
    /// <param name="points">The points; those that are marked are left out.</param>
    /// <param name="trust">Whether errors are taken as they are instead of scaled to the scatter.</param>
    /// <exception cref="InputException">Fewer than two temperatures, a value that is not positive, errors for some points only, or no errors and two points.</exception>
    public static ArrheniusFit Of(IReadOnlyList<ArrheniusPoint> points, bool trust = false)
    {
        var used = Used(points, 2);
        var known = used.All(p => !double.IsNaN(p.Error));
        if (!known && (trust || used.Count == 2)) throw new InputException("the points have no errors from which that of a line could follow", remedy: used.Count == 2 ? "give errors, or a third temperature" : "give errors, or leave out --trust-errors");
        var trusted = trust || used.Count == 2;
        var (parameters, covariance, chi, centre) = Solve(used, 2);
        var scale = trusted ? 1 : chi / (used.Count - 2);
        for (var k = 0; k < covariance.Length; k++) covariance[k] *= scale;
        return new(used, centre, parameters, covariance, known ? chi : double.NaN, trusted);
    }

    /// <summary>Whether ln D over 1/kT is curved: probability of a quadratic term as large as the one found, or larger, where there is none. NaN with fewer than four points.</summary>
    /// <param name="points">The points; those that are marked are left out.</param>
    /// <param name="trust">Whether errors are taken as they are.</param>
    /// <returns>That probability and the quadratic coefficient, eV².</returns>
    public static (double Probability, double Coefficient) Curvature(IReadOnlyList<ArrheniusPoint> points, bool trust = false)
    {
        var used = Used(points, 2);
        if (used.Select(p => p.Temperature).Distinct().Count() < 3 || used.Count < (trust ? 3 : 4)) return (double.NaN, double.NaN);
        var (parameters, covariance, chi, _) = Solve(used, 3);
        var freedom = used.Count - 3;
        var t = parameters[2] / Math.Sqrt(covariance[8] * (trust ? 1 : chi / freedom));
        return (2 * SamplingDistributions.Student(-Math.Abs(t), trust ? 1e9 : freedom), parameters[2]);
    }

    private double LogAt(double x) => _atCentre - Energy * (x - _centre);

    private double LogErrorAt(double x)
    {
        var u = x - _centre;
        return Math.Sqrt(Math.Max(0, _covariance[0] + 2 * u * _covariance[1] + u * u * _covariance[3]));
    }

    private static List<ArrheniusPoint> Used(IReadOnlyList<ArrheniusPoint> points, int least)
    {
        List<ArrheniusPoint> used = [.. points.Where(p => p.Marked is null).OrderBy(p => p.Temperature)];
        foreach (var p in used)
        {
            InputException Fault(string what) => new(string.Create(CultureInfo.InvariantCulture, $"the point at {p.Temperature} K has {what}"), p.Origin, remedy: "correct it or leave it out");
            if (!(p.Temperature > 0 && double.IsFinite(p.Temperature))) throw Fault("no positive temperature");
            if (!(p.Value > 0 && double.IsFinite(p.Value))) throw Fault("a D that is not positive");
            if (!double.IsNaN(p.Error) && !(p.Error > 0 && double.IsFinite(p.Error))) throw Fault("an error that is not positive");
        }

        if (used.Select(p => p.Temperature).Distinct().Count() < least) throw new InputException("fewer than two temperatures are left for a line", remedy: "give more points; those that are marked do not count");
        var without = used.Count(p => double.IsNaN(p.Error));
        if (without > 0 && without < used.Count) throw new InputException("some points have errors and some have none", remedy: "give errors for all points or for none");
        return used;
    }

    // A polynomial of ln D in 1/kT about its weighted mean: parameters, inverse of the normal matrix, Σ of squared weighted residuals, and the mean.
    private static (double[] Parameters, double[] Covariance, double ChiSquared, double Centre) Solve(List<ArrheniusPoint> points, int order)
    {
        double[] x = [.. points.Select(p => 1 / (Boltzmann * p.Temperature))], y = [.. points.Select(p => Math.Log(p.Value))];
        double[] weight = [.. points.Select(p => double.IsNaN(p.Error) ? 1 : p.Value * p.Value / (p.Error * p.Error))];
        var centre = x.Zip(weight, (v, w) => v * w).Sum() / weight.Sum();
        double[] normal = new double[order * order], right = new double[order];
        for (var k = 0; k < x.Length; k++)
        {
            for (var a = 0; a < order; a++)
            {
                right[a] += weight[k] * y[k] * Math.Pow(x[k] - centre, a);
                for (var b = 0; b < order; b++) normal[a * order + b] += weight[k] * Math.Pow(x[k] - centre, a + b);
            }
        }

        var factor = Cholesky.TryFactor(normal, order) ?? throw new InputException("the temperatures are too close to each other for a line", remedy: "give points further apart");
        double[] parameters = [.. right], covariance = new double[order * order];
        factor.Solve(parameters);
        for (var a = 0; a < order; a++)
        {
            var unit = new double[order];
            unit[a] = 1;
            factor.Solve(unit);
            unit.CopyTo(covariance, a * order);
        }

        var chi = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            var residual = y[k];
            for (var a = 0; a < order; a++) residual -= parameters[a] * Math.Pow(x[k] - centre, a);
            chi += weight[k] * residual * residual;
        }

        return (parameters, covariance, chi, centre);
    }
}
