namespace Lithoscope.Runtime;

/// <summary>Where a piece of a recipe was written: a file with its line, or a <c>--set</c>.</summary>
/// <param name="File">File name as the user gave it, or the text of the <c>--set</c>.</param>
/// <param name="Line">Line, counted from 1; null for a <c>--set</c>.</param>
/// <param name="BaseFolder">What relative paths are relative to.</param>
internal sealed record ConfigOrigin(string File, long? Line, string BaseFolder)
{
    public InputException Fault(string what, string? remedy = null, Exception? inner = null) => new(what, File, Line, remedy, inner);
}

/// <summary>YAML as a tree of three node types, each of which knows where it was written.</summary>
internal abstract class ConfigNode(ConfigOrigin origin)
{
    public ConfigOrigin Origin { get; } = origin;

    /// <summary>What the node is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="origin">Where it was written.</param>
/// <param name="text">Its text without quotes.</param>
/// <param name="quoted">Whether it was quoted, which makes it a text whatever it looks like.</param>
internal sealed class ConfigScalar(ConfigOrigin origin, string text, bool quoted = false) : ConfigNode(origin)
{
    public string Text { get; } = text;

    public bool Quoted { get; } = quoted;

    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    public override string Kind => IsNull ? "nothing" : $"'{(Text.Length > 60 ? Text[..57] + "..." : Text)}'";
}

/// <summary>A list.</summary>
internal sealed class ConfigList(ConfigOrigin origin) : ConfigNode(origin)
{
    public List<ConfigNode> Items { get; } = [];

    public override string Kind => "a list";
}

/// <summary>A mapping, in the order written.</summary>
internal sealed class ConfigMap(ConfigOrigin origin) : ConfigNode(origin)
{
    public List<ConfigEntry> Entries { get; } = [];

    public override string Kind => "a mapping";

    public ConfigNode? Find(string key) => Entries.Find(e => e.Key == key)?.Value;

    public void Set(ConfigOrigin origin, string key, ConfigNode value)
    {
        var at = Entries.FindIndex(e => e.Key == key);
        var entry = new ConfigEntry(key, origin, value);
        if (at < 0) Entries.Add(entry);
        else Entries[at] = entry;
    }

    public void Add(string key, ConfigNode value) => Entries.Add(new ConfigEntry(key, value.Origin, value));
}

/// <summary>A key of a mapping, where it stands, and its value.</summary>
internal sealed record ConfigEntry(string Key, ConfigOrigin Origin, ConfigNode Value);
