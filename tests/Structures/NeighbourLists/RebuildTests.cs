using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class RebuildTests
{
    [Fact]
    public void A_list_is_built_again_once_an_atom_has_moved_more_than_half_the_skin()
    {
        var atoms = RandomAtoms.Liquid(500, 0.05, 1);
        var list = new NeighbourList(4, skin: 1);
        Assert.True(list.NeedsRebuild(atoms));
        Assert.True(list.Update(atoms, cancellation: TestContext.Current.CancellationToken));
        Assert.False(list.Update(atoms, cancellation: TestContext.Current.CancellationToken));
        atoms.X[17] = 0;
        list.Find(atoms);
        atoms.X[17] = 0.5;
        Assert.False(list.NeedsRebuild(atoms));
        atoms.X[17] = Math.BitIncrement(0.5);
        Assert.True(list.NeedsRebuild(atoms));
        Assert.True(list.Update(atoms, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(3, list.Builds);
        atoms.Y[3] = double.NaN;
        Assert.True(list.NeedsRebuild(atoms));
    }

    [Fact]
    public void Another_cell_or_number_of_atoms_needs_another_list()
    {
        var atoms = RandomAtoms.Liquid(500, 0.05, 1);
        var list = new NeighbourList(4, skin: 1);
        list.Find(atoms);
        Assert.True(list.NeedsRebuild(RandomAtoms.Liquid(400, 0.05, 1)));
        var cell = atoms.Cell;
        atoms.Cell = 1.3 * cell;
        Assert.True(list.NeedsRebuild(atoms));
        atoms.Cell = 1.0001 * cell;
        Assert.False(list.NeedsRebuild(atoms));
        var buffer = new NeighbourBuffer();
        Assert.Throws<InvalidOperationException>(() => list.Gather(0, atoms, 4, buffer));
        list.Refresh(atoms);
        Assert.False(list.NeedsRebuild(atoms));
        Assert.Equal(NeighbourListTests.Build(atoms, 4).NeighboursOf(0).Length, list.Gather(0, atoms, 4, buffer));
    }

    [Fact]
    public void Gathering_from_the_skin_equals_a_fresh_list_while_atoms_move()
    {
        var random = new Random(9);
        for (var seed = 6000; seed < 6150; seed++)
        {
            var (atoms, radius) = RandomAtoms.Make(seed);
            foreach (var instructions in InstructionSet.Supported)
            {
                var list = new NeighbourList(radius, 0.4, NeighbourListKind.Full, instructions);
                list.Find(atoms);
                for (var step = 0; step < 3; step++)
                {
                    for (var i = 0; i < atoms.Count; i++)
                    {
                        atoms.X[i] += 0.07 * (random.NextDouble() - 0.5);
                        atoms.Y[i] += 0.07 * (random.NextDouble() - 0.5);
                        atoms.Z[i] += 0.07 * (random.NextDouble() - 0.5);
                    }

                    Assert.False(list.NeedsRebuild(atoms));
                    Compare(list, atoms, radius, $"seed {seed}, {instructions}");
                }
            }
        }
    }

    [Fact]
    public void A_list_holds_as_long_as_strain_and_displacements_leave_no_pair_out()
    {
        var random = new Random(11);
        var (kept, built) = (0, 0);
        for (var seed = 0; seed < 8; seed++)
        {
            var atoms = RandomAtoms.Liquid(60, 0.05, seed);
            const double Radius = 3.5;
            var list = new NeighbourList(Radius, 0.6);
            list.Find(atoms);
            for (var step = 0; step < 8; step++)
            {
                double Small(double most) => most * (2 * random.NextDouble() - 1);
                Matrix3D strain = new(new(1 + Small(0.02), Small(0.02), Small(0.02)), new(Small(0.02), 1 + Small(0.02), Small(0.02)), new(Small(0.02), Small(0.02), 1 + Small(0.02)));
                atoms.Cell *= strain;
                for (var i = 0; i < atoms.Count; i++)
                {
                    var r = strain.Transform(atoms.Position(i));
                    (atoms.X[i], atoms.Y[i], atoms.Z[i]) = (r.X + Small(0.06), r.Y + Small(0.06), r.Z + Small(0.06));
                }

                if (list.Update(atoms, cancellation: TestContext.Current.CancellationToken)) built++;
                else kept++;
                Compare(list, atoms, Radius, $"seed {seed}, step {step}");
            }
        }

        Assert.True(kept > 10 && built > 10, $"{kept} lists held, {built} were built");
    }

    [Fact]
    public void Building_and_gathering_again_allocate_nothing()
    {
        var atoms = RandomAtoms.Liquid(3000, 0.05, 1);
        var slab = RandomAtoms.Create(new Matrix3D(new(20, 0, 0), new(0, 20, 0), new(0, 0, 1e6)), Periodicity.Full, [.. Enumerable.Range(0, 300).Select(atoms.Position)]);
        var buffer = new NeighbourBuffer();
        foreach (var system in new[] { atoms, slab })
        {
            var list = new NeighbourList(5, 0.5);
            list.Find(system);
            list.Find(system);
            for (var i = 0; i < system.Count; i++) list.Gather(i, system, 5, buffer);
            var before = GC.GetAllocatedBytesForCurrentThread();
            list.Find(system);
            for (var i = 0; i < system.Count; i++) list.Gather(i, system, 5, buffer);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Theory]
    [InlineData(NeighbourListKind.Full)]
    [InlineData(NeighbourListKind.Half)]
    public void Any_number_of_threads_gives_the_same_list(NeighbourListKind kind)
    {
        var atoms = RandomAtoms.Liquid(20_011, 0.05, 4);
        for (var i = 0; i < atoms.Count; i += 7) atoms.X[i] += 3 * atoms.Cell.A.X;
        var serial = new NeighbourList(4, 0.5, kind);
        serial.Find(atoms);
        for (var threads = 1; threads <= 3; threads++)
        {
            using var pool = new WorkerPool(threads);
            var list = new NeighbourList(4, 0.5, kind);
            for (var repeat = 0; repeat < 3; repeat++)
            {
                list.Build(atoms, pool, TestContext.Current.CancellationToken);
                NeighbourListTests.AssertSame(serial, list, $"{threads} threads");
            }
        }
    }

    private static void Compare(NeighbourList list, Atoms atoms, double radius, string what)
    {
        var buffer = new NeighbourBuffer();
        var fresh = BruteForce.Pairs(atoms, radius, NeighbourListKind.Full);
        var found = new List<Pair>();
        for (var i = 0; i < atoms.Count; i++)
        {
            var n = list.Gather(i, atoms, radius, buffer);
            Assert.Equal(n, buffer.Count);
            for (var k = 0; k < n; k++)
            {
                var pair = buffer.Pair[k];
                Assert.Equal(list.NeighboursOf(i)[pair], buffer.Index[k]);
                var d = list.Displacement(atoms, i, pair);
                Assert.Equal(d, new(buffer.Dx[k], buffer.Dy[k], buffer.Dz[k]));
                Assert.Equal(d.Norm, buffer.Distance[k]);
                found.Add(new(i, buffer.Index[k], list.Shifts[list.ImagesOf(i)[pair]]));
            }
        }

        found.Sort();
        Assert.True(fresh.SequenceEqual(found), $"{what}: {fresh.Count} pairs expected, {found.Count} gathered");
    }
}
