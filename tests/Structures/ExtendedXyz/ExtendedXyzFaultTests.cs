using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

/// <summary>Malformed files end in one sentence that names the line and the remedy.</summary>
public class ExtendedXyzFaultTests
{
    private const string Cell = "Lattice=\"4 0 0 0 4 0 0 0 4\"";

    [Theory]
    [InlineData("x\n\nSi 0 0 0\n", 1, "expected a number of atoms, found 'x'")]
    [InlineData("1 2\n\nSi 0 0 0\n", 1, "expected a number of atoms")]
    [InlineData("-1\n\n", 1, "expected a number of atoms")]
    [InlineData("99999999999\n\n", 1, "more than can be read")]
    [InlineData("1", 1, "ends before the comment line")]
    [InlineData("3\n\nSi 0 0 0\n", 3, "the file ends after 1 of the frame's 3 atoms")]
    [InlineData("2147000\n\nSi 0 0 0\n", 3, "the file ends after 1 of the frame's 2147000 atoms")]
    [InlineData("1\n\nSi 0 0 0\nSi 0 0 0\n", 4, "expected a number of atoms, found 'Si 0 0 0'")]
    [InlineData("2\n\nSi 0 0 0\n1\n\nSi 0 0 0\n", 4, "atom 2 of 2 has 1 values where 4 are expected")]
    [InlineData("1\n\nSi 0 0\n", 3, "atom 1 of 1 has 3 values where 4 are expected")]
    [InlineData("2\n\nSi 0 0 0\nSi 0 0 0 0\n", 4, "atom 2 of 2 has 5 values where 4 are expected")]
    [InlineData("1\n\nQq 0 0 0\n", 3, "'Qq' in column species of atom 1 is not the symbol of an element")]
    [InlineData("1\n\n119 0 0 0\n", 3, "'119' in column species of atom 1 is not an atomic number")]
    [InlineData("1\n\nSi 0 nan 0\n", 3, "'nan' in column pos of atom 1 is not a finite real number")]
    [InlineData("1\n\nSi 0 inf 0\n", 3, "'inf' in column pos of atom 1")]
    [InlineData("1\n\nSi 0 1e999 0\n", 3, "'1e999' in column pos of atom 1")]
    [InlineData("1\n\nSi 0 0,5 0\n", 3, "'0,5' in column pos of atom 1")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0 0\"\nSi 0 0 0\n", 2, "the cell is singular")]
    [InlineData("1\nLattice=\"4 0 0 8 0 0 0 0 1\"\nSi 0 0 0\n", 2, "the cell is singular")]
    [InlineData("1\nLattice=\"4 0 0 0 nan 0 0 0 1\"\nSi 0 0 0\n", 2, "not a finite number")]
    [InlineData("1\nLattice=\"4 0 0 0 4 0 0 0\"\nSi 0 0 0\n", 2, "Lattice does not hold nine numbers")]
    [InlineData("1\nLattice=cubic\nSi 0 0 0\n", 2, "Lattice does not hold nine numbers")]
    [InlineData("1\npbc=\"T T T\"\nSi 0 0 0\n", 2, "there is no Lattice")]
    [InlineData("1\n" + Cell + " pbc=\"T T\"\nSi 0 0 0\n", 2, "pbc does not hold three truth values")]
    [InlineData("1\n" + Cell + " pbc=yes\nSi 0 0 0\n", 2, "pbc does not hold three truth values")]
    [InlineData("1\nk=\"open\nSi 0 0 0\n", 2, "the quote opened for k is not closed")]
    [InlineData("1\nk=[1, 2\nSi 0 0 0\n", 2, "the [ opened for k is not closed")]
    [InlineData("1\nk={1, 2\nSi 0 0 0\n", 2, "the { opened for k is not closed")]
    [InlineData("1\nk=[[1, 2], [3]]\nSi 0 0 0\n", 2, "neither a list nor a table")]
    [InlineData("1\nk=[[[1]]]\nSi 0 0 0\n", 2, "neither a list nor a table")]
    [InlineData("1\nk=\"_JSON {\"\nSi 0 0 0\n", 2, "not valid JSON")]
    [InlineData("1\nk=\nSi 0 0 0\n", 2, "key k has no value")]
    [InlineData("1\n=5\nSi 0 0 0\n", 2, "a value without a key")]
    [InlineData("1\nk=1 k=2\nSi 0 0 0\n", 2, "key k occurs twice")]
    [InlineData("1\nProperties=species:S:1\nSi\n", 2, "no column with the positions")]
    [InlineData("1\nProperties=pos:R:3\n0 0 0\n", 2, "no column with the species")]
    [InlineData("1\nProperties=species:S:1:pos:R:2\nSi 0 0\n", 2, "no column with the positions")]
    [InlineData("1\nProperties=species:S:1:pos:Q:3\nSi 0 0 0\n", 2, "Properties does not say NAME:TYPE:WIDTH")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a\nSi 0 0 0\n", 2, "Properties does not say NAME:TYPE:WIDTH")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a:R:0\nSi 0 0 0\n", 2, "has width 0")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a:R:99999999999\nSi 0 0 0\n", 2, "has width 99999999999")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a:R:1:a:R:1\nSi 0 0 0 1 1\n", 2, "column a occurs twice")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a:I:1\nSi 0 0 0 1.5\n", 3, "'1.5' in column a of atom 1 is not a whole number")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a:L:1\nSi 0 0 0 yes\n", 3, "'yes' in column a of atom 1 is not T or F")]
    [InlineData("1\nProperties=species:S:1:pos:R:3:a:R:1\nSi 0 0 0 x\n", 3, "'x' in column a of atom 1 is not a real number")]
    [InlineData("700000000\nProperties=species:S:1:pos:R:3:a:R:1000000\nSi 0 0 0 x\n", 2, "larger than can be read")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Xyz.Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("test.xyz", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void An_endless_line_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => ExtendedXyzReader.Read(new EndlessStream(), "test.xyz", cancellationToken: TestContext.Current.CancellationToken).ToList());
        Assert.Contains("longer than 16 MiB", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_before_the_fault_are_delivered()
    {
        var frames = ExtendedXyzReader.Read(new MemoryStream("1\n\nSi 0 0 0\n1\n\nSi 0 0\n"u8.ToArray()), "test.xyz", cancellationToken: TestContext.Current.CancellationToken).GetEnumerator();
        Assert.True(frames.MoveNext());
        Assert.Throws<InputException>(() => frames.MoveNext());
    }

    [Fact]
    public void A_growing_file_ends_with_its_last_whole_frame_wherever_it_is_cut()
    {
        const string First = "2\n" + Cell + " Properties=species:S:1:pos:R:3:tag:S:1 note=\"a b\"\nSi 0 0 0.5 x\nSi 2.25 0 0 y\n";
        const string Second = "2\n" + Cell + " Properties=species:S:1:pos:R:3\nSi 0 0 0.25\nSi 0 0 1.125\n";
        var format = new ExtendedXyzFormat().With(new FormatHints(IsGrowing: true));
        List<Structure> Read(string text) => [.. format.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "test.xyz", TestContext.Current.CancellationToken)];
        Assert.All(Read(First + Second), f => Assert.Empty(f.Remarks));
        for (var length = 1; length < Second.Length; length++)
        {
            var frame = Assert.Single(Read(First + Second[..length]));
            Assert.Equal(["frame 1 is cut off at the end of the file and was left out"], frame.Remarks);
            Assert.Equal([0, 0, 0.5, 2.25, 0, 0], frame.Positions.ToArray());
        }

        // The first frame, and faults before the end of the file, stay faults; files that are not said to grow are refused.
        for (var length = 1; length < First.Length - 2; length++) Assert.Throws<InputException>(() => Read(First[..length]));
        Assert.Throws<InputException>(() => Read(First + "2\n\nSi 0 0 0\nSi 0 0\n" + First));
        Assert.Throws<InputException>(() => Xyz.Read(First + Second[..^12]));
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'1');
            return count;
        }
    }
}
