using System.Runtime.InteropServices;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Which rings count.</summary>
public enum RingDefinition
{
    /// <summary>The shortest ways from one neighbour of an atom to another that do not lead through the atom. King, Nature 213, 1112 (1967), doi:10.1038/2131112a0.</summary>
    King,

    /// <summary>The shortest ways from one end of a bond to the other that do not lead along the bond. Guttman, J. Non-Cryst. Solids 116, 145 (1990), doi:10.1016/0022-3093(90)90686-G.</summary>
    Guttman,
}

/// <summary>
/// Finds the rings of a network; each ring counts once, however many searches find it. Ways are those among images of atoms, so that a way around the cell is no ring.
/// One search per worker.
/// </summary>
internal sealed class RingSearch(BondNetwork network, RingDefinition definition, int largest)
{
    // Ways of the same length between two atoms: dozens in the closest packings.
    private const int MostWays = 10_000;

    private readonly Dictionary<Node, int> _distance = [];
    private readonly List<Node> _queue = [];
    private readonly List<Node> _way = [];
    private Node _forbidden;
    private (Node A, Node B) _cut;
    private int _ways;

    /// <summary>The rings found: their atoms without images, and a number that tells rings apart up to translations.</summary>
    public Dictionary<UInt128, int[]> Found { get; } = [];

    /// <summary>Finds the rings around a node.</summary>
    public void Search(int node)
    {
        Node centre = new(node, default);
        var ends = network.Ends(node);
        var shifts = network.Shifts(node);
        for (var j = 0; j < ends.Length; j++)
        {
            Node first = new(ends[j], shifts[j]);
            if (definition == RingDefinition.Guttman)
            {
                if (ends[j] < node) continue; // from its other end
                (_forbidden, _cut) = (Node.None, (centre, first));
                Ways(centre, first, largest - 1, null);
                continue;
            }

            for (var k = j + 1; k < ends.Length; k++)
            {
                (_forbidden, _cut) = (centre, (Node.None, Node.None));
                Ways(first, new(ends[k], shifts[k]), largest - 2, centre);
            }
        }
    }

    // All shortest ways of at most so many bonds.
    private void Ways(Node from, Node to, int most, Node? through)
    {
        _distance.Clear();
        _queue.Clear();
        _queue.Add(to);
        _distance[to] = 0;
        for (var at = 0; at < _queue.Count; at++)
        {
            var node = _queue[at];
            var d = _distance[node];
            if (d >= most || (_distance.TryGetValue(from, out var end) && d >= end)) break;
            var ends = network.Ends(node.Index);
            var shifts = network.Shifts(node.Index);
            for (var k = 0; k < ends.Length; k++)
            {
                var next = node.Step(ends[k], shifts[k]);
                if (next == _forbidden || IsCut(node, next) || !_distance.TryAdd(next, d + 1)) continue;
                _queue.Add(next);
            }
        }

        if (!_distance.TryGetValue(from, out var length)) return;
        _ways = 0;
        _way.Clear();
        if (through is { } t) _way.Add(t);
        Follow(from, length);
    }

    private void Follow(Node node, int left)
    {
        _way.Add(node);
        if (left == 0)
        {
            if (++_ways > MostWays) throw new InputException($"more than {MostWays} shortest ways lead from one atom to another", remedy: "give a shorter --cutoff");
            Note();
        }
        else
        {
            var ends = network.Ends(node.Index);
            var shifts = network.Shifts(node.Index);
            for (var k = 0; k < ends.Length; k++)
            {
                var next = node.Step(ends[k], shifts[k]);
                if (_distance.TryGetValue(next, out var d) && d == left - 1 && next != _forbidden && !IsCut(node, next)) Follow(next, left - 1);
            }
        }

        _way.RemoveAt(_way.Count - 1);
    }

    private bool IsCut(Node a, Node b) => (a == _cut.A && b == _cut.B) || (a == _cut.B && b == _cut.A);

    // Of all beginnings and both directions the one that comes first stands for the ring.
    private void Note()
    {
        var n = _way.Count;
        var (best, direction) = (0, 1);
        for (var start = 0; start < n; start++)
        {
            foreach (var step in (ReadOnlySpan<int>)[1, -1])
            {
                if (Compare(start, step, best, direction) < 0) (best, direction) = (start, step);
            }
        }

        var (low, high) = (0xcbf29ce484222325UL, 0x9e3779b97f4a7c15UL);
        for (var k = 0; k < n; k++)
        {
            var (node, origin) = (At(best, direction, k), _way[best]);
            foreach (var value in (ReadOnlySpan<int>)[node.Index, node.A - origin.A, node.B - origin.B, node.C - origin.C])
            {
                low = (low ^ (uint)value) * 0x100000001b3UL;
                high = (System.Numerics.BitOperations.RotateLeft(high, 23) + (uint)value) * 0xff51afd7ed558ccdUL;
            }
        }

        ref var atoms = ref CollectionsMarshal.GetValueRefOrAddDefault(Found, new UInt128(high, low), out var known);
        if (!known) atoms = [.. _way.Select(w => w.Index)];
    }

    private Node At(int start, int step, int k) => _way[(((start + step * k) % _way.Count) + _way.Count) % _way.Count];

    private int Compare(int start, int step, int other, int otherStep)
    {
        for (var k = 0; k < _way.Count; k++)
        {
            var (a, b, oa, ob) = (At(start, step, k), At(other, otherStep, k), _way[start], _way[other]);
            var order = (a.Index, a.A - oa.A, a.B - oa.B, a.C - oa.C).CompareTo((b.Index, b.A - ob.A, b.B - ob.B, b.C - ob.C));
            if (order != 0) return order;
        }

        return 0;
    }

    /// <summary>An image of a node.</summary>
    private readonly record struct Node(int Index, int A, int B, int C)
    {
        public Node(int index, LatticeShift shift) : this(index, shift.A, shift.B, shift.C) { }

        public static Node None { get; } = new(-1, 0, 0, 0);

        public Node Step(int index, LatticeShift shift) => new(index, A + shift.A, B + shift.B, C + shift.C);
    }
}
