namespace Lithoscope.Runtime;

/// <summary>What a running step works with.</summary>
public sealed class StepContext
{
    /// <summary>The step's id in the recipe.</summary>
    public required string StepId { get; init; }

    /// <summary>The recipe's seed: with a purpose and an index it keys every random stream.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The process's workers.</summary>
    public required WorkerPool Pool { get; init; }

    /// <summary>The run's folder.</summary>
    public required RunFolder Folder { get; init; }

    /// <summary>Where to say how far the step has come.</summary>
    public IProgress<ProgressUpdate> Progress { get; init; } = new Silence();

    /// <summary>Cancelled on Ctrl-C and SIGTERM: throw <see cref="OperationCanceledException"/> soon; what is in the checkpoint is kept.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The step's own store of finished work.</summary>
    public CheckpointStore Checkpoint { get; init; } = CheckpointStore.None;

    /// <summary>Whether the run continues an earlier one. The numbers must not depend on it.</summary>
    public bool IsResume { get; init; }

    /// <summary>Receives warnings.</summary>
    public Action<string> OnWarning { get; init; } = _ => { };

    /// <summary>Tells the user, once, at the end of the run, something that does not stop it: one sentence.</summary>
    public void Warn(string sentence) => OnWarning(sentence);

    /// <summary>Reports progress of a stage.</summary>
    public void Report(string stage, double done, double total, string? note = null) => Progress.Report(new ProgressUpdate(stage, done, total, note));

    private sealed class Silence : IProgress<ProgressUpdate>
    {
        public void Report(ProgressUpdate value)
        {
        }
    }
}
