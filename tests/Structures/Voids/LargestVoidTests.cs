using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class LargestVoidTests
{
    private const double Edge = 4.1;
    private static readonly Vector3D[] FaceCentred = [default, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)];

    // Radii in cubic edges (nearest atoms in brackets): the holes of crystals.
    public static TheoryData<string, double, int> Holes => new()
    {
        { "simple cubic", Math.Sqrt(3) / 2, 8 },
        { "body-centred", Math.Sqrt(5) / 4, 4 },
        { "face-centred", 0.5, 6 },
        { "face-centred, octahedra filled", Math.Sqrt(3) / 4, 8 },
        { "diamond", Math.Sqrt(3) / 4, 4 },
    };

    [Theory]
    [MemberData(nameof(Holes))]
    public void Holes_of_crystals(string crystal, double radius, int neighbours)
    {
        Vector3D[] fractions = crystal switch
        {
            "simple cubic" => [default],
            "body-centred" => [default, new(0.5, 0.5, 0.5)],
            "face-centred" => FaceCentred,
            "diamond" => [.. FaceCentred, .. FaceCentred.Select(f => f + new Vector3D(0.25, 0.25, 0.25))],
            _ => [.. FaceCentred, .. FaceCentred.Select(f => f + new Vector3D(0.5, 0.5, 0.5))],
        };
        Vector3D offset = new(0.123, -3.3, 17.1);
        var cubic = Crystals.Create(Edge * Matrix3D.Identity, [.. fractions.Select(f => Edge * f + offset)], [.. fractions.Select(_ => (byte)3)]);
        foreach (var structure in new[] { cubic, Supercell.Create(cubic, 3, 2, 1), Supercell.Create(cubic, new LatticeShift(1, 1, 0), new(0, 1, 2), new(1, 0, 1)) })
        {
            var found = LargestVoid.Find(structure, TestContext.Current.CancellationToken);
            Assert.Equal(radius * Edge, found.Radius, 1e-11);
            var distances = Distances(structure, found.Centre, found.Radius + 0.1);
            Assert.Equal(neighbours, distances.Length);
            Assert.All(distances, d => Assert.Equal(found.Radius, d, 1e-11));
        }
    }

    [Fact]
    public void No_sphere_of_any_crystal_is_larger()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var s = Crystals.Any(seed);
            var found = LargestVoid.Find(s, TestContext.Current.CancellationToken);
            var around = Distances(s, found.Centre, found.Radius + 1e-9);
            Assert.Equal(found.Radius, around.Min(), 1e-10);
            Assert.True(around.Length >= 4, $"seed {seed}: {around.Length} atoms around the void");
            var random = new Random(seed);
            Vector3D Any() => s.Cell!.Value.Transform(new(random.NextDouble(), random.NextDouble(), random.NextDouble()));
            // All atoms that can be near a place in the cell or a step outside it.
            var middle = s.Cell!.Value.Transform(new(0.5, 0.5, 0.5));
            var cloud = Cluster.Cut(Crystals.Create(s.Cell, [middle, .. Enumerable.Range(0, s.Count).Select(s.Position)], [1, .. s.AtomicNumbers]), 0, Diagonal(s.Cell.Value) / 2 + found.Radius + 2);
            Vector3D[] all = [.. Enumerable.Range(0, cloud.Count).Where(i => cloud.AtomicNumbers[i] != 1).Select(cloud.Position)];
            double Nearest(Vector3D p) => all.Min(r => (r - p).Norm);
            // Uphill from random places, step by step: none of the tops is higher.
            for (var start = 0; start < 4; start++)
            {
                var (place, top) = (Any(), 0.0);
                for (var length = 1.0; length > 1e-3; length *= 0.8)
                {
                    for (var trial = 0; trial < 8; trial++)
                    {
                        var next = place + length * new Vector3D(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
                        if (Nearest(next) is var height && height > top) (place, top) = (next, height);
                    }
                }

                Assert.True(top <= found.Radius + 1e-9, $"seed {seed}: a sphere of {top} Å against {found.Radius} Å");
            }
        }
    }

    [Fact]
    public void The_middle_of_a_cage_of_many_atoms()
    {
        // 300 atoms on a sphere of 5 Å, spread by the golden angle, in the middle of a cubic cell with an atom in its corner.
        const double Cell = 12;
        Vector3D middle = new(Cell / 2, Cell / 2, Cell / 2);
        Vector3D[] cage = [.. Enumerable.Range(0, 300).Select(k =>
        {
            var (z, angle) = (1 - (2 * k + 1) / 300.0, k * Math.PI * (3 - Math.Sqrt(5)));
            return middle + 5 * new Vector3D(Math.Sqrt(1 - z * z) * Math.Cos(angle), Math.Sqrt(1 - z * z) * Math.Sin(angle), z);
        })];
        var found = LargestVoid.Find(Crystals.Create(Cell * Matrix3D.Identity, [.. cage, default], [.. Enumerable.Repeat((byte)6, 301)]), TestContext.Current.CancellationToken);
        Assert.Equal(5, found.Radius, 1e-8);
        Assert.InRange((found.Centre - middle).Norm, 0, 1e-8);
    }

    [Fact]
    public void A_vacancy_in_a_large_crystal_is_found_where_it_is()
    {
        var crystal = Rattle.Apply(Supercell.Create(Crystals.Lithium(), 8, 8, 8), 0.05, 4);
        var place = crystal.Position(421);
        var found = LargestVoid.Find(Vacancies.Remove(crystal, [421]), TestContext.Current.CancellationToken);
        var d = crystal.Cell!.Value.Inverse().Transform(found.Centre - place);
        Assert.InRange(crystal.Cell.Value.Transform(new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z))).Norm, 0, 0.3);
        // The nearest of eight neighbours at a·√3/2 = 3.04 Å, shaken.
        Assert.InRange(found.Radius, 2.8, 3.1);
    }

    [Fact]
    public void What_does_not_repeat_is_refused() =>
        Assert.Throws<InputException>(() => LargestVoid.Find(Crystals.Create(4 * Matrix3D.Identity, [default], [3], new(true, true, false)), TestContext.Current.CancellationToken));

    private static double Diagonal(Matrix3D c) => new[] { c.A + c.B + c.C, c.A + c.B - c.C, c.A - c.B + c.C, c.B + c.C - c.A }.Max(d => d.Norm);

    private static double[] Distances(Structure structure, Vector3D place, double radius)
    {
        // An atom put at the place, and its neighbours.
        var probe = Crystals.Create(structure.Cell, [.. Enumerable.Range(0, structure.Count).Select(structure.Position), place], [.. structure.AtomicNumbers, 1]);
        Atoms atoms = new(probe);
        var list = NeighbourListTests.Build(atoms, radius);
        return [.. Enumerable.Range(0, list.NeighboursOf(structure.Count).Length).Where(p => list.NeighboursOf(structure.Count)[p] != structure.Count).Select(p => list.Displacement(atoms, structure.Count, p).Norm)];
    }
}
