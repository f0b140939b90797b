using System.Globalization;

namespace Lithoscope.Runtime;

/// <summary>Texts and typed values: how each scalar type is read, written and called in messages.</summary>
internal static class ScalarValue
{
    public static bool IsScalar(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(ulong) || type == typeof(double);

    /// <summary>Reads a text; null when it is not of the type.</summary>
    public static object? Parse(Type type, string text)
    {
        if (type == typeof(string)) return text;
        if (type == typeof(bool)) return text switch { "true" => true, "false" => false, _ => null };
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(n => OptionShape.KeyOf(n) == text) is { } name ? Enum.Parse(type, name) : null;
        if (type == typeof(double)) return ParseReal(text);
        if (type == typeof(ulong)) return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var u) ? u : null;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            // 1e5 is how people write a hundred thousand steps; exact up to 2^53.
            if (ParseReal(text) is not { } real || real != Math.Floor(real) || Math.Abs(real) > 1L << 53) return null;
            whole = (long)real;
        }

        if (type == typeof(long)) return whole;
        return whole is >= int.MinValue and <= int.MaxValue ? (int)whole : null;
    }

    /// <summary>The text that reads back to the same value.</summary>
    public static string Format(object value) => value switch
    {
        string s => s,
        bool b => b ? "true" : "false",
        Enum e => OptionShape.KeyOf(e.ToString()),
        double.PositiveInfinity => ".inf",
        double.NegativeInfinity => "-.inf",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()} is not a type of options.", nameof(value)),
    };

    /// <summary>What values of the type are called.</summary>
    public static string NameOf(Type type) =>
        type == typeof(string) ? "a text"
        : type == typeof(bool) ? "true or false"
        : type.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(type).Select(OptionShape.KeyOf))
        : type == typeof(double) ? "a real number"
        : type == typeof(ulong) ? "a whole number of at least 0"
        : "a whole number";

    // A NaN in a recipe is a mistake; an infinity can mean "no limit".
    private static double? ParseReal(string text) => text switch
    {
        ".inf" or "+.inf" or ".Inf" => double.PositiveInfinity,
        "-.inf" or "-.Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
    };
}
