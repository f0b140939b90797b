using System.Runtime.ExceptionServices;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>
/// Evaluates a potential for frame after frame. Many small frames are shared out among the workers, large ones are worked on by all together; the results, in the order
/// of the frames, are the same bits for any number of threads.
/// </summary>
public sealed class StructureEvaluator
{
    // A frame of this many atoms keeps all workers busy by itself.
    private const int LargeFrame = 2000;

    // Frames that are in memory at the same time.
    private const int BatchFrames = 256;
    private const int BatchAtoms = 20_000;

    private readonly WorkerPool _pool;
    private readonly FrameEvaluation _together;
    private readonly FrameEvaluation[] _apart;

    /// <summary>Prepares workspaces.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="options">What is wanted.</param>
    /// <exception cref="InputException">Descriptors are asked for, and the potential has none or holds several sets of them.</exception>
    public StructureEvaluator(IPotential potential, WorkerPool pool, EvaluationOptions options)
    {
        if (options.Descriptors != DescriptorForm.None && LearnedParts.Of(potential) is { Count: not 1 } parts)
        {
            throw parts.Count == 0
                ? new InputException($"a potential of the family {potential.Family} has no descriptors", remedy: "leave out --descriptors")
                : new InputException($"this potential holds {parts.Count} learned potentials, each with its descriptors", remedy: "ask for the descriptors of one of them by its file");
        }

        _pool = pool;
        _together = new FrameEvaluation(potential, pool, options);
        _apart = [.. Enumerable.Range(0, pool.Threads).Select(_ => new FrameEvaluation(potential, null, options))];
        DescriptorWidth = LearnedParts.Of(potential) is [var only] ? Enumerable.Range(0, only.Elements.Count).Max(only.DescriptorCount) : 0;
    }

    /// <summary>Values in a row of descriptors.</summary>
    public int DescriptorWidth { get; }

    /// <summary>Evaluates structures as they are read.</summary>
    /// <param name="structures">The structures, asked for one at a time.</param>
    /// <param name="cancellation">Checked between frames.</param>
    /// <exception cref="InputException">A structure that the potential cannot be evaluated for: frame and atom.</exception>
    public IEnumerable<EvaluatedStructure> Evaluate(IEnumerable<Structure> structures, CancellationToken cancellation = default)
    {
        var (batch, atoms, frame) = (new List<Structure>(), 0, 0);
        foreach (var structure in structures)
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Add(structure);
            atoms += structure.Count;
            if (structure.Count < LargeFrame && atoms < BatchAtoms && batch.Count < BatchFrames) continue;
            foreach (var done in Run(batch, frame, cancellation)) yield return done;
            frame += batch.Count;
            atoms = 0;
            batch.Clear();
        }

        foreach (var done in Run(batch, frame, cancellation)) yield return done;
    }

    private IEnumerable<EvaluatedStructure> Run(List<Structure> batch, int first, CancellationToken cancellation)
    {
        // A large frame ends its batch.
        var small = batch.Count > 0 && batch[^1].Count >= LargeFrame ? batch.Count - 1 : batch.Count;
        var done = new EvaluatedStructure?[small];
        var faults = new Exception?[small];
        _pool.For(
            small,
            (k, worker) =>
            {
                try
                {
                    done[k] = _apart[worker].Run(batch[k], first + k, cancellation);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    faults[k] = fault;
                }
            },
            cancellation);
        for (var k = 0; k < small; k++)
        {
            // The first in the order of the frames, whichever worker was faster.
            if (faults[k] is { } fault) ExceptionDispatchInfo.Throw(fault);
            yield return done[k]!;
            done[k] = null;
        }

        if (small < batch.Count) yield return _together.Run(batch[^1], first + small, cancellation);
    }
}
