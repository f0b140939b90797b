namespace Lithoscope.Reporting;

/// <summary>Pieces of markup for the sections of an <see cref="HtmlReport"/>; plain text goes in, escaped markup comes out.</summary>
public static class Html
{
    /// <summary>Plain text with what is special in markup escaped.</summary>
    public static string Text(string text) => SvgWriter.Escape(text);

    /// <summary>A paragraph of plain text.</summary>
    public static string Paragraph(string text) => $"<p>{Text(text)}</p>\n";

    /// <summary>A figure with its caption (plain text); the SVG is put into the page as it is.</summary>
    public static string Figure(string svg, string caption) =>
        $"<figure>\n<div class=\"scroll\">{svg}</div>\n<figcaption>{Text(caption)}</figcaption>\n</figure>\n";

    /// <summary>A list of plain texts.</summary>
    public static string List(params IEnumerable<string> items) =>
        "<ul>\n" + string.Concat(items.Select(i => $"<li>{Text(i)}</li>\n")) + "</ul>\n";

    /// <summary>Plain text in a fixed-width face, line breaks kept.</summary>
    public static string Code(string text) =>
        "<pre>" + string.Join('\n', text.Split('\n').Select(Text)) + "</pre>\n";

    /// <summary>A box that draws attention to a plain text.</summary>
    public static string Warning(string text) => $"<aside class=\"warnings\" role=\"note\">{Text(text)}</aside>\n";
}
