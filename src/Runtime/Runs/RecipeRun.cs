using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lithoscope.Runtime;

/// <summary>
/// One run of a plan in its folder: takes ownership, goes through the steps, skips those a killed run has finished, and keeps
/// run.json true at every moment.
/// </summary>
public sealed class RecipeRun : IDisposable
{
    private static readonly JsonSerializerOptions SummaryJson = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly RunPlan _plan;
    private readonly FolderLock _lock;
    private readonly List<string> _foreign;
    private readonly List<string> _warnings;
    private RunRecord _record;

    private RecipeRun(RunPlan plan, FolderLock ownership, RunRecord record, IEnumerable<string> foreign, IEnumerable<string> warnings)
    {
        (_plan, _lock, _record) = (plan, ownership, record);
        (_foreign, _warnings) = ([.. foreign], [.. warnings.Distinct()]);
        Record();
    }

    /// <summary>Whether it continues an earlier run.</summary>
    public bool IsResume => _record.Resumed > 0;

    /// <summary>Warnings so far, each once.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Input files and their hashes.</summary>
    public IReadOnlyList<RecordedFile> Inputs => _record.Inputs;

    /// <summary>The kernels in use: <c>scalar</c>, <c>256</c> or <c>512</c>.</summary>
    public string InstructionSet => _record.InstructionSet;

    private string Checkpoints => Path.Combine(_plan.Folder.Path, RunFolder.Checkpoints);

