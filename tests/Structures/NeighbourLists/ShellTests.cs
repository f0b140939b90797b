using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

/// <summary>Coordination numbers of crystals, known from any textbook, in the primitive, the cubic and a replicated cell.</summary>
public sealed class ShellTests
{
    private const double Edge = 4.3;

    private static readonly Matrix3D Fcc = new((Edge / 2) * new Vector3D(0, 1, 1), (Edge / 2) * new Vector3D(1, 0, 1), (Edge / 2) * new Vector3D(1, 1, 0));
    private static readonly Matrix3D Bcc = new((Edge / 2) * new Vector3D(-1, 1, 1), (Edge / 2) * new Vector3D(1, -1, 1), (Edge / 2) * new Vector3D(1, 1, -1));

    public static TheoryData<string, double[], int[]> Shells => new()
    {
        { "fcc", [Math.Sqrt(0.5), 1, Math.Sqrt(1.5)], [12, 6, 24] },
        { "diamond", [Math.Sqrt(3) / 4, Math.Sqrt(0.5), Math.Sqrt(11) / 4], [4, 12, 12] },
        { "bcc", [Math.Sqrt(0.75), 1], [8, 6] },
        { "sc", [1, Math.Sqrt(2), Math.Sqrt(3), 2], [6, 12, 8, 6] },
    };

    [Theory]
    [MemberData(nameof(Shells))]
    public void Shells_hold_the_known_numbers(string lattice, double[] distances, int[] numbers)
    {
        var (cell, basis) = Crystal(lattice);
        foreach (var copies in new[] { 1, 2, 5 })
        {
            var atoms = Replicate(cell, basis, copies);
            var expected = 0;
            for (var shell = 0; shell < distances.Length; shell++)
            {
                var list = NeighbourListTests.Build(atoms, Edge * distances[shell] * 1.001);
                expected += numbers[shell];
                for (var i = 0; i < atoms.Count; i++) Assert.Equal(expected, list.NeighboursOf(i).Length);
            }
        }
    }

    [Fact]
    public void A_distance_equal_to_the_cutoff_is_not_within_it()
    {
        var atoms = Replicate(4 * Matrix3D.Identity, [default], 3);
        Assert.Equal(0, NeighbourListTests.Build(atoms, 4).Pairs);
        Assert.Equal(6 * 27, NeighbourListTests.Build(atoms, Math.BitIncrement(4)).Pairs);
    }

    [Fact]
    public void Pairs_per_atom_do_not_depend_on_the_supercell()
    {
        for (var seed = 5000; seed < 5040; seed++)
        {
            var random = new Random(seed);
            var edge = 2 + 5 * random.NextDouble();
            var cell = edge * new Matrix3D(new(1, 0, 0), new(random.NextDouble(), 1, 0), new(random.NextDouble(), -random.NextDouble(), 0.8));
            var basis = Enumerable.Range(0, random.Next(1, 8)).Select(_ => cell.Transform(new(random.NextDouble(), random.NextDouble(), random.NextDouble()))).ToArray();
            var radius = 1 + 6 * random.NextDouble();
            var small = NeighbourListTests.Build(Replicate(cell, basis, 1), radius).Pairs;
            Assert.Equal(8 * small, NeighbourListTests.Build(Replicate(cell, basis, 2), radius).Pairs);
            Assert.Equal(27 * small, NeighbourListTests.Build(Replicate(cell, basis, 3), radius).Pairs);
        }
    }

    private static (Matrix3D Cell, Vector3D[] Basis) Crystal(string lattice) => lattice switch
    {
        "fcc" => (Fcc, [default]),
        "diamond" => (Fcc, [default, (Edge / 4) * new Vector3D(1, 1, 1)]),
        "bcc" => (Bcc, [default]),
        _ => (Edge * Matrix3D.Identity, [default]),
    };

    private static Atoms Replicate(Matrix3D cell, Vector3D[] basis, int copies)
    {
        var positions = new List<Vector3D>();
        for (var a = 0; a < copies; a++)
        {
            for (var b = 0; b < copies; b++)
            {
                for (var c = 0; c < copies; c++) positions.AddRange(basis.Select(p => p + cell.Transform(new(a, b, c))));
            }
        }

        return RandomAtoms.Create(copies * cell, Periodicity.Full, positions);
    }
}
