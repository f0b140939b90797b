using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public sealed class NeighbourListTests
{
    private static readonly NeighbourListKind[] Kinds = [NeighbourListKind.Full, NeighbourListKind.Half];

    [Fact]
    public void Pairs_are_those_of_brute_force()
    {
        long pairs = 0, own = 0, shifted = 0;
        for (var seed = 0; seed < 1200; seed++)
        {
            var (atoms, radius) = RandomAtoms.Make(seed);
            foreach (var kind in Kinds)
            {
                var expected = BruteForce.Pairs(atoms, radius, kind);
                foreach (var instructions in InstructionSet.Supported)
                {
                    var list = new NeighbourList(radius, 0, kind, instructions);
                    list.Find(atoms);
                    var found = BruteForce.Expand(list);
                    Assert.True(expected.SequenceEqual(found), $"seed {seed}, {kind}, {instructions}: {expected.Count} pairs expected, {found.Count} found");
                }

                pairs += expected.Count;
                own += expected.Count(p => p.I == p.J);
                shifted += expected.Count(p => p.S != default);
            }
        }

        // The structures are of use only if they hold what they are meant to try.
        Assert.True(pairs > 100_000 && own > 2_000 && shifted > 50_000, $"{pairs} pairs, {own} of an atom with itself, {shifted} across a boundary");
    }

    [Fact]
    public void Every_instruction_set_gives_the_same_arrays()
    {
        for (var seed = 2000; seed < 2200; seed++)
        {
            var (atoms, radius) = RandomAtoms.Make(seed);
            foreach (var kind in Kinds)
            {
                var scalar = new NeighbourList(radius, 0.3, kind, InstructionSetKind.Scalar);
                scalar.Find(atoms);
                foreach (var instructions in InstructionSet.Supported)
                {
                    var list = new NeighbourList(radius, 0.3, kind, instructions);
                    list.Find(atoms);
                    AssertSame(scalar, list, $"seed {seed}, {instructions}");
                }
            }
        }
    }

    [Fact]
    public void A_full_list_is_symmetric_and_holds_a_half_list_twice()
    {
        for (var seed = 3000; seed < 3200; seed++)
        {
            var (atoms, radius) = RandomAtoms.Make(seed);
            var full = Build(atoms, radius);
            var pairs = BruteForce.Expand(full);
            var mirrored = pairs.Select(p => new Pair(p.J, p.I, -p.S)).Order().ToList();
            Assert.True(pairs.SequenceEqual(mirrored), $"seed {seed}: not symmetric");
            var half = BruteForce.Expand(Build(atoms, radius, NeighbourListKind.Half));
            var twice = half.Concat(half.Select(p => new Pair(p.J, p.I, -p.S))).Order().ToList();
            Assert.True(pairs.SequenceEqual(twice), $"seed {seed}: half list differs");
        }
    }

    [Fact]
    public void Displacements_lead_to_the_image()
    {
        for (var seed = 4000; seed < 4100; seed++)
        {
            var (atoms, radius) = RandomAtoms.Make(seed);
            var list = Build(atoms, radius);
            for (var i = 0; i < list.Count; i++)
            {
                for (var p = 0; p < list.NeighboursOf(i).Length; p++)
                {
                    var d = list.Displacement(atoms, i, p);
                    Assert.True(Vector3D.Dot(d, d) < radius * radius, $"seed {seed}");
                    var s = list.Shifts[list.ImagesOf(i)[p]];
                    var v = atoms.Cell.Transform(new(s.A, s.B, s.C));
                    Assert.Equal((atoms.Position(list.NeighboursOf(i)[p]) - atoms.Position(i)) + v, d);
                }
            }
        }
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(20_000)]
    public void A_liquid_has_as_many_pairs_as_its_density_says(int count)
    {
        // Atoms at random: half the pairs is a Poisson number, so that all of them have a standard deviation of √(2·pairs).
        var atoms = RandomAtoms.Liquid(count, 0.05, 5);
        var list = Build(atoms, 6);
        var expected = count * (count - 1.0) * 4 * Math.PI / 3 * 216 * 0.05 / count;
        Assert.InRange(list.Pairs, expected - 6 * Math.Sqrt(2 * expected), expected + 6 * Math.Sqrt(2 * expected));
    }

    [Fact]
    public void Atoms_far_apart_without_a_cell_cost_no_memory()
    {
        // Two clusters a thousand kilometres apart in every direction, and one atom elsewhere.
        var random = new Random(1);
        Vector3D Near() => new(5 * random.NextDouble(), 5 * random.NextDouble(), 5 * random.NextDouble());
        var far = new Vector3D(1e9, -1e9, 1e9);
        var positions = Enumerable.Range(0, 61).Select(i => i == 60 ? new Vector3D(-3e8, 0, 7e8) : i % 2 == 0 ? Near() : far + Near()).ToArray();
        var atoms = RandomAtoms.Create(null, Periodicity.None, positions);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var list = Build(atoms, 3);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Equal(BruteForce.Pairs(atoms, 3, NeighbourListKind.Full), BruteForce.Expand(list));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_slab_in_a_huge_vacuum_costs_no_memory(int axis)
    {
        var periodicity = new Periodicity(axis != 0, axis != 1, axis != 2);
        var cell = new Matrix3D(new(12, 0, 0), new(2, 11, 0), new(1, 1, 13));
        if (axis == 0) cell = cell with { A = 1e8 * cell.A };
        if (axis == 1) cell = cell with { B = 1e8 * cell.B };
        if (axis == 2) cell = cell with { C = 1e8 * cell.C };
        var random = new Random(axis);
        var positions = Enumerable.Range(0, 80).Select(_ => 12 * new Vector3D(random.NextDouble(), random.NextDouble(), random.NextDouble())).ToArray();
        foreach (var p in new[] { periodicity, Periodicity.Full })
        {
            var atoms = RandomAtoms.Create(cell, p, positions);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var list = Build(atoms, 4);
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
            Assert.Equal(BruteForce.Pairs(atoms, 4, NeighbourListKind.Full), BruteForce.Expand(list));
        }
    }

    [Fact]
    public void Atoms_spread_over_many_cells_are_given_the_shifts_of_where_they_stand()
    {
        // The box of all differences of cells is far larger than the list: shifts are numbered as they occur.
        var random = new Random(3);
        var cell = new Matrix3D(new(6, 0, 0), new(1, 6, 0), new(-1, 2, 7));
        var positions = Enumerable.Range(0, 30).Select(_ => cell.Transform(new(10 * random.NextDouble(), 10 * random.NextDouble(), 10 * random.NextDouble()))).ToArray();
        var atoms = RandomAtoms.Create(cell, Periodicity.Full, positions);
        var list = Build(atoms, 5);
        Assert.True(list.Pairs > 500);
        Assert.True(list.Shifts.Length <= list.Pairs);
        Assert.Equal(BruteForce.Pairs(atoms, 5, NeighbourListKind.Full), BruteForce.Expand(list));
    }

    internal static NeighbourList Build(Atoms atoms, double radius, NeighbourListKind kind = NeighbourListKind.Full)
    {
        var list = new NeighbourList(radius, 0, kind);
        list.Find(atoms);
        return list;
    }

    internal static void AssertSame(NeighbourList expected, NeighbourList found, string what)
    {
        Assert.Equal((expected.Count, expected.Pairs), (found.Count, found.Pairs));
        Assert.True(expected.Order.SequenceEqual(found.Order), $"{what}: Order differs");
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.True(expected.NeighboursOf(i).SequenceEqual(found.NeighboursOf(i)), $"{what}: neighbours of {i} differ");
            Assert.True(expected.ImagesOf(i).SequenceEqual(found.ImagesOf(i)), $"{what}: images of {i} differ");
        }

        Assert.True(expected.Shifts.SequenceEqual(found.Shifts), $"{what}: Shifts differ");
    }
}
