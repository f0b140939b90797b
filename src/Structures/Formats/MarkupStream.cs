using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// A stream of markup on its way to a parser, which holds names, attributes and texts as a whole: what stands between two angle brackets is limited, so that no file can
/// fill the memory. It also counts lines, by which a file that was cut off is told from one that is malformed.
/// </summary>
/// <param name="stream">The stream, left open.</param>
/// <param name="name">Its name for messages.</param>
internal sealed class MarkupStream(Stream stream, string name) : ForwardStream
{
    private long _sinceBracket;

    /// <summary>Line ends so far.</summary>
    public long LineEnds { get; private set; }

    /// <summary>Whether the stream has been read to its end.</summary>
    public bool AtEnd { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = stream.Read(buffer);
        var read = buffer[..count];
        AtEnd = count == 0 && buffer.Length > 0;
        LineEnds += read.Count((byte)'\n');
        var last = read.LastIndexOf((byte)'<');
        _sinceBracket = last < 0 ? _sinceBracket + count : count - last;
        if (_sinceBracket > LineReader.MaximumLineLength)
        {
            throw new InputException($"there are more than {LineReader.MaximumLineLength >> 20} MiB without a tag", name, LineEnds + 1, "check that this is an XML file");
        }

        return count;
    }
}
