using System.Globalization;
using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class AtomTableTests
{
    private const string Water = "molecule,atom_index,element,x_A,y_A,z_A,level_eV,kind\nwater,0,O,0,0,0,539.9,oxide\nwater,1,H,0.757,0.586,0,,\nwater,2,H,-0.757,0.586,0,,\n";

    [Fact]
    public void Each_molecule_is_a_frame_with_its_columns()
    {
        var frames = Read(Water + "neon,0,Ne,1,2,3,870.2,\n");
        Assert.Equal([3, 1], frames.Select(f => f.Count));
        Assert.Equal([8, 1, 1], frames[0].AtomicNumbers.ToArray());
        Assert.Equal([0, 0, 0, 0.757, 0.586, 0, -0.757, 0.586, 0], frames[0].Positions.ToArray());
        Assert.Equal(["water", "neon"], frames.Select(f => ((TextInfo)f.FindInfo("molecule")!).Values[0]));
        Assert.Equal([539.9, double.NaN, double.NaN], ((RealColumn)frames[0].FindColumn("level_eV")!).Values);
        Assert.Equal(["oxide", "", ""], ((TextColumn)frames[0].FindColumn("kind")!).Values);
        Assert.IsType<TextColumn>(frames[1].FindColumn("kind"));
        Assert.Null(frames[0].FindColumn("atom_index"));
        Assert.All(frames, f => Assert.True(f.Cell is null && !f.Periodicity.Any));
        Assert.Equal([(0, 2L), (1, 5L)], frames.Select(f => (f.Origin.Frame, f.Origin.Line)));
    }

    [Fact]
    public void Columns_stand_in_any_order_and_quotes_blanks_and_line_ends_do_not_matter()
    {
        var frame = Assert.Single(Read("\uFEFFZ , y,\"x\",Symbol\r\n3, 2 ,1,\"si\"\r\n\r\n 6,5,4, Li\r\n"));
        Assert.Equal([14, 3], frame.AtomicNumbers.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], frame.Positions.ToArray());
        Assert.Empty(frame.Info);
    }

    [Fact]
    public void Frames_can_be_written_as_extended_XYZ_and_come_back_the_same()
    {
        var frames = Read(Water);
        using var stream = new MemoryStream();
        new ExtendedXyzFormat().Write(stream, "out", frames, TestContext.Current.CancellationToken);
        stream.Position = 0;
        StructureAssert.Same(frames[0], ExtendedXyzReader.Read(stream, "out", cancellationToken: TestContext.Current.CancellationToken).Single());
    }

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("element,x,y\nO,0,0\n", 1, "expected a header line")]
    [InlineData("element,x,y,w\nO,0,0,0\n", 1, "lacks a column")]
    [InlineData("element,x,y,z,X\nO,0,0,0,0\n", 1, "occurs twice")]
    [InlineData("element,x,y,z,\nO,0,0,0,0\n", 1, "has no name")]
    [InlineData("element,x,y,z\nO,0,0\n", 2, "expected 4 values as in the header, found 3")]
    [InlineData("element,x,y,z\nO,0,0,0\nO,0,0,0,0\n", 3, "found more")]
    [InlineData("element,x,y,z\nQq,0,0,0\n", 2, "'Qq' is not the symbol of an element")]
    [InlineData("element,x,y,z\nO,0,,0\n", 2, "coordinate '' is not a finite number")]
    [InlineData("element,x,y,z\nO,0,nan,0\n", 2, "coordinate 'nan' is not a finite number")]
    [InlineData("molecule,element,x,y,z\na,O,0,0,0\nb,O,0,0,0\na,O,1,0,0\n", 4, "the rows of molecule 'a' do not follow one another")]
    public void A_malformed_table_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("table.csv", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Theory]
    [InlineData(Water, "atom-table")]
    [InlineData("1\nProperties=element,x,y,z\nO 0 0 0\n", "extxyz")]
    [InlineData("element,x,y,z\n1.0\n4 0 0\n0 5 0\n0 0 6\nSi\n1\nDirect\n0 0 0\n", "poscar")]
    public void It_is_told_from_other_formats(string text, string format) =>
        Assert.Equal(format, StructureFile.Formats.First(f => f.MatchesContent(Encoding.UTF8.GetBytes(text))).Name);

    [Fact]
    public void Tables_of_other_things_are_not_taken_for_atoms()
    {
        Assert.DoesNotContain(StructureFile.Formats, f => f.MatchesContent("energy,intensity,x,y\n1,2,3,4\n"u8));
        Assert.Throws<InputException>(() => StructureFile.Write(Path.Combine(Path.GetTempPath(), "atoms.csv"), Read(Water), "atom-table"));
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [.. new[] { Water, "Z,y,x,Symbol\r\n3,2,1,si\r\n6,5,4,Li\r\n", Water + "neon,0,Ne,1,2,3,870.2,\n" }.Select(Encoding.UTF8.GetBytes)],
        stream => AtomTableReader.Read(stream, "table.csv"), seed: 41, ",", ",,", "\"", "element", "molecule");

    [Fact]
    public void Reference_tables_have_their_molecules_and_levels()
    {
        var files = Directory.GetFiles(ReferenceData.Require("spectra", "xps_cebe_molecules"), "*.csv").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(3, files.Length);
        var frames = files.SelectMany(f => StructureFile.Read(f, cancellationToken: TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(192, frames.Count);
        // Counted independently: one row an atom below each header.
        var rows = files.SelectMany(f => File.ReadLines(f).Skip(1)).Select(l => l.Split(',')).ToArray();
        Assert.Equal(rows.Length, frames.Sum(f => f.Count));
        Assert.Equal(rows.Sum(r => double.Parse(r[3], CultureInfo.InvariantCulture)), frames.Sum(f => Enumerable.Range(0, f.Count).Sum(i => f.Position(i).X)), 1e-6);
        double[] levels = [.. frames.SelectMany(f => ((RealColumn)f.FindColumn("cebe_dft_eV")!).Values)];
        Assert.Equal(rows.Count(r => r[6].Length == 0), levels.Count(double.IsNaN));
        Assert.Equal(rows.Where(r => r[6].Length > 0).Sum(r => double.Parse(r[6], CultureInfo.InvariantCulture)), levels.Where(double.IsFinite).Sum(), 1e-6);
        Assert.All(frames.SelectMany(f => f.AtomicNumbers.ToArray()).Zip(levels), p => Assert.Equal(p.First == 1, double.IsNaN(p.Second)));
    }

    private static List<Structure> Read(string text) => [.. AtomTableReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "table.csv", TestContext.Current.CancellationToken)];
}
