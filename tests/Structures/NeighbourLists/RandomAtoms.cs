using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

/// <summary>Structures that are hard on a neighbour search, one for each seed, with a radius that goes with it.</summary>
internal static class RandomAtoms
{
    private static readonly Periodicity[] Periodicities =
        [.. Enumerable.Range(0, 8).Select(k => new Periodicity((k & 1) != 0, (k & 2) != 0, (k & 4) != 0))];

    public static (Atoms Atoms, double Radius) Make(int seed)
    {
        var random = new Random(seed);
        var periodicity = Periodicities[seed % 8];
        var cell = Cell(random);
        var radius = 0.5 + 6 * random.NextDouble();
        var count = random.Next(5) == 0 ? random.Next(3) : random.Next(1, 41);
        var positions = Positions(random, cell, count);
        if (random.Next(4) == 0) cell = WithoutUnused(cell, periodicity);
        var atoms = Create(cell, periodicity, positions);
        var (a, b, c) = BruteForce.Range(atoms, radius);
        // Brute force must end: a search over too many images is made smaller.
        while ((2.0 * a + 1) * (2.0 * b + 1) * (2.0 * c + 1) * count * count > 2e5)
        {
            if (count > 4) count /= 2;
            else radius *= 0.7;
            atoms = Create(cell, periodicity, positions[..count]);
            (a, b, c) = BruteForce.Range(atoms, radius);
        }

        return (atoms, radius);
    }

    public static Atoms Create(Matrix3D? cell, Periodicity periodicity, IReadOnlyList<Vector3D> positions) => new(new Structure(
        new byte[positions.Count], [.. positions.SelectMany(p => new[] { p.X, p.Y, p.Z })], cell, periodicity));

    /// <summary>Atoms at random in a cube at a density, periodic.</summary>
    public static Atoms Liquid(int count, double density, int seed)
    {
        var random = new Random(seed);
        var edge = Math.Cbrt(count / density);
        return Create(edge * Matrix3D.Identity, Periodicity.Full, [.. Enumerable.Range(0, count).Select(_ => edge * Uniform(random))]);
    }

    private static Vector3D Uniform(Random random) => new(random.NextDouble(), random.NextDouble(), random.NextDouble());

    private static Vector3D Signed(Random random) => (2 * Uniform(random)) - new Vector3D(1, 1, 1);

    private static Matrix3D Cell(Random random)
    {
        var size = 1 + 12 * random.NextDouble();
        Matrix3D cell;
        do
        {
            cell = new((size * (0.2 + random.NextDouble())) * Signed(random), size * Signed(random), size * Signed(random));
        }
        while (Math.Abs(cell.Determinant) < 0.02 * cell.A.Norm * cell.B.Norm * cell.C.Norm);
        if (random.Next(4) == 0) cell = size * Matrix3D.Identity;
        // Adding multiples of one vector to another skews the cell and leaves the lattice as it is.
        if (random.Next(3) == 0) cell = cell with { B = cell.B + random.Next(-6, 7) * cell.A };
        if (random.Next(3) == 0) cell = cell with { C = cell.C + random.Next(-3, 4) * cell.A + random.Next(-3, 4) * cell.B };
        return random.Next(2) == 0 ? cell : new(cell.B, cell.A, cell.C);
    }

    private static List<Vector3D> Positions(Random random, Matrix3D cell, int count)
    {
        var kind = random.Next(6);
        var centre = Uniform(random);
        var positions = new List<Vector3D>();
        for (var i = 0; i < count; i++)
        {
            var f = kind switch
            {
                0 => centre + 0.05 * Signed(random),
                1 => 4 * Signed(random),
                2 => new(random.Next(-2, 3) / 2.0, random.Next(-2, 3) / 2.0, random.Next(-2, 3) / 2.0),
                3 => new(random.Next(0, 5) / 4.0, random.NextDouble(), random.Next(0, 3) / 2.0),
                _ => Uniform(random),
            };
            positions.Add(i > 0 && random.Next(20) == 0 ? positions[random.Next(i)] : cell.Transform(f));
        }

        return positions;
    }

    private static Matrix3D WithoutUnused(Matrix3D cell, Periodicity p) =>
        new(p.A ? cell.A : default, p.B ? cell.B : default, p.C ? cell.C : default);
}
