using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// All pairs of atoms, periodic images included, closer than a cutoff plus a skin, a row for each atom: the second atoms of its pairs
/// (<see cref="NeighboursOf"/>) and the numbers of their shifts (<see cref="ImagesOf"/>).
/// </summary>
/// <remarks>
/// <para>A pair (i, j, S) stands for the displacement r_ij = (r_j − r_i) + S·cell, with positions as given, wrapped or not, and belongs
/// to the list if |r_ij|² &lt; (cutoff + skin)², strictly. Evaluated in this order r_ij is the exact negative of r_ji, so a full list
/// is symmetric to the last pair. Atoms at the same place are neighbours at distance zero; an atom is no neighbour of itself, only of
/// its images.</para>
/// <para>The list is found through linked cells in time proportional to the number of pairs, and is the same, order included, for any
/// number of threads and any instruction set. Buffers are kept, about 9 bytes a pair: building again does not
/// allocate unless the list has grown. Reading from several threads at once is safe while none builds.</para>
/// </remarks>
public sealed partial class NeighbourList
{
    /// <summary>Atoms searched as one unit of work.</summary>
    internal const int BlockSize = 256;

    /// <summary>The longest list that is built: 16 GB while it is.</summary>
    internal const long MostPairs = 1_000_000_000;

    private readonly InstructionSetKind _instructions;
    private readonly BinFrame _frame = new();
    private readonly BinnedAtoms _binned;
    private readonly ShiftTable _shifts;

    private PairRow[] _rows = [];

    /// <summary>Creates an empty list.</summary>
    /// <param name="cutoff">Distance below which pairs are needed, Å.</param>
    /// <param name="skin">Extra distance, Å, that lets atoms move up to half of it before the list must be built again.</param>
    /// <param name="kind">Pairs from both ends or once only.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is not positive, the skin is negative, or either is not finite.</exception>
    public NeighbourList(double cutoff, double skin = 0, NeighbourListKind kind = NeighbourListKind.Full)
        : this(cutoff, skin, kind, InstructionSet.Active) { }

    internal NeighbourList(double cutoff, double skin, NeighbourListKind kind, InstructionSetKind instructions)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff))) throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "The cutoff must be positive and finite, in Å.");
        if (!(skin >= 0 && double.IsFinite(skin))) throw new ArgumentOutOfRangeException(nameof(skin), skin, "The skin must be zero or positive and finite, in Å.");
        (Cutoff, Skin, Kind, _instructions) = (cutoff, skin, kind, instructions);
        _shifts = new ShiftTable(_frame);
        _binned = new BinnedAtoms(_frame);
        _exact = new ExactTest(_frame, _shifts);
        (_bound, _assign, _fill, _search, _order) = (BoundBlock, AssignBlock, FillBlock, SearchBlock, OrderBlock);
    }

    /// <summary>Distance below which pairs are needed, Å.</summary>
    public double Cutoff { get; }

    /// <summary>Extra distance, Å; pairs between cutoff and cutoff + skin are in the list and left out by <see cref="Gather"/>.</summary>
    public double Skin { get; }

    /// <summary>Pairs from both ends or once only.</summary>
    public NeighbourListKind Kind { get; }

    /// <summary>How many times the list has been built.</summary>
    public int Builds { get; private set; }

    /// <summary>Number of atoms of the last build.</summary>
    public int Count { get; private set; }

    /// <summary>Number of pairs.</summary>
    public int Pairs { get; private set; }

    /// <summary>
    /// The atoms in order of place, neighbours near each other. Going through the atoms in this order, where the result allows it, keeps the
    /// caches warm whatever order the atoms themselves are in.
    /// </summary>
    public ReadOnlySpan<int> Order => _binned.Atom.AsSpan(0, Count);

    /// <summary>The coordinates of the last build.</summary>
    internal BinFrame Frame => _frame;

    /// <summary>The atoms as they were sorted in the last build.</summary>
    internal BinnedAtoms Binned => _binned;

    /// <summary>The shifts that pairs refer to; each stands here once, some may be unused.</summary>
    public ReadOnlySpan<LatticeShift> Shifts => _shifts.Shifts.AsSpan(0, _shifts.Count);

    /// <summary>The second atoms of the pairs of atom <paramref name="i"/>.</summary>
    public ReadOnlySpan<int> NeighboursOf(int i) => i < Count ? _chunks[_rows[i].Chunk].Neighbour.AsSpan(_rows[i].Offset, _rows[i].Length) : throw new ArgumentOutOfRangeException(nameof(i));

    /// <summary>The numbers, in <see cref="Shifts"/>, of the shifts of the pairs of atom <paramref name="i"/>.</summary>
    public ReadOnlySpan<int> ImagesOf(int i) => i < Count ? _chunks[_rows[i].Chunk].Image.AsSpan(_rows[i].Offset, _rows[i].Length) : throw new ArgumentOutOfRangeException(nameof(i));

    /// <summary>The Cartesian vector S·cell of a shift, Å, in the cell of the last build or <see cref="Refresh"/>.</summary>
    public Vector3D ShiftVector(int image) => new(_shifts.X[image], _shifts.Y[image], _shifts.Z[image]);

    /// <summary>The displacement r_ij of a pair of atom <paramref name="i"/>, Å, from the atoms' present positions.</summary>
    /// <param name="atoms">The atoms of the list.</param>
    /// <param name="i">First atom of the pair.</param>
    /// <param name="pair">The pair's place in <see cref="NeighboursOf"/>.</param>
    public Vector3D Displacement(Atoms atoms, int i, int pair) =>
        (atoms.Position(NeighboursOf(i)[pair]) - atoms.Position(i)) + ShiftVector(ImagesOf(i)[pair]);
}
