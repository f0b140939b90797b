using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Lines of a byte stream, one at a time, in a buffer that grows only as far as the longest line and never above <see cref="MaximumLineLength"/>.
/// Lines end with \n or \r\n; a byte order mark at the start is skipped.
/// </summary>
/// <param name="stream">The stream, read forward only and left open.</param>
/// <param name="file">Its name for messages.</param>
internal sealed class LineReader(Stream stream, string file)
{
    /// <summary>Longer lines are refused: no structure needs them, and a file without line ends must not fill the memory.</summary>
    public const int MaximumLineLength = 16 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _lineStart;
    private bool _atEnd;

    /// <summary>The file's name for messages.</summary>
    public string File => file;

    /// <summary>Number of the line read last, counted from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Whether the line read last had a line end; the last line of a file that was cut off has none.</summary>
    public bool HadLineEnd { get; private set; }

    /// <summary>Reads the next line; it stays valid until the next call.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InputException">The line is too long.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = Take(searched + found, lineEnd: 1);
                return true;
            }

            searched = _end - _start;
            if (searched > MaximumLineLength)
            {
                throw new InputException($"the line is longer than {MaximumLineLength >> 20} MiB", file, LineNumber + 1, "check that this is a text file with line ends");
            }

            if (_atEnd)
            {
                line = searched == 0 ? default : Take(searched, lineEnd: 0);
                return searched != 0;
            }

            Fill();
        }
    }

    /// <summary>Reads the next line that holds more than blanks.</summary>
    public bool TryReadNonBlank(out ReadOnlySpan<byte> line)
    {
        while (TryRead(out line))
        {
            if (line.IndexOfAnyExcept(" \t\r\v\f"u8) >= 0) return true;
        }

        return false;
    }

    /// <summary>Makes the line read last the next one again; once, until another is read.</summary>
    public void Unread()
    {
        _start = _lineStart;
        LineNumber--;
    }

    /// <summary>A fault of the line read last, or of <paramref name="line"/>.</summary>
    public InputException Fault(string what, string? remedy = null, long? line = null) => new(what, file, line ?? Math.Max(1, LineNumber), remedy);

    private ReadOnlySpan<byte> Take(int length, int lineEnd)
    {
        LineNumber++;
        _lineStart = _start;
        HadLineEnd = lineEnd > 0;
        var line = _buffer.AsSpan(_start, length);
        _start += length + lineEnd;
        if (LineNumber == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _atEnd = read == 0;
        _end += read;
    }
}
