namespace Lithoscope.Structures;

/// <summary>A property of a frame: one value or a one- or two-dimensional array of one type, or a JSON document.</summary>
/// <param name="Shape">Dimensions: empty for a single value, [n] for a list, [rows, columns] for a table.</param>
public abstract record InfoValue(IReadOnlyList<int> Shape);

/// <summary>Real numbers; tables are row-major.</summary>
/// <param name="Values">The values, a list unless <see cref="InfoValue.Shape"/> says otherwise.</param>
public sealed record RealInfo(double[] Values) : InfoValue([Values.Length])
{
    /// <summary>A single real number.</summary>
    public RealInfo(double value) : this([value]) => Shape = [];
}

/// <summary>Whole numbers; tables are row-major.</summary>
/// <param name="Values">The values, a list unless <see cref="InfoValue.Shape"/> says otherwise.</param>
public sealed record IntegerInfo(long[] Values) : InfoValue([Values.Length])
{
    /// <summary>A single whole number.</summary>
    public IntegerInfo(long value) : this([value]) => Shape = [];
}

/// <summary>Truth values; tables are row-major.</summary>
/// <param name="Values">The values, a list unless <see cref="InfoValue.Shape"/> says otherwise.</param>
public sealed record LogicalInfo(bool[] Values) : InfoValue([Values.Length])
{
    /// <summary>A single truth value.</summary>
    public LogicalInfo(bool value) : this([value]) => Shape = [];
}

/// <summary>Texts; tables are row-major.</summary>
/// <param name="Values">The values, a list unless <see cref="InfoValue.Shape"/> says otherwise.</param>
public sealed record TextInfo(string[] Values) : InfoValue([Values.Length])
{
    /// <summary>A single text.</summary>
    public TextInfo(string value) : this([value]) => Shape = [];
}

/// <summary>A JSON document (extended XYZ's <c>_JSON</c> values) that is no plain value or array, kept as its text.</summary>
/// <param name="Json">The document; as Python writes them, NaN and Infinity may occur as numbers.</param>
public sealed record JsonInfo(string Json) : InfoValue([]);
