using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Evaluates many structures with one potential: small ones side by side, one to a worker, large ones in turn with all workers. Results do not depend on the number of
/// workers. Lists and buffers are kept from batch to batch. One for each caller, not thread-safe.
/// </summary>
public sealed class FrameBatch
{
    // From here on blocks of atoms keep all workers busy.
    private const int LargeFrame = 2000;

    private readonly IPotential _potential;
    private readonly WorkerPool? _pool;
    private readonly Place[] _places;
    private readonly Place _shared;

    /// <summary>Makes room.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="pool">The workers, or null for this thread alone.</param>
    public FrameBatch(IPotential potential, WorkerPool? pool = null)
    {
        (_potential, _pool) = (potential, pool);
        _places = [.. Enumerable.Range(0, pool?.Threads ?? 1).Select(_ => new Place(potential.Cutoff, null))];
        _shared = new Place(potential.Cutoff, pool);
    }

    /// <summary>Evaluates every structure.</summary>
    /// <param name="frames">The structures.</param>
    /// <param name="take">Is given the index of a structure and its results, which are replaced after it returns. Called once for each, in any order, on any worker.</param>
    /// <param name="cancellation">Checked between structures.</param>
    /// <exception cref="InputException">An element that the potential does not know, or a structure without a neighbour list.</exception>
    public void Evaluate(IReadOnlyList<Atoms> frames, Action<int, EvaluationResult> take, CancellationToken cancellation = default)
    {
        if (_pool is null)
        {
            for (var f = 0; f < frames.Count; f++)
            {
                cancellation.ThrowIfCancellationRequested();
                _places[0].Run(_potential, frames[f], null, f, take, cancellation);
            }

            return;
        }

        List<int> small = [];
        for (var f = 0; f < frames.Count; f++)
        {
            if (frames[f].Count < LargeFrame) small.Add(f);
            else _shared.Run(_potential, frames[f], _pool, f, take, cancellation);
        }

        _pool.For(small.Count, (k, worker) => _places[worker].Run(_potential, frames[small[k]], null, small[k], take, cancellation), cancellation);
    }

    private sealed class Place(double cutoff, WorkerPool? pool)
    {
        private readonly NeighbourList _list = new(cutoff);
        private readonly EvaluationResult _result = new(pool);

        public void Run(IPotential potential, Atoms atoms, WorkerPool? workers, int index, Action<int, EvaluationResult> take, CancellationToken cancellation)
        {
            _list.Build(atoms, workers, cancellation);
            potential.Evaluate(atoms, _list, _result);
            take(index, _result);
        }
    }
}
