using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Spherical particles cut from a crystal. Atoms stand in the order of the crystal, copy of the cell by copy.</summary>
/// <remarks>What is carried along and what is dropped is said in docs/builders.md.</remarks>
public static class Sphere
{
    // An atom whose distance is the radius but for rounding belongs to the particle.
    private const double Rounding = 1e-9;

    /// <summary>Cuts all atoms within a distance of a place.</summary>
    /// <param name="structure">The crystal; along axes that do not repeat only what is there is cut.</param>
    /// <param name="radius">The radius, Å.</param>
    /// <param name="centre">The centre, Cartesian, Å; null for the middle of the cell.</param>
    /// <param name="vacuum">
    /// Null for a particle without a cell, in the place where it was cut; else the distance, Å, between the spheres of neighbouring images in a cubic periodic cell with the
    /// centre in its middle.
    /// </param>
    /// <exception cref="InputException">There is no cell, a number is not possible, or no atom is within the radius.</exception>
    public static Structure Cut(Structure structure, double radius, Vector3D? centre = null, double? vacuum = null)
    {
        var cell = BuilderChecks.Cell(structure, "a sphere");
        if (!(radius > 0 && double.IsFinite(radius))) throw BuilderChecks.Fault(structure, "the radius of the sphere is not a positive length", "give it in Å, such as 12");
        if (vacuum is { } gap && !(gap >= 0 && double.IsFinite(gap))) throw BuilderChecks.Fault(structure, "the vacuum around the sphere is not a length", "give it in Å, such as 15");
        var middle = centre ?? cell.Transform(new(0.5, 0.5, 0.5));
        if (!double.IsFinite(middle.X + middle.Y + middle.Z)) throw BuilderChecks.Fault(structure, "the centre of the sphere is not a place", "give three finite coordinates in Å");
        BuilderChecks.Size(structure, 4 * Math.PI / 3 * radius * radius * radius * structure.Count / Math.Abs(cell.Determinant));

        var (shifts, source) = Find(structure, cell, middle, radius);
        if (source.Count == 0) throw BuilderChecks.Fault(structure, string.Create(CultureInfo.InvariantCulture, $"no atom is within {radius} Å of the centre"), "ask for a larger radius or another centre");
        var edge = 2 * radius + vacuum;
        var move = edge is { } length ? (0.5 * length) * new Vector3D(1, 1, 1) - middle : default;
        var (numbers, positions) = (new byte[source.Count], new double[3 * source.Count]);
        for (var k = 0; k < source.Count; k++)
        {
            numbers[k] = structure.AtomicNumbers[source[k]];
            (positions[3 * k], positions[3 * k + 1], positions[3 * k + 2]) = structure.Position(source[k]) + Supercell.Combine(cell, shifts[k]) + move;
        }

        return new(
            numbers, positions, edge * Matrix3D.Identity, edge is null ? Periodicity.None : Periodicity.Full,
            CarriedProperties.Columns(structure, [.. source], sameAxes: false), CarriedProperties.Info(structure), structure.Origin, structure.Remarks);
    }

    private static (List<LatticeShift> Shifts, List<int> Source) Find(Structure structure, Matrix3D cell, Vector3D centre, double radius)
    {
        // The rows of the transposed inverse are the reciprocal vectors: one over their length is the distance of lattice planes.
        var inverse = cell.Inverse();
        var reciprocal = inverse.Transpose();
        var (low, high) = (Bound(double.MaxValue), Bound(double.MinValue));
        var middle = inverse.Transform(centre);
        for (var i = 0; i < structure.Count; i++)
        {
            var f = inverse.Transform(structure.Position(i));
            low = new(Math.Min(low.X, f.X), Math.Min(low.Y, f.Y), Math.Min(low.Z, f.Z));
            high = new(Math.Max(high.X, f.X), Math.Max(high.Y, f.Y), Math.Max(high.Z, f.Z));
        }

        var (shifts, source) = (new List<LatticeShift>(), new List<int>());
        var limit = (radius + Rounding) * (radius + Rounding);
        var (a0, a1) = Range(structure.Periodicity.A, middle.X, low.X, high.X, radius * reciprocal.A.Norm);
        var (b0, b1) = Range(structure.Periodicity.B, middle.Y, low.Y, high.Y, radius * reciprocal.B.Norm);
        var (c0, c1) = Range(structure.Periodicity.C, middle.Z, low.Z, high.Z, radius * reciprocal.C.Norm);
        BuilderChecks.Size(structure, (a1 - a0 + 1.0) * (b1 - b0 + 1.0) * (c1 - c0 + 1.0));
        for (var a = a0; a <= a1; a++)
        {
            for (var b = b0; b <= b1; b++)
            {
                for (var c = c0; c <= c1; c++)
                {
                    var shift = new LatticeShift(a, b, c);
                    var offset = Supercell.Combine(cell, shift) - centre;
                    for (var i = 0; i < structure.Count; i++)
                    {
                        var d = structure.Position(i) + offset;
                        if (!(Vector3D.Dot(d, d) <= limit)) continue;
                        shifts.Add(shift);
                        source.Add(i);
                    }
                }
            }
        }

        return (shifts, source);
    }

    private static Vector3D Bound(double value) => new(value, value, value);

    private static (int Low, int High) Range(bool periodic, double centre, double low, double high, double reach) =>
        periodic && low <= high ? ((int)Math.Clamp(Math.Floor(centre - reach - high), -1e9, 1e9), (int)Math.Clamp(Math.Ceiling(centre + reach - low), -1e9, 1e9)) : (0, 0);
}
