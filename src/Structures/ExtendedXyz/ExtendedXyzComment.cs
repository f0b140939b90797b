using System.Text;

namespace Lithoscope.Structures;

/// <summary>How a value of the comment line is enclosed, which decides how it is read.</summary>
internal enum ExtendedXyzEnclosure
{
    /// <summary>No value at all: the bare key stands for true.</summary>
    None,

    /// <summary>Up to the next blank, or within quotes or braces: a value, or a list separated by blanks or commas.</summary>
    Text,

    /// <summary>Within square brackets, which are part of the text: a list or a table.</summary>
    Brackets,
}

/// <summary>One key of the comment line with its value as text, quotes and escapes resolved.</summary>
internal readonly record struct ExtendedXyzPair(string Key, string Text, ExtendedXyzEnclosure Enclosure);

/// <summary>Splits the comment line of extended XYZ into keys and values; what the values mean is said elsewhere.</summary>
internal ref struct ExtendedXyzComment
{
    private readonly ReadOnlySpan<char> _line;
    private int _at;
    private string? _fault;

    private ExtendedXyzComment(ReadOnlySpan<char> line) => _line = line;

    /// <summary>Splits <paramref name="line"/> into its pairs.</summary>
    /// <param name="line">The comment line.</param>
    /// <param name="pairs">The keys in order; where the line assigns nothing (plain XYZ), none.</param>
    /// <returns>What is wrong with the line, or null.</returns>
    public static string? TrySplit(ReadOnlySpan<char> line, List<ExtendedXyzPair> pairs)
    {
        pairs.Clear();
        // A line that assigns nothing is the free text of plain XYZ, whatever quotes it holds.
        if (!line.Contains('=')) return null;
        var comment = new ExtendedXyzComment(line);
        while (comment.TryReadPair(out var pair)) pairs.Add(pair);
        if (comment._fault is null && !pairs.Exists(p => p.Enclosure != ExtendedXyzEnclosure.None)) pairs.Clear();
        return comment._fault;
    }

    private bool TryReadPair(out ExtendedXyzPair pair)
    {
        pair = default;
        SkipBlanks();
        if (_at == _line.Length) return false;
        var key = _line[_at] is '"' or '\'' ? ReadQuoted("a quoted key") : ReadKey();
        if (_fault is not null) return false;
        if (key.Length == 0) return Fail("there is a value without a key");

        SkipBlanks();
        if (_at == _line.Length || _line[_at] != '=')
        {
            pair = new(key, "", ExtendedXyzEnclosure.None);
            return true;
        }

        _at++;
        SkipBlanks();
        if (_at == _line.Length) return Fail($"key {key} has no value");
        pair = _line[_at] switch
        {
            '"' or '\'' => new(key, ReadQuoted(key), ExtendedXyzEnclosure.Text),
            '{' => new(key, ReadEnclosed(key, '{', '}')[1..^1], ExtendedXyzEnclosure.Text),
            '[' => new(key, ReadEnclosed(key, '[', ']'), ExtendedXyzEnclosure.Brackets),
            _ => new(key, ReadBare(), ExtendedXyzEnclosure.Text),
        };
        return _fault is null;
    }

    private string ReadKey()
    {
        var start = _at;
        while (_at < _line.Length && !char.IsWhiteSpace(_line[_at]) && _line[_at] != '=') _at++;
        return _line[start.._at].ToString();
    }

    private string ReadBare()
    {
        var start = _at;
        while (_at < _line.Length && !char.IsWhiteSpace(_line[_at])) _at++;
        return _line[start.._at].ToString();
    }

    private string ReadQuoted(string key)
    {
        var quote = _line[_at++];
        var start = _at;
        var json = _line[_at..].StartsWith("_JSON");
        var text = new StringBuilder();
        for (; _at < _line.Length; _at++)
        {
            var c = _line[_at];
            if (c == quote)
            {
                _at++;
                return text.ToString();
            }

            if (c != '\\' || _at + 1 == _line.Length)
            {
                text.Append(c);
                continue;
            }

            // Within JSON only quotes and the backslash are escaped for the comment line: \n and its like are JSON's own.
            var next = _line[++_at];
            if (json && next is not ('\\' or '"' or '\'')) text.Append('\\').Append(next);
            else text.Append(next == 'n' ? '\n' : next);
        }

        _at = start;
        Fail($"the quote opened for {key} is not closed");
        return "";
    }

    // The text with its brackets. Brackets within quotes do not count; braces and brackets may be nested in their own kind.
    private string ReadEnclosed(string key, char open, char close)
    {
        var start = _at;
        var depth = 0;
        var quote = '\0';
        for (; _at < _line.Length; _at++)
        {
            var c = _line[_at];
            if (c == '\\') _at++;
            else if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c == open) depth++;
            else if (c == close && --depth == 0) return _line[start..++_at].ToString();
        }

        _at = start;
        Fail($"the {open} opened for {key} is not closed");
        return "{}";
    }

    private void SkipBlanks()
    {
        while (_at < _line.Length && char.IsWhiteSpace(_line[_at])) _at++;
    }

    private bool Fail(string fault)
    {
        _fault ??= fault;
        return false;
    }
}
