using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Autocorrelations of series of groups of atoms in blocks of time by Fourier transforms.</summary>
internal sealed class VelocitySums
{
    private readonly int _frames;
    private readonly int _blocks;
    private readonly int _part;
    private readonly string _file;
    private readonly SeriesTransform _transform;
    private readonly SeriesPower?[] _power;

    public VelocitySums(BlockWork work, int frames, double timeStep, VelocityOptions options, string file)
    {
        (Work, _frames, _blocks, _file, _power) = (work, frames, options.Blocks, file, new SeriesPower?[work.Workers]);
        if (_blocks < 2) throw new InputException("--blocks is less than 2", remedy: "give the number of stretches of time, such as 10");
        _part = frames / _blocks;
        if (_part < 4) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{frames} frames are too few for {_blocks} blocks of time"), file, remedy: "write frames more often, simulate longer, or lower --blocks");
        var (step, most) = (timeStep / 1000, (_part - 1) * timeStep / 1000);
        // Two lags at least, so that there is something to integrate and to weight.
        if (options.Length is { } ps && !(ps >= 2 * step * (1 - 1e-9) && ps <= most * (1 + 1e-9)))
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--length is not between two frames, {2 * step:G3} ps, and a block of time, {most:G3} ps"), file, remedy: "give another, or fewer --blocks");
        }

        Length = options.Length is { } length ? Math.Min(_part - 1, (int)Math.Round(length / step)) : _part / 2;
        _transform = SeriesTransform.Create(SeriesTransform.PointsFrom(_part + Length + 1));
    }

    /// <summary>The work on blocks of atoms.</summary>
    public BlockWork Work { get; }

    /// <summary>Longest lag, frames.</summary>
    public int Length { get; }

    /// <summary>The autocorrelation of a group.</summary>
    public SpeciesVelocities Compute(string symbol, double mass, int[] atoms, ReadSeries read)
    {
        var points = _transform.Points;
        var sum = new double[_blocks * points];
        Work.Run("velocities of " + symbol, atoms, () => new double[sum.Length], (worker, some, series, result) =>
        {
            Array.Clear(result);
            read(some, series);
            var spectra = _power[worker] ??= new SeriesPower(_transform);
            for (var b = 0; b < _blocks; b++) spectra.Add(series, some.Length, _frames, b * _part, _part, result.AsSpan(b * points, points), [], []);
        }, result =>
        {
            for (var k = 0; k < sum.Length; k++) sum[k] += result[k];
        });
        var blocks = new double[_blocks][];
        for (var b = 0; b < _blocks; b++)
        {
            var correlation = SeriesTransform.Cosines(sum.AsSpan(b * points, points));
            blocks[b] = new double[Length + 1];
            for (var m = 0; m <= Length; m++) blocks[b][m] = correlation[m] / ((double)points * (_part - m) * atoms.Length);
            if (!double.IsFinite(blocks[b][0])) throw new InputException($"a velocity of {symbol} is not a finite number", _file, remedy: "find the frame with lithoscope structure info and leave it out with --frames");
        }

        return new(symbol, atoms.Length, mass, blocks);
    }
}
