using System.Runtime.CompilerServices;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// One worker's search: for the atoms of each bin it copies the atoms of all bins within reach, shifted to their images, into one
/// contiguous list of candidates, and filters that list once per atom.
/// </summary>
internal sealed unsafe class PairSearch(BinFrame frame, BinnedAtoms binned, ShiftTable shifts)
{
    // Such a list would be refused anyhow, but only after it had taken all memory.
    private const int MostCandidates = 30_000_000;

    private readonly int[] _self = new int[NeighbourList.BlockSize];
    private double[] _x = new double[512];
    private double[] _y = new double[512];
    private double[] _z = new double[512];
    private int[] _atom = new int[512];
    private int[] _code = new int[512];
    private int _count;

    // The box around the atoms of the bin in hand, and the distance² from it beyond which a candidate is of no use.
    private Vector3D _low;
    private Vector3D _high;
    private double _limit;
    private InstructionSetKind _kind;

    /// <summary>What the search is for, and how many pairs a block is likely to have.</summary>
    public readonly record struct Request(double Sure, double Limit, bool Half, int Expected, InstructionSetKind Kind, ExactTest Exact);

    /// <summary>
    /// Finds the neighbours of sorted atoms <paramref name="from"/> to <paramref name="to"/>, exclusive, and writes where those of
    /// sorted atom s stand to <paramref name="rows"/>[s].
    /// </summary>
    /// <returns>Number of pairs; it stops early once they are more than <see cref="NeighbourList.MostPairs"/>.</returns>
    public int Run(in Request request, int from, int to, PairRow[] rows, int block, PairChunk chunk)
    {
        var pairs = 0;
        (_kind, _limit) = (request.Kind, request.Limit * (1 + 1e-9));
        for (int s = from, e; s < to; s = e)
        {
            for (e = s + 1; e < to && binned.Bin[e] == binned.Bin[s]; e++) { }
            Collect(s, e);
            pairs = Filter(request, s, e, rows, block, chunk, pairs);
            if (pairs > NeighbourList.MostPairs) break;
        }

        return pairs;
    }

    private int Filter(in Request request, int from, int to, PairRow[] rows, int block, PairChunk chunk, int pairs)
    {
        fixed (double* x = _x, y = _y, z = _z)
        fixed (int* atom = _atom, code = _code)
        {
            var filter = new PairFilter
            {
                X = x, Y = y, Z = z, Atom = atom, Code = code, Count = _count,
                Sure = request.Sure, Limit = request.Limit, Half = request.Half, Centre = shifts.Centre, Exact = request.Exact,
            };
            for (var s = from; s < to; s++)
            {
                var i = binned.Atom[s];
                // The atom itself is moved away to infinity while its neighbours are found.
                var own = _self[s - from];
                x[own] = double.PositiveInfinity;
                // Room for all candidates, and for the lanes that are stored in vain.
                int found;
                chunk.Reserve(pairs + _count + 8L, pairs, request.Expected);
                fixed (int* neighbour = chunk.Neighbour, image = chunk.Image)
                {
                    filter.Neighbour = neighbour + pairs;
                    filter.Image = image + pairs;
                    found = filter.Run(request.Kind, i, shifts.Centre + binned.Code[s], binned.X[s], binned.Y[s], binned.Z[s]);
                }

                x[own] = binned.X[s];
                rows[s] = new(block, pairs, found);
                pairs += found;
                if (pairs > NeighbourList.MostPairs) return pairs;
            }
        }

        return pairs;
    }

