using System.Collections;

namespace Lithoscope.Runtime;

/// <summary>Values that the recipe does not mention, as they would be written in it.</summary>
internal static class OptionDefaults
{
    public static ConfigNode Describe(Type type, object? value, ConfigOrigin origin)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null) return new ConfigScalar(origin, "null");
        if (value is string text) return new ConfigScalar(origin, References.Escape(text), quoted: true);
        if (ScalarValue.IsScalar(type)) return new ConfigScalar(origin, ScalarValue.Format(value));
        if (OptionShape.ElementOf(type) is { } element)
        {
            var list = new ConfigList(origin);
            foreach (var item in (IEnumerable)value) list.Items.Add(Describe(element, item, origin));
            return list;
        }

        var map = new ConfigMap(origin);
        if (OptionShape.DictionaryValueOf(type) is { } itemType)
        {
            // Dictionary<,> and its interfaces all enumerate as key-value pairs, and as IDictionary for the concrete class.
            foreach (DictionaryEntry entry in (IDictionary)value) map.Add((string)entry.Key, Describe(itemType, entry.Value, origin));
            return map;
        }

        foreach (var property in OptionShape.Of(type).Properties) map.Add(property.Key, Describe(property.Property.PropertyType, property.Property.GetValue(value), origin));
        return map;
    }
}
