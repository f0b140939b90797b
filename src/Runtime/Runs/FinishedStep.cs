using System.Text.Json.Nodes;

namespace Lithoscope.Runtime;

/// <summary>
/// The checkpoint of a step that is finished: its result, and the hashes of its files, so that a resume skips it only while they are
/// as it left them.
/// </summary>
internal sealed record FinishedStep(RecordedStep Record, JsonObject Summary, IReadOnlyList<string> Lines, IReadOnlyList<string> Sections, IReadOnlyList<string> Warnings, string? Guard = null)
{
    public static FinishedStep Of(PlannedStep step, StepResult result, double seconds, IReadOnlyList<string> warnings, string folder)
    {
        var outputs = step.Outputs.Concat(result.Outputs.Where(o => !step.Outputs.ContainsKey(o.Key)))
            .ToDictionary(o => o.Key, o => new RecordedFile(Path.GetRelativePath(folder, o.Value), FileHash.Sha256(o.Value)));
        return new FinishedStep(new RecordedStep(step.Id, step.Kind.Name, seconds, outputs), result.Summary, result.SummaryLines, result.ReportSections, warnings, result.Guard);
    }

    public bool IsIntact(string folder) => Record.Outputs.Values.All(file =>
    {
        var path = Path.Combine(folder, file.Path);
        return File.Exists(path) && FileHash.Sha256(path) == file.Sha256;
    });

    public StepResult ToResult(string folder) => new()
    {
        Outputs = Record.Outputs.ToDictionary(o => o.Key, o => Path.GetFullPath(Path.Combine(folder, o.Value.Path))),
        Summary = Summary,
        SummaryLines = Lines,
        ReportSections = Sections,
        Guard = Guard,
    };
}
