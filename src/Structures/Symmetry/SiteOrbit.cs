using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The positions to which symmetry operations take one site.</summary>
internal static class SiteOrbit
{
    /// <summary>
    /// Images of a site that are closer than this, Å, are one: the site lies on a symmetry element. Coordinates rounded to two or three digits (0.333 for
    /// 1/3) put images up to some hundredths of an Å apart; the halves of split sites are farther apart by an order of magnitude.
    /// </summary>
    public const double Tolerance = 0.05;

    // A site moves to its symmetry element at once; a second pass finds elements that came within the tolerance thereby.
    private const int MaximumPasses = 4;

    /// <summary>Fractional positions: the site itself first, on its symmetry element if it lies on one; its images are within the cell.</summary>
    public static List<Vector3D> Positions(Vector3D site, IReadOnlyList<SymmetryOperation> operations, Matrix3D cell)
    {
        site = OnElement(site, operations, cell);
        var positions = new List<Vector3D> { site };
        foreach (var operation in operations)
        {
            var image = operation.Apply(site);
            if (!positions.Exists(p => Coincide(p, image, cell))) positions.Add(Within(image));
        }

        return positions;
    }

    /// <summary>The shortest of the vectors between two fractional positions and their lattice images, as fractions.</summary>
    public static Vector3D Difference(Vector3D from, Vector3D to)
    {
        var d = to + -1 * from;
        return new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z));
    }

    /// <summary>Whether two fractional positions are one within <see cref="Tolerance"/>.</summary>
    public static bool Coincide(Vector3D a, Vector3D b, Matrix3D cell) => cell.Transform(Difference(a, b)).Norm < Tolerance;

    /// <summary>The position within the cell.</summary>
    public static Vector3D Within(Vector3D f) => new(Within(f.X), Within(f.Y), Within(f.Z));

    // The mean of all images that fall on the site is on every symmetry element that it lies on.
    private static Vector3D OnElement(Vector3D site, IReadOnlyList<SymmetryOperation> operations, Matrix3D cell)
    {
        var before = 0;
        for (var pass = 0; pass < MaximumPasses; pass++)
        {
            var (sum, count) = (default(Vector3D), 0);
            foreach (var operation in operations)
            {
                var d = Difference(site, operation.Apply(site));
                if (!(cell.Transform(d).Norm < Tolerance)) continue;
                sum += d;
                count++;
            }

            if (count <= 1 || count == before) break;
            before = count;
            site += (1.0 / count) * sum;
        }

        return site;
    }

    private static double Within(double x)
    {
        x -= Math.Floor(x);
        return x >= 1 ? 0 : x;
    }
}
