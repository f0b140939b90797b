using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

/// <summary>A training on <see cref="Frames"/> with small search lists, made once for a class of tests.</summary>
public sealed class SmallTraining : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallTraining()
    {
        Data = Frames.Write(_folder["frames.extxyz"], Frames.Of(Frames.Groups));
        Result = Run(_folder["run"], threads: 1);
        Model = BindingEnergyModelFile.Read(ModelPath);
    }

    /// <summary>The training frames' file.</summary>
    public string Data { get; }

    /// <summary>What the step returned.</summary>
    public StepResult Result { get; }

    /// <summary>The model read back.</summary>
    public BindingEnergyModel Model { get; }

    /// <summary>Warnings of the last run.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The run's folder.</summary>
    public string Folder => _folder["run"];

    /// <summary>The model's path.</summary>
    public string ModelPath => _folder["run", "model.json"];

    /// <summary>Options that keep a training below a second or two.</summary>
    public XpsTrainOptions Options => Small(Data);

    public static XpsTrainOptions Small(string data, Dictionary<string, string>? references = null, double testFraction = 0.4) => new()
    {
        Data = [data],
        KeepInTraining = "c-",
        TestFraction = testFraction,
        References = references ?? new() { ["Si"] = "c-Si-0", ["Li"] = "c-Li-0" },
        Descriptor = new() { Cutoff = [4, 4.5], Width = [0.5], RadialCount = 4, MaximumDegree = 3 },
        Regression = new() { Zeta = [2, 4], Noise = [1e-4, 1e-3], FrameOffset = [0, 1], SparsePoints = 60, SearchPoints = 40 },
        LearningCurve = new() { Sizes = 3, Draws = 4, Largest = 80 },
    };

    /// <summary>Trains into a folder.</summary>
    public StepResult Run(string folder, int threads, XpsTrainOptions? options = null, CheckpointStore? checkpoint = null)
    {
        using var pool = new WorkerPool(threads);
        Warnings.Clear();
        return new XpsTrainStep().Run(options ?? Options, new StepContext
        {
            StepId = "fit",
            Seed = 7,
            Pool = pool,
            Folder = new RunFolder(folder),
            Checkpoint = checkpoint ?? CheckpointStore.None,
            OnWarning = Warnings.Add,
        });
    }

    /// <summary>The numbers of one level, such as <c>Si 2p</c>.</summary>
    public JsonObject Level(string name) => (JsonObject)Result.Summary["levels"]![name]!;

    public void Dispose() => _folder.Dispose();
}
