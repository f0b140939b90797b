using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The atoms of a neighbour list in blocks: boxes with sides of about the same length, so that the atoms of a block have as few different neighbours as may be. Within a block atoms
/// stand in the order of the list. Depends on the places of the atoms alone.
/// </summary>
internal sealed class CompactBlocks
{
    private int[] _box = [];
    private int[] _start = [];

    /// <summary>Number of blocks.</summary>
    public int Count { get; private set; }

    /// <summary>Atoms in order of blocks.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>Where each atom stands in <see cref="Order"/>.</summary>
    public int[] Place { get; private set; } = [];

    /// <summary>First place of each block, and one past the last.</summary>
    public int[] Start { get; private set; } = [];

    /// <summary>Forms the blocks.</summary>
    /// <param name="list">A list that has been built.</param>
    /// <param name="size">Atoms wanted in a block; none has more than twice as many.</param>
    public void Update(NeighbourList list, int size)
    {
        var (count, frame, binned) = (list.Count, list.Frame, list.Binned);
        if (Order.Length < count) (Order, Place, _box) = (new int[count], new int[count], new int[count]);
        var (low, high) = Extent(frame, binned, count);
        var boxes = Boxes(frame, low, high, count, size);
        var total = boxes[0] * boxes[1] * boxes[2];
        if (_start.Length < total + 2) _start = new int[total + 2];
        Array.Clear(_start);
        for (var s = 0; s < count; s++)
        {
            var f = frame.Fractional(binned.X[s], binned.Y[s], binned.Z[s]);
            _box[s] = (Box(f.X, low.X, high.X, boxes[0]) * boxes[1] + Box(f.Y, low.Y, high.Y, boxes[1])) * boxes[2] + Box(f.Z, low.Z, high.Z, boxes[2]);
            _start[_box[s] + 2]++;
        }

        for (var b = 2; b < total + 2; b++) _start[b] += _start[b - 1];
        // Each start moves to the end of its box while atoms are placed, which is where the next one starts.
        for (var s = 0; s < count; s++)
        {
            var (place, atom) = (_start[_box[s] + 1]++, binned.Atom[s]);
            (Order[place], Place[atom]) = (atom, place);
        }

        Cut(total, count, size);
    }

    // Boxes where the atoms are denser than they are on average become several blocks.
    private void Cut(int boxes, int count, int size)
    {
        if (Start.Length < boxes + count / size + 2) Start = new int[boxes + count / size + 2];
        Count = 0;
        for (var b = 0; b < boxes; b++)
        {
            var (from, own) = (_start[b], _start[b + 1] - _start[b]);
            var parts = (own + 2 * size - 1) / (2 * size);
            for (var p = 0; p < parts; p++) Start[Count++] = from + (int)((long)own * p / parts);
        }

        Start[Count] = count;
    }

    private static (Vector3D Low, Vector3D High) Extent(BinFrame frame, BinnedAtoms binned, int count)
    {
        Vector3D low = new(double.MaxValue, double.MaxValue, double.MaxValue), high = new(double.MinValue, double.MinValue, double.MinValue);
        for (var s = 0; s < count; s++)
        {
            var f = frame.Fractional(binned.X[s], binned.Y[s], binned.Z[s]);
            low = new(Math.Min(low.X, f.X), Math.Min(low.Y, f.Y), Math.Min(low.Z, f.Z));
            high = new(Math.Max(high.X, f.X), Math.Max(high.Y, f.Y), Math.Max(high.Z, f.Z));
        }

        return (low, high);
    }

    // The length of a side that gives boxes of the size wanted. Axes shorter than that are not divided, which makes the boxes longer along the others.
    private static int[] Boxes(BinFrame frame, Vector3D low, Vector3D high, int count, int size)
    {
        double[] lengths = [(high.X - low.X) * frame.Heights[0], (high.Y - low.Y) * frame.Heights[1], (high.Z - low.Z) * frame.Heights[2]];
        int[] boxes = [1, 1, 1];
        if (count <= size) return boxes;
        var open = Enumerable.Range(0, 3).Where(axis => lengths[axis] > 0).ToList();
        while (open.Count > 0)
        {
            var side = Math.Pow(open.Aggregate((double)size / count, (product, axis) => product * lengths[axis]), 1.0 / open.Count);
            if (open.RemoveAll(axis => lengths[axis] < side) > 0) continue;
            foreach (var axis in open) boxes[axis] = Math.Max(1, (int)Math.Round(lengths[axis] / side));
            break;
        }

        return boxes;
    }

    private static int Box(double f, double low, double high, int boxes) => boxes == 1 ? 0 : Math.Clamp((int)((f - low) / (high - low) * boxes), 0, boxes - 1);
}
