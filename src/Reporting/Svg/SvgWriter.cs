using System.Globalization;
using System.Text;

namespace Lithoscope.Reporting;

/// <summary>Writes SVG elements; coordinates are rounded to 0.1 px, and text is escaped.</summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _out = new();

    /// <summary>What was written so far.</summary>
    public override string ToString() => _out.ToString();

    /// <summary>A number with at most <paramref name="digits"/> decimals, as short as possible.</summary>
    public static string Number(double value, int digits = 1)
    {
        var rounded = Math.Round(value, digits);
        // Adding zero turns −0, which would print a sign, into 0.
        return (rounded + 0.0).ToString(digits == 1 ? "0.#" : "0.###", CultureInfo.InvariantCulture);
    }

    /// <summary>Text for an element or a quoted attribute; characters that XML does not allow become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(c).Append(text[++i]);
                continue;
            }
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ when char.IsSurrogate(c) => "\uFFFD",
                _ => c.ToString(),
            });
        }
        return escaped.ToString();
    }

    public SvgWriter Raw(string markup)
    {
        _out.Append(markup);
        return this;
    }

    public void Line(double x1, double y1, double x2, double y2, string colour, double thickness, Dash dash = Dash.Solid) =>
        Path($"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}", colour, thickness, dash);

    /// <summary>An unfilled path.</summary>
    public void Path(string data, string colour, double thickness, Dash dash = Dash.Solid, double opacity = 1, string cap = "butt")
    {
        if (data.Length == 0)
        {
            return;
        }
        _out.Append("<path fill=\"none\" stroke=\"").Append(Escape(colour)).Append("\" stroke-width=\"").Append(Number(thickness, 3)).Append('"');
        if (opacity < 1)
        {
            _out.Append(" opacity=\"").Append(Number(opacity, 3)).Append('"');
        }
        if (cap != "butt")
        {
            _out.Append(" stroke-linecap=\"").Append(cap).Append('"');
        }
        if (dash != Dash.Solid)
        {
            var t = Math.Max(1, thickness);
            double[] pattern = dash switch
            {
                Dash.Dashed => [4 * t, 2.5 * t],
                Dash.Dotted => [t, 2 * t],
                _ => [5 * t, 2 * t, t, 2 * t],
            };
            _out.Append(" stroke-dasharray=\"").AppendJoin(' ', pattern.Select(v => Number(v))).Append('"');
        }
        _out.Append(" stroke-linejoin=\"round\" d=\"").Append(data).Append("\"/>\n");
    }

    /// <summary>A filled path.</summary>
    public void Fill(string data, string colour, double opacity = 1)
    {
        if (data.Length == 0)
        {
            return;
        }
        _out.Append("<path fill=\"").Append(Escape(colour)).Append('"');
        if (opacity < 1)
        {
            _out.Append(" fill-opacity=\"").Append(Number(opacity, 3)).Append('"');
        }
        _out.Append(" d=\"").Append(data).Append("\"/>\n");
    }

    public void Rectangle(double x, double y, double width, double height, string fill, double opacity = 1, string? stroke = null)
    {
        _out.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(Math.Max(0, width))}\" height=\"{Number(Math.Max(0, height))}\" fill=\"{Escape(fill)}\"");
        if (opacity < 1)
        {
            _out.Append(" fill-opacity=\"").Append(Number(opacity, 3)).Append('"');
        }
        if (stroke is not null)
        {
            _out.Append(" stroke=\"").Append(Escape(stroke)).Append('"');
        }
        _out.Append("/>\n");
    }

    /// <summary>One line of text; <paramref name="y"/> is its base line.</summary>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Base line.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="size">Font size in pixels.</param>
    /// <param name="anchor">"start", "middle" or "end".</param>
    /// <param name="colour">CSS colour.</param>
    /// <param name="bold">True: semi-bold.</param>
    /// <param name="turned">True: read from bottom to top.</param>
    public void Text(double x, double y, string text, double size, string anchor = "start", string colour = Style.Ink, bool bold = false, bool turned = false)
    {
        if (text.Length == 0)
        {
            return;
        }
        _out.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(size)}\" fill=\"{Escape(colour)}\"");
        if (anchor != "start")
        {
            _out.Append(" text-anchor=\"").Append(anchor).Append('"');
        }
        if (bold)
        {
            _out.Append(" font-weight=\"600\"");
        }
        if (turned)
        {
            _out.Append(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"");
        }
        _out.Append('>').Append(Escape(text)).Append("</text>\n");
    }
}
