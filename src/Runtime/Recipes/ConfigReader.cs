using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lithoscope.Runtime;

/// <summary>Reads YAML into a tree. It goes by the parser's events, not by recursion of a library, so that depth and size have limits of ours.</summary>
internal sealed class ConfigReader
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 200_000;
    private const int MaxBytes = 4 << 20;

    private readonly string _file;
    private readonly string _baseFolder;
    private readonly bool _hasLines;
    private readonly IParser _parser;
    private readonly Dictionary<string, ConfigNode> _anchors = [];
    private int _nodes;

    private ConfigReader(TextReader text, string file, string baseFolder, bool hasLines)
    {
        (_file, _baseFolder, _hasLines) = (file, baseFolder, hasLines);
        _parser = new Parser(text);
    }

    /// <summary>Reads a file.</summary>
    public static ConfigNode ReadFile(string path)
    {
        string text;
        try
        {
            text = ReadText(path) ?? throw new InputException("the recipe is larger than 4 MiB", path, remedy: "give a recipe, not a data file");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var what = Directory.Exists(path) ? "the recipe is a folder" : File.Exists(path) ? "the recipe cannot be read" : "the recipe does not exist";
            throw new InputException(what, path, remedy: "give the path of a YAML file", inner: fault);
        }

        return Parse(text, path, Path.GetDirectoryName(Path.GetFullPath(path))!, hasLines: true);
    }

    /// <summary>The text of a file, or null where it is larger than any that is read.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? ReadText(string path)
    {
        if (WholeFile.Read(path, MaxBytes) is not { } bytes) return null;
        using var reader = new StreamReader(new MemoryStream(bytes));
        return reader.ReadToEnd();
    }

    /// <summary>Reads text; <paramref name="source"/> names it in messages.</summary>
    public static ConfigNode Parse(string text, string source, string baseFolder, bool hasLines)
    {
        var reader = new ConfigReader(new StringReader(text), source, baseFolder, hasLines);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException fault)
        {
            var line = Math.Clamp(fault.Start.Line, 1, text.TrimEnd().AsSpan().Count('\n') + 1); // the parser counts one line beyond the end
            throw new InputException("the YAML cannot be understood: " + FirstSentence(fault.Message), source, hasLines ? line : null, "check indentation, colons and quotes", fault);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or NullReferenceException or InvalidCastException or IndexOutOfRangeException)
        {
            // The library's parser meets some malformed texts with exceptions of its own making; found by mutation.
            var line = Math.Max(1, reader._parser.Current?.End.Line ?? 1);
            throw new InputException("the YAML cannot be understood", source, hasLines ? line : null, "check indentation, colons and quotes", fault);
        }
    }

    private ConfigNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _)) return new ConfigScalar(new ConfigOrigin(_file, _hasLines ? 1 : null, _baseFolder), "");
        _parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second)) throw At(second.Start).Fault("a second document begins", "keep one recipe to a file");
        return root;
    }

    private ConfigNode ReadNode(int depth)
    {
        var here = At(_parser.Current!.Start);
        if (depth > MaxDepth) throw here.Fault($"values are nested more than {MaxDepth} deep", "write it with fewer levels");
        if (++_nodes > MaxNodes) throw here.Fault($"there are more than {MaxNodes} values", "keep data in files of their own");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var target)) throw here.Fault($"*{alias.Value.Value} has no anchor before it", $"write &{alias.Value.Value} where the value stands first, or quote the text");
            return Copy(target);
        }

        if (_parser.Current is NodeEvent { Tag.IsEmpty: false } tagged) throw here.Fault($"the tag {tagged.Tag} is not used in recipes", "remove it");
        ConfigNode node = _parser.Current switch
        {
            Scalar => ReadScalar(here),
            SequenceStart => ReadList(here, depth),
            MappingStart => ReadMap(here, depth),
            _ => throw here.Fault("the YAML cannot be understood", "check indentation, colons and quotes"),
        };
        return node;
    }

    private ConfigScalar ReadScalar(ConfigOrigin here)
    {
        var scalar = _parser.Consume<Scalar>();
        return Anchored(scalar.Anchor, new ConfigScalar(here, scalar.Value, scalar.Style != ScalarStyle.Plain));
    }

    private ConfigList ReadList(ConfigOrigin here, int depth)
    {
        var anchor = _parser.Consume<SequenceStart>().Anchor;
        var list = new ConfigList(here);
        while (!_parser.TryConsume<SequenceEnd>(out _)) list.Items.Add(ReadNode(depth + 1));
        return Anchored(anchor, list);
    }

    private ConfigMap ReadMap(ConfigOrigin here, int depth)
    {
        var anchor = _parser.Consume<MappingStart>().Anchor;
        var (map, keys) = (new ConfigMap(here), new HashSet<string>(StringComparer.Ordinal));
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyAt = At(_parser.Current!.Start);
            if (ReadNode(depth + 1) is not ConfigScalar key) throw keyAt.Fault("a key must be a word", "check indentation and colons");
            if (!keys.Add(key.Text)) throw keyAt.Fault($"the key '{key.Text}' occurs twice", "remove one of them");
            map.Entries.Add(new ConfigEntry(key.Text, keyAt, ReadNode(depth + 1)));
        }

        return Anchored(anchor, map);
    }

    private T Anchored<T>(AnchorName anchor, T node)
        where T : ConfigNode
    {
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
        return node;
    }

    // Aliased nodes are copied, and counted, so that a --set changes one place and nested aliases cannot multiply without end.
    private ConfigNode Copy(ConfigNode node)
    {
        if (++_nodes > MaxNodes) throw node.Origin.Fault($"aliases expand to more than {MaxNodes} values", "use fewer of them");
        switch (node)
        {
            case ConfigList list:
                var items = new ConfigList(list.Origin);
                items.Items.AddRange(list.Items.Select(Copy));
                return items;
            case ConfigMap map:
                var entries = new ConfigMap(map.Origin);
                entries.Entries.AddRange(map.Entries.Select(e => e with { Value = Copy(e.Value) }));
                return entries;
            default:
                return node;
        }
    }

    private ConfigOrigin At(Mark mark) => new(_file, _hasLines ? mark.Line : null, _baseFolder);

    private static string FirstSentence(string message)
    {
        message = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return message.Length == 0 ? "it is malformed" : char.ToLowerInvariant(message[0]) + message[1..];
    }
}
