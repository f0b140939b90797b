using Lithoscope.Numerics;

namespace Lithoscope.Analysis;

/// <summary>
/// Averages of the columns of a log over a stage. Taken in two passages: means and straight lines first, then squared deviations and what remains beside the lines, by blocking.
/// </summary>
/// <param name="name">Name of the stage.</param>
/// <param name="columns">Number of columns.</param>
internal sealed class StageAverages(string name, int columns)
{
    private readonly BlockedMean _values = new(columns);
    private readonly BlockedMean _squares = new(columns);
    private readonly BlockedMean _residuals = new(columns);
    private readonly double[] _deviations = new double[columns];
    private readonly double[] _rest = new double[columns];
    private readonly double[] _covariance = new double[columns];
    private double _meanTime;
    private double _timeSquares;

    /// <summary>The stage's name.</summary>
    public string Name => name;

    /// <summary>Number of rows.</summary>
    public long Count => _values.Count;

    /// <summary>Time of the first row, fs.</summary>
    public double First { get; private set; }

    /// <summary>Time of the last row, fs.</summary>
    public double Last { get; private set; }

    /// <summary>Time between rows, fs.</summary>
    public double Interval => Count > 1 ? (Last - First) / (Count - 1) : double.NaN;

    /// <summary>Mean of a column and its standard error.</summary>
    public (double Mean, double Error) Mean(int column) => (_values.Mean(column), _values.Error(column));

    /// <summary>Standard deviation of a column.</summary>
    public double Deviation(int column) => _values.Deviation(column);

    /// <summary>Errors of the mean by length of blocks.</summary>
    public IReadOnlyList<(long Blocks, long Length, double Error)> Blocks(int column) => _values.Generations(column);

    /// <summary>Integrated autocorrelation time, fs: half of the statistical inefficiency times the interval, half an interval for independent rows. The straight line through the column is taken off first.</summary>
    public double CorrelationTime(int column) => 0.5 * _residuals.Inefficiency(column) * Interval;

    /// <summary>
    /// Variance of a column and its standard error. ⟨(x − x̄)²⟩ is too small by the variance of x̄ itself, σ² g/n for n rows of statistical inefficiency g; this is made good.
    /// </summary>
    public (double Value, double Error) Variance(int column)
    {
        var g = _values.Inefficiency(column);
        var missing = double.IsNaN(g) ? 1 : Math.Max(0.5, 1 - g / Count);
        return (_squares.Mean(column) / missing, _squares.Error(column) / missing);
    }

    /// <summary>
    /// Slope of the straight line of least squares, per fs, and its standard error, √g times that for independent rows, where g is the statistical inefficiency of what remains beside the line.
    /// </summary>
    public (double Value, double Error) Drift(int column)
    {
        if (Count < 3 || !(_timeSquares > 0)) return (double.NaN, double.NaN);
        var error = _residuals.Deviation(column) * Math.Sqrt((Count - 1.0) / (Count - 2) / _timeSquares);
        var g = _residuals.Inefficiency(column);
        return (_covariance[column] / _timeSquares, double.IsNaN(g) ? error : error * Math.Sqrt(g));
    }

    /// <summary>Takes a row in the first passage.</summary>
    public void Add(double time, double[] row)
    {
        if (Count == 0) First = time;
        Last = time;
        var elapsed = time - _meanTime;
        _meanTime += elapsed / (Count + 1);
        _timeSquares += elapsed * (time - _meanTime);
        // The mean of the column before this row and the mean time after it (Welford).
        for (var k = 0; k < columns; k++) _covariance[k] += (time - _meanTime) * (row[k] - (Count == 0 ? row[k] : _values.Mean(k)));
        _values.Add(row);
    }

    /// <summary>Takes a row in the second passage.</summary>
    public void AddAgain(double time, double[] row)
    {
        for (var k = 0; k < columns; k++)
        {
            var deviation = row[k] - _values.Mean(k);
            _deviations[k] = deviation * deviation;
            _rest[k] = _timeSquares > 0 ? deviation - _covariance[k] / _timeSquares * (time - _meanTime) : deviation;
        }

        _squares.Add(_deviations);
        _residuals.Add(_rest);
    }
}
