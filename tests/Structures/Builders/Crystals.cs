using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

/// <summary>Crystals for the builders, and what is measured on what they build.</summary>
internal static class Crystals
{
    public const double SiliconEdge = 5.431;

    /// <summary>Diamond-structure silicon in its cubic cell of eight atoms.</summary>
    public static Structure Silicon(double edge = SiliconEdge)
    {
        var positions = new List<Vector3D>();
        foreach (var f in new Vector3D[] { default, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0) })
        {
            positions.Add(edge * f);
            positions.Add(edge * (f + new Vector3D(0.25, 0.25, 0.25)));
        }

        return Create(edge * Matrix3D.Identity, [.. positions], [.. Enumerable.Repeat((byte)14, 8)]);
    }

    /// <summary>Body-centred cubic lithium, two atoms.</summary>
    public static Structure Lithium(double edge = 3.51) => Create(edge * Matrix3D.Identity, [default, (edge / 2) * new Vector3D(1, 1, 1)], [3, 3]);

    public static Structure Create(Matrix3D? cell, Vector3D[] positions, byte[] numbers, Periodicity? periodicity = null, IReadOnlyList<AtomColumn>? columns = null, IReadOnlyList<KeyValuePair<string, InfoValue>>? info = null) =>
        new(numbers, [.. positions.SelectMany(p => new[] { p.X, p.Y, p.Z })], cell, periodicity ?? (cell is null ? Periodicity.None : Periodicity.Full), columns, info);

    /// <summary>A triclinic crystal of two elements at random, one for each seed, with every column and property that is looked at.</summary>
    public static Structure Any(int seed)
    {
        var random = new Random(seed);
        Vector3D Signed() => new(2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
        Matrix3D cell;
        do cell = new(6 * Signed(), 6 * Signed(), 6 * Signed());
        while (Math.Abs(cell.Determinant) < 0.2 * cell.A.Norm * cell.B.Norm * cell.C.Norm);
        var count = random.Next(1, 7);
        var numbers = Enumerable.Range(0, count).Select(_ => (byte)(random.Next(2) == 0 ? 3 : 14)).ToArray();
        double[] Reals(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        return Create(cell, [.. Enumerable.Range(0, count).Select(_ => cell.Transform(2 * Signed()))], numbers, Periodicity.Full,
            [
                new RealColumn("forces", 3, Reals(3 * count)), new RealColumn("velocities", 3, Reals(3 * count)), new RealColumn("charge", 1, Reals(count)), new RealColumn("something", 1, Reals(count)),
                new TextColumn("label", 1, [.. Enumerable.Range(0, count).Select(i => $"a{i}")]), new IntegerColumn("type", 1, new long[count]), new IntegerColumn("id", 1, new long[count]),
                new LogicalColumn("move_mask", 1, [.. Enumerable.Range(0, count).Select(i => i % 3 != 1)]),
            ],
            [new("energy", new RealInfo(-1.5)), new("group", new IntegerInfo(4)), new("config_type", new TextInfo("any")), new("stress", new RealInfo(new double[9])), new("scf_converged", new LogicalInfo(true))]);
    }

    public static double Volume(Structure structure) => Math.Abs(structure.Cell!.Value.Determinant);

    /// <summary>The distances of all pairs from each atom below a radius, sorted: what no choice of cell or orientation changes.</summary>
    public static double[][] Surroundings(Structure structure, double radius)
    {
        var atoms = new Atoms(structure);
        var list = NeighbourListTests.Build(atoms, radius);
        return [.. Enumerable.Range(0, atoms.Count).Select(i => Enumerable.Range(0, list.NeighboursOf(i).Length).Select(p => list.Displacement(atoms, i, p).Norm).Order().ToArray())];
    }

    /// <summary>The smallest distance of two atoms, images included, below a radius.</summary>
    public static double Smallest(Structure structure, double radius) => Surroundings(structure, radius).SelectMany(d => d).DefaultIfEmpty(radius).Min();

    public static void AssertSameSurroundings(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} neighbours instead of {expected.Length}");
        for (var k = 0; k < expected.Length; k++) Assert.True(Math.Abs(expected[k] - actual[k]) <= tolerance, $"{what}: {actual[k]} Å instead of {expected[k]} Å");
    }

    /// <summary>Fractional coordinates of an atom.</summary>
    public static Vector3D Fraction(Structure structure, int i) => structure.Cell!.Value.Inverse().Transform(structure.Position(i));
}
