using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Lithoscope.Runtime;

/// <summary>
/// Turns a mapping of a recipe into an object of an options class, and into the same mapping with every default filled in and every
/// path absolute, for the resolved recipe.
/// </summary>
internal sealed class OptionBinder(References references)
{
    /// <summary>Reads the entries of <paramref name="map"/> that are not in <paramref name="except"/>.</summary>
    /// <param name="type">The options class.</param>
    /// <param name="map">The mapping.</param>
    /// <param name="prefix">Path of the mapping in the step's options, for messages: empty or ending in a dot.</param>
    /// <param name="except">Keys that are not options.</param>
    public (object Value, ConfigMap Resolved) Bind(Type type, ConfigMap map, string prefix = "", IReadOnlyCollection<string>? except = null)
    {
        var shape = OptionShape.Of(type);
        foreach (var entry in map.Entries)
        {
            if (except?.Contains(entry.Key) == true || shape.Find(entry.Key) is not null) continue;
            throw entry.Origin.Fault($"unknown key '{prefix}{entry.Key}'", NearestName.Remedy(entry.Key, "key", shape.Keys.Concat(prefix.Length == 0 ? except ?? [] : [])));
        }

        var value = Activator.CreateInstance(type)!;
        var resolved = new ConfigMap(map.Origin);
        foreach (var property in shape.Properties)
        {
            var key = prefix + property.Key;
            if (map.Find(property.Key) is { } node)
            {
                var (item, text) = BindValue(property.Property.PropertyType, node, key, property, property.AllowsNull);
                if (item is null && property.Required) throw node.Origin.Fault($"'{key}' needs a value");
                property.Property.SetValue(value, item);
                resolved.Add(property.Key, text);
            }
            else if (property.Required)
            {
                throw map.Origin.Fault($"the key '{key}' is missing", property.Description is null ? null : $"it means: {property.Description.TrimEnd('.')}");
            }
            else
            {
                var text = OptionDefaults.Describe(property.Property.PropertyType, property.Property.GetValue(value), map.Origin);
                if (property.IsPath && text is (ConfigList { Items.Count: > 0 } or ConfigMap { Entries.Count: > 0 } or ConfigScalar { Quoted: true, Text.Length: > 0 }))
                {
                    // A default path is relative to the recipe, as if it stood there.
                    (var item, text) = BindValue(property.Property.PropertyType, text, key, property, property.AllowsNull);
                    property.Property.SetValue(value, item);
                }

                resolved.Add(property.Key, text);
            }
        }

        return (value, resolved);
    }

    /// <summary>Reads one scalar, such as the recipe's seed.</summary>
    public T BindScalar<T>(ConfigNode node, string key) => (T)BindValue(typeof(T), node, key, null, allowsNull: false).Value!;

