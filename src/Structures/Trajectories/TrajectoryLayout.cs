using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// What the frames after a header have in common: atoms, which columns and properties each frame has, and so where in it everything stands. All frames of a
/// layout have the same length. Immutable and thread-safe.
/// </summary>
public sealed class TrajectoryLayout
{
    /// <summary>The name under which positions are asked for.</summary>
    internal const string PositionsName = "positions";

    private readonly byte[] _header;

    internal TrajectoryLayout(
        TrajectoryPrecision precision, bool hasCell, Periodicity periodicity, byte[] atomicNumbers, double[] reference,
        AtomColumn[] constants, TrajectoryColumn[] columns, TrajectoryValue[] values)
    {
        (Precision, HasCell, Periodicity, AtomicNumbers, Reference) = (precision, hasCell, periodicity, atomicNumbers, reference);
        (Constants, Columns, Values) = (constants, columns, values);
        RealSize = precision == TrajectoryPrecision.Single ? sizeof(float) : sizeof(double);
        checked
        {
            ValuesOffset = TrajectoryRecord.Size + (hasCell ? 9 * sizeof(double) : 0);
            PositionsOffset = ValuesOffset;
            foreach (var value in values) PositionsOffset += value.Size;
            ColumnsOffset = PositionsOffset + new TrajectoryColumn("", 'R', 3).Size(atomicNumbers.Length, RealSize);
            FrameLength = ColumnsOffset;
            foreach (var column in columns) FrameLength += column.Size(atomicNumbers.Length, RealSize);
        }

        _header = TrajectoryHeader.Encode(this);
        Identity = TrajectoryRecord.Read(_header)!.Value.Checksum;
    }

    /// <summary>Number of atoms.</summary>
    public int Count => AtomicNumbers.Length;

    /// <summary>In which precision reals of atoms are held.</summary>
    public TrajectoryPrecision Precision { get; }

    /// <summary>Bytes of each frame.</summary>
    public long FrameLength { get; }

    /// <summary>Bytes of the header.</summary>
    public long HeaderLength => _header.Length;

    internal bool HasCell { get; }

    internal Periodicity Periodicity { get; }

    internal byte[] AtomicNumbers { get; }

    /// <summary>Reference positions of single precision; empty in double precision.</summary>
    internal double[] Reference { get; }

    /// <summary>Columns that are the same in all frames.</summary>
    internal AtomColumn[] Constants { get; }

    internal TrajectoryColumn[] Columns { get; }

    internal TrajectoryValue[] Values { get; }

    internal int RealSize { get; }

    internal long ValuesOffset { get; }

    internal long PositionsOffset { get; }

    internal long ColumnsOffset { get; }

    /// <summary>Check sum of the header, which its frames repeat.</summary>
    internal uint Identity { get; }

    /// <summary>The layout of frames like this one.</summary>
    /// <param name="frame">A frame. Its positions are the reference of single precision; texts of its properties are as long as texts may become, and up to 16 bytes more.</param>
    /// <param name="precision">The precision.</param>
    /// <param name="isConstant">Which columns stand in the header for all frames; columns of words always do.</param>
    public static TrajectoryLayout Of(Structure frame, TrajectoryPrecision precision, Func<AtomColumn, bool> isConstant)
    {
        bool Stays(AtomColumn column) => column is TextColumn || isConstant(column);
        return new TrajectoryLayout(
            precision, frame.Cell is not null, frame.Periodicity, frame.AtomicNumbers.ToArray(),
            precision == TrajectoryPrecision.Single ? frame.Positions.ToArray() : [],
            [.. frame.Columns.Where(Stays)],
            [.. frame.Columns.Where(c => !Stays(c)).Select(c => new TrajectoryColumn(c.Name, TrajectoryColumn.TypeOf(c), c.Width))],
            [.. frame.Info.Select(p => new TrajectoryValue(p.Key, TrajectoryValue.TypeOf(p.Value), [.. p.Value.Shape], Capacity(p.Value)))]);
    }

    /// <summary>The header, a whole record.</summary>
    /// <param name="frames">Frames of the file before it.</param>
    public byte[] Header(long frames = 0)
    {
        byte[] header = [.. _header];
        TrajectoryRecord.Seal(header, isFrame: false, frames, 0);
        return header;
    }

    /// <summary>A frame, a whole record.</summary>
    /// <param name="frame">The frame, of this layout.</param>
    /// <param name="number">Frames of the file before it.</param>
    /// <exception cref="ArgumentException">The frame is not of this layout.</exception>
    /// <exception cref="InputException">The frame holds a number that single precision does not reach.</exception>
    public byte[] Frame(Structure frame, long number)
    {
        if (!Fits(frame)) throw new ArgumentException("The frame has other atoms, columns or properties than the layout.", nameof(frame));
        var record = new byte[FrameLength];
        TrajectoryFrame.Encode(this, frame, record);
        TrajectoryRecord.Seal(record, isFrame: true, number, Identity);
        return record;
    }

    /// <summary>Whether a frame can be held.</summary>
    internal bool Fits(Structure frame)
    {
        if (frame.Cell is not null != HasCell || frame.Periodicity != Periodicity || !frame.AtomicNumbers.SequenceEqual(AtomicNumbers)) return false;
        if (frame.Columns.Count != Constants.Length + Columns.Length || frame.Info.Count != Values.Length) return false;
        var (constants, columns) = (0, 0);
        foreach (var column in frame.Columns)
        {
            if (constants < Constants.Length && Same(column, Constants[constants])) constants++;
            else if (columns < Columns.Length && column is not TextColumn && Columns[columns] == new TrajectoryColumn(column.Name, TrajectoryColumn.TypeOf(column), column.Width)) columns++;
            else return false;
        }

        for (var k = 0; k < Values.Length; k++)
        {
            var (value, (key, info)) = (Values[k], frame.Info[k]);
            if (key != value.Name || TrajectoryValue.TypeOf(info) != value.Type || !info.Shape.SequenceEqual(value.Shape)) return false;
            foreach (var text in TrajectoryValue.Texts(info))
            {
                if (Encoding.UTF8.GetByteCount(text) > value.Capacity) return false;
            }
        }

        return true;
    }

    /// <summary>Where in a frame the positions, or a real column of width 3, begin.</summary>
    internal bool TryFindVectors(string name, out long offset)
    {
        offset = name == PositionsName ? PositionsOffset : ColumnsOffset;
        if (name == PositionsName) return true;
        foreach (var column in Columns)
        {
            if (column.Name == name && column is { Type: 'R', Width: 3 }) return true;
            offset += column.Size(Count, RealSize);
        }

        return false;
    }

    private static int Capacity(InfoValue value)
    {
        var longest = -1;
        foreach (var text in TrajectoryValue.Texts(value)) longest = Math.Max(longest, Encoding.UTF8.GetByteCount(text));
        return longest < 0 ? 0 : checked((longest + 16) / 8 * 8 + 4);
    }

    private static bool Same(AtomColumn a, AtomColumn b) => a.Name == b.Name && a.Width == b.Width && (a, b) switch
    {
        (RealColumn x, RealColumn y) => System.Runtime.InteropServices.MemoryMarshal.Cast<double, long>(x.Values).SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.Cast<double, long>(y.Values)),
        (IntegerColumn x, IntegerColumn y) => x.Values.AsSpan().SequenceEqual(y.Values),
        (LogicalColumn x, LogicalColumn y) => x.Values.AsSpan().SequenceEqual(y.Values),
        (TextColumn x, TextColumn y) => x.Values.AsSpan().SequenceEqual(y.Values),
        _ => false,
    };
}
