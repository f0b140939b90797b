using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one molecule after another from the lines of an atom table.</summary>
internal sealed class AtomTableFrameReader(LineReader lines, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private readonly HashSet<string> _finished = new(StringComparer.Ordinal);
    private AtomTableHeader? _header;
    private bool[] _isText = [];
    private Row? _next;
    private int _frame;

    // A row as read: name of its molecule, species, position, and the other columns as text.
    private sealed record Row(string Molecule, byte Species, double X, double Y, double Z, string[] Others, long Line);

    /// <summary>The next molecule, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_header is null)
        {
            ReadHeader();
            _next = ReadRow();
        }

        if (_next is not { } first) return null;
        var rows = new List<Row>();
        while (_next is { } row && row.Molecule == first.Molecule)
        {
            if (rows.Count % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
            _next = ReadRow();
        }

        if (!_finished.Add(first.Molecule)) throw lines.Fault($"the rows of molecule {TextBytes.Quote(first.Molecule)} do not follow one another", "sort the table by molecule", first.Line);
        return Build(rows);
    }

    private void ReadHeader()
    {
        if (!lines.TryRead(out var line)) throw lines.Fault("the file is empty", "check that it was written to its end");
        if (AtomTableHeader.TryParse(line, out _header) is { } fault) throw lines.Fault(fault, "name the columns molecule, element, x, y, z (Å) and others as you like");
        _isText = new bool[_header!.Others.Length];
    }

    private Row? ReadRow()
    {
        if (!lines.TryReadNonBlank(out var line)) return null;
        Span<Range> cells = new Range[_header!.Names.Length + 1];
        var found = Split(line, cells);
        if (found != _header.Names.Length) throw lines.Fault($"expected {Plain(_header.Names.Length)} values as in the header, found {(found > _header.Names.Length ? "more" : Plain(found))}", "complete the row; values must not hold commas");
        if (!Element.TryParse(line[cells[_header.Element]], out var species)) throw lines.Fault($"{TextBytes.Quote(line[cells[_header.Element]])} is not the symbol of an element", "write symbols such as C");
        Span<double> r = stackalloc double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var cell = line[cells[_header.Positions[axis]]];
            if (!NumberText.TryParseReal(cell, out r[axis]) || !double.IsFinite(r[axis])) throw lines.Fault($"coordinate {TextBytes.Quote(cell)} is not a finite number", "positions must be known: repair the row");
        }

        var others = new string[_header.Others.Length];
        for (var c = 0; c < others.Length; c++) others[c] = TextBytes.Decode(line[cells[_header.Others[c]]]);
        return new(_header.Molecule < 0 ? "" : TextBytes.Decode(line[cells[_header.Molecule]]), species, r[0], r[1], r[2], others, lines.LineNumber);
    }

    // The cells of a row, without blanks and quotes around them; one more than there is room for means too many.
    private static int Split(ReadOnlySpan<byte> line, Span<Range> cells)
    {
        var (count, start) = (0, 0);
        while (count < cells.Length)
        {
            var comma = line[start..].IndexOf((byte)',');
            var (from, to) = (start, comma < 0 ? line.Length : start + comma);
            while (from < to && line[from] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'"') from++;
            while (to > from && line[to - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'"') to--;
            cells[count++] = from..to;
            if (comma < 0) return count;
            start += comma + 1;
        }

        return count;
    }

    private Structure Build(List<Row> rows)
    {
        var positions = new double[3 * rows.Count];
        for (var i = 0; i < rows.Count; i++) (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (rows[i].X, rows[i].Y, rows[i].Z);
        var columns = new List<AtomColumn>();
        for (var c = 0; c < _isText.Length; c++)
        {
            var name = _header!.Names[_header.Others[c]];
            // Once a column has held a word it is one of words, so that all frames that follow have the same type.
            columns.Add(!_isText[c] && Numbers(rows, c) is { } values ? new RealColumn(name, 1, values) : new TextColumn(name, 1, [.. rows.Select(r => r.Others[c])]));
            _isText[c] = columns[^1] is TextColumn;
        }

        var info = new List<KeyValuePair<string, InfoValue>>();
        if (_header!.Molecule >= 0) info.Add(new("molecule", new TextInfo(rows[0].Molecule)));
        return new([.. rows.Select(r => r.Species)], positions, columns: columns, info: info, origin: new(lines.File, _frame++, rows[0].Line));
    }

    private static double[]? Numbers(List<Row> rows, int column)
    {
        var values = new double[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var text = rows[i].Others[column];
            if (text.Length == 0) values[i] = double.NaN;
            else if (!NumberText.TryParseReal(System.Text.Encoding.UTF8.GetBytes(text), out values[i])) return null;
        }

        return values;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
