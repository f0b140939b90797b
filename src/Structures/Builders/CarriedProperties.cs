using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Which columns and frame properties still hold when atoms are copied, moved or removed: those that belong to an atom or name the structure.
/// Results of a calculation do not, nor does what is not known to; docs/builders.md has the list.
/// </summary>
internal static class CarriedProperties
{
    private static readonly string[] Reals =
        ["velocities", "momenta", "charge", "charges", "initial_charges", "magmom", "magmoms", "initial_magmoms", "occupancy", "mass", "masses"];

    // Whole numbers that count atoms or images of the structure that was.
    private static readonly string[] Places = ["id", "ids", "image", "images", "map_shift"];

    // Words that say what the structure was, and not which.
    private static readonly string[] Descriptions = ["calculator", "formula", "chemical_formula", "space_group", "spacegroup", "space_group_symbol", "hall_symbol"];

    /// <summary>The columns that are kept, for atoms taken from those of <paramref name="structure"/>.</summary>
    /// <param name="structure">Where they come from.</param>
    /// <param name="source">For each atom of the result the atom it is taken from.</param>
    /// <param name="sameAxes">Whether the cell vectors keep their directions; otherwise a <c>move_mask</c> that differs between axes is dropped.</param>
    /// <param name="rotation">The matrix that row vectors are multiplied with, or null where directions stay.</param>
    public static List<AtomColumn> Columns(Structure structure, int[] source, bool sameAxes = true, Matrix3D? rotation = null)
    {
        var kept = new List<AtomColumn>();
        foreach (var column in structure.Columns)
        {
            if (!Holds(column, sameAxes)) continue;
            var taken = Take(column, source);
            kept.Add(taken is RealColumn { Width: 3 } vectors && rotation is { } matrix ? vectors with { Values = Rotated(vectors.Values, matrix) } : taken);
        }

        return kept;
    }

    /// <summary>The frame properties that are kept.</summary>
    public static List<KeyValuePair<string, InfoValue>> Info(Structure structure) =>
        [.. structure.Info.Where(p => p.Key == "group" || (p.Value is TextInfo && !Descriptions.Contains(p.Key)))];

    /// <summary>The column's values for the atoms <paramref name="source"/>, in their order.</summary>
    public static AtomColumn Take(AtomColumn column, int[] source) => column switch
    {
        RealColumn real => real with { Values = Take(real.Values, real.Width, source) },
        IntegerColumn integer => integer with { Values = Take(integer.Values, integer.Width, source) },
        LogicalColumn logical => logical with { Values = Take(logical.Values, logical.Width, source) },
        TextColumn text => text with { Values = Take(text.Values, text.Width, source) },
        _ => throw new ArgumentException($"Column {column.Name} is of no known type.", nameof(column)),
    };

    private static bool Holds(AtomColumn column, bool sameAxes) => column switch
    {
        RealColumn => Reals.Contains(column.Name),
        IntegerColumn => !Places.Contains(column.Name),
        LogicalColumn { Name: "move_mask", Width: 3 } mask => sameAxes || Enumerable.Range(0, mask.Values.Length).All(k => mask.Values[k] == mask.Values[k - k % 3]),
        _ => true,
    };

    private static T[] Take<T>(T[] values, int width, int[] source)
    {
        var taken = new T[checked(width * source.Length)];
        for (var i = 0; i < source.Length; i++) Array.Copy(values, width * source[i], taken, width * i, width);
        return taken;
    }

    private static double[] Rotated(double[] values, Matrix3D rotation)
    {
        var turned = new double[values.Length];
        for (var i = 0; i < values.Length; i += 3)
        {
            (turned[i], turned[i + 1], turned[i + 2]) = rotation.Transform(new(values[i], values[i + 1], values[i + 2]));
        }

        return turned;
    }
}
