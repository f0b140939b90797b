using System.Globalization;

namespace Lithoscope.Reporting;

/// <summary>
/// Rows under named columns, as data; written as HTML, aligned plain text, CSV or JSON. Immutable. Cells are text, numbers,
/// truth values or null (nothing there); rows may be shorter than the columns, not longer.
/// </summary>
public sealed record Table
{
    private readonly IReadOnlyList<object?>[] _rows;

    /// <summary>Creates a table.</summary>
    /// <exception cref="ArgumentException">A row has more cells than there are columns.</exception>
    public Table(IEnumerable<TableColumn> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        Columns = [.. columns];
        _rows = [.. rows.Select(r => r.ToArray())];
        if (Array.FindIndex(_rows, r => r.Count > Columns.Count) is var index && index >= 0)
        {
            throw new ArgumentException($"Row {index} has {_rows[index].Count} cells for {Columns.Count} columns.", nameof(rows));
        }
    }

    /// <summary>Caption, or null.</summary>
    public string? Title { get; init; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows => _rows;

    /// <summary>An HTML table element with a caption; numbers as the columns' formats say.</summary>
    public string ToHtml() => TableText.Html(this);

    /// <summary>Lines with aligned columns for a terminal; lines end with "\n".</summary>
    public string ToPlainText() => TableText.Plain(this);

    /// <summary>CSV (RFC 4180 with "\n"): one header row, numbers exact, NaN as "NaN", null as nothing.</summary>
    public string ToCsv() => CsvWriter.Write(Columns.Select(c => c.Name), _rows.Select(r => Enumerable.Range(0, Columns.Count).Select(i => Cell(r, i))));

    /// <summary>JSON: an array with one object a row; numbers exact, values that are not finite as null.</summary>
    public string ToJson() => TableText.Json(this);

    internal static object? Cell(IReadOnlyList<object?> row, int column) => column < row.Count ? row[column] : null;

    internal bool IsRight(int column) => Columns[column].Alignment switch
    {
        Alignment.Automatic => _rows.Select(r => Cell(r, column)).Where(c => c is not null).DefaultIfEmpty("").All(IsNumber),
        var alignment => alignment == Alignment.Right,
    };

    internal static bool IsNumber(object? value) =>
        value is double or float or int or long or decimal or short or byte or uint or ulong or ushort or sbyte;

    /// <summary>A cell for people.</summary>
    internal static string Show(object? value, TableColumn column) => value switch
    {
        null => "",
        double.NaN or float.NaN => "–",
        double d => d.ToString(column.Format ?? (Math.Abs(d) < 1e15 && d == Math.Floor(d) ? "F0" : "G6"), CultureInfo.InvariantCulture),
        float f => f.ToString(column.Format ?? "G6", CultureInfo.InvariantCulture),
        bool b => b ? "yes" : "no",
        IFormattable number when IsNumber(number) => number.ToString(column.Format, CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
