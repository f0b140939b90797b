using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Finds the atom of a crystal at a given place, through bins over the cell that hold about an atom each.</summary>
internal sealed class SiteSearch
{
    private readonly byte[] _numbers;
    private readonly Vector3D[] _fractions;
    private readonly Matrix3D _cell;
    private readonly double _square;
    private readonly int[] _bins = new int[3];
    private readonly Dictionary<(int, int, int), List<int>> _atoms = [];

    /// <summary>Sorts the atoms of a structure that is periodic along all axes.</summary>
    /// <param name="structure">The structure.</param>
    /// <param name="tolerance">How far, Å, an atom may be from a place to be found there.</param>
    public SiteSearch(Structure structure, double tolerance)
    {
        _cell = structure.Cell!.Value;
        _square = tolerance * tolerance;
        _numbers = structure.AtomicNumbers.ToArray();
        var inverse = _cell.Inverse();
        var reciprocal = inverse.Transpose();
        var each = Math.Max(1, (int)Math.Cbrt(structure.Count));
        // A bin is wider than the tolerance along every axis, so that only neighbouring bins can hold the atom.
        for (var axis = 0; axis < 3; axis++) _bins[axis] = (int)Math.Clamp(1 / (1.01 * tolerance * reciprocal[axis].Norm), 1, each);
        _fractions = new Vector3D[structure.Count];
        for (var i = 0; i < structure.Count; i++)
        {
            _fractions[i] = inverse.Transform(structure.Position(i));
            var bin = Bin(_fractions[i]);
            if (!_atoms.TryGetValue(bin, out var atoms)) _atoms.Add(bin, atoms = []);
            atoms.Add(i);
        }
    }

    /// <summary>The fractional coordinates of an atom.</summary>
    public Vector3D Fraction(int i) => _fractions[i];

    /// <summary>The Cartesian length of a fractional vector, Å.</summary>
    public double Length(Vector3D fraction) => _cell.Transform(fraction).Norm;

    /// <summary>The atom of an element nearest to a place, if it is within the tolerance; −1 where there is none.</summary>
    public int Find(Vector3D fraction, byte number)
    {
        var (x, y, z) = Bin(fraction);
        var (best, found) = (_square, -1);
        for (var dx = -1; dx <= 1; dx++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dz = -1; dz <= 1; dz++)
                {
                    if (!_atoms.TryGetValue((Wrap(x + dx, 0), Wrap(y + dy, 1), Wrap(z + dz, 2)), out var atoms)) continue;
                    foreach (var i in atoms)
                    {
                        if (_numbers[i] != number) continue;
                        var d = _fractions[i] - fraction;
                        var r = _cell.Transform(new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z)));
                        var square = Vector3D.Dot(r, r);
                        if (square <= best && (square < best || found < 0 || i < found)) (best, found) = (square, i);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Which atom each atom falls on when all are shifted; null where one falls on none of its kind or two on the same.</summary>
    public int[]? Map(Vector3D shift)
    {
        var map = new int[_fractions.Length];
        var taken = new bool[map.Length];
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = Find(_fractions[i] + shift, _numbers[i]);
            if (map[i] < 0 || taken[map[i]]) return null;
            taken[map[i]] = true;
        }

        return map;
    }

    private (int X, int Y, int Z) Bin(Vector3D f) => (Bin(f.X, 0), Bin(f.Y, 1), Bin(f.Z, 2));

    private int Bin(double f, int axis) => Math.Min((int)((f - Math.Floor(f)) * _bins[axis]), _bins[axis] - 1);

    private int Wrap(int bin, int axis) => (bin + _bins[axis]) % _bins[axis];
}
