using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class PoscarFaultTests
{
    private const string Head = "x\n1.0\n4 0 0\n0 5 0\n0 0 6\n";

    [Theory]
    [InlineData("x", 1, "ends before the scale factor")]
    [InlineData("x\nabc\n", 2, "expected a scale factor")]
    [InlineData("x\n0\n4 0 0\n0 5 0\n0 0 6\nSi\n1\nDirect\n0 0 0\n", 2, "zero or not finite")]
    [InlineData("x\n1 2\n", 2, "expected a scale factor, or three")]
    [InlineData("x\n1 -2 3\n", 2, "is negative")]
    [InlineData("x\n1\n4 0\n", 3, "three components of a lattice vector")]
    [InlineData("x\n1\n4 0 0\n0 5 0\n8 5 0\nSi\n1\nDirect\n0 0 0\n", 5, "the cell is singular")]
    [InlineData("x\n1\n4 0 0\n0 nan 0\n0 0 6\n", 5, "not a finite number")]
    [InlineData(Head + "Qq\n1\nDirect\n0 0 0\n", 6, "'Qq' is not the symbol of an element")]
    [InlineData(Head + "Si\n1 1\nDirect\n0 0 0\n", 7, "1 species and 2 counts")]
    [InlineData(Head + "Si\nx\nDirect\n0 0 0\n", 7, "expected the number of atoms")]
    [InlineData(Head + "Si\n-1\nDirect\n0 0 0\n", 7, "expected the number of atoms")]
    [InlineData(Head + "Si Li\n2000000000 2000000000\nDirect\n0 0 0\n", 7, "more atoms than can be read")]
    [InlineData(Head + "1\nDirect\n0 0 0\n", 6, "does not name its species")]
    [InlineData("Si Li\n1.0\n4 0 0\n0 5 0\n0 0 6\n1\nDirect\n0 0 0\n", 6, "does not name its species")]
    [InlineData("Si3\n1.0\n4 0 0\n0 5 0\n0 0 6\n1\nDirect\n0 0 0\n", 6, "does not name its species")]
    [InlineData(Head + "Si\n1\nanything\n0 0 0\n", 8, "neither Direct nor Cartesian")]
    [InlineData(Head + "Si\n2\nDirect\n0 0 0\n", 9, "ends after 1 of its 2 atoms")]
    [InlineData(Head + "Si\n600000000\nDirect\n0 0 0\n", 9, "ends after 1 of its 600000000 atoms")]
    [InlineData(Head + "Si\n1\nDirect\n0 0\n", 9, "expected three coordinates of atom 1 of 1")]
    [InlineData(Head + "Si\n1\nDirect\n0 nan 0\n", 9, "not a finite number")]
    [InlineData(Head + "Si\n1\nDirect\n0 0 0\n0 0 0.5\n", 10, "expected a blank line or the end of the file after the last atom")]
    [InlineData(Head + "Si\n1\nSelective\nDirect\n0 0 0 T T\n", 10, "expected three flags")]
    [InlineData(Head + "Si\n2\nDirect\n0 0 0\n0 0 0\n\n1 2 3\n", 12, "ends after the velocities of 1 of its 2 atoms")]
    [InlineData(Head + "Si\n1\nDirect\n0 0 0\n\nabc\n", 11, "expected the velocities")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => PoscarReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "POSCAR", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("POSCAR", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void Several_frames_or_none_of_a_cell_cannot_be_written()
    {
        var molecule = new Structure([14], [0, 0, 0]);
        var crystal = new Structure([14], [0, 0, 0], Lithoscope.Numerics.Matrix3D.Identity);
        var format = new PoscarFormat();
        Assert.Throws<InputException>(() => format.Write(new MemoryStream(), "POSCAR", [molecule], TestContext.Current.CancellationToken));
        Assert.Throws<InputException>(() => format.Write(new MemoryStream(), "POSCAR", [crystal, crystal], TestContext.Current.CancellationToken));
    }
}
