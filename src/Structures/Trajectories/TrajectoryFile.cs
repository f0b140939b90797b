using System.Buffers;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Lithoscope.Structures;

/// <summary>
/// Any frame of a trajectory (.ltraj), or some atoms of many frames, without reading the rest. Reads while the file grows: <see cref="Refresh"/> finds what has come since.
/// Thread-safe but for <see cref="Refresh"/>.
/// </summary>
/// <remarks>
/// <see cref="ReadFrame"/> checks the check sum of its frame. What reads parts of frames cannot: call <see cref="Verify"/> once where a damaged disk or copy is to be feared.
/// </remarks>
public sealed class TrajectoryFile : IDisposable
{
    private const int BlockBytes = 1 << 22;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly TrajectoryIndex _index;

    private TrajectoryFile(string path, SafeFileHandle file) => (_path, _file, _index) = (path, file, new TrajectoryIndex(file, path));

    /// <summary>Number of whole frames.</summary>
    public long FrameCount => _index.FrameCount;

    /// <summary>Number of atoms of the first frame.</summary>
    public int AtomCount => First.Count;

    /// <summary>Atomic numbers of the first frame.</summary>
    public ReadOnlySpan<byte> AtomicNumbers => First.AtomicNumbers;

    /// <summary>Along which cell vectors the first frame repeats.</summary>
    public Periodicity Periodicity => First.Periodicity;

    /// <summary>In which precision the file holds reals of atoms.</summary>
    public TrajectoryPrecision Precision => First.Precision;

    /// <summary>Whether all frames are of the same atoms, so that parts of many frames can be read.</summary>
    public bool IsOfSameAtoms => _index.Segments.TrueForAll(s => s.Layout.AtomicNumbers.AsSpan().SequenceEqual(First.AtomicNumbers));

    private TrajectoryLayout First => _index.Segments[0].Layout;

    /// <summary>Whether a file is of this format.</summary>
    public static bool IsTrajectory(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[8];
        return RandomAccess.Read(file, head, 0) == head.Length && head.SequenceEqual(TrajectoryRecord.HeaderTag);
    }

