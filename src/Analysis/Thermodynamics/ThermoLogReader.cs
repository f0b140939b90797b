using System.Globalization;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>
/// Rows of a log such as thermo.csv: a header that names the columns, then numbers between commas. A last row without line end is one that is still written and is left out.
/// </summary>
internal sealed class ThermoLogReader
{
    private const int MostColumns = 1000;

    private readonly string _path;

    /// <summary>Reads the header.</summary>
    public ThermoLogReader(string path)
    {
        _path = path;
        using var reader = Open();
        var header = reader.ReadLine();
        if (string.IsNullOrWhiteSpace(header)) throw new InputException("the file is empty", path, remedy: "give the log of a run, such as thermo.csv");
        Columns = [.. header.Split(',').Select(c => c.Trim().Trim('"'))];
        if (Columns.Count > MostColumns) throw new InputException($"the header names more than {MostColumns} columns", path, 1, "give the log of a run, such as thermo.csv");
        if (Columns.All(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out _))) throw new InputException("the first line holds numbers, not the names of columns", path, 1, "begin it with a header such as step,time_fs,temperature_K");
        if (Columns.FirstOrDefault(string.IsNullOrEmpty) is not null) throw new InputException("the header names a column with nothing", path, 1, "begin it with a header such as step,time_fs,temperature_K");
        if (Columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new InputException($"the header names the column '{twice.Key}' twice", path, 1, "rename one");
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Whether the last reading has left out a last row without line end.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>The column of that name, or −1.</summary>
    public int Find(string name) => Columns.ToList().IndexOf(name);

    /// <summary>The rows with their line numbers; the array is used again for each.</summary>
    public IEnumerable<(long Line, double[] Values)> Rows(CancellationToken cancellation)
    {
        IsCutOff = false;
        using var reader = Open();
        var values = new double[Columns.Count];
        var number = 0L;
        foreach (var (line, isWhole) in Lines(reader))
        {
            number++;
            if (number % 4096 == 0) cancellation.ThrowIfCancellationRequested();
            if (number == 1 || line.AsSpan().Trim().IsEmpty) continue;
            if (!isWhole)
            {
                IsCutOff = true;
                yield break;
            }

            Read(line, values, number);
            yield return (number, values);
        }
    }

    private void Read(string line, double[] values, long number)
    {
        var k = 0;
        foreach (var range in line.AsSpan().Split(','))
        {
            var text = line.AsSpan(range).Trim();
            if (k == values.Length) throw new InputException($"the row has more than the {values.Length} values of the header", _path, number, "check that the file was not damaged");
            if (text.IsEmpty) values[k++] = double.NaN;
            else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out values[k++])) throw new InputException($"'{text}' in the column '{Columns[k - 1]}' is not a number", _path, number, "only logs of numbers can be averaged");
        }

        if (k < values.Length) throw new InputException($"the row has {k} values, the header {values.Length}", _path, number, "check that the file was not damaged");
    }

    // Lines with whether they had a line end.
    private static IEnumerable<(string Line, bool IsWhole)> Lines(StreamReader reader)
    {
        StringBuilder line = new();
        var buffer = new char[1 << 15];
        for (var n = reader.Read(buffer); n > 0; n = reader.Read(buffer))
        {
            var start = 0;
            for (var end = Array.IndexOf(buffer, '\n', 0, n); end >= 0; end = Array.IndexOf(buffer, '\n', start, n - start))
            {
                line.Append(buffer, start, end - start);
                yield return (line.ToString(), true);
                line.Clear();
                start = end + 1;
            }

            line.Append(buffer, start, n - start);
        }

        if (line.Length > 0) yield return (line.ToString(), false);
    }

    private StreamReader Open()
    {
        if (Directory.Exists(_path)) throw new InputException("this is a folder", _path, remedy: "name the log in it, such as thermo.csv");
        if (!File.Exists(_path)) throw new InputException("there is no such file", _path, remedy: "check the path");
        try
        {
            return new StreamReader(new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new InputException("this file may not be read", _path, remedy: "check its permissions", inner: fault);
        }
    }
}
