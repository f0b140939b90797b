using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// Work on the series of atoms, some atoms at a time: blocks and the order in which their results are added depend on the numbers of atoms and frames alone, never on threads.
/// </summary>
internal sealed class BlockWork
{
    // What a worker holds of series, and what the results of the blocks between two additions may take.
    private const long SeriesBytes = 64L << 20;
    private const long ResultBytes = 128L << 20;

    private readonly WorkerPool _pool;
    private readonly int _frames;
    private readonly IProgress<ProgressUpdate>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly double[]?[] _series;

    public BlockWork(WorkerPool pool, int frames, IProgress<ProgressUpdate>? progress, CancellationToken cancellation)
    {
        (_pool, _frames, _progress, _cancellation, _series) = (pool, frames, progress, cancellation, new double[]?[pool.Threads]);
        // Sixteen atoms fill the lanes of transforms; no more than 4096, so that there are blocks for all threads.
        BlockAtoms = (int)Math.Clamp(SeriesBytes / (3L * sizeof(double) * frames) / 16 * 16, 2, 4096);
    }

    /// <summary>Workers, for workspaces.</summary>
    public int Workers => _pool.Threads;

    /// <summary>Atoms of a block, an even number.</summary>
    public int BlockAtoms { get; }

    /// <summary>Works through atoms.</summary>
    /// <param name="stage">What the progress is called.</param>
    /// <param name="atoms">The atoms.</param>
    /// <param name="create">Makes room for the result of a block.</param>
    /// <param name="body">Computes a block: the worker, its atoms, room for their series, and room for the result, which holds that of another block.</param>
    /// <param name="add">Takes the results, in the order of the blocks, on the calling thread.</param>
    public void Run(string stage, int[] atoms, Func<double[]> create, Action<int, int[], double[], double[]> body, Action<double[]> add)
    {
        var blocks = (atoms.Length + BlockAtoms - 1) / BlockAtoms;
        if (blocks == 0) return;
        var first = create();
        var slots = new double[(int)Math.Clamp(ResultBytes / (sizeof(double) * Math.Max(1L, first.Length)), 2, 16)][];
        slots[0] = first;
        for (var start = 0; start < blocks; start += slots.Length)
        {
            var count = Math.Min(slots.Length, blocks - start);
            var begin = start;
            _pool.For(count, (slot, worker) =>
            {
                var from = (begin + slot) * BlockAtoms;
                var some = atoms[from..Math.Min(atoms.Length, from + BlockAtoms)];
                var size = 3L * some.Length * _frames;
                if (!(_series[worker]?.Length >= size)) _series[worker] = new double[size];
                body(worker, some, _series[worker]!, slots[slot] ??= create());
            }, _cancellation);
            for (var slot = 0; slot < count; slot++) add(slots[slot]);
            _progress?.Report(new(stage, Math.Min(atoms.Length, (long)(start + count) * BlockAtoms), atoms.Length));
        }
    }
}
