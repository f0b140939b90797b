using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

/// <summary>A pair of a list, written out.</summary>
internal readonly record struct Pair(int I, int J, LatticeShift S) : IComparable<Pair>
{
    public int CompareTo(Pair other) => (I, J, S.A, S.B, S.C).CompareTo((other.I, other.J, other.S.A, other.S.B, other.S.C));
}

/// <summary>Neighbours by trying every pair of atoms and every image that could matter: the definition, without any search.</summary>
internal static class BruteForce
{
    public static List<Pair> Pairs(Atoms atoms, double radius, NeighbourListKind kind)
    {
        var pairs = new List<Pair>();
        var (ra, rb, rc) = Range(atoms, radius);
        for (var a = -ra; a <= ra; a++)
        {
            for (var b = -rb; b <= rb; b++)
            {
                for (var c = -rc; c <= rc; c++)
                {
                    var s = new LatticeShift(a, b, c);
                    for (var i = 0; i < atoms.Count; i++)
                    {
                        for (var j = 0; j < atoms.Count; j++)
                        {
                            if (i == j && s == default) continue;
                            if (kind == NeighbourListKind.Half && !(i < j || (i == j && (a, b, c).CompareTo((0, 0, 0)) > 0))) continue;
                            if (SquaredDistance(atoms, i, j, s) < radius * radius) pairs.Add(new(i, j, s));
                        }
                    }
                }
            }
        }

        pairs.Sort();
        return pairs;
    }

    /// <summary>How many cells away, along each axis, an image within the radius can be of atoms where they stand.</summary>
    public static (int A, int B, int C) Range(Atoms atoms, double radius)
    {
        Span<int> range = stackalloc int[3];
        for (var axis = 0; axis < 3; axis++)
        {
            if (!atoms.Periodicity[axis]) continue;
            // Along the normal of the plane of the other periodic vectors, cell vectors of this axis alone make progress.
            var normal = Normal(atoms, axis);
            var step = Math.Abs(Vector3D.Dot(atoms.Cell[axis], normal));
            var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var i = 0; i < atoms.Count; i++)
            {
                var p = Vector3D.Dot(atoms.Position(i), normal);
                (low, high) = (Math.Min(low, p), Math.Max(high, p));
            }

            range[axis] = atoms.Count == 0 ? 0 : (int)Math.Ceiling((radius + high - low) / step) + 1;
        }

        return (range[0], range[1], range[2]);
    }

    public static List<Pair> Expand(NeighbourList list)
    {
        var pairs = new List<Pair>(list.Pairs);
        for (var i = 0; i < list.Count; i++)
        {
            for (var p = 0; p < list.NeighboursOf(i).Length; p++) pairs.Add(new(i, list.NeighboursOf(i)[p], list.Shifts[list.ImagesOf(i)[p]]));
        }

        pairs.Sort();
        return pairs;
    }

    private static double SquaredDistance(Atoms atoms, int i, int j, LatticeShift s)
    {
        var cell = atoms.Cell;
        var v = new Vector3D(0, 0, 0);
        if (s != default)
        {
            v = Sum(atoms.Periodicity.A ? s.A * cell.A : v, atoms.Periodicity.B ? s.B * cell.B : v, atoms.Periodicity.C ? s.C * cell.C : v);
        }

        var d = (atoms.Position(j) - atoms.Position(i)) + v;
        return Vector3D.Dot(d, d);
    }

    private static Vector3D Sum(Vector3D a, Vector3D b, Vector3D c) => a + b + c;

    private static Vector3D Normal(Atoms atoms, int axis)
    {
        var others = new[] { (axis + 1) % 3, (axis + 2) % 3 }.Where(k => atoms.Periodicity[k]).Select(k => atoms.Cell[k]).ToArray();
        var n = atoms.Cell[axis];
        if (others.Length == 2) n = Vector3D.Cross(others[0], others[1]);
        if (others.Length == 1) n -= (Vector3D.Dot(n, others[0]) / Vector3D.Dot(others[0], others[0])) * others[0];
        return (1 / n.Norm) * n;
    }
}
