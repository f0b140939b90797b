using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// One configuration of atoms as it stands in a file: cell, species, positions, and whatever else the file says about the atoms
/// (<see cref="Columns"/>) and about the frame (<see cref="Info"/>). Immutable; for loops take an <see cref="Atoms"/> from it.
/// </summary>
/// <remarks>The arrays handed to the constructor belong to the structure from then on and must not be changed. Thread-safe.</remarks>
public sealed class Structure
{
    private readonly byte[] _atomicNumbers;
    private readonly double[] _positions;

    /// <summary>Creates a structure from its parts.</summary>
    /// <param name="atomicNumbers">Atomic number of each atom, 0 for a dummy atom (X).</param>
    /// <param name="positions">Cartesian positions in Å, x y z of each atom in turn: 3 × atoms values.</param>
    /// <param name="cell">Lattice vectors as rows, Å; null where there is no cell.</param>
    /// <param name="periodicity">Along which cell vectors the structure repeats.</param>
    /// <param name="columns">Further per-atom properties.</param>
    /// <param name="info">Properties of the frame, in the order of the file.</param>
    /// <param name="origin">Where the structure was read.</param>
    /// <param name="remarks">What its reader noticed and the user should know, a sentence each.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or a periodic structure has no cell.</exception>
    public Structure(
        byte[] atomicNumbers,
        double[] positions,
        Matrix3D? cell = null,
        Periodicity periodicity = default,
        IReadOnlyList<AtomColumn>? columns = null,
        IReadOnlyList<KeyValuePair<string, InfoValue>>? info = null,
        StructureOrigin origin = default,
        IReadOnlyList<string>? remarks = null)
    {
        if (positions.Length != 3 * atomicNumbers.Length) throw new ArgumentException("Positions must hold three values per atom.", nameof(positions));
        if (cell is null && periodicity.Any) throw new ArgumentException("A periodic structure needs a cell.", nameof(cell));
        foreach (var column in columns ?? [])
        {
            if (column.Length != column.Width * atomicNumbers.Length) throw new ArgumentException($"Column {column.Name} does not hold {column.Width} values per atom.", nameof(columns));
        }

        (_atomicNumbers, _positions) = (atomicNumbers, positions);
        (Cell, Periodicity, Columns, Info, Origin, Remarks) = (cell, periodicity, columns ?? [], info ?? [], origin, remarks ?? []);
    }

    /// <summary>Number of atoms.</summary>
    public int Count => _atomicNumbers.Length;

    /// <summary>Atomic numbers, one per atom.</summary>
    public ReadOnlySpan<byte> AtomicNumbers => _atomicNumbers;

    /// <summary>Cartesian positions, Å: x y z of each atom in turn.</summary>
    public ReadOnlySpan<double> Positions => _positions;

    /// <summary>Lattice vectors as rows, Å; null where there is no cell.</summary>
    public Matrix3D? Cell { get; }

    /// <summary>Along which cell vectors the structure repeats.</summary>
    public Periodicity Periodicity { get; }

    /// <summary>Per-atom properties other than species and positions, in the order of the file.</summary>
    public IReadOnlyList<AtomColumn> Columns { get; }

    /// <summary>Properties of the frame other than the cell and its periodicity, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, InfoValue>> Info { get; }

    /// <summary>Where the structure was read, for messages.</summary>
    public StructureOrigin Origin { get; }

    /// <summary>
    /// What the reader noticed and the user should know, a sentence each, such as a partly occupied site or a last frame that was cut off.
    /// They are shown once and are not written to files.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The position of atom <paramref name="i"/>, Å.</summary>
    public Vector3D Position(int i) => new(_positions[3 * i], _positions[3 * i + 1], _positions[3 * i + 2]);

    /// <summary>The column of that name, or null.</summary>
    public AtomColumn? FindColumn(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The frame's property of that name, or null.</summary>
    public InfoValue? FindInfo(string name) => Info.FirstOrDefault(p => p.Key == name).Value;

    /// <summary>The same atoms with other columns and frame properties.</summary>
    public Structure With(IReadOnlyList<AtomColumn> columns, IReadOnlyList<KeyValuePair<string, InfoValue>> info) =>
        new(_atomicNumbers, _positions, Cell, Periodicity, columns, info, Origin, Remarks);

    /// <summary>The same structure with this column in place of the one of its name, or after the others.</summary>
    public Structure With(AtomColumn column)
    {
        var columns = Columns.ToList();
        var at = columns.FindIndex(c => c.Name == column.Name);
        if (at >= 0) columns[at] = column;
        else columns.Add(column);
        return With(columns, Info);
    }

    /// <summary>The same structure with this frame property in place of the one of its name, or after the others.</summary>
    public Structure With(string key, InfoValue value)
    {
        var info = Info.ToList();
        var at = info.FindIndex(p => p.Key == key);
        if (at >= 0) info[at] = new(key, value);
        else info.Add(new(key, value));
        return With(Columns, info);
    }
}

/// <summary>Where a structure was read.</summary>
/// <param name="File">File name as the user gave it; null for structures that were built.</param>
/// <param name="Frame">Frame in that file, counted from 0.</param>
/// <param name="Line">First line of the frame, counted from 1; 0 where the format has no lines.</param>
public readonly record struct StructureOrigin(string? File, int Frame, long Line);
