using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Finds which atoms of a growing structure stand at a given place.</summary>
/// <param name="cell">Lattice vectors as rows, Å.</param>
internal sealed class SiteGrid(Matrix3D cell)
{
    private const double BoxSize = 1;
    private const int MaximumBoxes = 1 << 16;

    private readonly Dictionary<(int A, int B, int C), List<(Vector3D Position, int Site)>> _boxes = [];
    private readonly int _a = Boxes(cell, cell.B, cell.C);
    private readonly int _b = Boxes(cell, cell.C, cell.A);
    private readonly int _c = Boxes(cell, cell.A, cell.B);

    /// <summary>The sites with an atom at this fractional position.</summary>
    public IEnumerable<int> Find(Vector3D position)
    {
        var (a, b, c) = Box(position);
        var boxes = new HashSet<(int A, int B, int C)>();
        for (var k = 0; k < 27; k++) boxes.Add(((a + k / 9 + _a - 1) % _a, (b + k / 3 % 3 + _b - 1) % _b, (c + k % 3 + _c - 1) % _c));
        return boxes.SelectMany(box => _boxes.GetValueOrDefault(box) ?? []).Where(atom => SiteOrbit.Coincide(atom.Position, position, cell)).Select(atom => atom.Site).Distinct();
    }

    /// <summary>Adds an atom of a site.</summary>
    public void Add(Vector3D position, int site)
    {
        var box = Box(position);
        if (!_boxes.TryGetValue(box, out var atoms)) _boxes.Add(box, atoms = []);
        atoms.Add((position, site));
    }

    private (int A, int B, int C) Box(Vector3D position)
    {
        var f = SiteOrbit.Within(position);
        return ((int)(f.X * _a), (int)(f.Y * _b), (int)(f.Z * _c));
    }

    // The number of boxes between two planes of the cell.
    private static int Boxes(Matrix3D cell, Vector3D v, Vector3D w) =>
        (int)Math.Clamp(Math.Abs(cell.Determinant) / Vector3D.Cross(v, w).Norm / BoxSize, 1, MaximumBoxes);
}
