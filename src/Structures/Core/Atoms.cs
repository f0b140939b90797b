using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The working form of a structure: a structure of arrays whose owner may move atoms and change the cell between calls.
/// Not thread-safe while it is being changed.
/// </summary>
public sealed class Atoms
{
    /// <summary>Copies species, positions and cell of <paramref name="structure"/>.</summary>
    /// <param name="structure">The structure; of its columns only the charges are copied.</param>
    public Atoms(Structure structure)
    {
        Count = structure.Count;
        AtomicNumbers = structure.AtomicNumbers.ToArray();
        (X, Y, Z) = (new double[Count], new double[Count], new double[Count]);
        for (var i = 0; i < Count; i++) (X[i], Y[i], Z[i]) = (structure.Positions[3 * i], structure.Positions[3 * i + 1], structure.Positions[3 * i + 2]);
        Cell = structure.Cell ?? Matrix3D.Identity;
        Periodicity = structure.Periodicity;
        if (structure.FindColumn("charge") is RealColumn { Width: 1 } charges) Charges = [.. charges.Values];
    }

    /// <summary>Number of atoms.</summary>
    public int Count { get; }

    /// <summary>Atomic number of each atom.</summary>
    public byte[] AtomicNumbers { get; }

    /// <summary>Cartesian x of each atom, Å.</summary>
    public double[] X { get; }

    /// <summary>Cartesian y of each atom, Å.</summary>
    public double[] Y { get; }

    /// <summary>Cartesian z of each atom, Å.</summary>
    public double[] Z { get; }

    /// <summary>Charge of each atom, e, from the structure's column <c>charge</c>; null where it has none.</summary>
    public double[]? Charges { get; set; }

    /// <summary>Lattice vectors as rows, Å. Without periodic axes it is not used.</summary>
    public Matrix3D Cell { get; set; }

    /// <summary>Along which cell vectors the structure repeats.</summary>
    public Periodicity Periodicity { get; }

    /// <summary>The position of atom <paramref name="i"/>, Å.</summary>
    public Vector3D Position(int i) => new(X[i], Y[i], Z[i]);
}
