using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;

namespace Lithoscope.Runtime.Tests;

/// <summary>Options of every supported type.</summary>
public sealed class FitOptions
{
    [Required]
    [FilePath]
    [Description("Frames to learn from.")]
    public string Data { get; init; } = "";

    [FilePath]
    public IReadOnlyList<string> More { get; init; } = [];

    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    [Description("Cutoff radius, Å.")]
    public double Cutoff { get; init; } = 5;

    [Range(0, 12)]
    public int LMax { get; init; } = 6;

    public long Steps { get; init; } = 100;

    public bool Normalise { get; init; } = true;

    public string? Label { get; init; }

    public Regressor Method { get; init; } = Regressor.KernelRidge;

    public double? Sigma { get; init; }

    [MinLength(1)]
    [Range(1, 1000)]
    public int[] Sizes { get; init; } = [10, 20];

    public Dictionary<string, double> Offsets { get; init; } = [];

    public FitBasis Basis { get; init; } = new();

    [FilePath]
    public string Model { get; init; } = "model.txt";
}

public sealed record FitBasis
{
    public int NMax { get; init; } = 8;

    public string Kind { get; init; } = "gaussian";
}

public enum Regressor
{
    KernelRidge,
    SparseGp,
}

/// <summary>Ten pieces of work, each kept in the checkpoint; ends with a file and a number that depend on data, seed and cutoff.</summary>
public sealed class FitKind : StepKind<FitOptions>
{
    /// <summary>Called before each piece.</summary>
    public Action<int> BeforePiece { get; set; } = _ => { };

    public int PiecesComputed { get; private set; }

    public override string Name => "test.fit";

    public override string Summary => "Fits nothing to data.";

    public override void Validate(FitOptions options, StepValidation validation)
    {
        validation.DeclareInput("data", options.Data);
        validation.DeclareOutput("model", "model.txt");
        validation.Describe("10 pieces of work");
        if (options.LMax == 11) validation.Fail("l_max", "must not be 11", "use 10 or 12");
        if (options.Basis.NMax < 1) validation.Fail("basis.n_max", "must be at least 1");
    }

    public override StepResult Run(FitOptions options, StepContext context)
    {
        var sum = 0.0;
        for (var piece = 0; piece < 10; piece++)
        {
            BeforePiece(piece);
            context.Cancellation.ThrowIfCancellationRequested();
            sum += context.Checkpoint.GetOrCompute($"piece {piece}", () =>
            {
                PiecesComputed++;
                return Math.Sin(context.Seed + (double)piece) / options.Cutoff;
            });
            context.Report("pieces", piece + 1, 10);
        }

        context.Warn("the data are few.");
        var model = context.Folder.PathOf("model.txt");
        AtomicFile.WriteText(model, File.ReadAllText(options.Data) + ScalarValue.Format(sum));
        return new StepResult
        {
            Outputs = new Dictionary<string, string> { ["model"] = model },
            Summary = new JsonObject { ["sum"] = sum, ["none"] = double.NaN, ["text"] = "Si 2p → ✓ <b>" },
            SummaryLines = ["sum " + ScalarValue.Format(sum)],
            ReportSections = ["<h2>Fit</h2>"],
        };
    }
}

public sealed class UseOptions
{
    [Required]
    [FilePath]
    public string Model { get; init; } = "";

    public string Note { get; init; } = "";
}

/// <summary>Reads the file of an earlier step.</summary>
public sealed class UseKind : StepKind<UseOptions>
{
    public Exception? Fault { get; set; }

    public override string Name => "test.use";

    public override string Summary => "Reads a model.";

    public override void Validate(UseOptions options, StepValidation validation)
    {
        validation.DeclareInput("model", options.Model);
        validation.DeclareOutput("copy.txt");
    }

    public override StepResult Run(UseOptions options, StepContext context)
    {
        if (Fault is not null) throw Fault;
        File.Copy(options.Model, context.Folder.PathOf("copy.txt"), overwrite: true);
        return new StepResult { Summary = new JsonObject { ["length"] = File.ReadAllText(options.Model).Length, ["note"] = options.Note }, SummaryLines = ["used"] };
    }
}
