using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>
/// JSON as it occurs in extended XYZ: values and rectangular arrays become plain <see cref="InfoValue"/>s, anything else stays text.
/// As Python writes them, NaN, Infinity and -Infinity are numbers, which the framework's own reader refuses.
/// </summary>
internal ref struct JsonText
{
    private const int MaximumDepth = 64;

    private readonly ReadOnlySpan<char> _text;
    private readonly List<string> _words = [];
    private readonly List<int> _rows = [];
    private int _at;
    private int _rank = -1;
    private char _kind;
    private bool _irregular;

    private JsonText(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads a whole JSON document; false where it is not valid.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out InfoValue? value)
    {
        value = null;
        var json = new JsonText(text);
        if (!json.TryReadValue(0)) return false;
        json.SkipBlanks();
        if (json._at != text.Length) return false;
        value = json.AsArray() ?? new JsonInfo(text.Trim().ToString());
        return true;
    }

    /// <summary>A text as a JSON string, in ASCII.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') json.Append('\\').Append(c);
            else if (c is >= ' ' and < '\u007f') json.Append(c);
            else json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }

        return json.Append('"').ToString();
    }

    private readonly InfoValue? AsArray()
    {
        if (_irregular || _words.Count == 0) return null;
        if (_rank == 2 && !HasEqualRows()) return null;
        int[] shape = _rank switch { 0 => [], 1 => [_words.Count], _ => [_rows.Count, _words.Count / _rows.Count] };
        var words = _words;
        InfoValue? typed = _kind switch
        {
            's' => new TextInfo([.. words]),
            'l' => new LogicalInfo([.. words.Select(w => w == "true")]),
            'n' => ExtendedXyzValue.InterpretWords(words),
            _ => null,
        };
        return typed is null ? null : typed with { Shape = shape };
    }

    private readonly bool HasEqualRows()
    {
        foreach (var row in _rows)
        {
            if (row != _rows[0]) return false;
        }

        return true;
    }

    private bool TryReadValue(int depth)
    {
        SkipBlanks();
        if (_at == _text.Length || depth > MaximumDepth) return false;
        switch (_text[_at])
        {
            case '[':
                return TryReadArray(depth);
            case '{':
                _irregular = true;
                return TryReadObject(depth);
            case '"':
                return TryReadString(out var text) && Add(text, 's', depth);
            default:
                var start = _at;
                while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '+' or '-' or '.')) _at++;
                return TryAddWord(_text[start.._at].ToString(), depth);
        }
    }

    private bool TryAddWord(string word, int depth) => word switch
    {
        "" => false,
        "true" or "false" => Add(word, 'l', depth),
        "null" => Add(word, '0', depth),
        "NaN" or "Infinity" or "-Infinity" => Add(word, 'n', depth),
        _ => (char.IsAsciiDigit(word[^1]) && (char.IsAsciiDigit(word[0]) || word[0] == '-')
            && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) && Add(word, 'n', depth),
    };

    private bool Add(string word, char kind, int depth)
    {
        if (_rank < 0) (_rank, _kind) = (depth, kind);
        _irregular |= _rank != depth || _kind != kind || depth > 2;
        if (_irregular) return true;
        _words.Add(word);
        if (depth == 2) _rows[^1]++;
        return true;
    }

    private bool TryReadArray(int depth)
    {
        _at++;
        if (depth == 1) _rows.Add(0);
        SkipBlanks();
        if (TryTake(']')) return true;
        while (true)
        {
            if (!TryReadValue(depth + 1)) return false;
            SkipBlanks();
            if (TryTake(']')) return true;
            if (!TryTake(',')) return false;
        }
    }

    private bool TryReadObject(int depth)
    {
        _at++;
        SkipBlanks();
        if (TryTake('}')) return true;
        while (true)
        {
            SkipBlanks();
            if (_at == _text.Length || _text[_at] != '"' || !TryReadString(out _)) return false;
            SkipBlanks();
            if (!TryTake(':') || !TryReadValue(depth + 1)) return false;
            SkipBlanks();
            if (TryTake('}')) return true;
            if (!TryTake(',')) return false;
        }
    }

    private bool TryReadString(out string text)
    {
        text = "";
        var builder = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                text = builder.ToString();
                return true;
            }

            if (c == '\\' && !TryReadEscape(out c)) return false;
            builder.Append(c);
        }

        return false;
    }

    private bool TryReadEscape(out char c)
    {
        c = '\0';
        if (++_at == _text.Length) return false;
        switch (_text[_at])
        {
            case '"' or '\\' or '/': c = _text[_at]; return true;
            case 'n': c = '\n'; return true;
            case 't': c = '\t'; return true;
            case 'r': c = '\r'; return true;
            case 'b': c = '\b'; return true;
            case 'f': c = '\f'; return true;
            case 'u' when _at + 4 < _text.Length && ushort.TryParse(_text.Slice(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                c = (char)code;
                _at += 4;
                return true;
            default: return false;
        }
    }

    private bool TryTake(char c)
    {
        if (_at == _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\n' or '\r') _at++;
    }
}
