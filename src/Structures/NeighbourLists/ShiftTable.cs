using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The lattice shifts a list refers to. Shifts of a box −e … e along each axis are numbered in lexicographic order, which makes
/// the number (code) of a sum the sum of codes and the sign of a code that of the shift's first component that is not zero.
/// Where atoms lie so many cells apart that the box of all their differences would be far larger than the list itself, codes count
/// only the cells between wrapped atoms, and <see cref="Compact"/> replaces them afterwards by numbers of the shifts that occur.
/// </summary>
internal sealed class ShiftTable
{
    private readonly BinFrame _frame;
    private readonly Dictionary<LatticeShift, int> _known = [];
    private int _radixB;
    private int _radixC;
    private bool _whole;

    public ShiftTable(BinFrame frame) => _frame = frame;

    /// <summary>Number of shifts.</summary>
    public int Count { get; private set; }

    /// <summary>The shifts; the first <see cref="Count"/> are in use.</summary>
    public LatticeShift[] Shifts { get; private set; } = [];

    /// <summary>x of each shift's vector, Å.</summary>
    public double[] X { get; private set; } = [];

    /// <summary>y of each shift's vector, Å.</summary>
    public double[] Y { get; private set; } = [];

    /// <summary>z of each shift's vector, Å.</summary>
    public double[] Z { get; private set; } = [];

    /// <summary>The number of the shift zero.</summary>
    public int Centre { get; private set; }

    /// <summary>Chooses the box for atoms in cells from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public void SetBox(LatticeShift low, LatticeShift high, int atoms)
    {
        var near = new LatticeShift(_frame.Images[0], _frame.Images[1], _frame.Images[2]);
        var far = new LatticeShift(near.A + high.A - low.A, near.B + high.B - low.B, near.C + high.C - low.C);
        _whole = Size(far) <= Math.Max(4096, 4.0 * atoms) || far == near;
        var e = _whole ? far : near;
        (_radixB, _radixC) = (2 * e.B + 1, 2 * e.C + 1);
        Count = (int)Size(e);
        Centre = Count / 2;
        Reserve(Count);
        var k = 0;
        for (var a = -e.A; a <= e.A; a++)
        {
            for (var b = -e.B; b <= e.B; b++)
            {
                for (var c = -e.C; c <= e.C; c++) Shifts[k++] = new(a, b, c);
            }
        }
    }

    /// <summary>The code of a shift: its number less <see cref="Centre"/>.</summary>
    public int Code(int a, int b, int c) => (a * _radixB + b) * _radixC + c;

    /// <summary>What the cell an atom lies in adds to the codes of its pairs.</summary>
    public int CodeOfAtom(LatticeShift cell) => _whole ? Code(cell.A, cell.B, cell.C) : 0;

    /// <summary>The shift between two atoms where they stand, from the number their pair was given.</summary>
    public LatticeShift Resolve(Atoms atoms, int i, int j, int image)
    {
        var shift = Shifts[image];
        if (_whole) return shift;
        var (from, to) = (CellOf(atoms, i), CellOf(atoms, j));
        return new(shift.A + from.A - to.A, shift.B + from.B - to.B, shift.C + from.C - to.C);
    }

    /// <summary>Replaces numbers that count cells between wrapped atoms by numbers of the shifts that occur, in order of first use.</summary>
    public void Compact(Atoms atoms, PairChunk[] chunks, PairRow[] rows)
    {
        if (_whole) return;
        _known.Clear();
        for (var i = 0; i < atoms.Count; i++)
        {
            var neighbour = chunks[rows[i].Chunk].Neighbour.AsSpan(rows[i].Offset, rows[i].Length);
            var image = chunks[rows[i].Chunk].Image.AsSpan(rows[i].Offset, rows[i].Length);
            for (var p = 0; p < image.Length; p++)
            {
                var shift = Resolve(atoms, i, neighbour[p], image[p]);
                if (!_known.TryGetValue(shift, out var number)) _known.Add(shift, number = _known.Count);
                image[p] = number;
            }
        }

        Count = _known.Count;
        Reserve(Count);
        foreach (var (shift, number) in _known) Shifts[number] = shift;
    }

    /// <summary>Works out the shifts' vectors for a cell.</summary>
    public void SetVectors(Matrix3D lattice)
    {
        for (var k = 0; k < Count; k++)
        {
            var s = Shifts[k];
            var v = lattice.Transform(new(s.A, s.B, s.C));
            (X[k], Y[k], Z[k]) = (v.X, v.Y, v.Z);
        }
    }

    private LatticeShift CellOf(Atoms atoms, int i) => _frame.CellOf(_frame.Fractional(atoms.X[i], atoms.Y[i], atoms.Z[i]));

    private static double Size(LatticeShift e) => (2.0 * e.A + 1) * (2.0 * e.B + 1) * (2.0 * e.C + 1);

    private void Reserve(int count)
    {
        if (Shifts.Length >= count) return;
        (Shifts, X, Y, Z) = (new LatticeShift[count], new double[count], new double[count], new double[count]);
    }
}
