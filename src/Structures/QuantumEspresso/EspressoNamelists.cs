using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>The values of Fortran namelists, as pw.x reads them: in any order, over any lines, with comments after an exclamation mark.</summary>
internal sealed class EspressoNamelists
{
    private const int MaximumValues = 10_000;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private string? _word;
    private string? _key;
    private int _index;

    /// <summary>
    /// Reads the namelists at the beginning of a file, up to the first line that stands outside of them, which is the next line of <paramref name="lines"/> again.
    /// </summary>
    public static EspressoNamelists Read(LineReader lines)
    {
        var found = new EspressoNamelists();
        var inside = false;
        while (lines.TryRead(out var line))
        {
            var text = TextBytes.Decode(line).AsSpan().Trim();
            if (!inside)
            {
                if (text.Length == 0 || text[0] is '!' or '#') continue;
                if (text[0] != '&')
                {
                    lines.Unread();
                    return found;
                }

                inside = true;
                var blank = text.IndexOfAny(" \t,");
                text = blank < 0 ? default : text[blank..];
            }

            inside = !found.TakeLine(text, lines);
        }

        if (inside) throw lines.Fault("the file ends within a namelist", "end it with a line that holds a slash");
        return found;
    }

    /// <summary>The value of a variable, or null; elements of arrays as in <c>celldm(1)</c>.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>The number that a variable is, or null where it is not given.</summary>
    public double? Real(string name, LineReader lines)
    {
        if (Text(name) is not { } text) return null;
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length <= bytes.Length && System.Text.Encoding.UTF8.TryGetBytes(text, bytes, out var length) && NumberText.TryParseReal(bytes[..length], out var value) && double.IsFinite(value)) return value;
        throw lines.Fault($"{name} = {TextBytes.Quote(text)} is not a number", "correct it in its namelist");
    }

    // Words, equals signs and the slash at the end; a word before an equals sign is a name, all others are values of the name before them.
    private bool TakeLine(ReadOnlySpan<char> text, LineReader lines)
    {
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c is ' ' or '\t' or ',') at++;
            else if (c == '!') break;
            else if (c == '/' || (c == '&' && text[at..].StartsWith("&end", StringComparison.OrdinalIgnoreCase)))
            {
                EndWord(lines);
                _key = null;
                return true;
            }
            else if (c == '=')
            {
                BeginValue();
                at++;
            }
            else
            {
                EndWord(lines);
                _word = NextWord(text, ref at);
            }
        }

        return false;
    }

    private static string NextWord(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        if (text[at] is '\'' or '"')
        {
            var end = text[(at + 1)..].IndexOf(text[at]);
            at = end < 0 ? text.Length : at + end + 2;
            return (end < 0 ? text[(start + 1)..] : text.Slice(start + 1, end)).ToString();
        }

        for (var depth = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (depth <= 0 && c is ' ' or '\t' or ',' or '=' or '!' or '/') break;
        }

        return text[start..at].ToString().Replace(" ", "", StringComparison.Ordinal);
    }

    private void BeginValue()
    {
        (_key, _index, _word) = (_word, 0, null);
        if (_key is null || !_key.EndsWith(')') || _key.IndexOf('(', StringComparison.Ordinal) is not (>= 0 and var open)) return;
        if (!int.TryParse(_key.AsSpan(open + 1, _key.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out _index)) _index = 0;
        else _key = _key[..open];
    }

    private void EndWord(LineReader lines)
    {
        if (_word is null) return;
        if (_key is not null)
        {
            if (_values.Count == MaximumValues) throw lines.Fault("the namelists hold more values than pw.x knows", "check that this is an input of pw.x");
            _values[_index == 0 ? _key : string.Create(CultureInfo.InvariantCulture, $"{_key}({_index})")] = _word;
            // Values that follow one another belong to the elements of an array.
            _index = Math.Min(_index, int.MaxValue - 2) + (_index == 0 ? 2 : 1);
        }

        _word = null;
    }
}
