using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>Reads a potential from its description in YAML. Every fault names the line.</summary>
internal sealed class DescriptionReader
{
    private const int MaxFiles = 16;

    private static readonly string[] Combinations = ["file", "sum", "difference", "committee"];
    private static readonly string[] Modifiers = ["scale", "units"];

    private readonly List<string> _open;

    private DescriptionReader(List<string> open) => _open = open;

    /// <summary>Reads a file.</summary>
    public static IPotential Read(string path) => Read(path, []);

    private static IPotential Read(string path, List<string> open)
    {
        var full = Path.GetFullPath(path);
        if (open.Contains(full)) throw new InputException("this description of a potential refers to itself", path, remedy: "remove the circle of files");
        if (open.Count == MaxFiles) throw new InputException($"descriptions of potentials refer to each other more than {MaxFiles} deep", path, remedy: "write them into fewer files");
        var root = ConfigReader.Parse(Text(path), path, Path.GetDirectoryName(full)!, hasLines: true);
        if (root is not ConfigMap map || map.Find("potential") is not { } node) throw root.Origin.Fault("the key 'potential' is missing", "describe the potential under 'potential:'");
        foreach (var entry in map.Entries)
        {
            if (entry.Key != "potential") throw entry.Origin.Fault($"unknown key '{entry.Key}'", NearestName.Remedy(entry.Key, "key", ["potential"]));
        }

        return new DescriptionReader([.. open, full]).ReadNode(node);
    }

    private IPotential ReadNode(ConfigNode node)
    {
        if (node is ConfigScalar { IsNull: false } name) return ReadFile(name, PotentialUnits.EvAngstrom);
        if (node is not ConfigMap map) throw node.Origin.Fault($"a potential must be the name of a file or a mapping, not {node.Kind}", "write, for instance, {file: nep.txt}");
        string[] kinds = [.. Combinations, .. ClosedForms.Names];
        foreach (var entry in map.Entries)
        {
            if (!kinds.Contains(entry.Key) && !Modifiers.Contains(entry.Key)) throw entry.Origin.Fault($"unknown key '{entry.Key}'", NearestName.Remedy(entry.Key, "key", [.. kinds, .. Modifiers]));
        }

        ConfigEntry[] chosen = [.. map.Entries.Where(e => kinds.Contains(e.Key))];
        if (chosen.Length != 1) throw map.Origin.Fault(chosen.Length == 0 ? "this potential does not say what it is" : $"this potential is both '{chosen[0].Key}' and '{chosen[1].Key}'", "give it one of the keys " + string.Join(", ", kinds));
        var (kind, value) = (chosen[0].Key, chosen[0].Value);
        var units = ReadUnits(map, kind);
        var potential = kind switch
        {
            "file" => ReadFile(value, units),
            "sum" => Located(value, () => new SumPotential([.. ReadList(value, kind, 1).Select(p => new SumTerm(p))])),
            "difference" => Located(value, () => ReadDifference(value)),
            "committee" => Located(value, () => new CommitteePotential(ReadList(value, kind, 2))),
            _ => ClosedForms.Read(kind, value, units),
        };
        return map.Find("scale") is { } scale ? new SumPotential([new SumTerm(potential, ConfigValues.Real(scale, "scale"))]) : potential;
    }

    private IPotential ReadDifference(ConfigNode value) => ReadList(value, "difference", 2) is { Count: 2 } pair
        ? new SumPotential([new(pair[0]), new(pair[1], -1)])
        : throw value.Origin.Fault("a difference is of two potentials", "write it as difference: [minuend, subtrahend]");

    private List<IPotential> ReadList(ConfigNode node, string key, int least)
    {
        if (node is not ConfigList list) throw node.Origin.Fault($"'{key}' must be a list of potentials, not {node.Kind}", $"write it as {key}: [a.yaml, {{file: nep.txt}}]");
        if (list.Items.Count < least) throw node.Origin.Fault($"'{key}' needs at least {least} {(least == 1 ? "potential" : "potentials")}, not {list.Items.Count}", "list them one below the other, each after '- '");
        var parts = new List<IPotential>();
        foreach (var item in list.Items) parts.Add(ReadNode(item));
        return parts;
    }

    private static PotentialUnits ReadUnits(ConfigMap map, string kind)
    {
        if (map.Find("units") is not { } node) return PotentialUnits.EvAngstrom;
        if (kind is "sum" or "difference" or "committee") throw node.Origin.Fault($"'units' belongs to each potential of a {kind}, not to the {kind}", "move it into them");
        string[] known = ["ev-angstrom", "hartree-bohr"];
        var text = node is ConfigScalar scalar ? scalar.Text : "";
        return Array.IndexOf(known, text) switch
        {
            0 => PotentialUnits.EvAngstrom,
            1 => PotentialUnits.HartreeBohr,
            _ => throw node.Origin.Fault($"'units' must be one of {string.Join(", ", known)}, not {node.Kind}", NearestName.Remedy(text, "word", known)),
        };
    }

    // A file, a folder or a set; paths are relative to the description.
    private IPotential ReadFile(ConfigNode node, PotentialUnits units)
    {
        if (node is not ConfigScalar { IsNull: false, Text: var text }) throw node.Origin.Fault($"'file' must be the name of a file, not {node.Kind}", "write, for instance, file: nep.txt");
        string Absolute(string path) => Path.GetFullPath(Path.Combine(node.Origin.BaseFolder, path));
        if (text.Contains('\0', StringComparison.Ordinal)) throw node.Origin.Fault("'file' is not the name of a file", "give its path relative to this description");
        var found = Absolute(text);
        var source = Located(node, () => File.Exists(found) || Directory.Exists(found) ? PotentialSource.Of(found) : PotentialFile.Locate(text));
        source = source with { Path = source.Files.Count > 0 ? text : found, Files = [.. source.Files.Select(f => KeyValuePair.Create(f.Key, Absolute(f.Value)))], Units = units };
        if (source.Files.Count == 0 && !File.Exists(found) && !Directory.Exists(found)) throw node.Origin.Fault($"there is no file {node.Kind}", "give its path relative to this description");
        if (Located(node, () => PotentialFile.FormatOf(source)) is not DescriptionFormat) return PotentialFile.Read(source);
        if (units != PotentialUnits.EvAngstrom) throw node.Origin.Fault("a description says the units of its parts itself", "remove 'units' here");
        return Read(found, _open);
    }

    // Faults that know no line are those of the description.
    private static T Located<T>(ConfigNode node, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException fault) when (fault.Line is null)
        {
            throw node.Origin.Fault(fault.File is null || fault.File == node.Origin.File ? fault.What : string.Create(CultureInfo.InvariantCulture, $"{fault.File}: {fault.What}"), fault.Remedy, fault);
        }
    }

    private static string Text(string path)
    {
        try
        {
            return ConfigReader.ReadText(path) ?? throw new InputException("the description is larger than 4 MiB", path, remedy: "name a description of a potential, not a data file");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("the description cannot be read", path, remedy: "check the path and its permissions", inner: fault);
        }
    }
}
