using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Atoms wrapped into the cell and sorted by bin; within a bin by index. Bins that follow each other along c are one contiguous
/// span. Where there are many more bins than atoms (vacuum, gases, clusters far apart) only the occupied ones are kept.
/// </summary>
internal sealed class BinnedAtoms
{
    // So many atoms ahead coordinates are asked for.
    private const int Ahead = 16;

    private readonly BinFrame _frame;
    private long[] _keys = [];
    private int[] _starts = [];
    private long[] _occupied = [];
    private int _runs;
    private bool _dense;

    public BinnedAtoms(BinFrame frame) => _frame = frame;

    /// <summary>Wrapped Cartesian coordinates in order of bins, Å.</summary>
    public double[] X { get; private set; } = [];

    /// <summary>Wrapped y, Å.</summary>
    public double[] Y { get; private set; } = [];

    /// <summary>Wrapped z, Å.</summary>
    public double[] Z { get; private set; } = [];

    /// <summary>Index of each sorted atom in the caller's order.</summary>
    public int[] Atom { get; private set; } = [];

    /// <summary>Where each atom, in the caller's order, stands among the sorted ones.</summary>
    public int[] Rank { get; private set; } = [];

    /// <summary>Bin of each sorted atom.</summary>
    public long[] Bin { get; private set; } = [];

    /// <summary>The cell each sorted atom was taken from, as a shift code (see <see cref="ShiftTable"/>).</summary>
    public int[] Code { get; private set; } = [];

    /// <summary>The cell each sorted atom was taken from: its wrapped place is where it stands less that many cell vectors.</summary>
    public LatticeShift[] Cell { get; private set; } = [];

    /// <summary>Makes room.</summary>
    public void Reserve(int count)
    {
        if (_keys.Length >= count && count > 0) return;
        var room = count + count / 8;
        Cell = new LatticeShift[room];
        (_keys, Bin, Atom, Rank, Code) = (new long[room], new long[room], new int[room], new int[room], new int[room]);
        (X, Y, Z) = (new double[room], new double[room], new double[room]);
    }

    /// <summary>Finds the bins of atoms <paramref name="from"/> to <paramref name="to"/>, exclusive.</summary>
    public void Assign(Atoms atoms, int from, int to)
    {
        for (var i = from; i < to; i++) _keys[i] = _frame.BinOf(_frame.Fractional(atoms.X[i], atoms.Y[i], atoms.Z[i]));
    }

    /// <summary>Sorts the indices by bin.</summary>
    public void Sort(int count)
    {
        var bins = (long)_frame.Bins[0] * _frame.Bins[1] * _frame.Bins[2];
        _dense = bins <= 8L * count + 1024;
        if (_dense) CountingSort(count, (int)bins);
        else SparseSort(count);
    }

    /// <summary>Copies sorted atoms <paramref name="from"/> to <paramref name="to"/>, exclusive, wrapped into the cell.</summary>
    public unsafe void Fill(Atoms atoms, ShiftTable shifts, int from, int to)
    {
        fixed (double* px = atoms.X, py = atoms.Y, pz = atoms.Z)
        {
            for (var s = from; s < to; s++)
            {
                if (Sse.IsSupported && s + Ahead < to)
                {
                    // Atoms in no order of place are cache misses, each of which would wait for the one before.
                    var next = Atom[s + Ahead];
                    Sse.Prefetch0(px + next);
                    Sse.Prefetch0(py + next);
                    Sse.Prefetch0(pz + next);
                }

                var i = Atom[s];
                var (x, y, z) = (px[i], py[i], pz[i]);
                var cell = _frame.CellOf(_frame.Fractional(x, y, z));
                var code = 0;
                if (cell != default)
                {
                    var v = _frame.Vector(cell);
                    (x, y, z) = (x - v.X, y - v.Y, z - v.Z);
                    code = shifts.CodeOfAtom(cell);
                }

                (X[s], Y[s], Z[s], Code[s], Cell[s]) = (x, y, z, code, cell);
            }
        }
    }

    /// <summary>The sorted atoms in bins <paramref name="first"/> to <paramref name="last"/>, inclusive.</summary>
    public (int Start, int End) Span(long first, long last) =>
        _dense ? (_starts[first], _starts[last + 1]) : (_starts[RunOf(first)], _starts[RunOf(last + 1)]);

    private int RunOf(long bin)
    {
        var found = _occupied.AsSpan(0, _runs).BinarySearch(bin);
        return found < 0 ? ~found : found;
    }

    private void CountingSort(int count, int bins)
    {
        if (_starts.Length < bins + 2) _starts = new int[bins + 2 + bins / 8];
        Array.Clear(_starts, 0, bins + 2);
        // Counts stand two places up, so that after the scatter _starts[bin] is where the bin begins.
        for (var i = 0; i < count; i++) _starts[_keys[i] + 2]++;
        for (var b = 2; b < bins + 2; b++) _starts[b] += _starts[b - 1];
        for (var i = 0; i < count; i++)
        {
            var s = _starts[_keys[i] + 1]++;
            (Atom[s], Rank[i]) = (i, s);
        }

        for (var b = 0; b < bins; b++) Bin.AsSpan(_starts[b], _starts[b + 1] - _starts[b]).Fill(b);
    }

    private void SparseSort(int count)
    {
        if (_occupied.Length < count) _occupied = new long[Bin.Length];
        if (_starts.Length < count + 1) _starts = new int[Bin.Length + 1];
        Array.Copy(_keys, Bin, count);
        for (var i = 0; i < count; i++) Atom[i] = i;
        Array.Sort(Bin, Atom, 0, count);
        _runs = 0;
        for (int s = 0, e; s < count; s = e)
        {
            for (e = s + 1; e < count && Bin[e] == Bin[s]; e++) { }
            Atom.AsSpan(s, e - s).Sort();
            for (var k = s; k < e; k++) Rank[Atom[k]] = k;
            (_occupied[_runs], _starts[_runs]) = (Bin[s], s);
            _runs++;
        }

        _starts[_runs] = count;
    }
}
