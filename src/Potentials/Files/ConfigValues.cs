using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>Values of a description.</summary>
internal static class ConfigValues
{
    /// <summary>A finite real number.</summary>
    public static double Real(ConfigNode node, string key) =>
        node is ConfigScalar { IsNull: false } scalar && ScalarValue.Parse(typeof(double), scalar.Text) is double value && double.IsFinite(value)
            ? value
            : throw node.Origin.Fault($"'{key}' must be a real number, not {node.Kind}", "write a finite number such as 0.5");

    /// <summary>true or false.</summary>
    public static bool Logical(ConfigNode node, string key) =>
        node is ConfigScalar { IsNull: false } scalar && ScalarValue.Parse(typeof(bool), scalar.Text) is bool value
            ? value
            : throw node.Origin.Fault($"'{key}' must be true or false, not {node.Kind}", "write one of the two");

    /// <summary>A mapping.</summary>
    public static ConfigMap Map(ConfigNode node, string key) => node as ConfigMap ?? throw node.Origin.Fault($"'{key}' must be a mapping, not {node.Kind}", $"write it as {key}: {{…}}");

    /// <summary>Refuses keys that are not known.</summary>
    public static void CheckKeys(ConfigMap map, string key, IReadOnlyCollection<string> known)
    {
        foreach (var entry in map.Entries)
        {
            if (!known.Contains(entry.Key)) throw entry.Origin.Fault($"unknown key '{entry.Key}' in '{key}'", NearestName.Remedy(entry.Key, "key", known));
        }
    }
}