    /// <summary>Takes the folder and prepares it.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="resume">Continue the run that the folder holds; an empty folder starts a new one.</param>
    /// <param name="force">Replace the run that the folder holds; with <paramref name="resume"/>, continue although the fingerprint differs.</param>
    /// <exception cref="InputException">The folder has another owner or content, or the run cannot be continued.</exception>
    public static RecipeRun Open(RunPlan plan, bool resume = false, bool force = false)
    {
        plan.Folder.CheckUsable(resume, force);
        var ownership = FolderLock.Acquire(plan.Folder.Path);
        try
        {
            plan.Folder.CheckUsable(resume, force); // another process may have been quicker
            plan.Folder.RemoveTemporaries();
            var fingerprint = plan.Fingerprint();
            var warnings = new List<string>(plan.Warnings);
            var earlier = RunRecord.TryRead(plan.Folder.Path);
            if (earlier is not null && resume) CheckResumable(plan, fingerprint, force, warnings);
            var foreign = new List<string>();
            if (earlier is not null && !resume)
            {
                var left = plan.Folder.RemoveRun();
                foreign.AddRange(plan.Folder.ListFiles());
                if (left.Count > 0) warnings.Add($"the folder still holds what no run wrote: {string.Join(", ", left)}.");
                earlier = null;
            }

            var record = new RunRecord
            {
                Id = earlier?.Id ?? Guid.CreateVersion7().ToString(),
                Status = RunStatus.Running,
                Recipe = plan.Recipe.File,
                Code = CodeVersion.Current,
                InstructionSet = fingerprint.InstructionSet,
                Threads = plan.Threads,
                Seed = plan.Recipe.Seed,
                Started = earlier?.Started ?? DateTime.UtcNow,
                Resumed = earlier is null ? 0 : earlier.Resumed + 1,
                Inputs = [.. fingerprint.Inputs.Select(i => new RecordedFile(i.Key, i.Value))],
                Files = [.. plan.Steps.SelectMany(s => s.Outputs.Values).Select(p => Path.GetRelativePath(plan.Folder.Path, p))],
            };
            var run = new RecipeRun(plan, ownership, record, foreign, warnings);
            AtomicFile.WriteText(plan.Folder.PathOf(RunFolder.ResolvedRecipe), plan.ResolvedRecipe());
            CheckpointStore.In(run.Checkpoints).Write("fingerprint", fingerprint);
            return run;
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Runs the steps that are not finished, then writes summary.json and completes run.json.</summary>
    /// <param name="pool">Workers.</param>
    /// <param name="progress">Told how far each stage has come; with several steps the stage carries the step's id.</param>
    /// <param name="cancellation">Interrupts the run, which is then recorded as such and can be resumed.</param>
    /// <param name="compose">Makes report.html of all sections; null writes none.</param>
    /// <returns>The results of the steps in order.</returns>
    public IReadOnlyList<StepResult> Execute(WorkerPool pool, IProgress<ProgressUpdate> progress, CancellationToken cancellation, Func<IReadOnlyList<string>, string>? compose = null)
    {
        try
        {
            var results = new List<StepResult>();
            foreach (var step in _plan.Steps) results.Add(RunStep(step, pool, progress, cancellation));
            var summary = new JsonObject();
            for (var i = 0; i < results.Count; i++) summary.Add(_plan.Steps[i].Id, results[i].Summary.DeepClone());
            AtomicFile.WriteText(_plan.Folder.PathOf(RunFolder.Summary), new JsonObject { ["steps"] = summary }.ToJsonString(SummaryJson) + "\n");
            if (compose is not null) AtomicFile.WriteText(_plan.Folder.PathOf(RunFolder.Report), compose([.. results.SelectMany(r => r.ReportSections)]));
            Finish(RunStatus.Done, null);
            return results;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Finish(RunStatus.Interrupted, null);
            throw;
        }
        catch (Exception fault)
        {
            Finish(RunStatus.Failed, fault.Message);
            throw;
        }
    }

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _lock.Dispose();

    private static void CheckResumable(RunPlan plan, RunFingerprint fingerprint, bool force, List<string> warnings)
    {
        var store = CheckpointStore.In(Path.Combine(plan.Folder.Path, RunFolder.Checkpoints));
        if (!store.TryRead<RunFingerprint>("fingerprint", out var earlier))
        {
            store.Clear(); // nothing says what the checkpoints belong to
            return;
        }

        if (fingerprint.DifferenceFrom(earlier) is not { } difference) return;
        if (!force) throw new InputException("the run cannot be continued: " + difference, plan.Folder.Path, remedy: "start a new one with -o, replace it with --force, or continue all the same with --resume --force");
        warnings.Add($"the run was continued although {difference}.");
    }

    private StepResult RunStep(PlannedStep step, WorkerPool pool, IProgress<ProgressUpdate> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var finished = CheckpointStore.In(Checkpoints);
        var partial = CheckpointStore.In(Path.Combine(Checkpoints, step.Id));
        var key = "step." + step.Id;
        if (finished.TryRead<FinishedStep>(key, out var kept) && !kept.IsIntact(_plan.Folder.Path)) finished.Remove(key);
        var done = finished.GetOrCompute(key, () => Compute(step, pool, progress, partial, cancellation));
        partial.Clear();
        foreach (var warning in done.Warnings) Warn(warning);
        Record(done.Record);
        return done.ToResult(_plan.Folder.Path);
    }

    private FinishedStep Compute(PlannedStep step, WorkerPool pool, IProgress<ProgressUpdate> progress, CheckpointStore partial, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        var context = new StepContext
        {
            StepId = step.Id,
            Seed = _plan.Recipe.Seed,
            Pool = pool,
            Folder = _plan.Folder,
            Progress = _plan.Steps.Count == 1 ? progress : new NamedProgress(progress, step.Id),
            Cancellation = cancellation,
            Checkpoint = partial,
            IsResume = IsResume,
            OnWarning = sentence =>
            {
                lock (warnings) warnings.Add(sentence);
            },
        };
        var clock = Stopwatch.StartNew();
        var result = step.Kind.Run(step.Options, context);
        foreach (var (name, path) in step.Outputs)
        {
            if (!File.Exists(path)) throw new InvalidOperationException($"Step '{step.Id}' ({step.Kind.Name}) did not write its output '{name}', {path}.");
        }

        return FinishedStep.Of(step, result, clock.Elapsed.TotalSeconds, warnings, _plan.Folder.Path);
    }

    private void Warn(string sentence)
    {
        if (!_warnings.Contains(sentence)) _warnings.Add(sentence);
    }

    private void Record(RecordedStep? step = null)
    {
        _record = _record with { Steps = step is null ? _record.Steps : [.. _record.Steps, step], Warnings = [.. _warnings], Files = WrittenFiles() };
        _record.Write(_plan.Folder.Path);
    }

    private void Finish(RunStatus status, string? error)
    {
        _record = _record with { Status = status, Error = error, Finished = DateTime.UtcNow, Warnings = [.. _warnings], Files = WrittenFiles() };
        _record.Write(_plan.Folder.Path);
    }

    private IReadOnlyList<string> WrittenFiles() => [.. _record.Files.Union(_plan.Folder.ListFiles().Except(_foreign)).Order(StringComparer.Ordinal)];

    private sealed class NamedProgress(IProgress<ProgressUpdate> inner, string id) : IProgress<ProgressUpdate>
    {
        public void Report(ProgressUpdate value) => inner.Report(value with { Stage = $"{id}: {value.Stage}" });
    }
}
