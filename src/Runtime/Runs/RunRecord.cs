using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lithoscope.Runtime;

/// <summary>How a run stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunStatus>))]
public enum RunStatus
{
    /// <summary>Under way, or killed without a chance to say so.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Finished.</summary>
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>Ended by a fault.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Ended by the user; <c>--resume</c> goes on.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,
}

/// <summary>A file by absolute path, or by path relative to the run folder, and its SHA-256.</summary>
public sealed record RecordedFile(string Path, string Sha256);

/// <summary>A step of a run: when it was finished and what it left.</summary>
public sealed record RecordedStep(string Id, string Do, double Seconds, IReadOnlyDictionary<string, RecordedFile> Outputs);

/// <summary>The content of run.json: what ran, on what, and what came of it.</summary>
public sealed record RunRecord
{
    /// <summary>Name of the file in the run folder.</summary>
    public const string FileName = "run.json";

    private const string FormatName = "lithoscope.run";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Always <c>lithoscope.run</c>.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Identity of the run; kept by a resume.</summary>
    public required string Id { get; init; }

    /// <summary>How it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The recipe's path as given.</summary>
    public required string Recipe { get; init; }

    /// <summary>The program.</summary>
    public required CodeVersion Code { get; init; }

    /// <summary>The kernels: <c>scalar</c>, <c>256</c> or <c>512</c>.</summary>
    public required string InstructionSet { get; init; }

    /// <summary>Threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Seed of all random streams.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Start of the run, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>End, UTC; null while it runs.</summary>
    public DateTime? Finished { get; init; }

    /// <summary>How often it has been resumed.</summary>
    public int Resumed { get; init; }

    /// <summary>Input files, absolute paths.</summary>
    public required IReadOnlyList<RecordedFile> Inputs { get; init; }

    /// <summary>Finished steps.</summary>
    public IReadOnlyList<RecordedStep> Steps { get; init; } = [];

    /// <summary>Every file of the run, relative to its folder: what <c>--force</c> may remove.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Warnings, each once.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Reads the record of a run folder; null where there is none that can be understood.</summary>
    public static RunRecord? TryRead(string folder)
    {
        try
        {
            var record = JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(Path.Combine(folder, FileName)), Json);
            return record is { Format: FormatName, Version: 1 } ? record : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal void Write(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}
