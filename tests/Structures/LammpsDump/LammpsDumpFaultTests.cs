using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class LammpsDumpFaultTests
{
    private const string Box = "ITEM: BOX BOUNDS pp pp pp\n0 4\n0 5\n0 6\n";
    private const string Head = "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\n" + Box;

    [Theory]
    [InlineData("ITEM: TIMESTEP\n", 1, "ends before the number of the step")]
    [InlineData("ITEM: TIMESTEP\nx\n", 2, "expected the number of the step")]
    [InlineData("ITEM: TIMESTEP\n0\n5\n", 3, "expected the next ITEM")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n-1\n", 4, "expected the number of atoms")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n4000000000\n", 4, "more atoms than can be read")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ENTRIES\n3\n", 3, "holds 'NUMBER OF ENTRIES', not atoms")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n1\nITEM: ATOMS x y z\n", 5, "does not give its box")]
    [InlineData("ITEM: TIMESTEP\n0\n" + Box + "ITEM: ATOMS x y z\n", 7, "does not give its number of atoms")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: BOX BOUNDS pp pp\n", 3, "boundaries of the box are not three")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: BOX BOUNDS pp pp pp\n0 x\n", 4, "expected 2 numbers of the box")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: BOX BOUNDS pp pp pp\n0 1\n0 1\n0 0\n", 6, "the cell is singular")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: BOX BOUNDS abc origin pp pp pp\n1 0 0 inf\n0 1 0 0\n0 0 1 0\n", 6, "not a finite number")]
    [InlineData("ITEM: UNITS\nlj\n" + Head + "ITEM: ATOMS element x y z\n", 11, "in units 'lj', which cannot be converted")]
    [InlineData(Head + "ITEM: ATOMS\n", 9, "the names of the columns are missing")]
    [InlineData(Head + "ITEM: ATOMS element x y z x\nSi 0 0 0 0\n", 10, "column x occurs twice")]
    [InlineData(Head + "ITEM: ATOMS element x y\nSi 0 0\n", 10, "has no coordinates")]
    [InlineData(Head + "ITEM: ATOMS type x y z\n1 0 0 0\n", 10, "does not say which elements")]
    [InlineData(Head + "ITEM: ATOMS mass x y z\n2.5 0 0 0\n", 10, "does not tell its element")]
    [InlineData(Head + "ITEM: ATOMS element x y z\nQq 0 0 0\n", 10, "'Qq' in column element of atom 1 is not the symbol")]
    [InlineData(Head + "ITEM: ATOMS type x y z\nQq 0 0 0\n", 10, "does not begin with the symbol")]
    [InlineData(Head + "ITEM: ATOMS element x y z\nSi 0 0\n", 10, "too few values")]
    [InlineData(Head + "ITEM: ATOMS element x y z\nSi 0 0 0 0\n", 10, "too many values")]
    [InlineData(Head + "ITEM: ATOMS element x y z\nSi 0 nan 0\n", 10, "not a finite number")]
    [InlineData(Head + "ITEM: ATOMS element x y z\n", 9, "ends after 0 of the 1 atoms of frame 1")]
    [InlineData(Head + "ITEM: ATOMS element x y z q charge\nSi 0 0 0 1 1\n", 10, "two columns of the dump mean the same")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\n" + Box + "ITEM: ATOMS id element x y z\n1 Si 0 0 0\n1 Si 1 1 1\n", 11, "two atoms of a frame have the number 1")]
    [InlineData("ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n600000000\n" + Box + "ITEM: ATOMS element x y z\nSi 0 0 0\n", 10, "ends after 1 of the 600000000 atoms")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => LammpsDumpReaderTests.Read(text).ToList());
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("a.dump", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void A_fault_in_the_middle_of_a_file_is_no_cut_off_end()
    {
        var frames = LammpsDumpReaderTests.Read(Head + "ITEM: ATOMS element x y z\nSi 0 0 0\n" + Head + "ITEM: ATOMS element x y z\nSi 0 x 0\n" + Head + "ITEM: ATOMS element x y z\nSi 0 0 0\n").GetEnumerator();
        Assert.True(frames.MoveNext());
        Assert.Throws<InputException>(() => frames.MoveNext());
    }

    [Fact]
    public void Choices_that_contradict_the_file_are_refused()
    {
        const string Text = "ITEM: UNITS\nreal\n" + Head + "ITEM: ATOMS type x y z\n2 0 0 0\n";
        Assert.Contains("real, but metal were asked for", Assert.Throws<InputException>(() => LammpsDumpReaderTests.Read(Text, new() { Units = "metal" }).ToList()).What, StringComparison.Ordinal);
        Assert.Contains("but 1 elements were named", Assert.Throws<InputException>(() => LammpsDumpReaderTests.Read(Text, new() { Species = ["Si"] }).ToList()).What, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => new LammpsDumpFormat().With(new(Units: "lj")));
        Assert.Throws<InputException>(() => new LammpsDumpFormat().Write(new MemoryStream(), "a.dump", [new Structure([14], [0, 0, 0])], TestContext.Current.CancellationToken));
        Assert.Throws<InputException>(() => new LammpsDumpFormat().Write(new MemoryStream(), "a.dump", [new Structure([0], [0, 0, 0], Matrix3D.Identity)], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Dumps_survive_damage() => Mutations.Survive(
        [.. new[]
        {
            Head.Replace("\n1\n", "\n2\n", StringComparison.Ordinal) + "ITEM: ATOMS id type element x y z vx vy vz ix iy iz q c_pe\n2 1 Si 1 2 3 0.1 0.2 0.3 0 1 0 -1 4.5\n1 2 Li 0 0 0 0 0 0 0 0 0 1 nan\n",
            "ITEM: UNITS\nreal\nITEM: TIME\n0.5\nITEM: TIMESTEP\n5\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS xy xz yz pp ff pp\n0 8 -1\n0 7 3\n3 9 -2\nITEM: ATOMS mass xs ys zs fx fy fz\n28.0855 0.5 0.5 0.5 1 2 3\nITEM: TIMESTEP\n6\nITEM: NUMBER OF ATOMS\n1\nITEM: BOX BOUNDS abc origin pp pp pp\n4 0 1 0\n1 5 0 0\n0 0 5 0\nITEM: ATOMS type xu yu zu\nSi 1 2 3\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => LammpsDumpReader.Read(stream, "a.dump"), seed: 12, "ITEM: ", "TIMESTEP", "ITEM: ATOMS ", "ITEM: BOX BOUNDS ", "ITEM: UNITS\n", "id ", "xs ", "pp");
}
