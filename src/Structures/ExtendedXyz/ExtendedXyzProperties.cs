using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>One entry of the Properties key: name, type (R, I, S or L) and values per atom.</summary>
internal readonly record struct ExtendedXyzProperty(string Name, char Type, int Width)
{
    /// <summary>No column is wider: the widest that fits a line of <see cref="LineReader.MaximumLineLength"/>, rounded down.</summary>
    public const int MaximumWidth = 1_000_000;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}:{Type}:{Width}");

    /// <summary>
    /// Reads the value of the Properties key, "species:S:1:pos:R:3". Names may hold colons themselves (mtt::forces:R:3): an entry ends at the
    /// first ":TYPE:WIDTH" that is followed by a colon or the end.
    /// </summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? TryParse(string text, List<ExtendedXyzProperty> properties)
    {
        properties.Clear();
        var parts = text.Split(':');
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < parts.Length;)
        {
            var type = start + 1;
            while (type + 1 < parts.Length && !(parts[type] is "R" or "I" or "S" or "L" && IsWidth(parts[type + 1]))) type++;
            if (type + 1 >= parts.Length) return $"Properties does not say NAME:TYPE:WIDTH with type R, I, S or L at '{string.Join(':', parts[start..Math.Min(parts.Length, start + 3)])}'";
            var name = string.Join(':', parts[start..type]);
            if (string.IsNullOrWhiteSpace(name)) return "Properties holds a column without a name";
            if (!int.TryParse(parts[type + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var width) || width is < 1 or > MaximumWidth)
            {
                return $"column {name} has width {parts[type + 1]}, which is not within 1 to {MaximumWidth}";
            }

            if (!names.Add(name)) return $"column {name} occurs twice in Properties";
            properties.Add(new(name, parts[type][0], width));
            start = type + 2;
        }

        return null;
    }

    private static bool IsWidth(string part) => part.Length > 0 && part.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
