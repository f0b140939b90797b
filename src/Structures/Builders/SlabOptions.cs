namespace Lithoscope.Structures;

/// <summary>Which <see cref="Slab"/> to cut. Either <see cref="Layers"/> or <see cref="Thickness"/> is given.</summary>
public sealed record SlabOptions
{
    /// <summary>Miller index h of the surface, in the reciprocal vectors of the given cell.</summary>
    public required int H { get; init; }

    /// <summary>Miller index k.</summary>
    public required int K { get; init; }

    /// <summary>Miller index l.</summary>
    public required int L { get; init; }

    /// <summary>How many layers, each as thick as the distance of neighbouring lattice planes.</summary>
    public int? Layers { get; init; }

    /// <summary>Take the fewest layers that are at least so thick together, Å.</summary>
    public double? Thickness { get; init; }

    /// <summary>The empty space, Å, between the topmost atoms and the lowest of the next image along c.</summary>
    public double Vacuum { get; init; } = 15;

    /// <summary>
    /// Where the crystal is cut, as a fraction of the layer distance above the plane through the origin; null for the middle of the widest gap between
    /// planes of atoms.
    /// </summary>
    public double? Offset { get; init; }

    /// <summary>
    /// Whether the smallest cells of the crystal are looked for, so that the surface cell is the smallest one (1×1); otherwise the lattice of the given cell is used.
    /// </summary>
    public bool Primitive { get; init; } = true;

    /// <summary>How far, Å, an atom may be from where a translation of the crystal puts it.</summary>
    public double Tolerance { get; init; } = 0.01;
}
