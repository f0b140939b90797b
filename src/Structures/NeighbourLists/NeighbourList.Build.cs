using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

public sealed partial class NeighbourList
{
    // Blocks are cut by atoms alone, so that results do not depend on the number of threads.
    private const int SetupBlock = 8192;

    private readonly Action<int, int> _bound;
    private readonly Action<int, int> _assign;
    private readonly Action<int, int> _fill;
    private readonly Action<int, int> _search;
    private readonly Action<int, int> _order;
    private readonly ExactTest _exact;
    private Bounds[] _bounds = [];
    private PairSearch[] _searches = [];
    private PairChunk[] _chunks = [];
    private PairRow[] _sorted = [];
    private PairSearch.Request _request;
    private Atoms _atoms = null!;
    private long _found;

    /// <summary>Builds the list for the atoms as they stand.</summary>
    /// <param name="atoms">The atoms; the list keeps no reference to them.</param>
    /// <param name="pool">The workers, or null to work on this thread alone.</param>
    /// <param name="cancellation">Checked between blocks; a list whose building was cancelled is empty.</param>
    /// <exception cref="InputException">
    /// A coordinate is not finite, the periodic cell vectors do not span space, or the list would hold more than 10⁹ pairs.
    /// </exception>
    public void Build(Atoms atoms, WorkerPool? pool = null, CancellationToken cancellation = default)
    {
        (Count, Pairs, _built) = (0, 0, false);
        var count = atoms.Count;
        _atoms = atoms;
        try
        {
            _frame.SetCell(atoms.Cell, atoms.Periodicity);
            Reserve(count, pool?.Threads ?? 1);
            Prepare(count, FindBounds(pool, count, cancellation));
            For(pool, Blocks(count, SetupBlock), _assign, cancellation);
            _binned.Sort(count);
            For(pool, Blocks(count, SetupBlock), _fill, cancellation);
            _found = 0;
            For(pool, Blocks(count, BlockSize), _search, cancellation);
            For(pool, Blocks(count, SetupBlock), _order, cancellation);
            _shifts.Compact(atoms, _chunks, _rows);
            _shifts.SetVectors(_frame.Lattice);
            Remember(atoms);
            (Count, Pairs, _built) = (count, (int)_found, true);
            Builds++;
        }
        finally
        {
            _atoms = null!;
            _exact.Set(null, 0);
        }
    }

    private void Reserve(int count, int workers)
    {
        _binned.Reserve(count);
        if (_rows.Length < count) (_rows, _sorted) = (new PairRow[count], new PairRow[count]);
        if (_bounds.Length < Blocks(count, SetupBlock)) _bounds = new Bounds[Blocks(count, SetupBlock)];
        var chunks = _chunks.Length;
        Array.Resize(ref _chunks, Math.Max(chunks, Blocks(count, BlockSize)));
        for (var c = chunks; c < _chunks.Length; c++) _chunks[c] = new PairChunk();
        for (var w = _searches.Length; w < workers; w++) _searches = [.. _searches, new PairSearch(_frame, _binned, _shifts)];
    }

    private Bounds FindBounds(WorkerPool? pool, int count, CancellationToken cancellation)
    {
        if (count == 0) return default;
        var blocks = Blocks(count, SetupBlock);
        For(pool, blocks, _bound, cancellation);
        var all = _bounds[0];
        for (var b = 1; b < blocks; b++) all = all.With(_bounds[b]);
        return all;
    }

    // Chooses bins, shifts, and the distances between which rounding may decide.
    private void Prepare(int count, Bounds bounds)
    {
        var radius = Cutoff + Skin;
        var expected = count * _frame.ImagesWithin(radius) * (_atoms.Periodicity == Periodicity.Full ? count : 1);
        if (expected > MostPairs) throw TooMany();
        var rounding = _frame.Rounding(radius, bounds.Low, bounds.High, bounds.Largest);
        _frame.SetBins(radius + 2 * rounding, bounds.Low, bounds.High, count);
        _shifts.SetBox(_frame.CellOf(bounds.Low), _frame.CellOf(bounds.High), count);
        _exact.Set(_atoms, radius);
        // |d + e|² differs from |d|² by no more than 2|d||e| + |e|².
        var doubt = 4 * rounding * (radius + rounding);
        var rows = Kind == NeighbourListKind.Half ? 0.5 : 1;
        var room = (int)Math.Min(1 << 20, BlockSize * rows * 1.1 * (_atoms.Periodicity == Periodicity.Full ? count * _frame.ImagesWithin(radius) : 0));
        _request = new(radius * radius - doubt, radius * radius + doubt, Kind == NeighbourListKind.Half, room, _instructions, _exact);
    }

    private void BoundBlock(int block, int worker)
    {
        var (from, to) = Range(block, SetupBlock);
        _bounds[block] = Bounds.Of(_frame, _atoms, from, to);
    }

    private void AssignBlock(int block, int worker)
    {
        var (from, to) = Range(block, SetupBlock);
        _binned.Assign(_atoms, from, to);
    }

    private void FillBlock(int block, int worker)
    {
        var (from, to) = Range(block, SetupBlock);
        _binned.Fill(_atoms, _shifts, from, to);
    }

    private void SearchBlock(int block, int worker)
    {
        var (from, to) = Range(block, BlockSize);
        var pairs = _searches[worker].Run(_request, from, to, _sorted, block, _chunks[block]);
        if (Interlocked.Add(ref _found, pairs) > MostPairs) throw TooMany();
    }

    // Rows are found in order of place and wanted in the caller's.
    private void OrderBlock(int block, int worker)
    {
        var (from, to) = Range(block, SetupBlock);
        for (var i = from; i < to; i++) _rows[i] = _sorted[_binned.Rank[i]];
    }

    private (int From, int To) Range(int block, int size) => (block * size, (int)Math.Min((block + 1L) * size, _atoms.Count));

    private static int Blocks(int count, int size) => (int)(((long)count + size - 1) / size);

    private InputException TooMany() => new(
        FormattableString.Invariant($"more than 10⁹ pairs of atoms lie within {Cutoff + Skin} Å of each other"),
        remedy: "check the cell and the units of the positions, or use a shorter cutoff");

    private static void For(WorkerPool? pool, int blocks, Action<int, int> body, CancellationToken cancellation)
    {
        if (pool is not null)
        {
            pool.For(blocks, body, cancellation);
            return;
        }

        for (var block = 0; block < blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            body(block, 0);
        }
    }
}
