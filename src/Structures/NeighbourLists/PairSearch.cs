using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// One worker's search: for the atoms of each bin it copies the atoms of all bins within reach, shifted to their images, into one
/// contiguous list of candidates, and filters that list once per atom.
/// </summary>
internal sealed unsafe class PairSearch(BinFrame frame, BinnedAtoms binned, ShiftTable shifts)
{
    private readonly int[] _self = new int[NeighbourList.BlockSize];
    private double[] _x = new double[512];
    private double[] _y = new double[512];
    private double[] _z = new double[512];
    private int[] _atom = new int[512];
    private int[] _code = new int[512];
    private int[] _neighbour = new int[520];
    private int[] _image = new int[520];
    private int _count;

    // The box around the atoms of the bin in hand, and the distance² from it beyond which a candidate is of no use.
    private Vector3D _low;
    private Vector3D _high;
    private double _limit;

    /// <summary>What the search is for.</summary>
    public readonly record struct Request(double Sure, double Limit, bool Half, InstructionSetKind Kind, ExactTest Exact);

    /// <summary>Counts the neighbours of sorted atoms <paramref name="from"/> to <paramref name="to"/>, exclusive, into
    /// <paramref name="first"/> one place up, or, given <paramref name="neighbour"/>, writes them where <paramref name="first"/> says.</summary>
    /// <returns>Number of pairs.</returns>
    public long Run(in Request request, int from, int to, int[] first, int[]? neighbour, int[]? image)
    {
        long pairs = 0;
        _limit = request.Limit * (1 + 1e-9);
        for (int s = from, e; s < to; s = e)
        {
            for (e = s + 1; e < to && binned.Bin[e] == binned.Bin[s]; e++) { }
            Collect(s, e);
            pairs += Filter(request, s, e, first, neighbour, image);
        }

        return pairs;
    }

    private long Filter(in Request request, int from, int to, int[] first, int[]? neighbour, int[]? image)
    {
        long pairs = 0;
        fixed (double* x = _x, y = _y, z = _z)
        fixed (int* atom = _atom, code = _code, foundNeighbour = _neighbour, foundImage = _image)
        {
            var filter = new PairFilter
            {
                X = x, Y = y, Z = z, Atom = atom, Code = code, Count = _count,
                Sure = request.Sure, Limit = request.Limit, Half = request.Half, Centre = shifts.Centre, Exact = request.Exact,
                Neighbour = neighbour is null ? null : foundNeighbour, Image = neighbour is null ? null : foundImage,
            };
            for (var s = from; s < to; s++)
            {
                var i = binned.Atom[s];
                // The atom itself is moved away to infinity while its neighbours are found.
                var own = _self[s - from];
                x[own] = double.PositiveInfinity;
                var n = filter.Run(request.Kind, i, shifts.Centre + binned.Code[s], binned.X[s], binned.Y[s], binned.Z[s]);
                x[own] = binned.X[s];
                pairs += n;
                if (neighbour is null)
                {
                    first[i + 1] = n;
                }
                else
                {
                    new ReadOnlySpan<int>(foundNeighbour, n).CopyTo(neighbour.AsSpan(first[i]));
                    new ReadOnlySpan<int>(foundImage, n).CopyTo(image.AsSpan(first[i]));
                }
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

    private void Append(int start, int end, LatticeShift cell)
    {
        var v = frame.Vector(cell);
        var code = shifts.Code(cell.A, cell.B, cell.C);
        var (low, high, limit, n) = (_low, _high, _limit, _count);
        fixed (double* x = _x, y = _y, z = _z, bx = binned.X, by = binned.Y, bz = binned.Z)
        fixed (int* atom = _atom, codes = _code, batom = binned.Atom, bcode = binned.Code)
        {
            for (var s = start; s < end; s++)
            {
                var (px, py, pz) = (bx[s] + v.X, by[s] + v.Y, bz[s] + v.Z);
                (x[n], y[n], z[n], atom[n], codes[n]) = (px, py, pz, batom[s], code - bcode[s]);
                // Distance from the box; Max(low − p, p − high, 0) on each axis.
                var dx = Math.Max(Math.Max(low.X - px, px - high.X), 0);
                var dy = Math.Max(Math.Max(low.Y - py, py - high.Y), 0);
                var dz = Math.Max(Math.Max(low.Z - pz, pz - high.Z), 0);
                n += dx * dx + dy * dy + dz * dz <= limit ? 1 : 0;
            }
        }

        _count = n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int more)
    {
        if (_count + more + 8 > _x.Length) Grow(_count + more + 8);
    }

    private void Grow(int least)
    {
        var room = Math.Max(least, (int)Math.Min(2L * _x.Length, Array.MaxLength));
        Array.Resize(ref _x, room);
        Array.Resize(ref _y, room);
        Array.Resize(ref _z, room);
        Array.Resize(ref _atom, room);
        Array.Resize(ref _code, room);
        (_neighbour, _image) = (new int[room + 8], new int[room + 8]);
    }
}
