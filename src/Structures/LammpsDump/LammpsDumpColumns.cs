namespace Lithoscope.Structures;

/// <summary>The columns of a frame of a dump while its rows are read.</summary>
internal sealed class LammpsDumpColumns
{
    // Where several kinds of coordinates are there, the first of these is taken: unwrapped ones say more.
    private static readonly (string X, string Y, string Z, bool Scaled)[] Coordinates =
    [
        ("xu", "yu", "zu", false), ("x", "y", "z", false), ("xsu", "ysu", "zsu", true), ("xs", "ys", "zs", true),
    ];

    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal) { "id", "type", "mol", "ix", "iy", "iz", "proc", "procp1" };

    private readonly ColumnBuilder[] _builders;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private LammpsDumpColumns(ColumnBuilder[] builders) => _builders = builders;

    /// <summary>The builders in the order of the columns.</summary>
    public ReadOnlySpan<ColumnBuilder> Builders => _builders;

    /// <summary>Chooses the types of the columns from their names and the first row.</summary>
    /// <param name="names">Names of the columns.</param>
    /// <param name="row">The first row; empty where the frame has no atoms.</param>
    /// <param name="atoms">Number of atoms.</param>
    /// <param name="typesNamed">Whether the user named the elements of the types, so that a column with elements is not needed.</param>
    /// <param name="lines">The file, for messages.</param>
    public static LammpsDumpColumns Create(string[] names, ReadOnlySpan<byte> row, int atoms, bool typesNamed, LineReader lines)
    {
        var columns = new LammpsDumpColumns(new ColumnBuilder[names.Length]);
        var words = new Words(row);
        var hasTypes = names.Contains("type");
        for (var c = 0; c < names.Length; c++)
        {
            words.TryNext(out var first);
            if (!columns._places.TryAdd(names[c], c)) throw lines.Fault($"column {names[c]} occurs twice", "remove one of the two");
            columns._builders[c] = Builder(names[c], first, atoms, typesNamed && hasTypes);
        }

        return columns;
    }

    /// <summary>Whether there is a column of that name.</summary>
    public bool Has(string name) => _places.ContainsKey(name);

    /// <summary>The column of that name, marked as used; null where there is none of that type.</summary>
    public T? Take<T>(string name) where T : ColumnBuilder
    {
        if (!_places.TryGetValue(name, out var place) || _builders[place] is not T builder) return null;
        _used.Add(name);
        return builder;
    }

    /// <summary>Three columns of numbers, marked as used; null unless all three are there.</summary>
    public T[]? Take<T>(string x, string y, string z) where T : ColumnBuilder
    {
        foreach (var name in (ReadOnlySpan<string>)[x, y, z])
        {
            if (!_places.TryGetValue(name, out var place) || _builders[place] is not T) return null;
        }

        return [Take<T>(x)!, Take<T>(y)!, Take<T>(z)!];
    }

    /// <summary>The coordinates and whether they are fractions of the box; null where there are none.</summary>
    public (RealColumnBuilder[] Values, bool Scaled)? TakeCoordinates()
    {
        foreach (var (x, y, z, scaled) in Coordinates)
        {
            if (Take<RealColumnBuilder>(x, y, z) is { } values) return (values, scaled);
        }

        return null;
    }

    /// <summary>The columns that nobody took, in their order.</summary>
    public IEnumerable<ColumnBuilder> Rest() => _builders.Where(b => !_used.Contains(b.Name));

    private static ColumnBuilder Builder(string name, ReadOnlySpan<byte> first, int atoms, bool typesNamed)
    {
        var whole = Whole.Contains(name) || name.StartsWith("i_", StringComparison.Ordinal);
        if (name == "element" && !typesNamed) return new SpeciesColumnBuilder(name, atoms, numbers: false);
        if (!first.IsEmpty && !NumberText.TryParseReal(first, out _)) return new TextColumnBuilder(name, 1, atoms);
        return whole ? new IntegerColumnBuilder(name, 1, atoms) : new RealColumnBuilder(name, 1, atoms, finite: false);
    }
}
