using System.Globalization;
using System.Text;

namespace Lithoscope.Reporting;

/// <summary>CSV as this project writes it: one header row, "\n", invariant culture, shortest text that reads back to the same bits.</summary>
public static class CsvWriter
{
    /// <summary>Header and rows as one text, ending with a line break.</summary>
    public static string Write(IEnumerable<string> header, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', header.Select(Quote)).Append('\n');
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Columns of equal length as one text, ending with a line break.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, or there are not as many names as columns.</exception>
    public static string WriteColumns(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        if (header.Count != columns.Count || columns.Any(c => c.Count != columns[0].Count))
        {
            throw new ArgumentException("Every column needs a name and as many values as the others.", nameof(columns));
        }
        return Write(header, Enumerable.Range(0, columns.Count == 0 ? 0 : columns[0].Count).Select(i => columns.Select(c => (object?)c[i])));
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        bool b => b ? "true" : "false",
        IFormattable other => Quote(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Quote(value.ToString() ?? ""),
    };

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") >= 0 || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '))
            ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
