using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class PoscarTests
{
    private const string Head = "Li Si\n1.0\n4 0 0\n0 5 0\n0 0 6\n";

    [Fact]
    public void Vasp5_direct_coordinates()
    {
        var s = Read(Head + "Li Si\n1 2\nDirect\n0.5 0.5 0.5 Li\n0 0 0.25\n-0.25 1.25 0 ! comment\n");
        Assert.Equal([3, 14, 14], s.AtomicNumbers.ToArray());
        Assert.Equal([2, 2.5, 3, 0, 0, 1.5, -1, 6.25, 0], s.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
        Assert.Equal(Periodicity.Full, s.Periodicity);
        Assert.Equal("Li Si", ((TextInfo)s.FindInfo("comment")!).Values[0]);
        Assert.Empty(s.Columns);
    }

    [Theory]
    [InlineData("Cartesian")]
    [InlineData("cart")]
    [InlineData("  K")]
    public void Cartesian_coordinates_are_scaled_with_the_cell(string mode)
    {
        var s = Read($"x\n2.0\n2 0 0\n0 2.5 0\n0 0 3\nSi\n1\n{mode}\n1 1 1\n");
        Assert.Equal([2, 2, 2], s.Positions.ToArray());
        Assert.Equal(4 * 5 * 6, s.Cell!.Value.Determinant);
    }

    [Fact]
    public void A_negative_scale_is_the_volume()
    {
        var s = Read("x\n-120\n2 0 0\n0 2.5 0\n0 0 3\nSi\n1\nCart\n1 1 1\n");
        Assert.Equal(120, s.Cell!.Value.Determinant, 1e-12);
        Assert.Equal(2, s.Position(0).X, 1e-14);
    }

    [Fact]
    public void Three_scales_stretch_x_y_and_z()
    {
        var s = Read("x\n1 2 3\n1 1 1\n0 1 1\n0 0 1\nSi\n1\nCart\n1 1 1\n");
        Assert.Equal(new Matrix3D(new(1, 2, 3), new(0, 2, 3), new(0, 0, 3)), s.Cell);
        Assert.Equal([1, 2, 3], s.Positions.ToArray());
    }

    [Theory]
    [InlineData("Li Si", null)]
    [InlineData("Li1 Si2 from somewhere", null)]
    [InlineData("amorphous", "Li Si")]
    public void Vasp4_takes_species_from_the_comment_or_the_options(string comment, string? species)
    {
        var s = Read($"{comment}\n1.0\n4 0 0\n0 5 0\n0 0 6\n1 2\nDirect\n0 0 0\n0 0 0.5\n0.5 0 0\n", new() { Species = species?.Split(' ') });
        Assert.Equal([3, 14, 14], s.AtomicNumbers.ToArray());
    }

    [Fact]
    public void Suffixes_of_potentials_are_dropped_and_species_may_return()
    {
        var s = Read(Head + "Li_sv Si/0f3ab2 Li H.5 ! tests\n1 1 1 1 ! counts\nDirect\n0 0 0\n0 0 0.5\n0.5 0 0\n0 0.5 0\n");
        Assert.Equal([3, 14, 3, 1], s.AtomicNumbers.ToArray());
    }

    [Fact]
    public void Selective_dynamics_becomes_move_mask()
    {
        var s = Read(Head + "Si\n2\nSelective dynamics\nDirect\n0 0 0 T F T\n0 0 0.5 .FALSE. .TRUE. f Si\n");
        Assert.Equal([true, false, true, false, true, false], ((LogicalColumn)s.FindColumn("move_mask")!).Values);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\n\n  \n", false)]
    [InlineData("\n0.1 0.2 0.3\n1d-2 0 0\n", true)]
    [InlineData("Cartesian\n0.1 0.2 0.3\n1d-2 0 0\n\n 1\n 0.5\n whatever follows\n", true)]
    [InlineData("Direct\n0.1 0.2 0.3\n1d-2 0 0\n", false)]
    [InlineData("Lattice velocities and vectors\n1\n0 0 0\n0 0 0\n0 0 0\n4 0 0\n0 5 0\n0 0 6\nC\n0.1 0.2 0.3\n1d-2 0 0\n", true)]
    public void Velocities_in_angstrom_per_femtosecond_are_kept(string rest, bool present)
    {
        var s = Read(Head + "Si\n2\nDirect\n0 0 0\n0 0 0.5\n" + rest);
        if (present) Assert.Equal([0.1, 0.2, 0.3, 0.01, 0, 0], ((RealColumn)s.FindColumn("velocities")!).Values);
        else Assert.Null(s.FindColumn("velocities"));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var atoms = random.Next(1, 9);
            double[] Reals() => [.. Enumerable.Range(0, 3 * atoms).Select(_ => 20 * random.NextDouble() - 5)];
            var cell = new Matrix3D(new(5, random.NextDouble(), -random.NextDouble()), new(-random.NextDouble(), 6, random.NextDouble()), new(random.NextDouble(), 1, 7));
            var original = new Structure(
                [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 119))], Reals(), cell, Periodicity.Full,
                [new LogicalColumn("move_mask", 3, [.. Enumerable.Range(0, 3 * atoms).Select(_ => random.Next(2) == 0)]), new RealColumn("velocities", 3, Reals())],
                [new("comment", new TextInfo("a comment"))]);
            foreach (var cartesian in new[] { false, true })
            {
                var again = Read(Write(original, new() { Cartesian = cartesian }));
                var moved = original.Positions.ToArray().Zip(again.Positions.ToArray(), (a, b) => Math.Abs(a - b)).Max();
                Assert.True(moved <= (cartesian ? 0 : 1e-12), $"seed {seed}: moved by {moved} Å");
                StructureAssert.Same(Rest(original), Rest(again));
            }
        }

        static Structure Rest(Structure s) => new(s.AtomicNumbers.ToArray(), new double[3 * s.Count], s.Cell, s.Periodicity, s.Columns, s.Info);
    }

    [Fact]
    public void Grouping_brings_atoms_of_a_species_together()
    {
        var s = Read(Head + "Li Si Li\n1 1 1\nDirect\n0 0 0\n0 0 0.5\n0.5 0 0\n");
        var again = Read(Write(s, new() { GroupBySpecies = true }));
        Assert.Equal([3, 3, 14], again.AtomicNumbers.ToArray());
        Assert.Equal(2, again.Position(1).X);
    }

    private static Structure Read(string text, PoscarOptions? options = null) => PoscarReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "POSCAR", options);

    private static string Write(Structure structure, PoscarOptions options)
    {
        using var stream = new MemoryStream();
        PoscarWriter.Write(stream, structure, options);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
