using System.Numerics;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// What a worker needs for the symmetry functions of one atom: neighbours in order of species, each species from a whole vector on, tables of factors, and the tape of what pairs of
/// neighbours gave when functions were evaluated, for the gradient to read again.
/// </summary>
internal sealed unsafe class SymmetryFunctionWorkspace<TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    /// <summary>Rows of <see cref="Row"/> that every kernel has: places, unit vectors, distances, their inverses, and four sums for the gradient.</summary>
    public const int FixedRows = 12;

    private AlignedBuffer<TReal> _rows = new(0);
    private AlignedBuffer<TReal> _tape = new(0);
    private AlignedBuffer<TReal> _scratch = new(0);
    private AlignedBuffer<TReal> _sums = new(0);
    private AlignedBuffer<TReal> _weights = new(0);
    private AlignedBuffer<PairVector> _pairs = new(0);

    /// <summary>Length of a row: neighbours and padding.</summary>
    public int Room { get; private set; }

    /// <summary>Number of neighbours with padding.</summary>
    public int Padded { get; set; }

    /// <summary>The neighbour that stands at each place; −1 for padding.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>Where each neighbour belongs when they are sorted.</summary>
    public int[] Keys { get; private set; } = [];

    /// <summary>Places of each key.</summary>
    public int[] Places { get; private set; } = [];

    /// <summary>First place of each species, and the place after its last neighbour.</summary>
    public (int Start, int End)[] Segments { get; private set; } = [];

    /// <summary>Least distance in each vector.</summary>
    public double[] Nearest { get; private set; } = [];

    /// <summary>Number of vectors of pairs that were listed for each group.</summary>
    public int[] Listed { get; private set; } = [];

    /// <summary>These vectors, group after group.</summary>
    public PairVector* Pairs => _pairs.Pointer;

    /// <summary>The tape.</summary>
    public TReal* Tape => _tape.Pointer;

    /// <summary>Rows of a chunk of pairs.</summary>
    public TReal* Scratch => _scratch.Pointer;

    /// <summary>Sums of functions of pairs, a vector each.</summary>
    public TReal* Sums => _sums.Pointer;

    /// <summary>Weights of a group's functions.</summary>
    public TReal* Weights => _weights.Pointer;

    /// <summary>A row.</summary>
    public TReal* Row(int row) => _rows.Pointer + (nint)row * Room;

    /// <summary>Makes room.</summary>
    /// <param name="count">Neighbours.</param>
    /// <param name="lanes">Lanes of a vector.</param>
    /// <param name="species">Number of species.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="keys">Number of keys for each species.</param>
    public void Reserve(int count, int lanes, int species, int rows, int keys)
    {
        var needed = count + species * lanes;
        if (Room < needed || _rows.Length < rows * Room)
        {
            if (Room < needed) Room = (needed + needed / 4 + 63) / 64 * 64;
            _rows = new(checked(rows * Room));
        }

        if (Order.Length < Room) (Order, Keys, Nearest) = (new int[Room], new int[Room], new double[Room]);
        if (Places.Length < species * keys) Places = new int[species * keys];
        if (Segments.Length < species) Segments = new (int, int)[species];
    }

    /// <summary>Makes room that does not depend on the neighbours.</summary>
    /// <param name="functions">Functions of pairs.</param>
    /// <param name="lanes">Lanes of a vector.</param>
    /// <param name="scratch">Length of <see cref="Scratch"/>.</param>
    /// <param name="groups">Number of groups.</param>
    public void ReserveScratch(int functions, int lanes, int scratch, int groups)
    {
        if (_scratch.Length < scratch) _scratch = new(scratch);
        if (_sums.Length < functions * lanes) (_sums, _weights) = (new(functions * lanes), new(functions));
        if (Listed.Length < groups) Listed = new int[groups];
    }

    /// <summary>Makes room for pairs and the tape.</summary>
    public void ReserveTape(int pairs, int reals)
    {
        if (_pairs.Length < pairs) _pairs = new(pairs + pairs / 4);
        if (_tape.Length < reals) _tape = new(reals + reals / 4);
    }

    /// <summary>Keeps the memory behind the pointers alive up to here.</summary>
    public void KeepAlive()
    {
        GC.KeepAlive(_rows);
        GC.KeepAlive(_tape);
        GC.KeepAlive(_scratch);
        GC.KeepAlive(_sums);
        GC.KeepAlive(_weights);
        GC.KeepAlive(_pairs);
    }
}

/// <summary>A neighbour and a vector of neighbours.</summary>
/// <param name="First">Place of the neighbour.</param>
/// <param name="Second">Place of the first neighbour in the vector.</param>
/// <param name="Blocks">How many of the group's blocks reach both.</param>
internal readonly record struct PairVector(int First, int Second, int Blocks);
