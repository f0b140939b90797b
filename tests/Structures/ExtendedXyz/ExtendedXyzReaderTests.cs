using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class ExtendedXyzReaderTests
{
    [Fact]
    public void All_parts_of_a_frame_are_read()
    {
        var frame = Xyz.Read("""
            2
            Lattice="4 0 0 1 5 0 0 0 6" Properties=species:S:1:pos:R:3:forces:R:3:tag:I:1:fixed:L:1:label:S:1 energy=-3.5 pbc="T F T" note="a b"
            Si 0 0.5 1 1e-3 2 nan 7 T bulk
            li 1 2 3.25 4 5 -inf -8 F "two words"

            """).Single();
        Assert.Equal([14, 3], frame.AtomicNumbers.ToArray());
        Assert.Equal([0, 0.5, 1, 1, 2, 3.25], frame.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(1, 5, 0), new(0, 0, 6)), frame.Cell);
        Assert.Equal(new Periodicity(true, false, true), frame.Periodicity);
        Assert.Equal([1e-3, 2, double.NaN, 4, 5, double.NegativeInfinity], ((RealColumn)frame.FindColumn("forces")!).Values);
        Assert.Equal([7, -8], ((IntegerColumn)frame.FindColumn("tag")!).Values);
        Assert.Equal([true, false], ((LogicalColumn)frame.FindColumn("fixed")!).Values);
        Assert.Equal(["bulk", "two words"], ((TextColumn)frame.FindColumn("label")!).Values);
        Assert.Equal(["energy", "note"], frame.Info.Select(p => p.Key));
        Assert.Equal(new StructureOrigin("test.xyz", 0, 1), frame.Origin);
    }

    [Theory]
    [InlineData("Lattice=\"4 0 0 0 4 0 0 0 4\"", "TTT")]
    [InlineData("Lattice=\"4 4 4\"", "TTT")]
    [InlineData("Lattice=[[4,0,0],[0,4,0],[0,0,4]] pbc=[T, T, F]", "TTF")]
    [InlineData("lattice=\"4 0 0 0 4 0 0 0 4\" PBC=\"1 0 1\"", "TFT")]
    [InlineData("Lattice=\"4 0 0 0 4 0 0 0 4\" pbc=F", "FFF")]
    [InlineData("Lattice=\"4 0 0 0 4 0 0 0 4\" pbc=T", "TTT")]
    [InlineData("Lattice=\"0 0 0 0 0 0 0 0 0\"", "FFF")]
    [InlineData("pbc=\"F F F\"", "FFF")]
    [InlineData("energy=1", "FFF")]
    [InlineData("", "FFF")]
    [InlineData("made by hand", "FFF")]
    public void Periodicity_follows_pbc_else_the_presence_of_a_cell(string comment, string expected)
    {
        var frame = Xyz.ReadComment(comment);
        Assert.Equal(expected, string.Concat(Enumerable.Range(0, 3).Select(a => frame.Periodicity[a] ? 'T' : 'F')));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", null)]
    [InlineData("Frame 5, don't panic: \"x", "Frame 5, don't panic: \"x")]
    public void Free_text_is_kept_as_comment(string comment, string? expected)
    {
        var frame = Xyz.ReadComment(comment);
        Assert.Equal(expected, ((TextInfo?)frame.FindInfo("comment"))?.Values[0]);
        Assert.Equal(expected is null ? 0 : 1, frame.Info.Count);
    }

    [Fact]
    public void Assignments_with_blanks_and_commas_as_in_CP2K_trajectories_are_understood()
    {
        var frame = Xyz.ReadComment(" i =        2, time =        1.000, E =       -17.1643447508");
        Assert.Equal(2, ((IntegerInfo)frame.FindInfo("i")!).Values[0]);
        Assert.Equal(1.0, ((RealInfo)frame.FindInfo("time")!).Values[0]);
        Assert.Equal(-17.1643447508, ((RealInfo)frame.FindInfo("E")!).Values[0]);
    }

    [Theory]
    [InlineData("species:S:1:pos:R:3", "Si 1 2 3")]
    [InlineData("pos:R:3:species:S:1", "1 2 3 Si")]
    [InlineData("symbols:S:1:positions:R:3", "Si 1 2 3")]
    [InlineData("element:S:1:pos:R:3", "Si 1 2 3")]
    [InlineData("Z:I:1:pos:R:3", "14 1 2 3")]
    [InlineData("numbers:I:1:positions:R:3", "14 1 2 3")]
    [InlineData("id:I:1:pos:R:3:species:S:1", "9 1 2 3 Si")]
    [InlineData("species:S:1:pos:R:3:Z:I:1", "Si 1 2 3 14")]
    public void Species_and_positions_are_found_by_name(string properties, string row)
    {
        foreach (var quoted in new[] { properties, $"\"{properties}\"" })
        {
            var frame = Xyz.Read($"1\nProperties={quoted}\n{row}\n").Single();
            Assert.Equal(14, frame.AtomicNumbers[0]);
            Assert.Equal([1, 2, 3], frame.Positions.ToArray());
        }
    }

    [Fact]
    public void Plain_rows_keep_further_numbers()
    {
        var frame = Xyz.Read("2\n\nO 0 0 0 -0.8 1\nH 1 0 0 0.4 2\n").Single();
        Assert.Equal([-0.8, 1, 0.4, 2], ((RealColumn)frame.FindColumn("extra")!).Values);
    }

    [Fact]
    public void Column_names_may_hold_colons()
    {
        var frame = Xyz.Read("1\nProperties=species:S:1:pos:R:3:mtt::forces:R:3\nSi 0 0 0 1 2 3\n").Single();
        Assert.Equal("mtt::forces", frame.Columns.Single().Name);
        StructureAssert.Same(frame, Xyz.Read(Xyz.Write(frame)).Single());
    }

    [Fact]
    public void Frames_follow_one_another_with_blank_lines_and_either_line_end()
    {
        var frames = Xyz.Read("\n1\r\n\r\nSi 0 0 0\r\n\n\n1\nk=2\nLi 0 0 1\n0\n\n\n \n");
        Assert.Equal([1, 1, 0], frames.Select(f => f.Count));
        Assert.Equal([2L, 7L, 10L], frames.Select(f => f.Origin.Line));
        Assert.Equal([0, 1, 2], frames.Select(f => f.Origin.Frame));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_taken_as_Latin1()
    {
        var frame = Xyz.Read([.. "1\nk=\""u8, 0xC5, .. "\"\nSi 0 0 0\n"u8]).Single();
        Assert.Equal("Å", ((TextInfo)frame.FindInfo("k")!).Values[0]);
    }
}
