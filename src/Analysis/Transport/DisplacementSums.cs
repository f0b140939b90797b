using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Reads series of atoms: component k of atom a in frame f at (3a + k) × frames + f.</summary>
internal delegate void ReadSeries(ReadOnlySpan<int> atoms, Span<double> series);

/// <summary>Mean-square displacements of groups of atoms by Fourier transforms, and the slope of each two atoms for the scatter.</summary>
internal sealed class DisplacementSums
{
    // Below, the scatter of slopes between pairs of atoms says less about their error than the model does.
    private const int FewestUnits = 8;

    private readonly DiffusionFit _fit;
    private readonly BlockWork _work;
    private readonly SeriesTransform _transform;
    private readonly SeriesPower?[] _power;
    private readonly double[] _filter;
    private readonly double[] _weights;

    public DisplacementSums(DiffusionFit fit, BlockWork work)
    {
        (_fit, _work) = (fit, work);
        var points = SeriesTransform.PointsFrom(2 * fit.Frames);
        // Where the lanes of a transform outgrow every cache, one series at a time is as fast and takes less memory.
        _transform = SeriesTransform.Create(points, points > 1 << 20 ? InstructionSetKind.Scalar : null);
        _power = new SeriesPower?[work.Workers];
        (_filter, _weights) = (fit.Filter(points), fit.SquareWeights());
    }

    /// <summary>The motion of a group.</summary>
    public SpeciesDisplacement Compute(string symbol, int[] atoms, ReadSeries read, double timeStep, double threshold, string file)
    {
        var (frames, points) = (_fit.Frames, _transform.Points);
        var unitsOfBlock = (_work.BlockAtoms + 1) / 2;
        // The result of a block: power, squares, path, slopes of its units.
        var (squaresAt, pathAt, unitsAt) = (points, points + frames, points + 4 * frames);
        var sum = new double[unitsAt];
        List<double> slopes = [];
        _work.Run("displacements of " + symbol, atoms, () => new double[unitsAt + unitsOfBlock], (worker, some, series, result) =>
        {
            Array.Clear(result);
            read(some, series);
            var units = result.AsSpan(unitsAt);
            (_power[worker] ??= new SeriesPower(_transform)).Add(series, some.Length, frames, 0, frames, result.AsSpan(0, points), _filter, units);
            for (var row = 0; row < 3 * some.Length; row++)
            {
                var values = series.AsSpan(row * frames, frames);
                var squares = result.AsSpan(squaresAt, frames);
                var path = result.AsSpan(pathAt + row % 3 * frames, frames);
                var slope = 0.0;
                for (var f = 0; f < frames; f++)
                {
                    var square = values[f] * values[f];
                    squares[f] += square;
                    slope += _weights[f] * square;
                    path[f] += values[f];
                }

                units[row / 6] += slope;
            }
        }, result =>
        {
            for (var k = 0; k < unitsAt; k++) sum[k] += result[k];
            var units = Math.Min(unitsOfBlock, (atoms.Length + 1) / 2 - slopes.Count);
            slopes.AddRange(result.AsSpan(unitsAt, units));
        });
        var msd = MeanSquares(sum.AsSpan(0, points), sum.AsSpan(squaresAt, frames), atoms.Length);
        if (!double.IsFinite(msd[^1])) throw new InputException($"a position of {symbol} is not a finite number", file, remedy: "find the frame with lithoscope structure info and leave it out with --frames");
        var error = new double[frames];
        for (var m = 1; m < frames; m++) error[m] = msd[m] * Math.Sqrt(_fit.VarianceAt(m) / (3.0 * atoms.Length));
        return new(symbol, atoms.Length, msd, error, sum[pathAt..unitsAt], _fit.Estimate(msd, atoms.Length, timeStep, threshold, Scatter(slopes, atoms.Length), slopes.Count));
    }

    private double[] MeanSquares(ReadOnlySpan<double> power, ReadOnlySpan<double> squares, int atoms)
    {
        var frames = squares.Length;
        var correlation = SeriesTransform.Cosines(power);
        var msd = new double[frames];
        var running = 0.0;
        foreach (var square in squares) running += 2 * square;
        for (var m = 1; m < frames; m++)
        {
            // S(m) = S(m − 1) − D(m − 1) − D(N − m).
            running -= squares[m - 1] + squares[frames - m];
            msd[m] = Math.Max(0, running - 2 * correlation[m] / power.Length) / ((double)(frames - m) * atoms);
        }

        return msd;
    }

    // Standard error of the mean slope from the scatter of the sums of each two atoms about what two atoms would have.
    private static double Scatter(List<double> slopes, int atoms)
    {
        if (slopes.Count < FewestUnits) return double.NaN;
        var (mean, squares) = (slopes.Sum() / atoms, 0.0);
        for (var u = 0; u < slopes.Count; u++)
        {
            var difference = slopes[u] - mean * Math.Min(2, atoms - 2 * u);
            squares += difference * difference;
        }

        return Math.Sqrt(squares * slopes.Count / (slopes.Count - 1)) / atoms;
    }
}
