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
    private AlignedBuffer<TReal> _small = new(0);

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

    /// <summary>For each pair of a neighbour and a vector that was gone through, how many blocks it took part in.</summary>
    public int[] Visits { get; private set; } = [];

    /// <summary>The tape.</summary>
    public TReal* Tape => _tape.Pointer;

    /// <summary>Accumulators and factors.</summary>
    public TReal* Small => _small.Pointer;

    /// <summary>A row.</summary>
    public TReal* Row(int row) => _rows.Pointer + (nint)row * Room;

    /// <summary>Makes room.</summary>
    /// <param name="count">Neighbours.</param>
    /// <param name="lanes">Lanes of a vector.</param>
    /// <param name="species">Number of species.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="keys">Number of keys for each species.</param>
    /// <param name="small">Accumulators and factors.</param>
    public void Reserve(int count, int lanes, int species, int rows, int keys, int small)
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
        if (_small.Length < small) _small = new(small);
    }

    /// <summary>Makes room on the tape.</summary>
    public void ReserveTape(int visits, int reals)
    {
        if (Visits.Length < visits) Visits = new int[visits + visits / 4];
        if (_tape.Length < reals) _tape = new(reals + reals / 4);
    }

    /// <summary>Keeps the memory behind the pointers alive up to here.</summary>
    public void KeepAlive()
    {
        GC.KeepAlive(_rows);
        GC.KeepAlive(_tape);
        GC.KeepAlive(_small);
    }
}
