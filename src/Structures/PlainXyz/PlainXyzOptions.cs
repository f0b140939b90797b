namespace Lithoscope.Structures;

/// <summary>What may be chosen about plain XYZ files.</summary>
public sealed record PlainXyzOptions
{
    /// <summary>The defaults.</summary>
    public static PlainXyzOptions Default { get; } = new();

    /// <summary>Digits after the point of coordinates, 0 to 30; null, the default, writes the shortest text that reads back to the same bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not within 0 to 30.</exception>
    public int? Decimals
    {
        get;
        init => field = value is < 0 or > 30 ? throw new ArgumentOutOfRangeException(nameof(value), value, "Decimals go from 0 to 30.") : value;
    }

    /// <summary>Whether to write the structure's comment (frame property <c>comment</c>); otherwise the second line of each frame is blank.</summary>
    public bool Comment { get; init; } = true;
}
