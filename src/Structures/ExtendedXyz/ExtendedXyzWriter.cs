using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>
/// Writes extended XYZ, frame by frame. What it writes, <see cref="ExtendedXyzReader"/> reads back to the same bits, in the same order;
/// ASE reads it too. Not thread-safe.
/// </summary>
/// <param name="stream">The stream, left open.</param>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class ExtendedXyzWriter(Stream stream, ExtendedXyzOptions? options = null) : IDisposable
{
    private readonly ByteWriter _bytes = new(stream);
    private readonly string _decimals = options?.Decimals is { } d ? "F" + d.ToString(CultureInfo.InvariantCulture) : "";

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <exception cref="ArgumentException">
    /// The frame cannot be written: a name occurs twice, is one that the format reserves, or would be read as something else.
    /// </exception>
    public void Write(Structure frame)
    {
        var comment = ExtendedXyzCommentText.Compose(frame);
        _bytes.Write((long)frame.Count);
        _bytes.Write((byte)'\n');
        _bytes.Write(comment);
        _bytes.Write((byte)'\n');

        var columns = new AtomColumn[frame.Columns.Count];
        for (var c = 0; c < columns.Length; c++) columns[c] = frame.Columns[c];
        var species = frame.AtomicNumbers;
        var positions = frame.Positions;
        for (var atom = 0; atom < frame.Count; atom++)
        {
            _bytes.Write(Element.Symbol(species[atom]));
            for (var k = 0; k < 3; k++) WriteReal(positions[3 * atom + k]);
            foreach (var column in columns) WriteValues(column, atom);
            _bytes.Write((byte)'\n');
        }
    }

    /// <summary>Hands everything written so far to the stream.</summary>
    public void Flush() => _bytes.Flush();

    /// <summary>As <see cref="Flush"/>; the stream stays open.</summary>
    public void Dispose() => Flush();

    private void WriteReal(double value)
    {
        _bytes.Write((byte)' ');
        _bytes.Write(value, _decimals);
    }

    private void WriteValues(AtomColumn column, int atom)
    {
        var (start, end) = (column.Width * atom, column.Width * (atom + 1));
        switch (column)
        {
            case RealColumn real:
                for (var k = start; k < end; k++) WriteReal(real.Values[k]);
                break;
            case IntegerColumn integer:
                for (var k = start; k < end; k++)
                {
                    _bytes.Write((byte)' ');
                    _bytes.Write(integer.Values[k]);
                }

                break;
            case LogicalColumn logical:
                for (var k = start; k < end; k++)
                {
                    _bytes.Write((byte)' ');
                    _bytes.Write((byte)(logical.Values[k] ? 'T' : 'F'));
                }

                break;
            case TextColumn text:
                for (var k = start; k < end; k++)
                {
                    _bytes.Write((byte)' ');
                    _bytes.Write(ExtendedXyzCommentText.QuoteWord(text.Values[k]));
                }

                break;
        }
    }
}
