using Lithoscope.Numerics;

namespace Lithoscope.Analysis;

/// <summary>
/// Sums of the power spectra |X_k|² of series padded with zeros, two real series to a complex transform: |Z_k|² of z = x + iy is |X_k|² + |Y_k|² plus a part that is odd in k, and only
/// even sums over k are taken of it. The workspace of one worker; not thread-safe.
/// </summary>
internal sealed unsafe class SeriesPower
{
    private readonly SeriesTransform _transform;
    private readonly AlignedBuffer<double> _room;

    /// <summary>Makes room.</summary>
    /// <param name="transform">The transform.</param>
    public SeriesPower(SeriesTransform transform) => (_transform, _room) = (transform, new(checked(4 * transform.Points * transform.Lanes)));

    /// <summary>Adds the spectra of some atoms.</summary>
    /// <param name="series">Component k of atom a in frame f at (3a + k) × <paramref name="frames"/> + f.</param>
    /// <param name="atoms">Number of atoms.</param>
    /// <param name="frames">Frames of the series.</param>
    /// <param name="start">First frame taken.</param>
    /// <param name="length">How many frames are taken, not more than the points of the transform.</param>
    /// <param name="power">Σ |X_k|² is added here, for each k.</param>
    /// <param name="filter">Weights, even in k; empty where none are wanted.</param>
    /// <param name="units">For each two atoms, Σ_k filter_k |X_k|² is added.</param>
    public void Add(ReadOnlySpan<double> series, int atoms, int frames, int start, int length, Span<double> power, ReadOnlySpan<double> filter, Span<double> units)
    {
        var (points, lanes) = (_transform.Points, _transform.Lanes);
        double* re = _room.Pointer, im = re + points * lanes, workRe = im + points * lanes, workIm = workRe + points * lanes;
        var (rows, sequences) = (3 * atoms, (3 * atoms + 1) / 2);
        Span<double> filtered = stackalloc double[lanes];
        for (var group = 0; group < sequences; group += lanes)
        {
            _room.Span[..(2 * points * lanes)].Clear();
            for (var lane = 0; lane < Math.Min(lanes, sequences - group); lane++)
            {
                var row = 2 * (group + lane);
                var x = series.Slice(row * frames + start, length);
                for (var k = 0; k < length; k++) re[k * lanes + lane] = x[k];
                if (row + 1 == rows) continue;
                var y = series.Slice((row + 1) * frames + start, length);
                for (var k = 0; k < length; k++) im[k * lanes + lane] = y[k];
            }

            _transform.Transform(re, im, workRe, workIm);
            filtered.Clear();
            for (var k = 0; k < points; k++)
            {
                var (sum, weight) = (0.0, filter.IsEmpty ? 0 : filter[k]);
                for (var lane = 0; lane < lanes; lane++)
                {
                    var (r, i) = (re[k * lanes + lane], im[k * lanes + lane]);
                    var p = r * r + i * i;
                    sum += p;
                    filtered[lane] += weight * p;
                }

                power[k] += sum;
            }

            if (filter.IsEmpty) continue;
            for (var lane = 0; lane < Math.Min(lanes, sequences - group); lane++) units[(group + lane) / 3] += filtered[lane];
        }

        GC.KeepAlive(_room);
    }
}
