namespace Lithoscope.Structures;

/// <summary>What may be chosen about extended XYZ files.</summary>
public sealed record ExtendedXyzOptions
{
    /// <summary>The defaults.</summary>
    public static ExtendedXyzOptions Default { get; } = new();

    /// <summary>
    /// Digits after the point of the real numbers in columns and of positions, 0 to 30, for files that people read; null, the default, writes the
    /// shortest text that reads back to the same bits. Cells and frame properties are always exact.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 0 to 30.</exception>
    public int? Decimals
    {
        get;
        init => field = value is < 0 or > 30 ? throw new ArgumentOutOfRangeException(nameof(value), value, "Decimals go from 0 to 30.") : value;
    }

    /// <summary>
    /// Names under which species are looked for, in this order, in columns of type S:1. The defaults are those of common programs.
    /// </summary>
    public IReadOnlyList<string> SpeciesNames { get; init; } = ["species", "symbols", "symbol", "element", "elements"];

    /// <summary>Names under which positions are looked for, in this order, in columns of type R:3.</summary>
    public IReadOnlyList<string> PositionNames { get; init; } = ["pos", "positions", "position"];

    /// <summary>Names under which atomic numbers are looked for, in this order, in columns of type I:1, where there are no symbols.</summary>
    public IReadOnlyList<string> AtomicNumberNames { get; init; } = ["Z", "numbers", "atomic_numbers"];

    /// <summary>
    /// Whether the file read may still be written: then a last frame that is cut off, the first excepted, is left out and the frame before it says so among its remarks. The default is
    /// false: it is a fault.
    /// </summary>
    public bool IsGrowing { get; init; }
}
