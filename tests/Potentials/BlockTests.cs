using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Blocks of sites hold the pairs of the list; environments and forces made from them agree for every instruction set.</summary>
public unsafe class BlockTests
{
    private const double Cutoff = 4.5;

    public static TheoryData<int, double, string> Cases => new() { { 1, 2.1, "TTT" }, { 7, 4.0, "TTT" }, { 60, 9.0, "TFT" }, { 300, 16.0, "TTT" }, { 40, 9.0, "FFF" } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Environments_are_those_of_the_list(int count, double edge, string periodic)
    {
        var (atoms, list) = Random(count, edge, periodic);
        int[] species = [.. Enumerable.Range(0, 120).Select(z => z == 3 ? 0 : 1)];
        BlockNeighbours blocks = new();
        blocks.Update(list, null);
        var placed = Placed(blocks, atoms, species);
        BlockSites sites = new();
        LocalEnvironment plain = new();
        foreach (var kind in InstructionSet.Supported)
        {
            LocalEnvironment environment = new(kind);
            HashSet<int> seen = [];
            foreach (var block in blocks.Blocks[..blocks.Count])
            {
                sites.Load(block, placed, list);
                for (var a = 0; a < block.Atoms; a++)
                {
                    environment.Load(sites, a, Cutoff);
                    plain.Load(environment.Atom, atoms, list, Cutoff, species);
                    Assert.True(seen.Add(environment.Atom));
                    Assert.Equal((plain.Count, plain.Species), (environment.Count, environment.Species));
                    Assert.Equal(plain.Index[..plain.Count], environment.Index[..plain.Count]);
                    var padded = (plain.Count + 15) / 16 * 16;
                    Assert.Equal(plain.NeighbourSpecies[..padded], environment.NeighbourSpecies[..padded]);
                    for (var k = 0; k < padded; k++)
                    {
                        Assert.Equal(plain.Dx[k], environment.Dx[k], 1e-13);
                        Assert.Equal(plain.Dy[k], environment.Dy[k], 1e-13);
                        Assert.Equal(plain.Dz[k], environment.Dz[k], 1e-13);
                        Assert.Equal(plain.Distance[k], environment.Distance[k], 1e-13);
                    }
                }
            }

            Assert.Equal(atoms.Count, seen.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_atom_is_told_where_its_sites_are(int count, double edge, string periodic)
    {
        var (_, list) = Random(count, edge, periodic);
        BlockNeighbours blocks = new();
        // Again after another list: nothing of it may remain.
        foreach (var each in new[] { Random(90, 11, "TTT").List, list })
        {
            blocks.Update(each, null);
            List<int> found = [];
            for (var i = 0; i < each.Count; i++)
            {
                foreach (var s in blocks.Sites[blocks.SiteStart[i]..blocks.SiteStart[i + 1]])
                {
                    var block = blocks.Blocks[..blocks.Count].Last(b => b.FirstSite <= s);
                    Assert.Equal(i, block.Place[s - block.FirstSite]);
                    found.Add(s);
                }
            }

            Assert.Equal(Enumerable.Range(0, blocks.SiteCount), found.Order());
        }
    }

    [Fact]
    public void Atoms_that_have_left_the_cell_do_not_add_sites()
    {
        // As in long dynamics, where positions are not wrapped: every atom in an image of its own.
        var (wrapped, _) = Random(300, 16, "TTT");
        var stream = new RandomStream(8, "blocks");
        var (spread, _) = Random(300, 16, "TTT"); // the same atoms
        for (var i = 0; i < spread.Count; i++)
        {
            var shift = spread.Cell.Transform(new(stream.NextInt(7) - 3, stream.NextInt(7) - 3, stream.NextInt(7) - 3));
            (spread.X[i], spread.Y[i], spread.Z[i]) = (spread.X[i] + shift.X, spread.Y[i] + shift.Y, spread.Z[i] + shift.Z);
        }

        int Sites(Atoms atoms)
        {
            NeighbourList list = new(Cutoff, 0.7);
            list.Build(atoms, null, TestContext.Current.CancellationToken);
            BlockNeighbours blocks = new();
            blocks.Update(list, null);
            return blocks.SiteCount;
        }

        Assert.Equal(Sites(wrapped), Sites(spread));
        ToyModel model = new([3, 14], Cutoff, 0.3);
        var (a, b) = (Derivatives.Evaluate(model, wrapped), Derivatives.Evaluate(model, spread));
        Assert.Equal(a.Energy, b.Energy, 1e-10);
        Assert.Equal(a.Virial.B.X, b.Virial.B.X, 1e-9);
        for (var i = 0; i < wrapped.Count; i++) Assert.Equal(a.Fz[i], b.Fz[i], 1e-10);
    }

    [Fact]
    public void Forces_and_virials_agree_for_every_instruction_set()
    {
        var (atoms, list) = Random(61, 9, "TTT");
        BlockNeighbours blocks = new();
        blocks.Update(list, null);
        var block = blocks.Blocks[0];
        BlockSites sites = new();
        sites.Load(block, Placed(blocks, atoms, new int[120]), list);
        double[]? expected = null;
        foreach (var kind in InstructionSet.Supported)
        {
            LocalEnvironment environment = new(kind);
            AlignedBuffer<double> forces = new(BlockSites.Stride * block.Sites);
            Matrix3D virial = default;
            for (var a = 0; a < block.Atoms; a++)
            {
                environment.Load(sites, a, Cutoff);
                // Padding is filled too: it must not count.
                for (var k = 0; k < environment.Gx.Length; k++) (environment.Gx[k], environment.Gy[k], environment.Gz[k]) = (Math.Sin(a + k), Math.Cos(a + 2 * k), 0.1 * k);
                var own = SiteForces.Add(environment, a, forces.Pointer, kind);
                virial = new(virial.A + own.A, virial.B + own.B, virial.C + own.C);
            }

            double[] found = [.. forces.Span, virial.A.X, virial.A.Y, virial.A.Z, virial.B.X, virial.B.Y, virial.B.Z, virial.C.X, virial.C.Y, virial.C.Z];
            expected ??= found;
            for (var k = 0; k < found.Length; k++) Assert.Equal(expected[k], found[k], 1e-9);
            double sum = 0;
            for (var s = 0; s < forces.Length; s += BlockSites.Stride) sum += forces.Span[s];
            Assert.Equal(0, sum, 1e-10);
            GC.KeepAlive(forces);
        }
    }

    private static PlacedAtoms Placed(BlockNeighbours blocks, Atoms atoms, int[] species)
    {
        PlacedAtoms placed = new();
        placed.Reserve(blocks, atoms.Count);
        placed.Load(atoms, species, 0, atoms.Count);
        return placed;
    }

    private static (Atoms Atoms, NeighbourList List) Random(int count, double edge, string periodic)
    {
        var stream = new RandomStream(3, "blocks", (ulong)count);
        var cell = new Matrix3D(new(edge, 0, 0), new(0.3 * edge, 0.9 * edge, 0), new(-0.2 * edge, 0.1 * edge, 1.1 * edge));
        var positions = new double[3 * count];
        for (var i = 0; i < count; i++)
        {
            // Some atoms lie outside of the cell.
            var r = cell.Transform(new(2 * stream.NextDouble(), stream.NextDouble() - 0.5, stream.NextDouble()));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        byte[] numbers = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3 == 0 ? 14 : 3))];
        Atoms atoms = new(new Structure(numbers, positions, cell, new Periodicity(periodic[0] == 'T', periodic[1] == 'T', periodic[2] == 'T')));
        NeighbourList list = new(Cutoff, 0.7);
        list.Build(atoms, null, TestContext.Current.CancellationToken);
        return (atoms, list);
    }
}
