using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class PlainXyzTests
{
    [Theory]
    [InlineData("  2  \n  a comment \n  Si   0 0.5 1  \n\tLi\t1\t2\t3\t\n")]
    [InlineData("2\na comment\n14 0 .5 1.\n3 1 +2 3e0\n\n\n")]
    [InlineData("2\r\na comment\r\nsi 0 5d-1 1\r\nLI 1 2 3\r\n")]
    [InlineData("\n2\na comment\nSi 0 0.5 1\nLi 1 2 3")]
    public void Blanks_numbers_and_line_ends_do_not_matter(string text)
    {
        var s = Xyz.Read(text).Single();
        Assert.Equal([14, 3], s.AtomicNumbers.ToArray());
        Assert.Equal([0, 0.5, 1, 1, 2, 3], s.Positions.ToArray());
        Assert.Equal("a comment", ((TextInfo)s.FindInfo("comment")!).Values[0]);
        Assert.Null(s.Cell);
        Assert.Equal(Periodicity.None, s.Periodicity);
    }

    [Fact]
    public void Further_numbers_of_a_row_become_extra_columns()
    {
        var s = Xyz.Read("2\n\nO 0 0 0 -0.834 1\nH 0 0 1 0.417 nan\n").Single();
        Assert.Equal([-0.834, 1, 0.417, double.NaN], ((RealColumn)s.FindColumn("extra")!).Values);
    }

    [Theory]
    [InlineData(" 3 water from a force field\n 1 O 0 0 0 1 2 3\n 2 H 0 0 1 2 1\n 3 H 0 1 0 2 1\n", 1, "expected a number of atoms")]
    [InlineData("2\n\nSi 0 0 0\n", 3, "ends after 1 of the frame's 2 atoms")]
    [InlineData("1\n\nSi 0 0 0\nSi 1 1 1\n", 4, "expected a number of atoms")]
    [InlineData("1\n\nSi1 0 0 0\n", 3, "is not the symbol of an element")]
    [InlineData("1\n\n119 0 0 0\n", 3, "is not an atomic number")]
    [InlineData("2\n\nSi 0 0 0 1\nSi 0 0 0\n", 4, "has 4 values where 5 are expected")]
    [InlineData("1\n\nSi 0 0\n", 3, "has 3 values where 4 are expected")]
    public void What_is_no_XYZ_is_refused(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Xyz.Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(line, fault.Line);
    }

    [Fact]
    public void Symbols_positions_and_the_comment_are_written()
    {
        var s = new Structure(
            [14, 0], [0.1, -2, 1.0 / 3, 1e-7, 5, 1e5], 5 * Matrix3D.Identity, Periodicity.Full, [new RealColumn("forces", 3, new double[6])],
            [new("comment", new TextInfo("two\natoms")), new("energy", new RealInfo(1))]);
        Assert.Equal("2\ntwo atoms\nSi 0.100 -2.000 0.333\nX 0.000 5.000 100000.000\n", Write(s, new() { Decimals = 3 }));
        Assert.StartsWith("2\n\nSi ", Write(s, new() { Comment = false }), StringComparison.Ordinal);
        Assert.Equal(["the cell", "forces", "energy"], new PlainXyzFormat().Unwritten(s));
        var again = Xyz.Read(Write(s, new())).Single();
        Assert.Equal(s.Positions.ToArray(), again.Positions.ToArray());
        Assert.Equal(s.AtomicNumbers.ToArray(), again.AtomicNumbers.ToArray());
        Assert.Null(again.Cell);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlainXyzOptions { Decimals = 31 });
    }

    [Theory]
    [InlineData("Properties=species:S:1:pos:R:3:f:R:3", "Properties:species:S:1:pos:R:3:f:R:3")]
    [InlineData("E = \"open", "E : \"open")]
    [InlineData("it's a \"comment\"", "it's a \"comment\"")]
    [InlineData("a == b = ", "a :: b :")]
    public void Comments_are_not_read_as_extended_XYZ(string comment, string expected)
    {
        var s = new Structure([14], [0, 0, 0], info: [new("comment", new TextInfo(comment))]);
        Assert.Equal(expected, ((TextInfo)Xyz.Read(Write(s, new())).Single().FindInfo("comment")!).Values[0]);
    }

    [Fact]
    public void Names_that_end_with_xyz_stay_extended_XYZ()
    {
        using var folder = new TemporaryFolder();
        var s = new Structure([14], [0, 0, 0], 5 * Matrix3D.Identity, Periodicity.Full);
        StructureFile.Write(folder["a.xyz"], [s]);
        StructureFile.Write(folder["b.xyz"], [s, s], "xyz");
        Assert.NotNull(StructureFile.Read(folder["a.xyz"]).Single().Cell);
        Assert.Equal("1\n\nSi 0 0 0\n1\n\nSi 0 0 0\n", File.ReadAllText(folder["b.xyz"]));
        Assert.Equal(2, StructureFile.Read(folder["b.xyz"], "xyz").Count());
    }

    [Fact]
    public void Large_amorphous_structures_come_back_the_same()
    {
        var files = Directory.GetFiles(ReferenceData.Require("datasets", "lisi_amorphous_large"), "*.xyz");
        Assert.Equal(7, files.Length);
        foreach (var file in files)
        {
            var s = StructureFile.Read(file).Single();
            // The name says the composition: Li13Si64.
            var parts = Path.GetFileNameWithoutExtension(file)[2..].Split("Si").Select(int.Parse).ToArray();
            Assert.Equal((parts[0], parts[1]), (s.AtomicNumbers.ToArray().Count(z => z == 3), s.AtomicNumbers.ToArray().Count(z => z == 14)));
            StructureAssert.Same(s, Xyz.Read(Write(s, new())).Single());
        }
    }

    [Fact]
    public void Damage_is_survived() => Mutations.Survive(
        [.. new[]
        {
            " 3\n water molecule\n O 0 0 0\n H 0.0 0 .96\n H 0.93 0 -0.24\n",
            "2\n\n14 0 0 0 0.5\n3 1 2 3 -0.5\n2\nnext\n14 0 0 0 0.5\n3 1 2 3 -0.5\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => new PlainXyzFormat().Read(stream, "test.xyz"), seed: 60_000);

    private static string Write(Structure s, PlainXyzOptions options)
    {
        using var stream = new MemoryStream();
        new PlainXyzFormat(options).Write(stream, "test.xyz", [s]);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
