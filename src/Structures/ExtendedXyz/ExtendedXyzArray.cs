using System.Text;

namespace Lithoscope.Structures;

/// <summary>Values in square brackets: [1, 2, 3], [T F], ["a b", c] and tables of them, [[1, 2], [3, 4]].</summary>
internal ref struct ExtendedXyzArray
{
    private readonly ReadOnlySpan<char> _text;
    private readonly List<string> _words = [];
    private int _at;
    private bool _quoted;

    private ExtendedXyzArray(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Reads a list or a table; false where brackets do not match, rows differ in length or tables are nested deeper.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out InfoValue? value)
    {
        value = null;
        var array = new ExtendedXyzArray(text);
        if (!array.TryReadShape(out var shape) || array._at != text.Length) return false;
        if (array._words.Count == 0)
        {
            value = new JsonInfo("[]");
            return shape.Length == 1;
        }

        var typed = array._quoted ? null : ExtendedXyzValue.InterpretWords(array._words);
        value = (typed ?? new TextInfo([.. array._words])) with { Shape = shape };
        return true;
    }

    private bool TryReadShape(out int[] shape)
    {
        shape = [];
        _at++;
        SkipSeparators();
        if (_at == _text.Length) return false;
        if (_text[_at] != '[')
        {
            if (!TryReadRow()) return false;
            shape = [_words.Count];
            return true;
        }

        var (rows, columns) = (0, 0);
        while (_at < _text.Length && _text[_at] == '[')
        {
            _at++;
            var before = _words.Count;
            if (!TryReadRow()) return false;
            if (rows++ == 0) columns = _words.Count;
            else if (_words.Count - before != columns) return false;
            SkipSeparators();
        }

        shape = [rows, columns];
        return _at < _text.Length && _text[_at++] == ']';
    }

    // Words up to the closing bracket, which is taken too.
    private bool TryReadRow()
    {
        while (true)
        {
            SkipSeparators();
            if (_at == _text.Length || _text[_at] == '[') return false;
            if (_text[_at] == ']')
            {
                _at++;
                return true;
            }

            if (_text[_at] is '"' or '\'')
            {
                if (!TryReadQuoted()) return false;
                continue;
            }

            var start = _at;
            while (_at < _text.Length && !IsSeparator(_text[_at]) && _text[_at] is not ('[' or ']')) _at++;
            _words.Add(_text[start.._at].ToString());
        }
    }

    private bool TryReadQuoted()
    {
        var quote = _text[_at++];
        var word = new StringBuilder();
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == quote)
            {
                _at++;
                _quoted = true;
                _words.Add(word.ToString());
                return true;
            }

            if (_text[_at] == '\\' && ++_at == _text.Length) return false;
            word.Append(_text[_at]);
        }

        return false;
    }

    private void SkipSeparators()
    {
        while (_at < _text.Length && IsSeparator(_text[_at])) _at++;
    }

    private static bool IsSeparator(char c) => c == ',' || char.IsWhiteSpace(c);
}
