using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lithoscope.Reporting;

/// <summary>The written forms of a <see cref="Table"/>.</summary>
internal static class TableText
{
    public static string Html(Table table)
    {
        var html = new StringBuilder("<div class=\"table\"><table>\n");
        if (table.Title is { Length: > 0 } title)
        {
            html.Append("<caption>").Append(SvgWriter.Escape(title)).Append("</caption>\n");
        }
        var classes = Enumerable.Range(0, table.Columns.Count).Select(c =>
            table.IsRight(c) ? " class=\"r\"" : table.Columns[c].Alignment == Alignment.Centre ? " class=\"c\"" : "").ToArray();
        html.Append("<thead><tr>");
        for (var c = 0; c < classes.Length; c++)
        {
            html.Append("<th").Append(classes[c]).Append('>').Append(SvgWriter.Escape(table.Columns[c].Caption)).Append("</th>");
        }
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            for (var c = 0; c < classes.Length; c++)
            {
                html.Append("<td").Append(classes[c]).Append('>').Append(SvgWriter.Escape(Typeset(Table.Cell(row, c), table.Columns[c]))).Append("</td>");
            }
            html.Append("</tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    public static string Plain(Table table)
    {
        string[][] lines =
        [
            [.. table.Columns.Select(c => OneLine(c.Caption))],
            .. table.Rows.Select(row => table.Columns.Select((c, i) => OneLine(Table.Show(Table.Cell(row, i), c))).ToArray()),
        ];
        var widths = table.Columns.Select((_, c) => lines.Max(l => Width(l[c]))).ToArray();
        var right = table.Columns.Select((_, c) => table.IsRight(c)).ToArray();
        var text = new StringBuilder();
        if (table.Title is { Length: > 0 } title)
        {
            text.Append(OneLine(title)).Append('\n');
        }
        for (var i = 0; i < lines.Length; i++)
        {
            text.Append(string.Join("  ", lines[i].Select((cell, c) => Pad(cell, widths[c], right[c], table.Columns[c].Alignment))).TrimEnd()).Append('\n');
            if (i == 0)
            {
                text.AppendJoin("  ", widths.Select(w => new string('─', w))).Append('\n');
            }
        }
        return text.ToString();
    }

    public static string Json(Table table)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var row in table.Rows)
            {
                json.WriteStartObject();
                for (var c = 0; c < table.Columns.Count; c++)
                {
                    json.WritePropertyName(table.Columns[c].Name);
                    Write(json, Table.Cell(row, c));
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or double.NaN or double.PositiveInfinity or double.NegativeInfinity or float.NaN or float.PositiveInfinity or float.NegativeInfinity:
                json.WriteNullValue();
                break;
            case bool b:
                json.WriteBooleanValue(b);
                break;
            case double d:
                json.WriteNumberValue(d);
                break;
            case float f:
                json.WriteNumberValue(f);
                break;
            case decimal m:
                json.WriteNumberValue(m);
                break;
            case IFormattable number when Table.IsNumber(number):
                json.WriteRawValue(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteStringValue(value is IFormattable f2 ? f2.ToString(null, CultureInfo.InvariantCulture) : value.ToString());
                break;
        }
    }

    private static string Pad(string cell, int width, bool right, Alignment alignment)
    {
        var missing = width - Width(cell);
        var left = right ? missing : alignment == Alignment.Centre ? missing / 2 : 0;
        return new string(' ', left) + cell + new string(' ', missing - left);
    }

    // On a page a negative number has a true minus sign; in a terminal it stays what programs can read.
    private static string Typeset(object? value, TableColumn column) =>
        Table.IsNumber(value) ? Table.Show(value, column).Replace('-', '−') : Table.Show(value, column);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;
}
