using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The content of a frame, written and read. docs/formats/trajectory.md describes it.</summary>
internal static class TrajectoryFrame
{
    public static void Encode(TrajectoryLayout layout, Structure frame, Span<byte> record)
    {
        if (frame.Cell is { } cell) LittleEndian.Write([cell.A.X, cell.A.Y, cell.A.Z, cell.B.X, cell.B.Y, cell.B.Z, cell.C.X, cell.C.Y, cell.C.Z], record[TrajectoryRecord.Size..]);
        var rest = record[(int)layout.ValuesOffset..];
        for (var k = 0; k < layout.Values.Length; k++)
        {
            Encode(layout.Values[k], frame.Info[k].Value, rest);
            rest = rest[(int)layout.Values[k].Size..];
        }

        EncodeReals(layout, "position", frame.Positions, layout.Reference, rest);
        rest = record[(int)layout.ColumnsOffset..];
        var next = 0;
        foreach (var column in frame.Columns)
        {
            if (next == layout.Columns.Length) break;
            if (column is TextColumn || layout.Columns[next] != new TrajectoryColumn(column.Name, TrajectoryColumn.TypeOf(column), column.Width)) continue;
            if (column is RealColumn reals) EncodeReals(layout, column.Name, reals.Values, [], rest);
            if (column is IntegerColumn whole) LittleEndian.Write(whole.Values, rest);
            if (column is LogicalColumn logical) for (var i = 0; i < logical.Values.Length; i++) rest[i] = logical.Values[i] ? (byte)1 : (byte)0;
            rest = rest[(int)layout.Columns[next++].Size(layout.Count, layout.RealSize)..];
        }
    }

    /// <summary>The structure in a record whose check sum is right.</summary>
    /// <exception cref="InputException">The cell or a position cannot be.</exception>
    public static Structure Decode(TrajectoryLayout layout, ReadOnlySpan<byte> record, string name, long number)
    {
        Matrix3D? cell = layout.HasCell ? Cell(record[TrajectoryRecord.Size..]) : null;
        if (cell is { } c && CellChecks.Fault(c) is { } fault) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"in frame {number}, {fault}"), name, remedy: CellChecks.Remedy);
        var info = new KeyValuePair<string, InfoValue>[layout.Values.Length];
        var rest = record[(int)layout.ValuesOffset..];
        for (var k = 0; k < info.Length; k++)
        {
            info[k] = new(layout.Values[k].Name, Decode(layout.Values[k], rest, name, number));
            rest = rest[(int)layout.Values[k].Size..];
        }

        var positions = new double[3 * layout.Count];
        DecodeReals(layout, rest, positions);
        AddReference(layout, 0, positions);
        for (var i = 0; i < positions.Length; i++)
        {
            if (!double.IsFinite(positions[i])) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"a coordinate of atom {i / 3} in frame {number} is not a finite number"), name, remedy: "positions must be known: take the frames before it");
        }

        List<AtomColumn> columns = [.. layout.Constants];
        rest = record[(int)layout.ColumnsOffset..];
        foreach (var column in layout.Columns)
        {
            columns.Add(Decode(layout, column, rest));
            rest = rest[(int)column.Size(layout.Count, layout.RealSize)..];
        }

        return new(layout.AtomicNumbers, positions, cell, layout.Periodicity, columns, info, new(name, (int)Math.Min(number, int.MaxValue), 0));
    }

    /// <summary>The nine numbers of a cell.</summary>
    public static Matrix3D Cell(ReadOnlySpan<byte> bytes)
    {
        Span<double> v = stackalloc double[9];
        LittleEndian.Read(bytes, v);
        return new(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));
    }

    /// <summary>Reals in the precision of the file.</summary>
    public static void DecodeReals(TrajectoryLayout layout, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        if (layout.Precision == TrajectoryPrecision.Single) LittleEndian.ReadSingle(bytes, values);
        else LittleEndian.Read(bytes, values);
    }

    /// <summary>Makes positions of the displacements of atoms from <paramref name="first"/> on.</summary>
    public static void AddReference(TrajectoryLayout layout, int first, Span<double> positions)
    {
        if (layout.Precision == TrajectoryPrecision.Double) return;
        var reference = layout.Reference.AsSpan(3 * first, positions.Length);
        for (var i = 0; i < positions.Length; i++) positions[i] += reference[i];
    }

    private static void EncodeReals(TrajectoryLayout layout, string what, ReadOnlySpan<double> values, ReadOnlySpan<double> reference, Span<byte> bytes)
    {
        if (layout.Precision == TrajectoryPrecision.Double)
        {
            LittleEndian.Write(values, bytes);
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var value = reference.IsEmpty ? values[i] : values[i] - reference[i];
            var single = (float)value;
            if (float.IsInfinity(single) && double.IsFinite(values[i])) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{what} {values[i]:G6} is beyond single precision"), remedy: "write the trajectory in double precision");
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], single);
        }
    }

    private static void Encode(TrajectoryValue value, InfoValue info, Span<byte> bytes)
    {
        if (info is RealInfo reals) LittleEndian.Write(reals.Values, bytes);
        if (info is IntegerInfo whole) LittleEndian.Write(whole.Values, bytes);
        if (info is LogicalInfo logical) for (var i = 0; i < logical.Values.Length; i++) bytes[i] = logical.Values[i] ? (byte)1 : (byte)0;
        foreach (var text in TrajectoryValue.Texts(info))
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, Encoding.UTF8.GetBytes(text, bytes.Slice(4, value.Capacity)));
            bytes = bytes[(4 + value.Capacity)..];
        }
    }

    private static InfoValue Decode(TrajectoryValue value, ReadOnlySpan<byte> bytes, string name, long number)
    {
        switch (value.Type)
        {
            case 'R':
                var reals = new double[value.Count];
                LittleEndian.Read(bytes, reals);
                return new RealInfo(reals) { Shape = value.Shape };
            case 'I':
                var whole = new long[value.Count];
                LittleEndian.Read(bytes, whole);
                return new IntegerInfo(whole) { Shape = value.Shape };
            case 'L':
                var logical = new bool[value.Count];
                for (var i = 0; i < logical.Length; i++) logical[i] = bytes[i] != 0;
                return new LogicalInfo(logical) { Shape = value.Shape };
        }

        var texts = new string[value.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            if (length < 0 || length > value.Capacity) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the text '{value.Name}' in frame {number} is longer than its room"), name, remedy: "write the file again with the program that made it");
            texts[i] = Encoding.UTF8.GetString(bytes.Slice(4, length));
            bytes = bytes[(4 + value.Capacity)..];
        }

        return value.Type == 'J' ? new JsonInfo(texts[0]) : new TextInfo(texts) { Shape = value.Shape };
    }

    private static AtomColumn Decode(TrajectoryLayout layout, TrajectoryColumn column, ReadOnlySpan<byte> bytes)
    {
        var count = layout.Count * column.Width;
        switch (column.Type)
        {
            case 'R':
                var reals = new double[count];
                DecodeReals(layout, bytes, reals);
                return new RealColumn(column.Name, column.Width, reals);
            case 'I':
                var whole = new long[count];
                LittleEndian.Read(bytes, whole);
                return new IntegerColumn(column.Name, column.Width, whole);
            default:
                var logical = new bool[count];
                for (var i = 0; i < count; i++) logical[i] = bytes[i] != 0;
                return new LogicalColumn(column.Name, column.Width, logical);
        }
    }
}