    /// <summary>Opens a file and finds its frames.</summary>
    /// <exception cref="InputException">The file is missing, not of this format, or damaged before its last frame.</exception>
    public static TrajectoryFile Open(string path)
    {
        if (!File.Exists(path)) throw new InputException("there is no such file", path, remedy: "check the path");
        if (!IsTrajectory(path)) throw new InputException("the file is no binary trajectory of Lithoscope", path, remedy: "make one with lithoscope structure convert FILE trajectory.ltraj");
        var file = new TrajectoryFile(path, File.OpenHandle(path, share: FileShare.ReadWrite));
        try
        {
            file.Refresh();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Finds the frames that were written since.</summary>
    /// <exception cref="InputException">The file is damaged before its last frame.</exception>
    public void Refresh() => _index.Refresh();

    /// <summary>A frame, with all columns and properties.</summary>
    /// <param name="frame">Its number, from 0.</param>
    /// <exception cref="InputException">The frame is damaged.</exception>
    public Structure ReadFrame(long frame)
    {
        var bytes = ArrayPool<byte>.Shared.Rent((int)Segment(frame).Layout.FrameLength);
        try
        {
            return TrajectoryFrame.Decode(Segment(frame).Layout, ReadChecked(frame, bytes), _path, frame);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Checks the check sum of every frame.</summary>
    /// <exception cref="InputException">A frame is damaged.</exception>
    public void Verify(CancellationToken cancellationToken = default)
    {
        byte[] bytes = [];
        for (var frame = 0L; frame < FrameCount; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = (int)Segment(frame).Layout.FrameLength;
            if (bytes.Length < length) bytes = new byte[length];
            ReadChecked(frame, bytes);
        }
    }

    /// <summary>Lattice vectors of a frame as rows, Å; null where it has no cell.</summary>
    public Matrix3D? ReadCell(long frame)
    {
        var segment = Segment(frame);
        if (!segment.Layout.HasCell) return null;
        Span<byte> bytes = stackalloc byte[9 * sizeof(double)];
        ReadExactly(bytes, segment.OffsetOf(frame) + TrajectoryRecord.Size, frame);
        return TrajectoryFrame.Cell(bytes);
    }

    /// <summary>A single number among the properties of a frame, such as <c>step</c>, <c>time_fs</c> or <c>temperature_K</c>; NaN where there is none of that name.</summary>
    public double ReadNumber(long frame, string property)
    {
        var segment = Segment(frame);
        var offset = segment.Layout.ValuesOffset;
        foreach (var value in segment.Layout.Values)
        {
            if (value.Name == property && value.Shape.Length == 0 && value.Type is 'R' or 'I')
            {
                Span<byte> bytes = stackalloc byte[sizeof(double)];
                ReadExactly(bytes, segment.OffsetOf(frame) + offset, frame);
                return value.Type == 'R' ? System.Buffers.Binary.BinaryPrimitives.ReadDoubleLittleEndian(bytes) : System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(bytes);
            }

            offset += value.Size;
        }

        return double.NaN;
    }

    /// <summary>Whether every frame has a real column of that name and width 3, such as <c>velocities</c>.</summary>
    public bool HasVectors(string column) => _index.Segments.TrueForAll(s => s.Layout.TryFindVectors(column, out _));

    /// <summary>Positions of successive atoms of a frame, Å, as they stand in the file, not wrapped into the cell.</summary>
    /// <param name="frame">The frame, from 0.</param>
    /// <param name="firstAtom">The first atom.</param>
    /// <param name="xyz">x y z of each atom in turn; its length says how many.</param>
    public void ReadPositions(long frame, int firstAtom, Span<double> xyz) => ReadVectors(frame, TrajectoryLayout.PositionsName, firstAtom, xyz);

    /// <summary>As <see cref="ReadPositions"/> for <c>positions</c> or a real column of width 3, such as <c>velocities</c> or <c>forces</c>.</summary>
    /// <exception cref="InputException">The frame has no such column.</exception>
    public void ReadVectors(long frame, string column, int firstAtom, Span<double> xyz)
    {
        var layout = Segment(frame).Layout;
        ArgumentOutOfRangeException.ThrowIfNegative(firstAtom);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstAtom + xyz.Length / 3, layout.Count);
        var bytes = ArrayPool<byte>.Shared.Rent(xyz.Length * layout.RealSize);
        try
        {
            ReadPart(frame, column, firstAtom, bytes.AsSpan(0, xyz.Length * layout.RealSize), layout.RealSize);
            TrajectoryFrame.DecodeReals(layout, bytes, xyz);
            if (column == TrajectoryLayout.PositionsName) TrajectoryFrame.AddReference(layout, firstAtom, xyz);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>
    /// Time series of some atoms: of each atom the x of all frames, then y, then z. Reads from each frame the stretch from the first to the last of the atoms in the file, through
    /// a buffer of a few MB, so take atoms that are near each other in the file, as many as memory allows.
    /// </summary>
    /// <param name="column"><c>positions</c> (not wrapped) or a real column of width 3, such as <c>velocities</c>.</param>
    /// <param name="atoms">The atoms, in any order.</param>
    /// <param name="firstFrame">The first frame, from 0.</param>
    /// <param name="stride">Every how many frames.</param>
    /// <param name="frames">How many frames.</param>
    /// <param name="series">Component k of atom number a of <paramref name="atoms"/> in frame f at (3 a + k) × <paramref name="frames"/> + f.</param>
    /// <exception cref="InputException">A frame has other atoms than the first or no such column.</exception>
    public void ReadSeries(string column, ReadOnlySpan<int> atoms, long firstFrame, long stride, int frames, Span<double> series)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfLessThan(series.Length, 3 * atoms.Length * frames);
        if (atoms.Length == 0 || frames == 0) return;
        var (first, last) = (int.MaxValue, -1);
        foreach (var atom in atoms) (first, last) = (Math.Min(first, atom), Math.Max(last, atom));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(last, AtomCount);
        var length = 3 * (last - first + 1);
        // Several frames at a time, so that the numbers of a series that are neighbours are written together.
        var together = Math.Clamp(BlockBytes / (length * sizeof(double)), 1, Math.Min(frames, 64));
        var block = ArrayPool<double>.Shared.Rent(together * length);
        try
        {
            for (var begin = 0; begin < frames; begin += together)
            {
                var count = Math.Min(together, frames - begin);
                for (var f = 0; f < count; f++)
                {
                    var frame = firstFrame + stride * (begin + f);
                    if (!Segment(frame).Layout.AtomicNumbers.AsSpan().SequenceEqual(First.AtomicNumbers)) throw TrajectoryFaults.OtherAtoms(_path, frame);
                    ReadVectors(frame, column, first, block.AsSpan(f * length, length));
                }

                for (var a = 0; a < atoms.Length; a++)
                {
                    for (var k = 0; k < 3; k++)
                    {
                        var target = series.Slice((3 * a + k) * frames + begin, count);
                        var source = block.AsSpan(3 * (atoms[a] - first) + k);
                        for (var f = 0; f < target.Length; f++) target[f] = source[f * length];
                    }
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(block);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private TrajectorySegment Segment(long frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, FrameCount);
        return _index.SegmentOf(frame);
    }

    private void ReadPart(long frame, string column, int firstAtom, Span<byte> bytes, int realSize)
    {
        var segment = Segment(frame);
        if (!segment.Layout.TryFindVectors(column, out var offset)) throw TrajectoryFaults.Lacking(_path, frame, column);
        ReadExactly(bytes, segment.OffsetOf(frame) + offset + 3L * firstAtom * realSize, frame);
    }

    private ReadOnlySpan<byte> ReadChecked(long frame, byte[] buffer)
    {
        var segment = Segment(frame);
        var bytes = buffer.AsSpan(0, (int)segment.Layout.FrameLength);
        ReadExactly(bytes, segment.OffsetOf(frame), frame);
        if (TrajectoryRecord.Read(bytes) is not { } record || !segment.IsFrame(record, frame) || TrajectoryRecord.Crc(bytes[TrajectoryRecord.Size..]) != record.Checksum) throw TrajectoryFaults.Damaged(_path, frame);
        return bytes;
    }

    private void ReadExactly(Span<byte> bytes, long offset, long frame)
    {
        if (!TrajectoryIndex.TryRead(_file, bytes, offset)) throw TrajectoryFaults.Damaged(_path, frame);
    }
}
