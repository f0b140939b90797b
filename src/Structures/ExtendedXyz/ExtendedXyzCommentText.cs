using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>The comment line of a frame as text: the opposite of <see cref="ExtendedXyzHeader"/>.</summary>
internal static class ExtendedXyzCommentText
{
    /// <summary>The line, without its end: Lattice, Properties, pbc, then the frame's properties in their order.</summary>
    /// <exception cref="ArgumentException">A name occurs twice or cannot be written.</exception>
    public static string Compose(Structure frame)
    {
        var text = new StringBuilder(256);
        if (frame.Cell is { } cell)
        {
            double[] values = [cell.A.X, cell.A.Y, cell.A.Z, cell.B.X, cell.B.Y, cell.B.Z, cell.C.X, cell.C.Y, cell.C.Z];
            text.Append("Lattice=\"").AppendJoin(' ', values.Select(NumberText.Format)).Append("\" ");
        }

        text.Append("Properties=").Append(Quote(ComposeProperties(frame.Columns)));
        var axes = frame.Periodicity;
        text.Append(" pbc=\"").Append(Letter(axes.A)).Append(' ').Append(Letter(axes.B)).Append(' ').Append(Letter(axes.C)).Append('"');

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in frame.Info)
        {
            if (key.Length == 0 || ExtendedXyzHeader.StructuralName(key) is not null) throw new ArgumentException($"A frame property cannot be named '{key}' in extended XYZ.", nameof(frame));
            if (!names.Add(key)) throw new ArgumentException($"The frame property {key} occurs twice.", nameof(frame));
            text.Append(' ').Append(Quote(key)).Append('=').Append(Compose(key, value));
        }

        return text.ToString();
    }

    /// <summary>A word within a row of atoms: in double quotes where it would not be read back as it is.</summary>
    public static string QuoteWord(string word)
    {
        var plain = word.Length > 0 && word[0] != '"';
        foreach (var c in word) plain &= c > ' ';
        return plain ? word : "\"" + Escape(word) + "\"";
    }

    private static string ComposeProperties(IReadOnlyList<AtomColumn> columns)
    {
        List<ExtendedXyzProperty> written = [new("species", 'S', 1), new("pos", 'R', 3)];
        foreach (var column in columns) written.Add(new(column.Name, Type(column), column.Width));
        var text = string.Join(':', written);
        var read = new List<ExtendedXyzProperty>();
        if (ExtendedXyzProperty.TryParse(text, read) is { } fault) throw new ArgumentException(fault + ".", nameof(columns));
        return read.SequenceEqual(written) ? text : throw new ArgumentException("A column's name would be read as another in extended XYZ: " + text + ".", nameof(columns));
    }

    private static char Type(AtomColumn column) => column switch
    {
        RealColumn => 'R',
        IntegerColumn => 'I',
        LogicalColumn => 'L',
        TextColumn => 'S',
        _ => throw new ArgumentException($"Column {column.Name} is of a type that extended XYZ does not have."),
    };

    private static string Compose(string key, InfoValue value) => value switch
    {
        RealInfo real => Compose(key, real.Shape, real.Values.Select(NumberText.Format)),
        IntegerInfo integer => Compose(key, integer.Shape, integer.Values.Select(v => v.ToString(CultureInfo.InvariantCulture))),
        LogicalInfo logical => Compose(key, logical.Shape, logical.Values.Select(v => v ? "T" : "F")),
        TextInfo { Shape: [] } text => ComposeText(text.Values[0]),
        TextInfo text => ComposeJson(text.Shape, text.Values.Select(JsonText.Quote), key),
        JsonInfo json => Json(json.Json),
        _ => throw new ArgumentException($"The frame property {key} is of a type that extended XYZ does not have."),
    };

    private static string Compose(string key, IReadOnlyList<int> shape, IEnumerable<string> words) => shape switch
    {
        [] => words.Single(),
        [1] => "[" + words.Single() + "]",
        [> 1] => "\"" + string.Join(' ', words) + "\"",
        _ => ComposeJson(shape, words.Select(JsonWord), key),
    };

    private static string JsonWord(string word) => word switch
    {
        "T" => "true",
        "F" => "false",
        "nan" => "NaN",
        "inf" => "Infinity",
        "-inf" => "-Infinity",
        _ => word,
    };

    private static string ComposeJson(IReadOnlyList<int> shape, IEnumerable<string> words, string key)
    {
        var all = words.ToArray();
        if (shape is [0] or [0, _] or [_, 0]) return Json("[]");
        return shape switch
        {
            [_] => Json("[" + string.Join(", ", all) + "]"),
            [_, var columns] => Json("[" + string.Join(", ", all.Chunk(columns).Select(row => "[" + string.Join(", ", row) + "]")) + "]"),
            _ => throw new ArgumentException($"The frame property {key} has more than two dimensions."),
        };
    }

    // Text that would be read as a number, a truth value or JSON, or that holds control characters, is written as a JSON string.
    private static string ComposeText(string text)
    {
        var plain = text.Length == 0 || (ExtendedXyzValue.InterpretText(text) is TextInfo && !text.StartsWith("_JSON", StringComparison.Ordinal));
        foreach (var c in text) plain &= !char.IsControl(c);
        return plain ? Quote(text) : Json(JsonText.Quote(text));
    }

    private static string Json(string json)
    {
        // Outside strings, where alone JSON allows them, line ends mean no more than blanks.
        return "\"" + Escape(ExtendedXyzValue.JsonPrefix + json.ReplaceLineEndings(" ")) + "\"";
    }

    private static string Quote(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Bare) ? text : "\"" + Escape(text) + "\"";

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static char Letter(bool value) => value ? 'T' : 'F';

    private static readonly System.Buffers.SearchValues<char> Bare =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:/*#%&@!?<>|~^$;()");
}
