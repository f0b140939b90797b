using System.IO.Compression;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Files compressed with gzip (RFC 1952): recognised by their first two bytes, written where the name ends with .gz.</summary>
internal static class GzipFile
{
    private const string Suffix = ".gz";

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B];

    /// <summary>The file's name without folders and without .gz.</summary>
    public static string InnerName(string path)
    {
        var name = Path.GetFileName(path);
        return name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? name[..^Suffix.Length] : name;
    }

    /// <summary>The content of a stream, decompressed where it is compressed, with its first bytes looked at.</summary>
    /// <param name="stream">The stream, left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="headLength">So many bytes of the content are looked at.</param>
    /// <exception cref="InputException">The compressed data is damaged; raised here or when the content is read.</exception>
    public static HeadedStream Open(Stream stream, string name, int headLength)
    {
        var plain = new HeadedStream(stream, headLength);
        return plain.Head.StartsWith(Magic) ? new(new Decompressed(plain, name), headLength) : plain;
    }

    /// <summary>Writes content to a stream, compressed where the name asks for it.</summary>
    public static void Write(Stream stream, string name, Action<Stream> write)
    {
        if (!name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            write(stream);
            return;
        }

        using var compressed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        write(compressed);
    }

    /// <summary>Decompresses, and says whose fault damaged data is.</summary>
    private sealed class Decompressed(Stream stream, string name) : ForwardStream
    {
        private readonly GZipStream _content = new(stream, CompressionMode.Decompress);

        public override int Read(Span<byte> buffer)
        {
            try
            {
                return _content.Read(buffer);
            }
            catch (InvalidDataException fault)
            {
                throw new InputException("the file is compressed with gzip, and damaged or cut off", name, remedy: "copy it again, or test it with gzip -t", inner: fault);
            }
        }
    }
}
