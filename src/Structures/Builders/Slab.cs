using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Slabs cut from a crystal along lattice planes. Cell vector a lies along x, b in the xy plane, and c, along z, is perpendicular to the surface; the slab stands in the middle of c and repeats along
/// a and b. Each layer holds the atoms of one cell of the crystal's lattice, so that the composition is the crystal's. Atoms stand layer by layer from below, in the order of the crystal.
/// </summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Slab
{
    // Planes of atoms this close, as a fraction of the layer distance, are one plane.
    private const double SamePlane = 1e-6;

    /// <summary>Cuts a slab.</summary>
    /// <param name="structure">The crystal.</param>
    /// <param name="options">Which surface, how thick.</param>
    /// <exception cref="InputException">The structure is not periodic along all axes, or a number is not possible.</exception>
    public static Structure Create(Structure structure, SlabOptions options)
    {
        var cell = BuilderChecks.CrystalCell(structure, "a slab");
        Check(structure, options);
        var translations = options.Primitive ? PureTranslations.Find(structure, options.Tolerance) : null;
        var (lattice, h, atoms) = Lattice(structure, cell, translations, options);
        var surface = SurfaceCell.Of(lattice, h);
        var layers = options.Layers ?? (int)Math.Min(int.MaxValue, Math.Max(1, Math.Ceiling(options.Thickness!.Value / surface.Spacing - 1e-9)));
        BuilderChecks.Size(structure, (double)layers * atoms.Length);

        // Heights above the plane through the origin, in layers.
        var normal = (1 / (surface.Area * surface.Spacing)) * Vector3D.Cross(surface.U, surface.V);
        var heights = Array.ConvertAll(atoms, i => Vector3D.Dot(structure.Position(i), normal));
        var cut = options.Offset ?? WidestGap(heights);
        var rotation = surface.Rotation;
        var (count, at) = (layers * atoms.Length, 0);
        var (numbers, positions, source) = (new byte[count], new Vector3D[count], new int[count]);
        for (var layer = 0; layer < layers; layer++)
        {
            for (var k = 0; k < atoms.Length; k++, at++)
            {
                var climb = layer - Math.Floor(heights[k] - cut + SamePlane);
                positions[at] = rotation.Transform(structure.Position(atoms[k]) + climb * surface.W);
                (numbers[at], source[at]) = (structure.AtomicNumbers[atoms[k]], atoms[k]);
            }
        }

        var (low, high) = (positions.Min(p => p.Z), positions.Max(p => p.Z));
        var (u, v) = (rotation.Transform(surface.U), rotation.Transform(surface.V));
        var box = new Matrix3D(new(u.X, 0, 0), new(v.X, v.Y, 0), new(0, 0, high - low + options.Vacuum));
        return new(
            numbers, Placed(positions, box, 0.5 * box.C.Z - 0.5 * (low + high)), box, new Periodicity(true, true, false),
            CarriedProperties.Columns(structure, source, sameAxes: false, rotation), CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    private static void Check(Structure structure, SlabOptions options)
    {
        if ((options.H, options.K, options.L) == (0, 0, 0)) throw BuilderChecks.Fault(structure, "Miller indices 0 0 0 are no plane", "give three whole numbers, such as 1 1 1");
        if (new[] { options.H, options.K, options.L }.Any(n => n is < -1000 or > 1000)) throw BuilderChecks.Fault(structure, "a Miller index is beyond 1000", "give smaller ones");
        if ((options.Layers is null) == (options.Thickness is null)) throw BuilderChecks.Fault(structure, "a slab needs either a number of layers or a thickness", "give one of them");
        if (options.Layers is { } layers && layers < 1) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"a slab of {layers} layers is not possible"), "give a whole number from 1");
        if (options.Thickness is { } thickness && !(thickness > 0 && double.IsFinite(thickness))) throw BuilderChecks.Fault(structure, "the thickness of the slab is not a positive length", "give it in Å, such as 20");
        if (!(options.Vacuum > 0 && double.IsFinite(options.Vacuum))) throw BuilderChecks.Fault(structure, "the vacuum is not a positive length", "give it in Å, such as 15");
        if (options.Offset is { } offset && !double.IsFinite(offset)) throw BuilderChecks.Fault(structure, "the offset of the cut is not a finite number", "give a fraction of the layer distance, such as 0.5");
        if (!(options.Tolerance > 0 && double.IsFinite(options.Tolerance))) throw BuilderChecks.Fault(structure, "the tolerance is not a positive length", "give it in Å, such as 0.01");
    }

    // The lattice that layers are counted in, the plane with respect to it, and the atoms of one of its cells.
    private static (Matrix3D Lattice, long[] H, int[] Atoms) Lattice(Structure structure, Matrix3D cell, PureTranslations? translations, SlabOptions options)
    {
        long[] h = [options.H, options.K, options.L];
        var atoms = translations?.Representatives ?? [.. Enumerable.Range(0, structure.Count)];
        if (translations is { Order: > 1 } t)
        {
            Vector3D Row(int k) => (1.0 / t.Order) * new Vector3D(t.Basis[k][0], t.Basis[k][1], t.Basis[k][2]);
            // h·r is a whole number of 1/order on the finer lattice; what all its vectors share is the number of planes between two of the given cell's.
            h = Array.ConvertAll(t.Basis, row => row[0] * options.H + row[1] * options.K + row[2] * options.L);
            cell = new Matrix3D(Row(0), Row(1), Row(2)) * cell;
        }

        var divisor = IntegerLattice.ExtendedDivisor(IntegerLattice.ExtendedDivisor(h[0], h[1]).Divisor, h[2]).Divisor;
        return (cell, Array.ConvertAll(h, n => n / divisor), atoms);
    }

    // The middle of the widest gap between neighbouring planes of atoms, as a height within one layer; the lowest of equals.
    private static double WidestGap(double[] heights)
    {
        var planes = Array.ConvertAll(heights, z => z - Math.Floor(z + SamePlane)).Order().ToArray();
        var (widest, cut) = (0.0, 0.0);
        for (var k = 0; k < planes.Length; k++)
        {
            var above = k + 1 < planes.Length ? planes[k + 1] : planes[0] + 1;
            if (above - planes[k] > widest + SamePlane) (widest, cut) = (above - planes[k], 0.5 * (above + planes[k]));
        }

        return cut;
    }

    // Along a and b atoms are moved into the cell, along c the slab is moved to its middle.
    private static double[] Placed(Vector3D[] positions, Matrix3D box, double lift)
    {
        var inverse = box.Inverse();
        var placed = new double[3 * positions.Length];
        for (var i = 0; i < positions.Length; i++)
        {
            var f = inverse.Transform(positions[i]);
            (placed[3 * i], placed[3 * i + 1], placed[3 * i + 2]) = positions[i] - Math.Floor(f.X + 1e-9) * box.A - Math.Floor(f.Y + 1e-9) * box.B + new Vector3D(0, 0, lift);
        }

        return placed;
    }
}
