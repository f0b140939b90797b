using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class LammpsDataWriterTests
{
    [Fact]
    public void What_is_written_reads_the_same()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var original = RandomCrystal(seed, new(new(4 + seed, 0, 0), new(-1.25, 5, 0), new(7.5, 0.1, 6)));
            var again = LammpsDataReaderTests.Read(Write(original));
            StructureAssert.Same(WithoutVelocities(original), WithoutVelocities(again));
            // Å/fs to Å/ps and back rounds twice.
            foreach (var (v, w) in Velocities(original).Zip(Velocities(again))) Assert.Equal(v, w, 1e-15 * Math.Abs(v));
        }

        static Structure WithoutVelocities(Structure s) => s.With([.. s.Columns.Where(c => c.Name != "velocities")], s.Info);
        static double[] Velocities(Structure s) => ((RealColumn)s.FindColumn("velocities")!).Values;
    }

    [Theory]
    [InlineData("real")]
    [InlineData("electron")]
    public void Other_units_read_the_same_within_rounding(string units)
    {
        var original = RandomCrystal(5, new(new(4, 0, 0), new(-1.25, 5, 0), new(7.5, 0.1, 6)));
        // The first line names the units, so that no option is needed to read them.
        var again = LammpsDataReaderTests.Read(Write(original, new() { Units = units }));
        for (var i = 0; i < original.Count; i++) Assert.True((original.Position(i) - again.Position(i)).Norm <= 1e-13);
        Assert.Equal(((RealColumn)original.FindColumn("velocities")!).Values[0], ((RealColumn)again.FindColumn("velocities")!).Values[0], 1e-15);
    }

    [Fact]
    public void Other_orientations_are_turned_and_left_handed_cells_keep_their_crystal()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Vector3D Vector() => new(10 * random.NextDouble() - 5, 10 * random.NextDouble() - 5, 10 * random.NextDouble() - 5);
            var cell = new Matrix3D(Vector(), Vector(), Vector());
            if (Math.Abs(cell.Determinant) < 1) continue;
            var original = RandomCrystal(seed, cell);
            var again = LammpsDataReaderTests.Read(Write(original));
            Assert.True(LammpsBox.IsRestricted(again.Cell!.Value));
            Assert.Equal(Math.Abs(cell.Determinant), again.Cell.Value.Determinant, 1e-10);

            // Distances of all pairs, and angles of velocities with them, do not change when everything is turned.
            var (v, w) = (((RealColumn)original.FindColumn("velocities")!).Values, ((RealColumn)again.FindColumn("velocities")!).Values);
            for (var i = 0; i < original.Count; i++)
            {
                for (var j = 0; j < original.Count; j++)
                {
                    var (before, after) = (original.Position(j) - original.Position(i), again.Position(j) - again.Position(i));
                    Assert.Equal(before.Norm, after.Norm, 1e-12);
                    Assert.Equal(Vector3D.Dot(before, new(v[3 * i], v[3 * i + 1], v[3 * i + 2])), Vector3D.Dot(after, new(w[3 * i], w[3 * i + 1], w[3 * i + 2])), 1e-11);
                }
            }

            // The image flags follow their vectors.
            var (swapped, images, flags) = (cell.Determinant < 0, ((IntegerColumn)original.FindColumn("image")!).Values, ((IntegerColumn)again.FindColumn("image")!).Values);
            Assert.Equal(swapped ? [images[0], images[2], images[1]] : images[..3], flags[..3]);
        }
    }

    [Fact]
    public void Types_are_numbered_by_atomic_number_by_the_user_or_as_they_were()
    {
        var s = new Structure([14, 3, 14], [0, 0, 0, 1, 1, 1, 2, 2, 2], 4 * Matrix3D.Identity, Periodicity.Full);
        Assert.Contains("1 6.94 # Li\n2 28.085 # Si\n\nAtoms # atomic\n\n1 2 0 0 0\n2 1 1 1 1\n3 2 2 2 2\n", Write(s), StringComparison.Ordinal);
        Assert.Contains("1 28.085 # Si\n2 15.999 # O\n3 6.94 # Li\n\nAtoms # atomic\n\n1 1 0 0 0\n2 3 1 1 1\n", Write(s, new() { Species = ["Si", "O", "Li"] }), StringComparison.Ordinal);
        Assert.Contains("1 28.085 # Si\n2 6.94 # Li\n3 28.085 # Si\n", Write(s.With(new IntegerColumn("type", 1, [3, 2, 1]))), StringComparison.Ordinal);
        Assert.Contains("1 6.94 # Li\n2 28.085 # Si\n\n", Write(s.With(new IntegerColumn("type", 1, [2, 2, 1]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_tilt_is_noted_once()
    {
        var s = new Structure([14], [0, 0, 0], new(new(4, 0, 0), new(2.5, 4, 0), new(0, 0, 4)), Periodicity.Full);
        var text = Write(s);
        Assert.Contains("box tilt large", text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(text, Write(LammpsDataReaderTests.Read(text)));
    }

    internal static Structure RandomCrystal(int seed, Matrix3D cell)
    {
        var random = new Random(seed);
        var atoms = random.Next(1, 9);
        double[] Reals(int width) => [.. Enumerable.Range(0, width * atoms).Select(_ => 20 * random.NextDouble() - 5)];
        return new(
            [.. Enumerable.Range(0, atoms).Select(_ => (byte)random.Next(1, 84))], Reals(3), cell, Periodicity.Full,
            [
                new IntegerColumn("id", 1, [.. Enumerable.Range(0, atoms).Select(i => 3L + 2 * i)]), new IntegerColumn("molecule", 1, [.. Enumerable.Range(0, atoms).Select(i => (long)i)]),
                new RealColumn("charge", 1, Reals(1)), new IntegerColumn("image", 3, [.. Enumerable.Range(0, 3 * atoms).Select(_ => (long)random.Next(-2, 3))]),
                new RealColumn("velocities", 3, [.. Reals(3).Select(v => Math.Round(v, 6) / 1000)]),
            ],
            [new("comment", new TextInfo("a comment, needs the command 'box tilt large'"))]);
    }

    internal static string Write(Structure structure, LammpsDataOptions? options = null)
    {
        using var stream = new MemoryStream();
        LammpsDataWriter.Write(stream, structure, options);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
