namespace Lithoscope.Structures;

/// <summary>A stream whose beginning has been looked at already, so that streams that cannot seek are recognised too.</summary>
internal sealed class HeadedStream : ForwardStream
{
    private readonly Stream _rest;
    private readonly byte[] _head;
    private readonly int _length;
    private int _at;

    /// <summary>Reads up to <paramref name="length"/> bytes ahead.</summary>
    public HeadedStream(Stream stream, int length)
    {
        (_rest, _head) = (stream, new byte[length]);
        _length = stream.ReadAtLeast(_head, length, throwOnEndOfStream: false);
    }

    /// <summary>The bytes read ahead.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _length);

    public override int Read(Span<byte> buffer)
    {
        if (_at == _length) return _rest.Read(buffer);
        var count = Math.Min(buffer.Length, _length - _at);
        _head.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
