namespace Lithoscope.Structures;

/// <summary>The words of a line, separated by blanks, one after another.</summary>
internal ref struct Words(ReadOnlySpan<byte> line)
{
    private ReadOnlySpan<byte> _rest = line;

    /// <summary>The next word.</summary>
    /// <returns>False when there is none left.</returns>
    public bool TryNext(out ReadOnlySpan<byte> word)
    {
        var start = 0;
        while (start < _rest.Length && _rest[start] <= ' ') start++;
        var end = start;
        while (end < _rest.Length && _rest[end] > ' ') end++;
        word = _rest[start..end];
        _rest = _rest[end..];
        return end > start;
    }

    /// <summary>The next words as real numbers; false where one is missing or no number.</summary>
    public bool TryNextReals(scoped Span<double> values)
    {
        foreach (ref var value in values)
        {
            if (!TryNext(out var word) || !NumberText.TryParseReal(word, out value)) return false;
        }

        return true;
    }
}