    private (object? Value, ConfigNode Resolved) BindValue(Type type, ConfigNode node, string key, OptionProperty? rules, bool allowsNull)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) (type, allowsNull) = (inner, true);
        if (node is ConfigScalar { IsNull: true } nothing)
        {
            return allowsNull ? (null, nothing) : throw node.Origin.Fault($"'{key}' needs a value");
        }

        if (ScalarValue.IsScalar(type)) return BindOne(type, node, key, rules);
        if (OptionShape.ElementOf(type) is { } element) return BindList(type, element, node, key, rules);
        if (OptionShape.DictionaryValueOf(type) is { } item) return BindDictionary(item, node, key, rules);
        if (node is not ConfigMap map) throw node.Origin.Fault($"'{key}' must be a mapping, not {node.Kind}");
        return Bind(type, map, key + ".");
    }

    private (object, ConfigNode) BindOne(Type type, ConfigNode node, string key, OptionProperty? rules)
    {
        if (node is not ConfigScalar scalar) throw node.Origin.Fault($"'{key}' must be {ScalarValue.NameOf(type)}, not {node.Kind}");
        var (actual, portable) = references.Expand(scalar.Text, node.Origin);
        if (type == typeof(string))
        {
            if (rules?.IsPathOrSet == true && IsSet(actual, node.Origin)) (actual, portable) = (EachOf(actual, p => Absolute(p, node.Origin, key), node.Origin, key), EachOf(portable, p => AbsolutePortable(p, node.Origin), node.Origin, key));
            else if (rules?.IsPath == true) (actual, portable) = (Absolute(actual, node.Origin, key), AbsolutePortable(portable, node.Origin));
            if (rules is not null && OptionShape.ElementOf(rules.Property.PropertyType) is null) CheckLength(actual.Length, node, key, rules, "characters");
            return (actual, new ConfigScalar(node.Origin, portable, quoted: true));
        }

        var value = ScalarValue.Parse(type, actual) ?? throw node.Origin.Fault($"'{key}' must be {ScalarValue.NameOf(type)}, not {node.Kind}", type.IsEnum ? NearestName.Remedy(actual, "word", Enum.GetNames(type).Select(OptionShape.KeyOf)) : null);
        if (rules?.Range is { } range) CheckRange(value, range, node, key);
        return (value, new ConfigScalar(node.Origin, ScalarValue.Format(value)));
    }

    private (object, ConfigNode) BindList(Type type, Type element, ConfigNode node, string key, OptionProperty? rules)
    {
        if (node is ConfigScalar && rules?.IsPath == true)
        {
            // One file may stand for a list of files.
            var single = new ConfigList(node.Origin);
            single.Items.Add(node);
            node = single;
        }

        if (node is not ConfigList list) throw node.Origin.Fault($"'{key}' must be a list, such as [a, b], not {node.Kind}");
        if (rules is not null) CheckLength(list.Items.Count, node, key, rules, "items");
        var values = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        var resolved = new ConfigList(node.Origin);
        foreach (var item in list.Items)
        {
            var (value, text) = BindValue(element, item, string.Create(CultureInfo.InvariantCulture, $"{key}.{values.Count}"), rules, allowsNull: false);
            values.Add(value);
            resolved.Items.Add(text);
        }

        if (!type.IsArray) return (values, resolved);
        var array = Array.CreateInstance(element, values.Count);
        values.CopyTo(array, 0);
        return (array, resolved);
    }

    private (object, ConfigNode) BindDictionary(Type itemType, ConfigNode node, string key, OptionProperty? rules)
    {
        if (node is not ConfigMap map) throw node.Origin.Fault($"'{key}' must be a mapping, not {node.Kind}");
        if (rules is not null) CheckLength(map.Entries.Count, node, key, rules, "entries");
        var values = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), itemType))!;
        var resolved = new ConfigMap(node.Origin);
        foreach (var entry in map.Entries)
        {
            var (value, text) = BindValue(itemType, entry.Value, $"{key}.{entry.Key}", rules, allowsNull: false);
            values.Add(entry.Key, value);
            resolved.Add(entry.Key, text);
        }

        return (values, resolved);
    }

    private static void CheckLength(int length, ConfigNode node, string key, OptionProperty rules, string units)
    {
        if (length < rules.MinLength) throw node.Origin.Fault($"'{key}' must hold at least {rules.MinLength} {units}, not {length}");
    }

    private static void CheckRange(object value, RangeAttribute range, ConfigNode node, string key)
    {
        var x = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        var (low, high) = (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
        var isAbove = range.MinimumIsExclusive ? x > low : x >= low;
        var isBelow = range.MaximumIsExclusive ? x < high : x <= high;
        if (isAbove && isBelow) return;
        // The far end of "any positive number" is not worth naming.
        var noHigh = high is double.MaxValue or double.PositiveInfinity or int.MaxValue or long.MaxValue;
        var lower = (range.MinimumIsExclusive ? "greater than " : "at least ") + ScalarValue.Format(low);
        var upper = (range.MaximumIsExclusive ? "less than " : "at most ") + ScalarValue.Format(high);
        throw node.Origin.Fault($"'{key}' must be {(noHigh ? lower : lower + " and " + upper)}, not {node.Kind.Trim('\'')}");
    }

    private static string Absolute(string path, ConfigOrigin origin, string key)
    {
        if (path.Length == 0) throw origin.Fault($"'{key}' needs a path");
        if (path.Contains('\0', StringComparison.Ordinal)) throw origin.Fault($"'{key}' is not a path");
        return Path.GetFullPath(Path.Combine(origin.BaseFolder, path));
    }

    private static bool IsSet(string text, ConfigOrigin origin)
    {
        if (!text.Contains('=', StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal)) return false;
        var path = Path.Combine(origin.BaseFolder, text);
        return !File.Exists(path) && !Directory.Exists(path);
    }

    // Name=path, with commas between.
    private static string EachOf(string set, Func<string, string> absolute, ConfigOrigin origin, string key) => string.Join(',', set.Split(',', StringSplitOptions.TrimEntries).Select(part =>
        part.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && at < part.Length - 1
            ? part[..(at + 1)] + absolute(part[(at + 1)..].Trim())
            : throw origin.Fault($"'{part}' in '{key}' is not of the form name=path", "write a set of files as Li=Li.nn,Si=Si.nn")));

    // A reference to a step's output is an absolute path already.
    private static string AbsolutePortable(string path, ConfigOrigin origin) =>
        path.StartsWith("${steps.", StringComparison.Ordinal) ? path : Path.GetFullPath(Path.Combine(References.Escape(origin.BaseFolder), path));
}
