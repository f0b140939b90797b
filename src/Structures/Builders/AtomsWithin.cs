using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The atoms of a structure, periodic images among them, within a distance of a place: copy of the cell by copy, in the structure's order.</summary>
internal sealed class AtomsWithin
{
    // An atom whose distance is the radius but for rounding is within it.
    private const double Rounding = 1e-9;

    private readonly Structure _structure;
    private readonly Matrix3D _cell;
    private readonly List<LatticeShift> _shifts = [];
    private readonly List<int> _source = [];
    private readonly List<double> _squares = [];

    /// <summary>Finds them.</summary>
    /// <param name="structure">The structure; along axes that do not repeat only what is there is found. Its cell, if it has one, spans a volume.</param>
    /// <param name="centre">The place, Cartesian, Å.</param>
    /// <param name="radius">The distance, Å.</param>
    public AtomsWithin(Structure structure, Vector3D centre, double radius)
    {
        // Without a cell nothing repeats, and any will do.
        (_structure, _cell) = (structure, structure.Cell ?? Matrix3D.Identity);
        // The rows of the transposed inverse are the reciprocal vectors: one over their length is the distance of lattice planes.
        var inverse = _cell.Inverse();
        var reciprocal = inverse.Transpose();
        var (low, high) = (Bound(double.MaxValue), Bound(double.MinValue));
        var middle = inverse.Transform(centre);
        for (var i = 0; i < structure.Count; i++)
        {
            var f = inverse.Transform(structure.Position(i));
            low = new(Math.Min(low.X, f.X), Math.Min(low.Y, f.Y), Math.Min(low.Z, f.Z));
            high = new(Math.Max(high.X, f.X), Math.Max(high.Y, f.Y), Math.Max(high.Z, f.Z));
        }

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
                    LatticeShift shift = new(a, b, c);
                    var offset = Supercell.Combine(_cell, shift) - centre;
                    for (var i = 0; i < structure.Count; i++)
                    {
                        var d = structure.Position(i) + offset;
                        var square = Vector3D.Dot(d, d);
                        if (!(square <= limit)) continue;
                        _shifts.Add(shift);
                        _source.Add(i);
                        _squares.Add(square);
                    }
                }
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => _source.Count;

    /// <summary>Which atom of the structure the <paramref name="k"/>-th is or is an image of.</summary>
    public int Source(int k) => _source[k];

    /// <summary>Whether the <paramref name="k"/>-th is the atom itself and no image.</summary>
    public bool IsOriginal(int k) => _shifts[k] == default;

    /// <summary>Its distance from the place, Å.</summary>
    public double Distance(int k) => Math.Sqrt(_squares[k]);

    /// <summary>All of them from the nearest to the farthest; distances that are equal but for rounding leave the order as it is.</summary>
    public int[] FromTheNearest()
    {
        const double resolution = 1e-7; // Å: far more than rounding, far less than atoms move
        var keys = Array.ConvertAll(_squares.ToArray(), s => Math.Round(Math.Sqrt(s) / resolution));
        return [.. Enumerable.Range(0, Count).OrderBy(k => keys[k])]; // a stable sort
    }

    /// <summary>A structure of some of them.</summary>
    /// <param name="chosen">Which, in their order.</param>
    /// <param name="move">Added to all positions, Å.</param>
    /// <param name="cell">The cell, in which it is periodic along all axes; null for none.</param>
    public Structure ToStructure(IReadOnlyList<int> chosen, Vector3D move = default, Matrix3D? cell = null)
    {
        var (numbers, positions, source) = (new byte[chosen.Count], new double[3 * chosen.Count], new int[chosen.Count]);
        for (var k = 0; k < chosen.Count; k++)
        {
            source[k] = _source[chosen[k]];
            numbers[k] = _structure.AtomicNumbers[source[k]];
            (positions[3 * k], positions[3 * k + 1], positions[3 * k + 2]) = _structure.Position(source[k]) + Supercell.Combine(_cell, _shifts[chosen[k]]) + move;
        }

        return new(
            numbers, positions, cell, cell is null ? Periodicity.None : Periodicity.Full,
            CarriedProperties.Columns(_structure, source, sameAxes: false), CarriedProperties.Info(_structure), _structure.Origin, _structure.Remarks);
    }

    private static Vector3D Bound(double value) => new(value, value, value);

    private static (int Low, int High) Range(bool periodic, double centre, double low, double high, double reach) =>
        periodic && low <= high ? ((int)Math.Clamp(Math.Floor(centre - reach - high), -1e9, 1e9), (int)Math.Clamp(Math.Ceiling(centre + reach - low), -1e9, 1e9)) : (0, 0);
}
