using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>What stands before the first section of a data file: counts and the box.</summary>
internal sealed class LammpsDataHeader
{
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);

    // Keywords whose values are looked at, with their number; all others are counts of things that are skipped.
    private static readonly Dictionary<string, int> Widths = new(StringComparer.Ordinal)
    {
        ["atoms"] = 1, ["atom types"] = 1, ["xlo xhi"] = 2, ["ylo yhi"] = 2, ["zlo zhi"] = 2, ["xy xz yz"] = 3,
        ["avec"] = 3, ["bvec"] = 3, ["cvec"] = 3, ["abc origin"] = 3,
    };

    /// <summary>Number of atoms.</summary>
    public int Atoms { get; private set; }

    /// <summary>Number of atom types.</summary>
    public int Types { get; private set; }

    /// <summary>The box, in the units of the file.</summary>
    public LammpsBox Box { get; private set; }

    /// <summary>The keyword that ends a line of the header, or null where the line is none.</summary>
    public static string? Keyword(ReadOnlySpan<byte> line)
    {
        var words = new Words(line);
        if (!words.TryNext(out var word) || !NumberText.TryParseReal(word, out _)) return null;
        while (words.TryNext(out word))
        {
            if (NumberText.TryParseReal(word, out _)) continue;
            var keyword = TextBytes.Decode(word);
            while (words.TryNext(out word)) keyword += " " + TextBytes.Decode(word);
            return keyword;
        }

        return null;
    }

    /// <summary>Reads the header up to the name of the first section, which is left in <paramref name="section"/>; null at the end of the file.</summary>
    public static LammpsDataHeader Read(LineReader lines, out LammpsDataSection? section)
    {
        var header = new LammpsDataHeader();
        section = null;
        while (lines.TryReadNonBlank(out var line))
        {
            var content = LammpsDataSection.WithoutComment(line);
            if (content.IndexOfAnyExcept(" \t\r\v\f"u8) < 0) continue;
            if (Keyword(content) is not { } keyword)
            {
                section = LammpsDataSection.From(line);
                break;
            }

            header.Take(keyword, content, lines);
        }

        header.Finish(lines);
        return header;
    }

    private void Take(string keyword, ReadOnlySpan<byte> content, LineReader lines)
    {
        if (!Widths.TryGetValue(keyword, out var width)) return;
        var values = new double[width];
        var words = new Words(content);
        var valid = words.TryNextReals(values) && Array.TrueForAll(values, double.IsFinite) && words.TryNext(out var next) && !NumberText.TryParseReal(next, out _);
        if (!valid) throw lines.Fault($"expected {Plain(width)} finite values before {keyword}, found {TextBytes.Quote(content)}", "correct the header");
        if (!_values.TryAdd(keyword, values)) throw lines.Fault($"the header gives {keyword} twice", "remove one of the two lines");
        if (keyword == "atoms") Atoms = Count(values[0], "atoms", lines);
        if (keyword == "atom types") Types = Count(values[0], "atom types", lines);
    }

    private static int Count(double value, string what, LineReader lines) =>
        value >= 0 && value <= Array.MaxLength / 3 && value == Math.Floor(value) ? (int)value : throw lines.Fault($"the header gives a number of {what} that cannot be read", "write a whole number, not negative");

    private void Finish(LineReader lines)
    {
        if (!_values.ContainsKey("atoms")) throw lines.Fault("the header does not give the number of atoms", "add a line such as '64 atoms' below the first line");
        Box = _values.ContainsKey("avec") || _values.ContainsKey("bvec") ? General(lines) : Restricted(lines);
        if (CellChecks.Fault(Box.Cell) is { } fault) throw lines.Fault(fault, "correct the lines of the box in the header");
    }

    private LammpsBox General(LineReader lines)
    {
        if (_values.ContainsKey("xlo xhi")) throw lines.Fault("the header gives the box twice, by avec, bvec, cvec and by xlo xhi", "remove one of the two");
        return new(new(Vector("avec", new(1, 0, 0)), Vector("bvec", new(0, 1, 0)), Vector("cvec", new(0, 0, 1))), Vector("abc origin", new(0, 0, 0)));
    }

    private LammpsBox Restricted(LineReader lines)
    {
        var (x, y, z) = (Extent("xlo xhi", lines), Extent("ylo yhi", lines), Extent("zlo zhi", lines));
        var tilt = Vector("xy xz yz", new(0, 0, 0));
        return LammpsBox.Restricted(new(x.Low, y.Low, z.Low), new(x.High, y.High, z.High), tilt.X, tilt.Y, tilt.Z);
    }

    private (double Low, double High) Extent(string keyword, LineReader lines)
    {
        if (!_values.TryGetValue(keyword, out var values)) throw lines.Fault($"the header does not give {keyword}", $"add a line such as '0.0 10.0 {keyword}'");
        return values[0] < values[1] ? (values[0], values[1]) : throw lines.Fault($"the box does not extend from the first to the second value of {keyword}", "write the smaller value first");
    }

    private Vector3D Vector(string keyword, Vector3D otherwise) => _values.TryGetValue(keyword, out var v) ? new(v[0], v[1], v[2]) : otherwise;

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
