namespace Lithoscope.Structures;

/// <summary>The lines of the beginning of a file, by which its format is found.</summary>
/// <param name="head">The bytes; a byte order mark is skipped.</param>
internal ref struct HeadLines(ReadOnlySpan<byte> head)
{
    private ReadOnlySpan<byte> _rest = head.StartsWith("\uFEFF"u8) ? head[3..] : head;

    /// <summary>The next line, without its end; empty after the last. The last line may be cut off.</summary>
    public ReadOnlySpan<byte> Next()
    {
        TryNext(out var line);
        return line;
    }

    /// <summary>The next line, without its end.</summary>
    /// <returns>False when there is none left.</returns>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        var any = _rest.Length > 0;
        var end = _rest.IndexOf((byte)'\n');
        line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        if (line.Length > 0 && line[^1] == '\r') line = line[..^1];
        return any;
    }

    /// <summary>The next line that holds more than blanks, without blanks at its ends; empty after the last.</summary>
    public ReadOnlySpan<byte> NextNonBlank()
    {
        while (TryNext(out var line))
        {
            line = line.Trim(" \t\r\v\f"u8);
            if (line.Length > 0) return line;
        }

        return default;
    }
}
