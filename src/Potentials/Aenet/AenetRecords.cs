using System.Buffers.Binary;
using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>
/// The values of a binary network file: records as Fortran writes them without formatting, each between two copies of its length in bytes (32 bits), little endian.
/// </summary>
internal sealed class AenetRecords(byte[] bytes, string file) : AenetFields(file)
{
    private const int Frame = 4;
    private int _position;
    private int _record;

    /// <summary>Whether the bytes begin as such a file does: with two records of one small number.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        if (head.Length < 6 * Frame) return false;
        int At(ReadOnlySpan<byte> span, int word) => BinaryPrimitives.ReadInt32LittleEndian(span[(word * Frame)..]);
        return At(head, 0) == 4 && At(head, 1) is >= 2 and <= AenetFile.MaximumLayers && At(head, 2) == 4
            && At(head, 3) == 4 && At(head, 4) is >= 1 and <= AenetFile.MaximumNodes && At(head, 5) == 4;
    }

    /// <inheritdoc/>
    public override int[] Integers(string what, int count)
    {
        var data = Next(what, count, sizeof(int));
        var values = new int[count];
        for (var k = 0; k < count; k++) values[k] = BinaryPrimitives.ReadInt32LittleEndian(data[(k * sizeof(int))..]);
        return values;
    }

    /// <inheritdoc/>
    public override int[] Pairs(string what, int count, int elements) => Integers(what, 2 * count);

    /// <inheritdoc/>
    public override double[] Reals(string what, int count)
    {
        var data = Next(what, count, sizeof(double));
        var values = new double[count];
        for (var k = 0; k < count; k++) values[k] = BinaryPrimitives.ReadDoubleLittleEndian(data[(k * sizeof(double))..]);
        return Finite(what, values);
    }

    /// <inheritdoc/>
    public override string Text(string what, int width) => Encoding.Latin1.GetString(Next(what, width, 1)).Trim(' ', '\0');

    /// <inheritdoc/>
    public override string[] Words(string what, int count)
    {
        var data = Next(what, count, 2);
        var words = new string[count];
        for (var k = 0; k < count; k++) words[k] = Encoding.Latin1.GetString(data.Slice(2 * k, 2)).Trim();
        return words;
    }

    /// <inheritdoc/>
    /// <remarks>True is 1 with gfortran and −1 with Intel's compiler.</remarks>
    public override bool Logical(string what) => Integers(what, 1)[0] != 0;

    /// <inheritdoc/>
    public override void End()
    {
        if (_position != bytes.Length) throw Fault($"{Plain(bytes.Length - _position)} bytes follow the last value", "restore the file from its source");
    }

    /// <inheritdoc/>
    public override InputException Fault(string what, string remedy) => new($"record {Plain(_record)}: {what}", File, remedy: remedy);

    private ReadOnlySpan<byte> Next(string what, int count, int size)
    {
        _record++;
        var rest = bytes.AsSpan(_position);
        if (rest.Length < Frame) throw Cut(what);
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length != (long)count * size) throw Fault($"{what} should take {(long)count * size} bytes and take {Plain(length)}", "check that this is a binary .nn file of aenet 2, little endian, and whole");
        if (rest.Length - 2 * Frame < length) throw Cut(what);
        if (BinaryPrimitives.ReadInt32LittleEndian(rest[(Frame + length)..]) != length) throw Fault($"the lengths before and after {what} differ", "restore the file from its source");
        _position += length + 2 * Frame;
        return rest.Slice(Frame, length);
    }

    private InputException Cut(string what) => Fault($"the file ends within {what}", "it is cut off: restore it from its source");
}
