using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Cli;

/// <summary>Puts the sections of steps into one self-contained page. No times and no threads go into it, so that equal runs give equal pages.</summary>
internal static partial class ReportPage
{
    public static string Compose(RunPlan plan, RecipeRun run, IReadOnlyList<string> sections) => new HtmlReport
    {
        Title = plan.Recipe.Name,
        Subtitle = string.Join(", ", plan.Steps.Select(s => s.Kind.Name)),
        Warnings = run.Warnings,
        Sections = [.. sections.Select(Section)],
        Provenance =
        [
            ("Program", $"lithoscope {CodeVersion.Current.Version}, build {CodeVersion.Current.Build}"),
            ("Instruction set", run.InstructionSet),
            ("Seed", plan.Recipe.Seed.ToString(CultureInfo.InvariantCulture)),
            .. run.Inputs.Select(input => (Path.GetFileName(input.Path), "SHA-256 " + input.Sha256)),
        ],
    }.ToHtml();

    // A section names itself by the heading it begins with.
    private static ReportSection Section(string html)
    {
        var heading = LeadingHeading().Match(html);
        return heading.Success ? new ReportSection(WebUtility.HtmlDecode(heading.Groups[1].Value), html[heading.Length..]) : new ReportSection("Results", html);
    }

    [GeneratedRegex(@"\A\s*<h2>([^<]*)</h2>\s*")]
    private static partial Regex LeadingHeading();
}
