using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Lithoscope.Runtime;

/// <summary>
/// The safetensors format: eight bytes with the header's length (little-endian), a JSON header that gives type, shape and place of
/// each tensor, then the numbers themselves (https://github.com/huggingface/safetensors). Written with the data on an 8-byte
/// boundary and tensors in order of decreasing element size, so that each lies on a multiple of its own.
/// </summary>
public static class SafeTensors
{
    private const int MaxHeader = 100_000_000; // the format's own limit
    private const string Metadata = "__metadata__";

    /// <summary>Writes tensors, atomically, in an order of bytes that depends only on the content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Tensors by name.</param>
    /// <param name="metadata">Texts kept beside them.</param>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes tensors to a stream.</summary>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Safetensors files are written on little-endian machines only.");
        if (tensors.ContainsKey(Metadata)) throw new ArgumentException($"No tensor can be called {Metadata}.", nameof(tensors));
        var ordered = tensors.OrderByDescending(t => Tensor.SizeOf(t.Value.Type)).ThenBy(t => t.Key, StringComparer.Ordinal).ToList();
        var header = new JsonObject();
        if (metadata is not null) header[Metadata] = new JsonObject(metadata.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
        var at = 0L;
        foreach (var (name, tensor) in ordered)
        {
            var end = at + tensor.Bytes.Length;
            header[name] = new JsonObject
            {
                ["dtype"] = tensor.Type.ToString(),
                ["shape"] = new JsonArray([.. tensor.Shape.Select(n => (JsonNode)n)]),
                ["data_offsets"] = new JsonArray(at, end),
            };
            at = end;
        }

        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var padded = (text.Length + 7) / 8 * 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, padded);
        stream.Write(length);
        stream.Write(text);
        for (var i = text.Length; i < padded; i++) stream.WriteByte((byte)' ');
        foreach (var (_, tensor) in ordered) stream.Write(tensor.Bytes);
    }

    /// <summary>Reads all tensors of a file.</summary>
    /// <exception cref="InputException">The file is missing, cut short, too long, or malformed in any other way, or holds other types.</exception>
    public static SafeTensorsContent Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return Read(stream, path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the tensor file cannot be read", path, remedy: "check that it exists and lies beside its model.json", inner: fault);
        }
    }

    /// <summary>Reads all tensors of a stream that knows its length.</summary>
    /// <param name="stream">The stream, at its beginning.</param>
    /// <param name="file">Its name in messages.</param>
    public static SafeTensorsContent Read(Stream stream, string? file = null)
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Safetensors files are read on little-endian machines only.");
        Span<byte> prefix = stackalloc byte[8];
        if (stream.Length < 8) throw Fault(file, "it is shorter than 8 bytes");
        stream.ReadExactly(prefix);
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength is < 2 or > MaxHeader) throw Fault(file, $"its header cannot be {headerLength} bytes long");
        if ((long)headerLength > stream.Length - 8) throw Fault(file, "it ends within its header");
        var header = new byte[headerLength];
        stream.ReadExactly(header);
        var dataLength = stream.Length - 8 - (long)headerLength;

        var (entries, metadata) = SafeTensorsHeader.Parse(header, dataLength, what => Fault(file, what));
        var tensors = new Dictionary<string, Tensor>();
        foreach (var entry in entries)
        {
            var tensor = new Tensor(Tensor.Allocate(entry.Type, entry.Count), entry.Shape);
            stream.ReadExactly(tensor.Bytes);
            tensors.Add(entry.Name, tensor);
        }

        return new SafeTensorsContent(tensors, metadata);
    }

    private static InputException Fault(string? file, string what) => new("the tensor file is damaged: " + what, file, remedy: "copy or make it again");
}

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">Tensors by name.</param>
/// <param name="Metadata">Texts beside them.</param>
public sealed record SafeTensorsContent(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
