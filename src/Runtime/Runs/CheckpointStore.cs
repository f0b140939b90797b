using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lithoscope.Runtime;

/// <summary>
/// What a step has finished so far, one file per key, so that a run killed at any moment goes on from there and ends with the same
/// bits. Values are written as JSON: real numbers exactly, NaN and infinities included; any public property or field is kept.
/// </summary>
/// <remarks>Thread-safe as long as no two threads use the same key at once.</remarks>
public sealed class CheckpointStore
{
    private const int LongestName = 100;

    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IncludeFields = true,
    };

    private readonly string? _folder;

    private CheckpointStore(string? folder) => _folder = folder;

    /// <summary>A store that keeps nothing: for calls outside a run.</summary>
    public static CheckpointStore None { get; } = new(null);

    /// <summary>The store in that folder, which is created when the first value is written.</summary>
    /// <remarks>Whether old values may be used is decided by the run, which binds its checkpoint folder to a fingerprint (<see cref="RunFingerprint"/>).</remarks>
    public static CheckpointStore In(string folder) => new(Path.GetFullPath(folder));

    /// <summary>The value kept under <paramref name="key"/>, or the computed one, which is then kept.</summary>
    /// <remarks>A computed value is returned as it will be read back, so that a resumed run sees exactly what the first one saw.</remarks>
    public T GetOrCompute<T>(string key, Func<T> compute)
    {
        if (TryRead<T>(key, out var kept)) return kept;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(compute(), Json);
        WriteBytes(key, bytes);
        return JsonSerializer.Deserialize<T>(bytes, Json)!;
    }

    /// <summary>Reads a value; false where there is none or it cannot be read as a <typeparamref name="T"/>.</summary>
    public bool TryRead<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (_folder is null || !File.Exists(PathOf(key))) return false;
        try
        {
            value = JsonSerializer.Deserialize<T>(File.ReadAllBytes(PathOf(key)), Json);
            return value is not null;
        }
        catch (JsonException)
        {
            return false; // a damaged file is worth no more than an absent one: the value is computed again
        }
    }

    /// <summary>Keeps a value, replacing an older one atomically.</summary>
    public void Write<T>(string key, T value) => WriteBytes(key, JsonSerializer.SerializeToUtf8Bytes(value, Json));

    /// <summary>Forgets one value.</summary>
    public void Remove(string key)
    {
        if (_folder is not null && Directory.Exists(_folder)) File.Delete(PathOf(key));
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        if (_folder is not null && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private void WriteBytes(string key, byte[] bytes)
    {
        if (_folder is not null) AtomicFile.WriteBytes(PathOf(key), bytes);
    }

    private string PathOf(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        var name = Uri.EscapeDataString(key).Replace("*", "%2A", StringComparison.Ordinal);
        if (name.Length > LongestName) name = name[..(LongestName - 20)] + "~" + FileHash.Sha256OfText(key)[..16];
        return Path.Combine(_folder!, name + ".json");
    }
}
