namespace Lithoscope.Structures;

/// <summary>A property of a frame: one value or a one- or two-dimensional array of one type, or a JSON document.</summary>
public abstract record InfoValue
{
    /// <summary>Dimensions: empty for a single value, [n] for a list, [rows, columns] for a table.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [];
}

/// <summary>Real numbers; tables are row-major.</summary>
public sealed record RealInfo(double[] Values) : InfoValue
{
    /// <summary>A single real number.</summary>
    public RealInfo(double value) : this([value]) { }
}

/// <summary>Whole numbers; tables are row-major.</summary>
public sealed record IntegerInfo(long[] Values) : InfoValue
{
    /// <summary>A single whole number.</summary>
    public IntegerInfo(long value) : this([value]) { }
}

/// <summary>Truth values; tables are row-major.</summary>
public sealed record LogicalInfo(bool[] Values) : InfoValue
{
    /// <summary>A single truth value.</summary>
    public LogicalInfo(bool value) : this([value]) { }
}

/// <summary>Texts; tables are row-major.</summary>
public sealed record TextInfo(string[] Values) : InfoValue
{
    /// <summary>A single text.</summary>
    public TextInfo(string value) : this([value]) { }
}

/// <summary>A JSON document (extended XYZ's <c>_JSON</c> values), kept as its text.</summary>
public sealed record JsonInfo(string Json) : InfoValue;
