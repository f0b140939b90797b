using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Counts pairs of atoms by distance and elements, periodic images included, so that distances beyond half the cell are counted in full too. Counts are whole numbers: the same
/// for any number of threads.
/// </summary>
internal sealed class PairCounter
{
    private const int BlockSize = 256;

    private readonly SpeciesTable _species;
    private readonly NeighbourList _list;
    private readonly WorkerPool _pool;
    private readonly long[][] _counts;
    private readonly NeighbourBuffer[] _buffers;
    private readonly int _bins;
    private readonly double _inverseWidth;

    /// <param name="species">The elements.</param>
    /// <param name="radius">Pairs closer than this are counted, Å.</param>
    /// <param name="bins">Bins of equal width from 0 to the radius.</param>
    /// <param name="pool">The workers.</param>
    public PairCounter(SpeciesTable species, double radius, int bins, WorkerPool pool)
    {
        (_species, _bins, _inverseWidth, _pool) = (species, bins, bins / radius, pool);
        _list = new NeighbourList(radius, 0, NeighbourListKind.Half);
        _counts = [.. Enumerable.Range(0, pool.Threads).Select(_ => new long[species.Pairs * bins])];
        _buffers = [.. Enumerable.Range(0, pool.Threads).Select(_ => new NeighbourBuffer())];
        Counts = new long[species.Pairs * bins];
    }

    /// <summary>Pairs of the last frame, each once: bins of each unordered pair of elements in turn.</summary>
    public long[] Counts { get; }

    /// <summary>Counts the pairs of a frame.</summary>
    public void Count(Structure frame, CancellationToken cancellation)
    {
        var atoms = new Atoms(frame);
        _list.Build(atoms, _pool, cancellation);
        foreach (var counts in _counts) Array.Clear(counts);
        var of = _species.Of;
        _pool.For((atoms.Count + BlockSize - 1) / BlockSize, (block, worker) =>
        {
            var (buffer, counts) = (_buffers[worker], _counts[worker]);
            var order = _list.Order;
            for (var at = block * BlockSize; at < Math.Min((block + 1) * BlockSize, order.Length); at++)
            {
                var i = order[at];
                var n = _list.Gather(i, atoms, _list.Cutoff, buffer);
                var (distance, index, a) = (buffer.Distance, buffer.Index, of[i]);
                for (var p = 0; p < n; p++)
                {
                    var bin = Math.Min((int)(distance[p] * _inverseWidth), _bins - 1); // the last bin may be overstepped by rounding
                    counts[SpeciesTable.Pair(a, of[index[p]]) * _bins + bin]++;
                }
            }
        }, cancellation);
        Array.Clear(Counts);
        foreach (var counts in _counts)
        {
            for (var k = 0; k < counts.Length; k++) Counts[k] += counts[k];
        }
    }
}
