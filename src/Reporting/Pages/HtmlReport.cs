using System.Text;

namespace Lithoscope.Reporting;

/// <summary>
/// A report as one HTML file that needs nothing else: styles and figures are inside, there are no scripts and no links out of it.
/// It reads on a telephone and prints. Immutable.
/// </summary>
public sealed record HtmlReport
{
    /// <summary>Headline, plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Second line, plain text, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The few numbers that matter most, shown large at the top.</summary>
    public IReadOnlyList<KeyFigure> KeyFigures { get; init; } = [];

    /// <summary>What the reader must know before believing the rest; plain text, in a box at the top.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The body.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>Where all of it came from (code version, inputs and their hashes, seed, times): a table at the end.</summary>
    public IReadOnlyList<(string Name, string Value)> Provenance { get; init; } = [];

    /// <summary>The whole document.</summary>
    public string ToHtml()
    {
        static string T(string text) => SvgWriter.Escape(text);
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light\"/>\n");
        html.Append("<title>").Append(T(Title)).Append("</title>\n<style>\n").Append(StyleSheet.Text).Append("</style>\n</head>\n<body>\n<main>\n");
        html.Append("<header>\n<h1>").Append(T(Title)).Append("</h1>\n");
        if (Subtitle is { Length: > 0 })
        {
            html.Append("<p class=\"subtitle\">").Append(T(Subtitle)).Append("</p>\n");
        }
        html.Append("</header>\n");
        if (Warnings.Count > 0)
        {
            html.Append("<aside class=\"warnings\" role=\"note\"><strong>Please note</strong>\n<ul>\n");
            html.AppendJoin("", Warnings.Select(w => $"<li>{T(w)}</li>\n")).Append("</ul></aside>\n");
        }
        if (KeyFigures.Count > 0)
        {
            html.Append("<dl class=\"key\">\n");
            html.AppendJoin("", KeyFigures.Select(k => $"<div><dt>{T(k.Name)}</dt><dd>{T(k.Value)}{(k.Note is null ? "" : $"<small>{T(k.Note)}</small>")}</dd></div>\n"));
            html.Append("</dl>\n");
        }
        if (Sections.Count > 3)
        {
            html.Append("<nav><ol>").AppendJoin("", Sections.Select((s, i) => $"<li><a href=\"#s{i + 1}\">{T(s.Heading)}</a></li>")).Append("</ol></nav>\n");
        }
        for (var i = 0; i < Sections.Count; i++)
        {
            html.Append($"<section id=\"s{i + 1}\">\n<h2>").Append(T(Sections[i].Heading)).Append("</h2>\n").Append(Sections[i].Html).Append("\n</section>\n");
        }
        if (Provenance.Count > 0)
        {
            html.Append("<section class=\"provenance\">\n<h2>Provenance</h2>\n<div class=\"table\"><table><tbody>\n");
            html.AppendJoin("", Provenance.Select(p => $"<tr><th>{T(p.Name)}</th><td>{T(p.Value)}</td></tr>\n")).Append("</tbody></table></div>\n</section>\n");
        }
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }
}

/// <summary>A part of a report.</summary>
/// <param name="Heading">Plain text.</param>
/// <param name="Html">Markup, as made by <see cref="Html"/>, <see cref="Table.ToHtml"/> or by hand (well-formed, already escaped).</param>
public sealed record ReportSection(string Heading, string Html);

/// <summary>A number shown large.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number with its unit.</param>
/// <param name="Note">What to compare it with, or null.</param>
public sealed record KeyFigure(string Name, string Value, string? Note = null);
