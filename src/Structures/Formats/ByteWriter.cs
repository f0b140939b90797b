using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>Text and numbers to a byte stream, through a buffer.</summary>
/// <param name="stream">The stream, left open.</param>
internal sealed class ByteWriter(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    /// <summary>Writes one byte.</summary>
    public void Write(byte value)
    {
        if (_used == _buffer.Length) Empty();
        _buffer[_used++] = value;
    }

    /// <summary>Writes text as UTF-8.</summary>
    public void Write(string text)
    {
        if (text.Length > _buffer.Length / 4)
        {
            Empty();
            stream.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        if (_buffer.Length - _used < 3 * text.Length) Empty();
        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
    }

    /// <summary>Writes a whole number.</summary>
    public void Write(long value)
    {
        if (_buffer.Length - _used < NumberText.MaximumLength) Empty();
        _used += NumberText.Write(value, _buffer.AsSpan(_used));
    }

    /// <summary>Writes a real number: exactly where <paramref name="format"/> is empty, else in that format.</summary>
    public void Write(double value, string format)
    {
        if (format.Length == 0 || !double.IsFinite(value))
        {
            if (_buffer.Length - _used < NumberText.MaximumLength) Empty();
            _used += NumberText.Write(value, _buffer.AsSpan(_used));
            return;
        }

        int written;
        while (!value.TryFormat(_buffer.AsSpan(_used), out written, format, CultureInfo.InvariantCulture)) Empty();
        _used += written;
    }

    /// <summary>Hands everything to the stream.</summary>
    public void Flush()
    {
        Empty();
        stream.Flush();
    }

    private void Empty()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