    private void Collect(int from, int to)
    {
        _count = 0;
        SetBox(from, to);
        var (nb, nc) = (frame.Bins[1], frame.Bins[2]);
        var bin = binned.Bin[from];
        var row = bin / nc;
        var (a, b, c) = ((int)(row / nb), (int)(row % nb), (int)(bin % nc));
        var (firstA, lastA) = Range(0, a);
        var (firstB, lastB) = Range(1, b);
        var (firstC, lastC) = Range(2, c);
        for (var ia = firstA; ia <= lastA; ia++)
        {
            var cellA = Cell(0, ia);
            for (var ib = firstB; ib <= lastB; ib++)
            {
                var cellB = Cell(1, ib);
                var start = ((long)(ia - cellA * frame.Bins[0]) * nb + (ib - cellB * nb)) * nc;
                for (int ic = firstC, next; ic <= lastC; ic = next)
                {
                    var cellC = Cell(2, ic);
                    next = Math.Min(lastC + 1, (cellC + 1) * nc);
                    var (s, e) = binned.Span(start + (ic - cellC * nc), start + (next - 1 - cellC * nc));
                    if (s < e) Add(s, e, new(cellA, cellB, cellC), from, to);
                }
            }
        }

        Reserve(8);
        for (; _count % 8 != 0; _count++) _x[_count] = _y[_count] = _z[_count] = double.PositiveInfinity;
    }

    private (int First, int Last) Range(int axis, int bin)
    {
        var reach = frame.Reach[axis];
        return frame.Periodicity[axis] ? (bin - reach, bin + reach) : (Math.Max(0, bin - reach), Math.Min(frame.Bins[axis] - 1, bin + reach));
    }

    // The cell that bin number falls in: floor(bin / bins).
    private int Cell(int axis, int bin)
    {
        var bins = frame.Bins[axis];
        return bin >= 0 ? bin / bins : -((bins - 1 - bin) / bins);
    }

    private void SetBox(int from, int to)
    {
        var (lx, ly, lz) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
        var (hx, hy, hz) = (double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity);
        for (var s = from; s < to; s++)
        {
            var (x, y, z) = (binned.X[s], binned.Y[s], binned.Z[s]);
            (lx, ly, lz) = (Math.Min(lx, x), Math.Min(ly, y), Math.Min(lz, z));
            (hx, hy, hz) = (Math.Max(hx, x), Math.Max(hy, y), Math.Max(hz, z));
        }

        (_low, _high) = (new(lx, ly, lz), new(hx, hy, hz));
    }

    private void Add(int start, int end, LatticeShift cell, int from, int to)
    {
        Reserve(end - start + 8);
        if (cell != default || end <= from || start >= to)
        {
            Append(start, end, cell);
            return;
        }

        // The span holds the atoms of the bin in hand: note where they stand among the candidates.
        Append(start, from, cell);
        var own = _count;
        Append(from, to, cell);
        for (var s = from; s < to; s++) _self[s - from] = own++;
        Append(to, end, cell);
    }

    // Appends those of a span that lie close enough to the box.
    private void Append(int start, int end, LatticeShift cell)
    {
        var near = new CandidateFilter
        {
            Low = _low, High = _high, Limit = _limit, Shift = frame.Vector(cell), Code = shifts.Code(cell.A, cell.B, cell.C),
        };
        fixed (double* x = _x, y = _y, z = _z, fromX = binned.X, fromY = binned.Y, fromZ = binned.Z)
        fixed (int* atom = _atom, code = _code, fromAtom = binned.Atom, fromCode = binned.Code)
        {
            near.X = x;
            near.Y = y;
            near.Z = z;
            near.Atom = atom;
            near.Codes = code;
            near.FromX = fromX;
            near.FromY = fromY;
            near.FromZ = fromZ;
            near.FromAtom = fromAtom;
            near.FromCode = fromCode;
            _count = near.Run(_kind, start, end, _count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int more)
    {
        if ((long)_count + more + 8 > _x.Length) Grow((long)_count + more + 8);
    }

    private void Grow(long least)
    {
        if (least > MostCandidates) throw new InputException("more than 3·10⁷ atoms and images lie near one atom", remedy: "check the cell and the units of the positions, or use a shorter cutoff");
        var room = (int)Math.Max(least, 2L * _x.Length);
        Array.Resize(ref _x, room);
        Array.Resize(ref _y, room);
        Array.Resize(ref _z, room);
        Array.Resize(ref _atom, room);
        Array.Resize(ref _code, room);
    }
}
