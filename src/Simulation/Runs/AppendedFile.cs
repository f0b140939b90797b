namespace Lithoscope.Simulation;

/// <summary>
/// A file that grows record by record while others read it. A record's first byte is written last, over one that no reader takes for the beginning of a record, so a process
/// killed within a write leaves nothing that reads as whole.
/// </summary>
internal sealed class AppendedFile : IDisposable
{
    private const byte Unfinished = (byte)'?';
    private readonly FileStream _stream;

    /// <summary>Opens the file, cut to a length that an earlier process had finished; 0 begins anew.</summary>
    public AppendedFile(string path, long length)
    {
        _stream = new FileStream(path, length == 0 ? FileMode.Create : FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _stream.SetLength(length);
        _stream.Position = Length = length;
    }

    /// <summary>Bytes of whole records.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a record.</summary>
    public void Append(ReadOnlySpan<byte> record)
    {
        var start = _stream.Position;
        _stream.WriteByte(Unfinished);
        _stream.Write(record[1..]);
        _stream.Flush();
        _stream.Position = start;
        _stream.WriteByte(record[0]);
        _stream.Flush();
        _stream.Position = Length = start + record.Length;
    }

    /// <summary>Returns once all is on the disk.</summary>
    public void Settle() => _stream.Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
