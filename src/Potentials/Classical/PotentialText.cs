using System.Globalization;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>The text of a potential's file: lines, and words that may run over lines. What follows # on a line is no word.</summary>
/// <param name="content">The file.</param>
/// <param name="file">Its name for messages.</param>
internal sealed class PotentialText(byte[] content, string file)
{
    private readonly byte[] _content = content;
    private int _at = content.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
    private int _line = 1;

    /// <summary>Number of the line on which the word read last stands, or of the line read last, counted from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Bytes that have not been read.</summary>
    public int Remaining => _content.Length - _at;

    /// <summary>The beginning of a file, for telling its family; empty where it cannot be read.</summary>
    public static PotentialText Head(string path)
    {
        const int Length = 1 << 17;
        try
        {
            using var stream = File.OpenRead(path);
            var head = new byte[Length];
            return new(head[..stream.ReadAtLeast(head, Length, throwOnEndOfStream: false)], path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new([], path);
        }
    }

    /// <summary>The next line, comments included, without its end.</summary>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        Line = _line;
        line = default;
        if (Remaining == 0) return false;
        var rest = _content.AsSpan(_at);
        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        _at += end < 0 ? rest.Length : end + 1;
        if (end >= 0) _line++;
        line = line.TrimEnd((byte)'\r');
        return true;
    }

    /// <summary>The next word, on this line or a later one.</summary>
    public bool TryReadWord(out ReadOnlySpan<byte> word)
    {
        for (; _at < _content.Length; _at++)
        {
            var c = _content[_at];
            if (c == '#')
            {
                var end = _content.AsSpan(_at).IndexOf((byte)'\n');
                if (end < 0) break;
                _at += end;
                c = (byte)'\n';
            }

            if (c == '\n') _line++;
            if (c > ' ') break;
        }

        Line = _line;
        var start = _at;
        if (_at < _content.Length && _content[_at] == '#') _at = start = _content.Length;
        while (_at < _content.Length && _content[_at] > ' ' && _content[_at] != '#') _at++;
        word = _content.AsSpan(start, _at - start);
        return word.Length > 0;
    }

    /// <summary>The next word as a finite number.</summary>
    /// <exception cref="InputException">The file ends, or there stands something else.</exception>
    public double ReadNumber(string what)
    {
        if (!TryReadWord(out var word)) throw Fault($"the file ends where {what} should stand", "it has been cut off: get the whole file");
        if (!TryParse(word, out var value)) throw Fault($"'{Shown(word)}' stands where {what} should, which is a number", "correct it");
        return double.IsFinite(value) ? value : throw Fault($"{what} is '{Shown(word)}', not a finite number", "correct it");
    }

    /// <summary>The next words as finite numbers. Room is made only for what the file can hold.</summary>
    /// <exception cref="InputException">There are not so many.</exception>
    public double[] ReadNumbers(int count, string what)
    {
        if (count > (Remaining + 1L) / 2) throw Fault($"the file ends before the {count} values of {what}", "it has been cut off, or the number of values is wrong: get the whole file");
        var values = new double[count];
        for (var k = 0; k < count; k++) values[k] = ReadNumber(what);
        return values;
    }

    /// <summary>Whether the word after so many others is there and is no number. Reads nothing.</summary>
    public bool IsFollowedByName(int after)
    {
        var (at, line, last) = (_at, _line, Line);
        var any = TryReadWord(out var word);
        for (; any && after > 0; after--) any = TryReadWord(out word);
        var isName = any && !TryParse(word, out _);
        (_at, _line, Line) = (at, line, last);
        return isName;
    }

    /// <summary>Reads a number, also with Fortran's exponent d. All bytes must belong to it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> word, out double value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(word, Style, CultureInfo.InvariantCulture, out value)) return true;
        var at = word.IndexOfAny((byte)'d', (byte)'D');
        if (at <= 0 || word.Length > 40) return false;
        Span<byte> copy = stackalloc byte[word.Length];
        word.CopyTo(copy);
        copy[at] = (byte)'e';
        return double.TryParse(copy, Style, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>A word as it is shown in a message: ASCII, and not too long.</summary>
    public static string Shown(ReadOnlySpan<byte> word, int longest = 24)
    {
        var text = new StringBuilder();
        foreach (var b in word.Length > longest ? word[..longest] : word) text.Append(b is > 31 and < 127 ? (char)b : '?');
        return word.Length > longest ? text.Append('…').ToString() : text.ToString();
    }

    /// <summary>A fault of the line read last, or of another.</summary>
    public InputException Fault(string what, string remedy, int? line = null) => new(what, file, line ?? Line, remedy);
}
