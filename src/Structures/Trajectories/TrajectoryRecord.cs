using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lithoscope.Structures;

/// <summary>The 40 bytes before the content of a header or frame. docs/formats/trajectory.md describes them.</summary>
/// <param name="IsFrame">Frame, or header.</param>
/// <param name="Length">Bytes of the whole record, these included; a multiple of 8.</param>
/// <param name="Number">Frames of the file before this record.</param>
/// <param name="Header">Check sum of the content of the header that a frame belongs to; 0 for a header.</param>
/// <param name="Checksum">CRC-32C of the content.</param>
internal readonly record struct TrajectoryRecord(bool IsFrame, long Length, long Number, uint Header, uint Checksum)
{
    /// <summary>Bytes of it.</summary>
    public const int Size = 40;

    /// <summary>What a header, and so a file, begins with. The end of the tag tells a file that was copied as text.</summary>
    public static ReadOnlySpan<byte> HeaderTag => "LTRAJ\r\n\u001A"u8;

    private static ReadOnlySpan<byte> FrameTag => "FRAME\r\n\u001A"u8;

    /// <summary>Fills in the head of a record whose content is there already.</summary>
    public static void Seal(Span<byte> record, bool isFrame, long number, uint header)
    {
        (isFrame ? FrameTag : HeaderTag).CopyTo(record);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], record.Length);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(record[24..], header);
        BinaryPrimitives.WriteUInt32LittleEndian(record[28..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(record[32..], Crc(record[Size..]));
        BinaryPrimitives.WriteUInt32LittleEndian(record[36..], Crc(record[..36]));
    }

    /// <summary>What the 40 bytes say; null where they are not the whole head of a record.</summary>
    public static TrajectoryRecord? Read(ReadOnlySpan<byte> head)
    {
        if (head.Length < Size) return null;
        var isFrame = head.StartsWith(FrameTag);
        if (!isFrame && !head.StartsWith(HeaderTag)) return null;
        if (Crc(head[..36]) != BinaryPrimitives.ReadUInt32LittleEndian(head[36..])) return null;
        TrajectoryRecord record = new(
            isFrame, BinaryPrimitives.ReadInt64LittleEndian(head[8..]), BinaryPrimitives.ReadInt64LittleEndian(head[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[24..]), BinaryPrimitives.ReadUInt32LittleEndian(head[32..]));
        return record.Length >= Size && record.Length % 8 == 0 && record.Length <= long.MaxValue / 4 && record.Number >= 0 ? record : null;
    }

    /// <summary>CRC-32C (Castagnoli's polynomial, RFC 3720 appendix B.4).</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var last in bytes[(bytes.Length & ~7)..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
