using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>What a cluster of bonded atoms looks like.</summary>
public enum ClusterShape
{
    /// <summary>One atom without bonds.</summary>
    Isolated,

    /// <summary>Two atoms.</summary>
    Dimer,

    /// <summary>Three atoms or more in a row.</summary>
    Chain,

    /// <summary>One atom with three others or more, which have no other bonds.</summary>
    Star,

    /// <summary>Any other cluster without rings.</summary>
    Branched,

    /// <summary>One ring without branches.</summary>
    Ring,

    /// <summary>A finite cluster with rings and more: three-dimensional pieces, cages, rings with branches.</summary>
    Compact,

    /// <summary>Without end: it is bonded to an image of itself.</summary>
    Network,
}

/// <summary>A cluster.</summary>
/// <param name="Size">Number of atoms, in the cell for one without end.</param>
/// <param name="Shape">What it looks like.</param>
/// <param name="Dimensions">Along how many independent directions it is without end: 0 to 3.</param>
internal readonly record struct Cluster(int Size, ClusterShape Shape, int Dimensions);

/// <summary>
/// The clusters of a network of bonds. Atoms are joined by union and find; each keeps the lattice vector between itself and its root, so that a bond within a cluster that does not
/// close tells of a way around the cell: the cluster percolates along it (winding number).
/// </summary>
internal sealed class Clusters
{
    private readonly int[] _parent;
    private readonly (long A, long B, long C)[] _offset; // image of the parent that belongs to the image 0 of the node

    /// <summary>Finds the clusters.</summary>
    public Clusters(BondNetwork network)
    {
        var n = network.Count;
        (_parent, _offset, Of) = (new int[n], new (long, long, long)[n], new int[n]);
        for (var i = 0; i < n; i++) _parent[i] = i;
        List<(int Node, (long A, long B, long C) Winding)> windings = [];
        for (var i = 0; i < n; i++)
        {
            var ends = network.Ends(i);
            var shifts = network.Shifts(i);
            for (var k = 0; k < ends.Length; k++)
            {
                if (ends[k] < i) continue; // from its other end
                Join(i, ends[k], shifts[k], windings);
            }
        }

        Dictionary<int, int> numbers = [];
        for (var i = 0; i < n; i++)
        {
            var root = Root(i);
            if (!numbers.TryGetValue(root, out var c)) numbers[root] = c = numbers.Count;
            Of[i] = c;
        }

        All = Classify(network, numbers.Count, windings);
    }

    /// <summary>The clusters, in the order of their first nodes.</summary>
    public Cluster[] All { get; }

    /// <summary>The number of its cluster for each node.</summary>
    public int[] Of { get; }

    private Cluster[] Classify(BondNetwork network, int count, List<(int Node, (long A, long B, long C) Winding)> windings)
    {
        var (size, ends, most, ones) = (new int[count], new int[count], new int[count], new int[count]);
        var lattices = new Dictionary<int, Winding>();
        foreach (var (node, winding) in windings)
        {
            if (!lattices.TryGetValue(Of[node], out var lattice)) lattices[Of[node]] = lattice = new();
            lattice.Add(winding);
        }

        for (var i = 0; i < network.Count; i++)
        {
            var (c, degree) = (Of[i], network.Degree(i));
            size[c]++;
            ends[c] += degree;
            most[c] = Math.Max(most[c], degree);
            if (degree == 1) ones[c]++;
        }

        return [.. Enumerable.Range(0, count).Select(c => lattices.TryGetValue(c, out var w)
            ? new Cluster(size[c], ClusterShape.Network, w.Dimensions)
            : new Cluster(size[c], Shape(size[c], ends[c] / 2, most[c], ones[c]), 0))];
    }

    // A connected graph of n nodes has n − 1 bonds if and only if it has no ring.
    private static ClusterShape Shape(int size, int bonds, int most, int ones) => (size, bonds - size) switch
    {
        (1, _) => ClusterShape.Isolated,
        (2, -1) => ClusterShape.Dimer,
        (_, -1) when most <= 2 => ClusterShape.Chain,
        (_, -1) when ones == size - 1 => ClusterShape.Star,
        (_, -1) => ClusterShape.Branched,
        (_, 0) when most == 2 => ClusterShape.Ring,
        _ => ClusterShape.Compact,
    };

    private void Join(int i, int j, LatticeShift shift, List<(int, (long, long, long))> windings)
    {
        var (ri, rj) = (Root(i), Root(j));
        var (oi, oj) = (ri == i ? default : _offset[i], rj == j ? default : _offset[j]);
        // The image of j's root that is bonded to the image 0 of i, as seen from i's root.
        var d = (A: oj.A + shift.A - oi.A, B: oj.B + shift.B - oi.B, C: oj.C + shift.C - oi.C);
        if (ri == rj)
        {
            if (d != default) windings.Add((i, d));
            return;
        }

        // Image d of rj is with image 0 of ri; so image −d of ri is with image 0 of rj.
        if (ri < rj) (_parent[rj], _offset[rj]) = (ri, (-d.A, -d.B, -d.C));
        else (_parent[ri], _offset[ri]) = (rj, d);
    }

    // Shortens the way to the root on the way.
    private int Root(int i)
    {
        var root = i;
        var total = (A: 0L, B: 0L, C: 0L);
        while (_parent[root] != root)
        {
            total = (total.A + _offset[root].A, total.B + _offset[root].B, total.C + _offset[root].C);
            root = _parent[root];
        }

        while (_parent[i] != root && i != root)
        {
            var (next, step) = (_parent[i], _offset[i]);
            (_parent[i], _offset[i]) = (root, total);
            total = (total.A - step.A, total.B - step.B, total.C - step.C);
            i = next;
        }

        return root;
    }

    /// <summary>How many independent directions lattice vectors span.</summary>
    private sealed class Winding
    {
        private (long A, long B, long C) _first, _second;

        public int Dimensions { get; private set; }

        public void Add((long A, long B, long C) v)
        {
            switch (Dimensions)
            {
                case 0:
                    (_first, Dimensions) = (v, 1);
                    break;
                case 1 when Cross(_first, v) != default:
                    (_second, Dimensions) = (v, 2);
                    break;
                case 2 when Cross(_first, _second) is var n && n.A * v.A + n.B * v.B + n.C * v.C != 0:
                    Dimensions = 3;
                    break;
            }
        }

        private static (long A, long B, long C) Cross((long A, long B, long C) u, (long A, long B, long C) v) => (u.B * v.C - u.C * v.B, u.C * v.A - u.A * v.C, u.A * v.B - u.B * v.A);
    }
}
