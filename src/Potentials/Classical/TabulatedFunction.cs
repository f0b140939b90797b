namespace Lithoscope.Potentials;

/// <summary>
/// A function on an even grid that starts at zero, between whose points LAMMPS's eam styles put cubic polynomials: they meet the values, and slopes from differences of
/// fourth order (second order and first order at the two points next to each end), so that value and slope are continuous.
/// </summary>
internal sealed class TabulatedFunction
{
    private readonly double[] _coefficients;
    private readonly int _last;
    private readonly double _inverseStep;

    /// <summary>Takes the values.</summary>
    /// <param name="values">At least five.</param>
    /// <param name="step">Distance of grid points.</param>
    public TabulatedFunction(ReadOnlySpan<double> values, double step)
    {
        (_last, _inverseStep) = (values.Length - 2, 1 / step);
        var n = values.Length;
        var slopes = new double[n];
        (slopes[0], slopes[1], slopes[n - 2], slopes[n - 1]) = (values[1] - values[0], 0.5 * (values[2] - values[0]), 0.5 * (values[n - 1] - values[n - 3]), values[n - 1] - values[n - 2]);
        for (var m = 2; m < n - 2; m++) slopes[m] = (values[m - 2] - values[m + 2] + 8 * (values[m + 1] - values[m - 1])) / 12;
        _coefficients = new double[4 * (n - 1)];
        for (var m = 0; m < n - 1; m++)
        {
            var rise = values[m + 1] - values[m];
            (_coefficients[4 * m], _coefficients[4 * m + 1]) = (values[m], slopes[m]);
            (_coefficients[4 * m + 2], _coefficients[4 * m + 3]) = (3 * rise - 2 * slopes[m] - slopes[m + 1], slopes[m] + slopes[m + 1] - 2 * rise);
        }

        End = (n - 1) * step;
    }

    /// <summary>The last grid point.</summary>
    public double End { get; }

    /// <summary>The value at <paramref name="x"/> ≥ 0 and the slope there; beyond the end those of the end.</summary>
    public double Value(double x, out double slope)
    {
        var t = x * _inverseStep;
        var m = (int)Math.Min(t, _last);
        var p = Math.Min(t - m, 1);
        var c = _coefficients.AsSpan(4 * m, 4);
        slope = (c[1] + p * (2 * c[2] + 3 * p * c[3])) * _inverseStep;
        return c[0] + p * (c[1] + p * (c[2] + p * c[3]));
    }
}
