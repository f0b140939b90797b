using System.Text.RegularExpressions;

namespace Lithoscope.Runtime;

/// <summary>A recipe: what to run, in which order, with which options. Read once; immutable for its users.</summary>
public sealed partial class Recipe
{
    private Recipe(string file, ulong seed, int? threads, IReadOnlyList<RecipeStep> steps) => (File, Seed, Threads, Steps) = (file, seed, threads, steps);

    /// <summary>The file, as the user gave it.</summary>
    public string File { get; }

    /// <summary>The file's name without extension: runs are called after it.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>The seed of all random streams; 0 where the recipe does not say.</summary>
    public ulong Seed { get; }

    /// <summary>Threads, or null where the recipe does not say.</summary>
    public int? Threads { get; }

    /// <summary>The steps in order; at least one.</summary>
    public IReadOnlyList<RecipeStep> Steps { get; }

    /// <summary>Reads a recipe.</summary>
    /// <param name="file">Path of the YAML file.</param>
    /// <param name="kinds">The kinds of step it may use.</param>
    /// <param name="settings">Settings of the command line, each <c>a.b.c=value</c>.</param>
    /// <exception cref="InputException">The file is missing or malformed, or it says what it must not.</exception>
    public static Recipe Read(string file, StepKindRegistry kinds, IEnumerable<string>? settings = null)
    {
        var root = ConfigReader.ReadFile(file);
        if (root is not ConfigMap map) throw root.Origin.Fault("a recipe is a mapping of keys", "begin it with 'recipe: 1'");
        foreach (var setting in settings ?? []) RecipeOverrides.Apply(map, setting);
        return Interpret(file, map, kinds);
    }

    private static Recipe Interpret(string file, ConfigMap root, StepKindRegistry kinds)
    {
        var scalars = new OptionBinder(new References([]));
        if (root.Find("recipe") is not { } version) throw root.Origin.Fault("the key 'recipe' is missing", "begin with 'recipe: 1', the version of the format");
        if (scalars.BindScalar<long>(version, "recipe") != 1) throw version.Origin.Fault($"recipe format {version.Kind} is not known", "this program reads 'recipe: 1'");
        var seed = root.Find("seed") is { } s ? scalars.BindScalar<ulong>(s, "seed") : 0;
        int? threads = root.Find("threads") is { } t ? scalars.BindScalar<int>(t, "threads") : null;
        if (threads is < 1 or > 1024) throw root.Find("threads")!.Origin.Fault($"'threads' must be at least 1 and at most 1024, not {threads}");
        if (root.Find("precision") is { } p && scalars.BindScalar<string>(p, "precision") is not "double") throw p.Origin.Fault($"precision {p.Kind} is not available", "use 'double', the default");

        var steps = root.Find("do") is null ? ReadSteps(root, kinds) : [ReadStep(root, kinds, StepKindRegistry.Reserved)];
        foreach (var step in steps)
        {
            if (steps.First(other => other.Id == step.Id) is var first && first != step) throw step.Map.Origin.Fault($"two steps have the id '{step.Id}'", "give each its own");
        }

        return new Recipe(file, seed, threads, steps);
    }

    private static List<RecipeStep> ReadSteps(ConfigMap root, StepKindRegistry kinds)
    {
        string[] known = ["recipe", "seed", "threads", "precision", "steps"];
        foreach (var entry in root.Entries)
        {
            if (!known.Contains(entry.Key)) throw entry.Origin.Fault($"unknown key '{entry.Key}'", NearestName.Remedy(entry.Key, "key", known.Append("do")));
        }

        if (root.Find("steps") is not { } node) throw root.Origin.Fault("the recipe has no steps", "add 'steps:', or 'do:' for a recipe of one step");
        if (node is not ConfigList { Items.Count: > 0 } list) throw node.Origin.Fault($"'steps' must be a list of steps, not {(node is ConfigList ? "an empty one" : node.Kind)}", "begin each step with '- id:'");
        return [.. list.Items.Select(item => item is ConfigMap map
            ? ReadStep(map, kinds, ["id", "do"])
            : throw item.Origin.Fault($"a step must be a mapping, not {item.Kind}", "give it 'id:' and 'do:'"))];
    }

    private static RecipeStep ReadStep(ConfigMap map, StepKindRegistry kinds, IReadOnlyCollection<string> reserved)
    {
        var scalars = new OptionBinder(new References([]));
        if (map.Find("do") is not { } kindNode) throw map.Origin.Fault("the step has no 'do'", "name the kind of step: " + string.Join(", ", kinds.Kinds.Select(k => k.Name)));
        var name = scalars.BindScalar<string>(kindNode, "do");
        var kind = kinds.Find(name) ?? throw kindNode.Origin.Fault($"there is no kind of step '{name}'", NearestName.Remedy(name, "kind", kinds.Kinds.Select(k => k.Name)));
        var isWhole = reserved.Contains("recipe");
        if (map.Find("id") is not { } idNode) return isWhole ? new RecipeStep(name.Replace('.', '-'), kind, map, reserved) : throw map.Origin.Fault("the step has no 'id'", "give it a name of its own, such as 'fit'");
        var id = scalars.BindScalar<string>(idNode, "id");
        if (!Word().IsMatch(id)) throw idNode.Origin.Fault($"the id '{id}' is not a word", "use letters, digits, - and _");
        return new RecipeStep(id, kind, map, reserved);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Word();
}

/// <summary>One step of a recipe as written, before its options are read.</summary>
public sealed class RecipeStep
{
    internal RecipeStep(string id, IStepKind kind, ConfigMap map, IReadOnlyCollection<string> reserved) => (Id, Kind, Map, Reserved) = (id, kind, map, reserved);

    /// <summary>The id, unique in the recipe. In a recipe of one step without an id it is the kind's name with dashes for dots.</summary>
    public string Id { get; }

    /// <summary>The kind.</summary>
    public IStepKind Kind { get; }

    internal ConfigMap Map { get; }

    internal IReadOnlyCollection<string> Reserved { get; }

    /// <summary>Where an option was written, as exactly as is known: keys of nested options joined by dots.</summary>
    internal (string? File, long? Line) Locate(string key)
    {
        ConfigNode here = Map;
        var origin = Map.Origin;
        foreach (var part in key.Split('.'))
        {
            if (here is ConfigMap map && map.Entries.Find(e => e.Key == part) is { } entry) (here, origin) = (entry.Value, entry.Origin);
            else if (here is ConfigList list && int.TryParse(part, out var at) && at >= 0 && at < list.Items.Count) (here, origin) = (list.Items[at], list.Items[at].Origin);
            else break;
        }

        return (origin.File, origin.Line);
    }
}
