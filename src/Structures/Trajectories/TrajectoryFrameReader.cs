using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one frame after another of a trajectory, forward only. Holds the bytes of one frame.</summary>
internal sealed class TrajectoryFrameReader(Stream stream, string name, CancellationToken cancellationToken)
{
    private const int Step = 1 << 20;

    private byte[] _bytes = new byte[TrajectoryRecord.Size];
    private TrajectoryLayout? _layout;
    private uint _identity;
    private long _frames;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next whole frame, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        while (Remark is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = stream.ReadAtLeast(_bytes.AsSpan(0, TrajectoryRecord.Size), TrajectoryRecord.Size, throwOnEndOfStream: false);
            if (found == 0) return _layout is not null ? null : throw TrajectoryFaults.Empty(name);
            if (TrajectoryRecord.Read(_bytes.AsSpan(0, found)) is not { } record)
            {
                // Nothing longer than a frame can be the rest of a frame that was not written to its end.
                if (_layout is null) throw TrajectoryFaults.Beginning(name);
                if (found == TrajectoryRecord.Size && HasMoreThan(_layout.FrameLength - found)) throw TrajectoryFaults.Damaged(name, _frames);
                return CutOff();
            }

            if (!TryFill(record.Length)) return _layout is not null ? CutOff() : throw TrajectoryFaults.Beginning(name);
            var bytes = _bytes.AsSpan(0, (int)record.Length);
            if (TrajectoryRecord.Crc(bytes[TrajectoryRecord.Size..]) != record.Checksum)
            {
                if (_layout is null || HasMoreThan(0)) throw TrajectoryFaults.Damaged(name, _frames);
                return CutOff();
            }

            if (record.Number != _frames) throw TrajectoryFaults.Damaged(name, _frames);
            if (!record.IsFrame)
            {
                (_layout, _identity) = (TrajectoryHeader.Decode(bytes, name), record.Checksum);
                continue;
            }

            if (_layout is null || record.Header != _identity || record.Length != _layout.FrameLength) throw TrajectoryFaults.Damaged(name, _frames);
            return TrajectoryFrame.Decode(_layout, bytes, name, _frames++);
        }

        return null;
    }

    private Structure? CutOff()
    {
        Remark = TrajectoryFaults.CutOff(_frames);
        return null;
    }

    // The room grows with what is read: the length may claim anything.
    private bool TryFill(long length)
    {
        if (length > Array.MaxLength) return false;
        var at = TrajectoryRecord.Size;
        while (at < length)
        {
            if (at == _bytes.Length) Array.Resize(ref _bytes, (int)Math.Min(length, Math.Min(Array.MaxLength, Math.Max(Step, 2L * at))));
            var found = stream.Read(_bytes, at, (int)Math.Min(length, _bytes.Length) - at);
            if (found == 0) return false;
            at += found;
        }

        return true;
    }

    private bool HasMoreThan(long count)
    {
        var scratch = new byte[Math.Clamp(count + 1, 1, Step)];
        while (count >= 0)
        {
            var found = stream.Read(scratch, 0, (int)Math.Min(scratch.Length, count + 1));
            if (found == 0) return false;
            count -= found;
        }

        return true;
    }
}
