namespace Lithoscope.Structures;

/// <summary>Whole cell vectors by which a periodic image is displaced: the image of atom j lies at r_j + A·a + B·b + C·c.</summary>
/// <param name="A">Multiples of cell vector a; 0 where that axis is not periodic.</param>
/// <param name="B">Multiples of cell vector b.</param>
/// <param name="C">Multiples of cell vector c.</param>
public readonly record struct LatticeShift(int A, int B, int C)
{
    /// <summary>The opposite shift: that of the pair seen from its other end.</summary>
    public static LatticeShift operator -(LatticeShift s) => new(-s.A, -s.B, -s.C);

    /// <summary>What leads from the one to the other.</summary>
    public static LatticeShift operator -(LatticeShift s, LatticeShift t) => new(s.A - t.A, s.B - t.B, s.C - t.C);
}

/// <summary>Which pairs a neighbour list holds.</summary>
public enum NeighbourListKind
{
    /// <summary>Every pair from both ends: (i, j, S) and (j, i, −S).</summary>
    Full,

    /// <summary>
    /// Every pair once: (i, j, S) with i &lt; j, and of an atom's own images (i, i, S) those whose first component of S that
    /// is not zero is positive.
    /// </summary>
    Half,
}
