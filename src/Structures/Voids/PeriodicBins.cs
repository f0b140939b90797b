using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Atoms of a cell that repeats along all axes, sorted into bins of about an atom each, to find those near a place however small the cell is.</summary>
internal sealed class PeriodicBins
{
    private readonly Matrix3D _cell;
    private readonly Matrix3D _inverse;
    private readonly int[] _bins = new int[3];
    private readonly double[] _widths = new double[3];
    private readonly double _narrowest;
    private readonly int[] _starts;
    private readonly Vector3D[] _places;

    /// <summary>Sorts the atoms.</summary>
    /// <param name="cell">Cell vectors as rows, Å.</param>
    /// <param name="positions">Cartesian positions, Å, anywhere; at least one.</param>
    public PeriodicBins(in Matrix3D cell, ReadOnlySpan<Vector3D> positions)
    {
        (_cell, _inverse) = (cell, cell.Inverse());
        var reciprocal = _inverse.Transpose(); // one over the length of its rows is the height of the cell
        var edge = Math.Cbrt(Math.Abs(cell.Determinant) / positions.Length);
        for (var axis = 0; axis < 3; axis++)
        {
            var height = 1 / reciprocal[axis].Norm;
            _bins[axis] = (int)Math.Clamp(height / edge, 1, positions.Length);
            _widths[axis] = height / _bins[axis];
        }

        _narrowest = Math.Min(_widths[0], Math.Min(_widths[1], _widths[2]));
        var fractions = new Vector3D[positions.Length];
        var bins = new int[positions.Length];
        _starts = new int[_bins[0] * _bins[1] * _bins[2] + 1];
        for (var i = 0; i < positions.Length; i++)
        {
            var f = _inverse.Transform(positions[i]);
            fractions[i] = new(f.X - Math.Floor(f.X), f.Y - Math.Floor(f.Y), f.Z - Math.Floor(f.Z));
            bins[i] = (Bin(fractions[i].X, 0) * _bins[1] + Bin(fractions[i].Y, 1)) * _bins[2] + Bin(fractions[i].Z, 2);
            _starts[bins[i] + 1]++;
        }

        for (var b = 1; b < _starts.Length; b++) _starts[b] += _starts[b - 1];
        _places = new Vector3D[positions.Length];
        var next = _starts.ToArray();
        for (var i = 0; i < positions.Length; i++) _places[next[bins[i]]++] = cell.Transform(fractions[i]);
    }

    /// <summary>The distance of the nearest atom or image from a place given by its fractional coordinates, Å.</summary>
    public double Nearest(Vector3D fraction)
    {
        var (x, y, z, place) = Locate(fraction);
        var best = double.MaxValue;
        // From anywhere in the middle bin the k-th shell of bins and all beyond are at least k − 1 bins away.
        for (var shell = 0; ; shell++)
        {
            var near = Math.Max(0, shell - 1) * _narrowest;
            if (best <= near * near) return Math.Sqrt(best);
            for (var dx = -shell; dx <= shell; dx++)
            {
                for (var dy = -shell; dy <= shell; dy++)
                {
                    var step = Math.Abs(dx) == shell || Math.Abs(dy) == shell || shell == 0 ? 1 : 2 * shell;
                    for (var dz = -shell; dz <= shell; dz += step)
                    {
                        var (first, last, shift) = Atoms(x + dx, y + dy, z + dz);
                        if (first == last) continue;
                        var to = place - shift;
                        for (var i = first; i < last; i++)
                        {
                            var d = _places[i] - to;
                            best = Math.Min(best, Vector3D.Dot(d, d));
                        }
                    }
                }
            }
        }
    }

    /// <summary>Adds to a list the atoms and images within a distance of a place, relative to it, Å.</summary>
    public void Within(Vector3D fraction, double distance, List<Vector3D> found)
    {
        var (x, y, z, place) = Locate(fraction);
        var (reachX, reachY, reachZ) = (Reach(0), Reach(1), Reach(2));
        for (var dx = -reachX; dx <= reachX; dx++)
        {
            for (var dy = -reachY; dy <= reachY; dy++)
            {
                for (var dz = -reachZ; dz <= reachZ; dz++)
                {
                    var (first, last, shift) = Atoms(x + dx, y + dy, z + dz);
                    for (var i = first; i < last; i++)
                    {
                        var d = _places[i] + shift - place;
                        if (Vector3D.Dot(d, d) <= distance * distance) found.Add(d);
                    }
                }
            }
        }

        int Reach(int axis) => 1 + (int)(distance / _widths[axis]);
    }

    private (int X, int Y, int Z, Vector3D Place) Locate(Vector3D f)
    {
        f = new(f.X - Math.Floor(f.X), f.Y - Math.Floor(f.Y), f.Z - Math.Floor(f.Z));
        return (Bin(f.X, 0), Bin(f.Y, 1), Bin(f.Z, 2), _cell.Transform(f));
    }

    // The atoms of a bin, which may lie in another image of the cell, and where that image is.
    private (int First, int Last, Vector3D Shift) Atoms(int x, int y, int z)
    {
        var (a, b, c) = (Image(x, 0), Image(y, 1), Image(z, 2));
        var bin = ((x - a * _bins[0]) * _bins[1] + y - b * _bins[1]) * _bins[2] + z - c * _bins[2];
        return (_starts[bin], _starts[bin + 1], _cell.Transform(new(a, b, c)));
    }

    private int Image(int bin, int axis) => bin >= 0 ? bin / _bins[axis] : -((_bins[axis] - 1 - bin) / _bins[axis]);

    private int Bin(double f, int axis) => Math.Min((int)(f * _bins[axis]), _bins[axis] - 1);
}
