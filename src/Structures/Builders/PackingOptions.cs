using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>What <see cref="RandomPacking"/> shall make. Exactly one of <see cref="Density"/>, <see cref="VolumePerAtom"/> and <see cref="Cell"/> is given.</summary>
public sealed record PackingOptions
{
    /// <summary>The atoms.</summary>
    public required Composition Composition { get; init; }

    /// <summary>The density, g/cm³, in a cubic cell.</summary>
    public double? Density { get; init; }

    /// <summary>The volume per atom, Å³, in a cubic cell.</summary>
    public double? VolumePerAtom { get; init; }

    /// <summary>The cell itself: lattice vectors as rows, Å.</summary>
    public Matrix3D? Cell { get; init; }

    /// <summary>Smallest distances, Å, of pairs of elements (atomic numbers, in either order) that shall not follow from the radii.</summary>
    public IReadOnlyDictionary<(byte, byte), double> MinimumDistances { get; init; } = new Dictionary<(byte, byte), double>();

    /// <summary>Other pairs keep this fraction of the sum of their covalent radii (<see cref="Element.CovalentRadius"/>).</summary>
    public double DistanceFraction { get; init; } = 0.85;

    /// <summary>The seed; the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Which of several independent draws from the seed.</summary>
    public int Draw { get; init; }
}
