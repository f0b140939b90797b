using System.Globalization;

namespace Lithoscope.Runtime;

/// <summary>Applies <c>--set a.b.c=value</c> to the tree of a recipe, before anything in it is interpreted.</summary>
internal static class RecipeOverrides
{
    public static void Apply(ConfigMap root, string setting)
    {
        var origin = new ConfigOrigin("--set " + setting, null, Directory.GetCurrentDirectory());
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0) throw origin.Fault("there is no '='", "write --set key=value, such as --set steps.fit.data=frames.extxyz");
        var keys = setting[..at].Split('.');
        if (keys.Any(k => k.Length == 0)) throw origin.Fault("a key is empty", "write --set key=value, such as --set steps.fit.data=frames.extxyz");
        var value = ConfigReader.Parse(setting[(at + 1)..], origin.File, origin.BaseFolder, hasLines: false);

        ConfigNode here = root;
        for (var depth = 0; depth < keys.Length - 1; depth++) here = Descend(here, keys, depth, origin);
        Assign(here, keys, value, origin);
    }

    private static ConfigNode Descend(ConfigNode here, string[] keys, int depth, ConfigOrigin origin)
    {
        var key = keys[depth];
        switch (here)
        {
            case ConfigMap map:
                if (map.Find(key) is ConfigMap or ConfigList) return map.Find(key)!;
                if (map.Find(key) is ConfigScalar { IsNull: false }) throw origin.Fault($"'{string.Join('.', keys[..(depth + 1)])}' is a single value and has no '{keys[depth + 1]}'");
                var fresh = new ConfigMap(origin);
                map.Set(origin, key, fresh);
                return fresh;
            case ConfigList list:
                return list.Items[IndexIn(list, key, origin)];
            default:
                throw origin.Fault($"'{string.Join('.', keys[..depth])}' is a single value and has no '{key}'");
        }
    }

    private static void Assign(ConfigNode here, string[] keys, ConfigNode value, ConfigOrigin origin)
    {
        switch (here)
        {
            case ConfigMap map:
                map.Set(origin, keys[^1], value);
                break;
            case ConfigList list:
                list.Items[IndexIn(list, keys[^1], origin)] = value;
                break;
            default:
                throw origin.Fault($"'{string.Join('.', keys[..^1])}' is a single value and has no '{keys[^1]}'");
        }
    }

    // Steps, and any other list of mappings with ids, are addressed by id; other lists by index from 0.
    private static int IndexIn(ConfigList list, string key, ConfigOrigin origin)
    {
        var ids = list.Items.Select(i => ((i as ConfigMap)?.Find("id") as ConfigScalar)?.Text).ToList();
        var at = ids.IndexOf(key);
        if (at >= 0) return at;
        if (ids.Exists(id => id is not null)) throw origin.Fault($"there is no step '{key}'", NearestName.Remedy(key, "step", ids.OfType<string>()));
        if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out at) && at < list.Items.Count) return at;
        throw origin.Fault($"the list has no item '{key}'", $"its items are numbered from 0 to {list.Items.Count - 1}");
    }
}
