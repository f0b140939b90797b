using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The largest sphere between atoms that holds none, in a structure that repeats along all axes. Its centre is a vertex of their Voronoi diagram: four atoms, or more in crystals, are
/// equally far away. The search is exact: the distance of the nearest atom changes by no more than one goes, so parts of the cell whose middle is too near to an atom are left out, the others
/// divided, until the atoms around each are few enough to try the circumcentres of all fours of them. Of spheres that are equal within rounding the first found is taken.
/// </summary>
public static class LargestVoid
{
    // Edge of the first parts, in cube roots of the volume of an atom.
    private const double CoarseEdge = 0.4;
    private const int Few = 10;

    // Parts so small, Å, are not divided however many atoms are about as near as the nearest.
    private const double Fine = 0.01;

    // So many, as around the middle of a cage, have too many fours of them; parts are divided on until any place in them is as good, Å.
    private const int Many = 40;
    private const double Finest = 1e-9;

    // Radii that differ by less are equal, Å.
    private const double Rounding = 1e-9;

    /// <summary>Finds it in a structure.</summary>
    /// <exception cref="InputException">There is no cell that repeats along all axes, or no atom.</exception>
    public static EmptySphere Find(Structure structure, CancellationToken cancellation = default)
    {
        var cell = BuilderChecks.CrystalCell(structure, "the search for the largest void");
        return Find(cell, [.. Enumerable.Range(0, structure.Count).Select(structure.Position)], cancellation);
    }

    /// <summary>Finds it among positions.</summary>
    /// <param name="cell">Cell vectors as rows, Å; they span a volume.</param>
    /// <param name="positions">Cartesian positions, Å; at least one.</param>
    /// <param name="cancellation">Checked for every layer of the search.</param>
    internal static EmptySphere Find(in Matrix3D cell, ReadOnlySpan<Vector3D> positions, CancellationToken cancellation = default)
    {
        PeriodicBins atoms = new(cell, positions);
        var known = 0.0;
        var (edges, parts) = Coarse(cell, CoarseEdge * Math.Cbrt(Math.Abs(cell.Determinant) / positions.Length), atoms, ref known, cancellation);
        EmptySphere largest = default;
        List<Vector3D> near = [];
        while (parts.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var reach = Reach(cell, edges);
            edges = 0.5 * edges;
            List<Part> halves = [];
            foreach (var part in parts)
            {
                if (part.Distance + reach < known) continue;
                near.Clear();
                // A vertex in the part is no farther than the reach from its middle, and the atoms around it, like those nearest to any other point of the part, no farther than twice that
                // beyond the nearest.
                atoms.Within(part.Middle, part.Distance + 2 * reach + Rounding, near);
                if ((near.Count > Few && reach > Fine) || (near.Count > Many && reach > Finest))
                {
                    Halve(part, edges, atoms, halves);
                    continue;
                }

                // The middle itself counts where rounding puts the vertex just outside.
                var (centre, radius) = near.Count <= Many && Vertex(near, reach) is var found && found.Radius > part.Distance ? found : new(default, part.Distance);
                known = Math.Max(known, radius);
                if (radius > largest.Radius + Rounding) largest = new(cell.Transform(part.Middle) + centre, radius);
            }

            parts = halves;
        }

        return largest;
    }

    private static void Halve(in Part part, Vector3D edges, PeriodicBins atoms, List<Part> halves)
    {
        for (var corner = 0; corner < 8; corner++)
        {
            Vector3D middle = new(part.Middle.X + Half(corner & 1) * edges.X, part.Middle.Y + Half(corner & 2) * edges.Y, part.Middle.Z + Half(corner & 4) * edges.Z);
            halves.Add(new(middle, atoms.Nearest(middle)));
        }

        static double Half(int bit) => bit == 0 ? -0.5 : 0.5;
    }

    private static (Vector3D Edges, List<Part> Parts) Coarse(in Matrix3D cell, double edge, PeriodicBins atoms, ref double known, CancellationToken cancellation)
    {
        var (na, nb, nc) = (Number(cell.A), Number(cell.B), Number(cell.C));
        Vector3D edges = new(1.0 / na, 1.0 / nb, 1.0 / nc);
        List<Part> parts = new(na * nb * nc);
        for (var a = 0; a < na; a++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var b = 0; b < nb; b++)
            {
                for (var c = 0; c < nc; c++)
                {
                    Vector3D middle = new((a + 0.5) * edges.X, (b + 0.5) * edges.Y, (c + 0.5) * edges.Z);
                    parts.Add(new(middle, atoms.Nearest(middle)));
                }
            }
        }

        // Uphill from the best of them: the larger a sphere is known, the less is left to divide.
        var top = parts.MaxBy(p => p.Distance);
        for (var step = 0.5; step > 0.01; step *= 0.5)
        {
            for (var turn = 0; turn < 6; turn++)
            {
                var sign = (turn & 1) == 0 ? step : -step;
                Vector3D to = new(top.Middle.X + (turn / 2 == 0 ? sign * edges.X : 0), top.Middle.Y + (turn / 2 == 1 ? sign * edges.Y : 0), top.Middle.Z + (turn / 2 == 2 ? sign * edges.Z : 0));
                if (atoms.Nearest(to) is var distance && distance > top.Distance) top = new(to, distance);
            }
        }

        known = top.Distance;
        return (edges, parts);

        int Number(Vector3D vector) => (int)Math.Ceiling(vector.Norm / edge);
    }

    // Half the longest diagonal of a part: no point of it is farther from its middle.
    private static double Reach(in Matrix3D cell, Vector3D edges)
    {
        double longest = 0;
        for (var signs = 0; signs < 4; signs++)
        {
            longest = Math.Max(longest, cell.Transform(new(edges.X, (signs & 1) == 0 ? edges.Y : -edges.Y, (signs & 2) == 0 ? edges.Z : -edges.Z)).Norm);
        }

        return 0.5 * longest * (1 + 1e-9);
    }

    // Of the circumcentres of four atoms that are no farther than the reach, the one farthest from all, and how far; relative to the middle of the part, as the atoms are.
    private static EmptySphere Vertex(List<Vector3D> near, double reach)
    {
        EmptySphere best = default;
        for (var i = 0; i < near.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                for (var k = 0; k < j; k++)
                {
                    for (var l = 0; l < k; l++)
                    {
                        if (Circumcentre(near[i], near[j], near[k], near[l]) is not { } centre || centre.Norm > reach) continue;
                        var radius = double.MaxValue;
                        foreach (var r in near) radius = Math.Min(radius, (r - centre).Norm);
                        if (radius > best.Radius) best = new(centre, radius);
                    }
                }
            }
        }

        return best;
    }

    // The point equally far from four others; null where these lie in a plane.
    private static Vector3D? Circumcentre(Vector3D a, Vector3D b, Vector3D c, Vector3D d)
    {
        var (u, v, w) = (b - a, c - a, d - a);
        var volume = Vector3D.Dot(u, Vector3D.Cross(v, w));
        if (Math.Abs(volume) <= 1e-9 * u.Norm * v.Norm * w.Norm) return null;
        var sum = Vector3D.Dot(u, u) * Vector3D.Cross(v, w) + Vector3D.Dot(v, v) * Vector3D.Cross(w, u) + Vector3D.Dot(w, w) * Vector3D.Cross(u, v);
        return a + (0.5 / volume) * sum;
    }

    /// <summary>A part of the cell.</summary>
    /// <param name="Middle">Fractional coordinates of its middle.</param>
    /// <param name="Distance">Distance of the nearest atom from there, Å.</param>
    private readonly record struct Part(Vector3D Middle, double Distance);
}
