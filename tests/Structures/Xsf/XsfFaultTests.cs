using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class XsfFaultTests
{
    private const string Head = "CRYSTAL\nPRIMVEC\n4 0 0\n0 5 0\n0 0 6\nPRIMCOORD\n";

    [Theory]
    [InlineData("CRYSTAL\n", 1, "ends before its atoms")]
    [InlineData("CRYSTAL\nPRIMVEC\n4 0 0\n", 3, "ends within its first structure")]
    [InlineData("CRYSTAL\nPRIMVEC\n4 0\n", 3, "three components of a lattice vector")]
    [InlineData("CRYSTAL\nPRIMVEC\n4 0 0\n0 5 0\n8 5 0\n", 5, "the cell is singular")]
    [InlineData("CRYSTAL\nPRIMVEC\n4 0 0\n0 nan 0\n0 0 6\n", 5, "not a finite number")]
    [InlineData("CRYSTAL\nPRIMCOORD\n1 1\nSi 0 0 0\n", 4, "there is no PRIMVEC")]
    [InlineData("SLAB\nATOMS\nSi 0 0 0\n", 3, "there is no PRIMVEC")]
    [InlineData("DIM-GROUP\n4 1\n", 2, "at most three dimensions")]
    [InlineData("DIM-GROUP\n", 1, "ends after DIM-GROUP")]
    [InlineData("ANIMSTEPS\nATOMS 1\nSi 0 0 0\n", 1, "expected the number of frames after ANIMSTEPS, found nothing")]
    [InlineData("ANIMSTEPS x\nATOMS 1\nSi 0 0 0\n", 1, "found 'x'")]
    [InlineData("hello\n", 1, "expected a keyword")]
    [InlineData(Head + "x\n", 7, "expected the number of atoms")]
    [InlineData(Head + "-1 1\n", 7, "expected the number of atoms")]
    [InlineData(Head + "0 1\n", 7, "has no atoms")]
    [InlineData(Head + "2 1\nSi 0 0 0\n", 8, "ends within its first structure")]
    [InlineData(Head + "9999999999 1\nSi 0 0 0\n", 8, "ends within its first structure")]
    [InlineData(Head + "1 1\nSi 0 0 0\nSi 1 1 1\n", 9, "expected a keyword")]
    [InlineData(Head + "2 1\nSi 0 0 0\nPRIMCOORD\n", 9, "atomic number of atom 2 of 2, found 'PRIMCOORD'")]
    [InlineData(Head + "1 1\nQq 0 0 0\n", 8, "found 'Qq'")]
    [InlineData(Head + "1 1\n119 0 0 0\n", 8, "found '119'")]
    [InlineData(Head + "1 1\nSi 0 0\n", 8, "expected three coordinates")]
    [InlineData(Head + "1 1\nSi 0 0 0 1\n", 8, "expected three coordinates")]
    [InlineData(Head + "1 1\nSi 0 0 0 1 2 3 4\n", 8, "expected three coordinates")]
    [InlineData(Head + "1 1\nSi 0 inf 0\n", 8, "not a finite number")]
    [InlineData(Head + "2 1\nSi 0 0 0 1 2 3\nSi 0 0 0\n", 9, "lacks a force")]
    [InlineData(Head + "2 1\nSi 0 0 0\nSi 0 0 0 1 2 3\n", 9, "has a force")]
    [InlineData("ATOMS\n# nothing\n", 2, "has no atoms")]
    [InlineData("# total energy = abc eV\nATOMS\nSi 0 0 0\n", 1, "expected the total energy in eV")]
    [InlineData("ATOMS\nSi 0 0 0\n# total energy = 5 eV\n", 3, "stands after the structure")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => Xsf.Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("test.xsf", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void What_the_format_cannot_say_is_not_written()
    {
        var cell = 5 * Matrix3D.Identity;
        var wire = new Structure([14], [0, 0, 0], cell, new(false, false, true));
        var crystal = new Structure([14], [0, 0, 0], cell, Periodicity.Full);
        Assert.Contains("repeats along other vectors", Assert.Throws<InputException>(() => Xsf.Write(wire)).Message, StringComparison.Ordinal);
        Assert.Contains("one periodicity", Assert.Throws<InputException>(() => Xsf.Write(crystal, new([14], [0, 0, 0]))).Message, StringComparison.Ordinal);
        Assert.Contains("some frames have an energy", Assert.Throws<InputException>(() => Xsf.Write(crystal, crystal.With("energy", new RealInfo(1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_survived() => Mutations.Survive(
        [.. new[]
        {
            "# total energy = -3.5 eV\n\nCRYSTAL\nPRIMVEC\n4 0 0\n0 5 0\n0 0 6\nPRIMCOORD\n2 1\nSi 0 0 0 1 2 3\nLi 1 1 1 -1 -2 -3\n",
            "ANIMSTEPS 2\nSLAB\nPRIMVEC 1\n4 0 0\n0 5 0\n0 0 6\nCONVVEC 1\n4 0 0\n0 5 0\n0 0 6\nPRIMCOORD 1\n1 1\n14 0 0 0\nPRIMCOORD 2\n1 1\n14 0 1 0\n",
            "# water\nATOMS\nO 0 0 0\nH 0 0 1\nH 0 1 0\nBEGIN_BLOCK_DATAGRID_3D\n g\nBEGIN_DATAGRID_3D\n1 1 1\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n 5\nEND_DATAGRID_3D\nEND_BLOCK_DATAGRID_3D\n",
            "DIM-GROUP\n1 1\nPRIMVEC\n4 0 0\n0 5 0\n0 0 6\nCONVCOORD\n1 1\nSi 0 0 0\nPRIMCOORD\n1 1\nSi 0 0 0\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => XsfReader.Read(stream, "test.xsf"), seed: 40_000, "CRYSTAL\n", "PRIMVEC\n", "PRIMCOORD\n", "ATOMS\n", "ANIMSTEPS 99999999999\n", "BEGIN_X\n", "END_X\n", "# total energy = ", "\n#");
}
