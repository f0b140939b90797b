using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>What a word of a CIF is.</summary>
internal enum CifTokenKind
{
    /// <summary>data_NAME: a block begins. The text is the name.</summary>
    Block,

    /// <summary>save_NAME or save_: a frame of a dictionary begins or ends.</summary>
    Save,

    /// <summary>loop_: tags follow, then rows of values.</summary>
    Loop,

    /// <summary>A tag, in lower case, with _ for the dot of the newer dictionaries.</summary>
    Tag,

    /// <summary>A value.</summary>
    Value,

    /// <summary>A value that is unknown or does not apply: ? or .</summary>
    Missing,
}

/// <summary>The words of a CIF, one after another: the STAR syntax of CIF 1.1 (doi:10.1107/97809553602060000107), with the triple quotes and brackets of CIF 2.0.</summary>
internal sealed class CifTokens(LineReader lines)
{
    private byte[] _line = [];
    private int _length;
    private int _at;
    private bool _second;

    /// <summary>The kind of the word read last.</summary>
    public CifTokenKind Kind { get; private set; }

    /// <summary>The text of the word read last.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The line on which the word read last begins.</summary>
    public long Line { get; private set; }

    private ReadOnlySpan<byte> Rest => _line.AsSpan(_at, _length - _at);

    /// <summary>Reads the next word; false at the end of the file.</summary>
    /// <exception cref="InputException">A text or a quote is not closed.</exception>
    public bool TryNext()
    {
        while (true)
        {
            while (_at < _length && _line[_at] <= ' ') _at++;
            if (_at < _length && _line[_at] != '#') break;
            if (!TryReadLine()) return false;
        }

        Line = lines.LineNumber;
        if (_at == 0 && _line[0] == ';')
        {
            Set(CifTokenKind.Value, ReadTextField());
        }
        else if (_line[_at] is (byte)'\'' or (byte)'"')
        {
            Set(CifTokenKind.Value, ReadQuoted());
        }
        else if (_second && _line[_at] is (byte)'[' or (byte)'{')
        {
            Set(CifTokenKind.Value, ReadBrackets());
        }
        else
        {
            var end = _at;
            while (end < _length && _line[end] > ' ') end++;
            Interpret(_line.AsSpan(_at, end - _at));
            _at = end;
        }

        return true;
    }

    /// <summary>A fault of the word read last.</summary>
    public InputException Fault(string what, string remedy) => lines.Fault(what, remedy, Math.Max(1, Line));

    private void Set(CifTokenKind kind, string text) => (Kind, Text) = (kind, text);

    private bool TryReadLine()
    {
        (_at, _length) = (0, 0);
        if (!lines.TryRead(out var line)) return false;
        if (line.Length > _line.Length) _line = new byte[Math.Max(line.Length, 2 * _line.Length)];
        line.CopyTo(_line);
        _length = line.Length;
        if (lines.LineNumber == 1) _second = line.StartsWith("#\\#CIF_2.0"u8);
        return true;
    }

    private void Interpret(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("?"u8) || word.SequenceEqual("."u8)) Set(CifTokenKind.Missing, "");
        else if (word[0] == '_') Set(CifTokenKind.Tag, TextBytes.Decode(word).ToLowerInvariant().Replace('.', '_'));
        else if (Begins(word, "data_"u8)) Set(CifTokenKind.Block, TextBytes.Decode(word["data_".Length..]));
        else if (Begins(word, "save_"u8)) Set(CifTokenKind.Save, TextBytes.Decode(word["save_".Length..]));
        else if (Ascii.EqualsIgnoreCase(word, "loop_"u8)) Set(CifTokenKind.Loop, "");
        else if (Ascii.EqualsIgnoreCase(word, "global_"u8) || Ascii.EqualsIgnoreCase(word, "stop_"u8)) throw Fault($"{TextBytes.Quote(word)} is no part of CIF", "remove it");
        else Set(CifTokenKind.Value, TextBytes.Decode(word));
    }

    private static bool Begins(ReadOnlySpan<byte> word, ReadOnlySpan<byte> prefix) => word.Length >= prefix.Length && Ascii.EqualsIgnoreCase(word[..prefix.Length], prefix);

    // From a semicolon that begins a line to the next one that does.
    private string ReadTextField()
    {
        var text = new StringBuilder(TextBytes.Decode(Rest[1..]));
        while (TryReadLine())
        {
            if (_length > 0 && _line[0] == ';')
            {
                _at = 1;
                return text.ToString();
            }

            Append(text, Rest);
        }

        throw Fault("the text that begins with ; is not closed", "end it with a line that begins with ;");
    }

    // A quote ends where a blank or the line's end follows it, so that 'a dog's life' is one value.
    private string ReadQuoted()
    {
        var quote = _line[_at];
        if (_second && Rest.Length >= 3 && _line[_at + 1] == quote && _line[_at + 2] == quote) return ReadTripleQuoted([quote, quote, quote]);
        for (var end = _at + 1; end < _length; end++)
        {
            if (_line[end] != quote || (end + 1 < _length && _line[end + 1] > ' ')) continue;
            var text = TextBytes.Decode(_line.AsSpan(_at + 1, end - _at - 1));
            _at = end + 1;
            return text;
        }

        throw Fault($"the quote {TextBytes.Quote(Rest)} is not closed on its line", "close it");
    }

    private string ReadTripleQuoted(byte[] quotes)
    {
        _at += 3;
        var text = new StringBuilder();
        while (true)
        {
            var end = Rest.IndexOf(quotes);
            text.Append(TextBytes.Decode(end < 0 ? Rest : Rest[..end]));
            if (end >= 0)
            {
                _at += end + 3;
                return text.ToString();
            }

            if (!TryReadLine()) throw Fault("a triple quote is not closed", "close it");
            Append(text, default);
        }
    }

    // Lists and tables of CIF 2.0 are no values that a structure needs: their brackets are counted, and the text is dropped.
    private string ReadBrackets()
    {
        var depth = 0;
        while (true)
        {
            for (; _at < _length; _at++)
            {
                if (_line[_at] is (byte)'[' or (byte)'{') depth++;
                else if (_line[_at] is (byte)']' or (byte)'}' && --depth == 0) break;
            }

            if (depth == 0)
            {
                _at++;
                return "[]";
            }

            if (!TryReadLine()) throw Fault("a bracket is not closed", "close it");
        }
    }

    private void Append(StringBuilder text, ReadOnlySpan<byte> line)
    {
        text.Append('\n').Append(TextBytes.Decode(line));
        if (text.Length > LineReader.MaximumLineLength) throw Fault($"the text is longer than {LineReader.MaximumLineLength >> 20} MiB", "check where it ends");
    }
}
