using System.Text.Json.Nodes;

namespace Lithoscope.Runtime;

/// <summary>What a step leaves behind for later steps, the summary and the report.</summary>
public sealed class StepResult
{
    /// <summary>Files by the name that later steps use, <c>${steps.ID.name}</c>: absolute paths, as declared in validation.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The numbers: goes into summary.json under <c>steps.ID</c>. No times and no paths, so that a resumed run gives the same bytes.</summary>
    public JsonObject Summary { get; init; } = [];

    /// <summary>Lines for the screen at the end of the run.</summary>
    public IReadOnlyList<string> SummaryLines { get; init; } = [];

    /// <summary>
    /// Why what the step wrote is not what was asked for, in one sentence, such as a relaxation that did not converge; null where all is well. The run goes on to its end and then
    /// returns <see cref="ExitCodes.Guard"/>.
    /// </summary>
    public string? Guard { get; init; }

    /// <summary>HTML fragments that make up report.html, in order. Each begins with its heading, <c>&lt;h2&gt;plain text&lt;/h2&gt;</c>, which also goes into the page's contents.</summary>
    public IReadOnlyList<string> ReportSections { get; init; } = [];
}
