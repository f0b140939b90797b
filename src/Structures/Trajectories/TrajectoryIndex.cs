using Lithoscope.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Lithoscope.Structures;

/// <summary>Frames of one header.</summary>
/// <param name="Layout">What they have in common.</param>
/// <param name="Identity">Check sum of the header.</param>
/// <param name="Offset">Where the first begins, bytes.</param>
/// <param name="First">Number of the first.</param>
internal sealed record TrajectorySegment(TrajectoryLayout Layout, uint Identity, long Offset, long First)
{
    public long OffsetOf(long frame) => Offset + (frame - First) * Layout.FrameLength;

    public bool IsFrame(in TrajectoryRecord record, long number) => record.IsFrame && record.Header == Identity && record.Length == Layout.FrameLength && record.Number == number;
}

/// <summary>Where the frames of a trajectory are, found by the heads of its records.</summary>
internal sealed class TrajectoryIndex(SafeFileHandle file, string name)
{
    private long _at;

    public List<TrajectorySegment> Segments { get; } = [];

    public long FrameCount { get; private set; }

    public static bool TryRead(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        while (bytes.Length > 0)
        {
            var found = RandomAccess.Read(file, bytes, offset);
            if (found == 0) return false;
            bytes = bytes[found..];
            offset += found;
        }

        return true;
    }

    public TrajectorySegment SegmentOf(long frame)
    {
        if (Segments.Count == 1) return Segments[0];
        var (low, high) = (0, Segments.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Segments[middle].First <= frame) low = middle;
            else high = middle - 1;
        }

        return Segments[low];
    }

    /// <summary>Finds the whole frames from where it stopped.</summary>
    public void Refresh()
    {
        var length = RandomAccess.GetLength(file);
        Span<byte> head = stackalloc byte[TrajectoryRecord.Size];
        while (_at < length)
        {
            var segment = Segments.Count > 0 ? Segments[^1] : null;
            var left = length - _at;
            if (left < head.Length || !TryRead(file, head, _at) || TrajectoryRecord.Read(head) is not { } record)
            {
                // Nothing longer than a frame can be the rest of a frame that was not written to its end.
                if (segment is null) throw TrajectoryFaults.Beginning(name);
                if (left > segment.Layout.FrameLength) throw TrajectoryFaults.Damaged(name, FrameCount);
                return;
            }

            if (record.Length > left)
            {
                if (segment is null) throw TrajectoryFaults.Beginning(name);
                return;
            }

            // A system that went down may have kept the length of the last record and lost what it held.
            if ((!record.IsFrame || record.Length == left) && !IsIntact(record))
            {
                if (segment is null || record.Length < left) throw TrajectoryFaults.Damaged(name, FrameCount);
                return;
            }

            if (record.Number != FrameCount) throw TrajectoryFaults.Damaged(name, FrameCount);
            if (!record.IsFrame)
            {
                var bytes = new byte[record.Length];
                if (!TryRead(file, bytes, _at)) return;
                Segments.Add(new(TrajectoryHeader.Decode(bytes, name), record.Checksum, _at + record.Length, FrameCount));
            }
            else if (segment?.IsFrame(record, FrameCount) == true)
            {
                FrameCount++;
            }
            else
            {
                throw TrajectoryFaults.Damaged(name, FrameCount);
            }

            _at += record.Length;
        }

        if (Segments.Count == 0) throw TrajectoryFaults.Empty(name);
    }

    private bool IsIntact(in TrajectoryRecord record)
    {
        if (record.Length > Array.MaxLength) return false;
        var bytes = new byte[record.Length];
        return TryRead(file, bytes, _at) && TrajectoryRecord.Crc(bytes.AsSpan(TrajectoryRecord.Size)) == record.Checksum;
    }
}
