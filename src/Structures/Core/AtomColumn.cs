namespace Lithoscope.Structures;

/// <summary>
/// A named property with <see cref="Width"/> values per atom, in the order of the atoms: row-major, atom after atom.
/// The subclasses are the four types of extended XYZ (R, I, L, S).
/// </summary>
/// <param name="Name">The column's name, as in the file it came from.</param>
/// <param name="Width">Values per atom, at least 1.</param>
public abstract record AtomColumn(string Name, int Width)
{
    /// <summary>Number of values: atoms × <see cref="Width"/>.</summary>
    public abstract int Length { get; }
}

/// <summary>Real values (extended XYZ type R); NaN where a value does not exist.</summary>
public sealed record RealColumn(string Name, int Width, double[] Values) : AtomColumn(Name, Width)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;
}

/// <summary>Whole numbers (extended XYZ type I).</summary>
public sealed record IntegerColumn(string Name, int Width, long[] Values) : AtomColumn(Name, Width)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;
}

/// <summary>Truth values (extended XYZ type L).</summary>
public sealed record LogicalColumn(string Name, int Width, bool[] Values) : AtomColumn(Name, Width)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;
}

/// <summary>Words (extended XYZ type S).</summary>
public sealed record TextColumn(string Name, int Width, string[] Values) : AtomColumn(Name, Width)
{
    /// <inheritdoc/>
    public override int Length => Values.Length;
}
