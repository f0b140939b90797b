using System.Text.Json;

namespace Lithoscope.Runtime;

/// <summary>One tensor as a header describes it.</summary>
internal sealed record SafeTensorsEntry(string Name, TensorType Type, int[] Shape, int Count, long Begin, long End);

/// <summary>Reads the JSON header of a safetensors file and checks every number in it before anything is allocated.</summary>
internal static class SafeTensorsHeader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>Entries in the order of their data, which they cover without gap or overlap.</summary>
    public static (IReadOnlyList<SafeTensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Parse(byte[] header, long dataLength, Func<string, InputException> fault)
    {
        var entries = new List<SafeTensorsEntry>();
        var metadata = new Dictionary<string, string>();
        try
        {
            using var document = JsonDocument.Parse(header, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw fault("its header is not a JSON object");
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == "__metadata__") ReadMetadata(property.Value, metadata, fault);
                else entries.Add(ReadEntry(property.Name, property.Value, fault));
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name or text with an unpaired surrogate or bytes that are not UTF-8.
            throw fault("its header is not valid JSON");
        }

        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var at = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != at) throw fault($"the data of tensor '{entry.Name}' do not begin where those before it end");
            at = entry.End;
        }

        if (at > dataLength) throw fault($"it ends within its data: {dataLength} bytes of {at}");
        if (at < dataLength) throw fault($"{dataLength - at} bytes follow its data");
        return (entries, metadata);
    }

    private static SafeTensorsEntry ReadEntry(string name, JsonElement value, Func<string, InputException> fault)
    {
        InputException Wrong(string what) => fault($"tensor '{name}' {what}");
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !value.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array
            || !value.TryGetProperty("data_offsets", out var offsets) || offsets.ValueKind != JsonValueKind.Array || offsets.GetArrayLength() != 2)
        {
            throw Wrong("lacks its dtype, shape or data_offsets");
        }

        var known = Enum.GetNames<TensorType>();
        var typeName = dtype.GetString()!;
        if (!known.Contains(typeName)) throw Wrong($"has the type {typeName}; known are {string.Join(", ", known)}");
        var type = Enum.Parse<TensorType>(typeName);
        var sizes = new List<int>();
        var count = 1L;
        foreach (var item in shape.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out var n) || n < 0) throw Wrong("has a shape that is not a list of whole numbers");
            sizes.Add(n);
            count *= n; // both below 2^31, so the product fits before it is checked
            if (count > Array.MaxLength) throw Wrong("is larger than an array can be");
        }

        if (offsets[0].ValueKind != JsonValueKind.Number || !offsets[0].TryGetInt64(out var begin) || begin < 0 || offsets[1].ValueKind != JsonValueKind.Number || !offsets[1].TryGetInt64(out var end) || end < begin)
        {
            throw Wrong("has data_offsets that are not two ascending whole numbers");
        }

        if (end - begin != count * Tensor.SizeOf(type)) throw Wrong($"has {end - begin} bytes of data where its shape needs {count * Tensor.SizeOf(type)}");
        return new SafeTensorsEntry(name, type, [.. sizes], (int)count, begin, end);
    }

    private static void ReadMetadata(JsonElement value, Dictionary<string, string> metadata, Func<string, InputException> fault)
    {
        if (value.ValueKind != JsonValueKind.Object) throw fault("its __metadata__ is not an object");
        foreach (var item in value.EnumerateObject())
        {
            if (item.Value.ValueKind != JsonValueKind.String) throw fault("its __metadata__ holds more than texts");
            metadata.Add(item.Name, item.Value.GetString()!);
        }
    }
}
