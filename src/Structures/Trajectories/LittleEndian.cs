using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lithoscope.Structures;

/// <summary>Arrays of numbers as bytes, lowest byte first on every machine. The bytes need no alignment.</summary>
internal static class LittleEndian
{
    public static void Write(ReadOnlySpan<double> values, Span<byte> bytes) => Write(MemoryMarshal.Cast<double, long>(values), bytes);

    public static void Write(ReadOnlySpan<long> values, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(values).CopyTo(bytes);
        else for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes[(8 * i)..], values[i]);
    }

    public static void Read(ReadOnlySpan<byte> bytes, Span<double> values) => Read(bytes, MemoryMarshal.Cast<double, long>(values));

    public static void Read(ReadOnlySpan<byte> bytes, Span<long> values)
    {
        bytes[..(8 * values.Length)].CopyTo(MemoryMarshal.AsBytes(values));
        if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(values, values);
    }

    /// <summary>Reads numbers of 32 bits.</summary>
    public static void ReadSingle(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            var floats = MemoryMarshal.Cast<byte, float>(bytes[..(4 * values.Length)]);
            for (var i = 0; i < floats.Length; i++) values[i] = floats[i];
        }
        else
        {
            for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        }
    }
}
