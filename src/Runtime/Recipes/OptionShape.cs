using System.Collections.Concurrent;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Lithoscope.Runtime;

/// <summary>One option of an options class: its key, type and limits.</summary>
internal sealed class OptionProperty
{
    private static readonly NullabilityInfoContext Nullability = new();

    public OptionProperty(PropertyInfo property)
    {
        Property = property;
        Key = OptionShape.KeyOf(property.Name);
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description;
        Required = property.GetCustomAttribute<RequiredAttribute>() is not null;
        Range = property.GetCustomAttribute<RangeAttribute>();
        MinLength = property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;
        var path = property.GetCustomAttribute<FilePathAttribute>();
        (IsPath, IsPathOrSet) = (path is not null, path?.AllowsSet == true);
        lock (Nullability) AllowsNull = Nullability.Create(property).WriteState == NullabilityState.Nullable;
    }

    public PropertyInfo Property { get; }

    public string Key { get; }

    public string? Description { get; }

    public bool Required { get; }

    public RangeAttribute? Range { get; }

    public int MinLength { get; private init; }

    public bool IsPath { get; }

    public bool IsPathOrSet { get; }

    public bool AllowsNull { get; private init; }

    /// <summary>The same rules for the items of a list or dictionary: they are never null and their number is not theirs.</summary>
    public OptionProperty ForItems() => new(Property) { AllowsNull = false, MinLength = 0 };
}

/// <summary>The options of a class, in the order of declaration, base classes first.</summary>
internal sealed class OptionShape
{
    private static readonly ConcurrentDictionary<Type, OptionShape> Known = new();

    private OptionShape(Type type) =>
        Properties = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0)
            .OrderBy(p => Depth(p.DeclaringType!)).ThenBy(p => p.MetadataToken)
            .Select(p => new OptionProperty(p))];

    public IReadOnlyList<OptionProperty> Properties { get; }

    public IEnumerable<string> Keys => Properties.Select(p => p.Key);

    public static OptionShape Of(Type type) => Known.GetOrAdd(type, t => new OptionShape(t));

    public static string KeyOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    public OptionProperty? Find(string key) => Properties.FirstOrDefault(p => p.Key == key);

    /// <summary>The element type of a list option, or null.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray) return type.GetElementType();
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        var isList = definition == typeof(List<>) || definition == typeof(IReadOnlyList<>) || definition == typeof(IList<>) || definition == typeof(IEnumerable<>) || definition == typeof(IReadOnlyCollection<>);
        return isList ? type.GetGenericArguments()[0] : null;
    }

    /// <summary>The value type of a dictionary option with text keys, or null.</summary>
    public static Type? DictionaryValueOf(Type type)
    {
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        var isDictionary = definition == typeof(Dictionary<,>) || definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(IDictionary<,>);
        return isDictionary && type.GetGenericArguments()[0] == typeof(string) ? type.GetGenericArguments()[1] : null;
    }

    private static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);
}
