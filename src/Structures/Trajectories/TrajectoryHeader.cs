using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The content of a header, written and read. docs/formats/trajectory.md describes it.</summary>
internal static class TrajectoryHeader
{
    private const int Version = 1;
    private const string Remedy = "copy the file again, or write it again with the program that made it";

    public static byte[] Encode(TrajectoryLayout layout)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8); // lowest byte first, whatever the machine
        writer.Write(new byte[TrajectoryRecord.Size]);
        writer.Write(Version);
        writer.Write((byte)layout.RealSize);
        writer.Write((byte)(layout.HasCell ? 1 : 0));
        writer.Write((byte)((layout.Periodicity.A ? 1 : 0) | (layout.Periodicity.B ? 2 : 0) | (layout.Periodicity.C ? 4 : 0)));
        writer.Write((byte)0);
        writer.Write((long)layout.Count);
        writer.Write(layout.Constants.Length);
        writer.Write(layout.Columns.Length);
        writer.Write(layout.Values.Length);
        writer.Write(0);
        writer.Write(layout.AtomicNumbers);
        foreach (var r in layout.Reference) writer.Write(r);
        foreach (var column in layout.Constants)
        {
            Describe(writer, column.Name, TrajectoryColumn.TypeOf(column), column.Width);
            if (column is RealColumn reals) foreach (var v in reals.Values) writer.Write(v);
            if (column is IntegerColumn whole) foreach (var v in whole.Values) writer.Write(v);
            if (column is LogicalColumn logical) foreach (var v in logical.Values) writer.Write(v);
            if (column is TextColumn words) foreach (var v in words.Values) Write(writer, v);
        }

        foreach (var column in layout.Columns) Describe(writer, column.Name, column.Type, column.Width);
        foreach (var value in layout.Values)
        {
            Describe(writer, value.Name, value.Type, value.Capacity);
            writer.Write(value.Shape.Length);
            foreach (var n in value.Shape) writer.Write(n);
        }

        while (stream.Length % 8 != 0) writer.Write((byte)0);
        writer.Flush();
        var bytes = stream.ToArray();
        TrajectoryRecord.Seal(bytes, isFrame: false, 0, 0);
        return bytes;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="record">The whole record, whose check sum is right.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="InputException">It is of a later version, or what it says cannot be.</exception>
    public static TrajectoryLayout Decode(ReadOnlySpan<byte> record, string name)
    {
        var rest = new Cursor(record[TrajectoryRecord.Size..], name);
        var version = rest.Integer();
        if (version != Version) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the trajectory is of version {version} of its format, and version {Version} is read"), name, remedy: "read it with a newer Lithoscope");
        var (realSize, hasCell, axes, atoms) = (rest.Byte(), rest.Byte(), rest.Byte(), (Padding: rest.Byte(), Count: rest.Long()));
        var (constants, columns, values, spare) = (rest.Integer(), rest.Integer(), rest.Integer(), rest.Integer());
        if (realSize is not (4 or 8) || hasCell > 1 || axes > (hasCell == 1 ? 7 : 0) || atoms.Padding != 0 || spare != 0) throw rest.Fault("names an unknown precision, cell or periodicity");
        var species = rest.Take(atoms.Count, 1).ToArray();
        if (species.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)Element.MaximumAtomicNumber) >= 0) throw rest.Fault("names an element that does not exist");
        var reference = realSize == 4 ? rest.Reals(3 * atoms.Count) : [];
        AtomColumn[] fixedColumns = [.. rest.List(constants, static (ref Cursor c, int n) => ReadColumn(ref c, n), species.Length)];
        TrajectoryColumn[] framed = [.. rest.List(columns, static (ref Cursor c, int n) => ReadDescription(ref c, "RIL") is var (name, type, width) && width >= 1 ? new TrajectoryColumn(name, type, width) : throw c.Fault("has a column without values"), 0)];
        TrajectoryValue[] properties = [.. rest.List(values, static (ref Cursor c, int n) => ReadValue(ref c), 0)];
        try
        {
            var layout = new TrajectoryLayout(realSize == 4 ? TrajectoryPrecision.Single : TrajectoryPrecision.Double, hasCell == 1, new((axes & 1) != 0, (axes & 2) != 0, (axes & 4) != 0), species, reference, fixedColumns, framed, properties);
            if (layout.FrameLength > Array.MaxLength) throw rest.Fault("says that a frame is larger than can be held");
            return layout;
        }
        catch (OverflowException)
        {
            throw rest.Fault("says that a frame is larger than can be held");
        }
    }

    private static void Describe(BinaryWriter writer, string name, char type, int number)
    {
        Write(writer, name);
        writer.Write((byte)type);
        writer.Write(number);
    }

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static (string Name, char Type, int Number) ReadDescription(ref Cursor c, string types)
    {
        var (name, type, number) = (c.Text(), (char)c.Byte(), c.Integer());
        if (!types.Contains(type, StringComparison.Ordinal) || number < 0) throw c.Fault("describes a column or property of an unknown type");
        return (name, type, number);
    }

    private static AtomColumn ReadColumn(ref Cursor c, int atoms)
    {
        var (name, type, width) = ReadDescription(ref c, "RILS");
        if (width < 1) throw c.Fault("has a column without values");
        var count = (long)width * atoms;
        switch (type)
        {
            case 'R': return new RealColumn(name, width, c.Reals(count));
            case 'I':
                var bytes = c.Take(count, sizeof(long));
                var whole = new long[count];
                LittleEndian.Read(bytes, whole);
                return new IntegerColumn(name, width, whole);
            case 'L':
                var flags = c.Take(count, 1);
                var logical = new bool[count];
                for (var i = 0; i < logical.Length; i++) logical[i] = flags[i] != 0;
                return new LogicalColumn(name, width, logical);
            default:
                c.Require(count, sizeof(int));
                var words = new string[count];
                for (var i = 0; i < words.Length; i++) words[i] = c.Text();
                return new TextColumn(name, width, words);
        }
    }

    private static TrajectoryValue ReadValue(ref Cursor c)
    {
        var (name, type, capacity) = ReadDescription(ref c, "RILSJ");
        var shape = new int[c.Integer() is >= 0 and <= 2 and var rank && (type != 'J' || rank == 0) ? rank : throw c.Fault("describes a property of more than two dimensions")];
        for (var k = 0; k < shape.Length; k++) shape[k] = c.Integer() is >= 0 and var n ? n : throw c.Fault("describes a property with a negative number of values");
        if (capacity > Array.MaxLength / 2 || (type is not ('S' or 'J') && capacity != 0)) throw c.Fault("gives a property too much room");
        return new(name, type, shape, capacity);
    }

    private delegate T Part<T>(ref Cursor cursor, int number);

    /// <summary>Takes one thing after another from the content; never more than is there.</summary>
    private ref struct Cursor(ReadOnlySpan<byte> rest, string name)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public readonly InputException Fault(string what) => new($"the header of the trajectory {what}", name, remedy: Remedy);

        public readonly void Require(long count, int size)
        {
            if (count < 0 || count > _rest.Length / size) throw Fault("ends before all that it announces");
        }

        public ReadOnlySpan<byte> Take(long count, int size)
        {
            Require(count, size);
            var taken = _rest[..((int)count * size)];
            _rest = _rest[taken.Length..];
            return taken;
        }

        public byte Byte() => Take(1, 1)[0];

        public int Integer() => BinaryPrimitives.ReadInt32LittleEndian(Take(1, sizeof(int)));

        public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(1, sizeof(long)));

        public string Text() => Encoding.UTF8.GetString(Take(Integer(), 1));

        public double[] Reals(long count)
        {
            var bytes = Take(count, sizeof(double));
            var values = new double[count];
            LittleEndian.Read(bytes, values);
            return values;
        }

        // Every part takes at least nine bytes, so a wrong count ends soon.
        public List<T> List<T>(int count, Part<T> part, int number)
        {
            Require(count, 9);
            List<T> parts = new(count);
            for (var k = 0; k < count; k++) parts.Add(part(ref this, number));
            return parts;
        }
    }
}
