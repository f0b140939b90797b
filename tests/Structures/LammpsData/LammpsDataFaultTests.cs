using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class LammpsDataFaultTests
{
    private const string Box = "0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\n";
    private const string Head = "x\n1 atoms\n1 atom types\n" + Box + "Masses\n\n1 28.085 # Si\nAtoms # atomic\n\n";

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("x\n1 atom types\n" + Box, 5, "does not give the number of atoms")]
    [InlineData("x\n-1 atoms\n", 2, "a number of atoms that cannot be read")]
    [InlineData("x\n1 2 atoms\n", 2, "expected 1 finite values before atoms")]
    [InlineData("x\n1 atoms\n1 atoms\n", 3, "gives atoms twice")]
    [InlineData("x\n1 atoms\n0 4 xlo xhi\n4 0 ylo yhi\n0 1 zlo zhi\n", 5, "does not extend from the first to the second")]
    [InlineData("x\n1 atoms\n0 4 xlo xhi\n0 4 ylo yhi\n", 4, "does not give zlo zhi")]
    [InlineData("x\n1 atoms\n0 nan xlo xhi\n", 3, "expected 2 finite values before xlo xhi")]
    [InlineData("x\n1 atoms\n1 0 0 avec\n2 0 0 bvec\n", 4, "the cell is singular")]
    [InlineData("x\n1 atoms\n1 0 0 avec\n0 1 xlo xhi\n", 4, "gives the box twice")]
    [InlineData("x\n1 atoms\n1 atom types\n" + Box, 6, "has no section Atoms")]
    [InlineData("x\n1 atoms\n1 atom types\n" + Box + "Atom\n\n1 1 0 0 0\n", 7, "neither a line of the header nor the name of a section")]
    [InlineData("x\n1 atoms\n1 atom types\n" + Box + "Masses\n\n1\n", 9, "expected an atom type and its mass")]
    [InlineData("x\n1 atoms\n2 atom types\n" + Box + "Masses\n\n1 28.085\n", 9, "the file ends after 1 of the 2 rows of the section Masses")]
    [InlineData("x\n1 atoms\n2 atom types\n" + Box + "Masses\n\n1 28\n1 28\n", 10, "has two masses")]
    [InlineData("x\n1 atoms\n1 atom types\n" + Box + "Masses\n\n1 150.0\nAtoms # atomic\n\n1 1 0 0 0\n", 1, "its mass of 150 does not tell")]
    [InlineData("x\n1 atoms\n1 atom types\n" + Box + "Atoms # sphere\n\n1 1 1 1 0 0 0\n", 9, "atoms of style 'sphere' are not read")]
    [InlineData(Head + "1 2 0 0 0\n", 12, "not an atom of style atomic")]
    [InlineData(Head + "1 1 0 0\n", 12, "not an atom of style atomic")]
    [InlineData(Head + "1 1 0 0 0 1\n", 12, "not an atom of style atomic")]
    [InlineData(Head + "1 1 0 inf 0\n", 12, "not a finite number")]
    [InlineData(Head + "1 1 0 0 0\n2 1 0 0 0\n", 13, "expected the name of a section")]
    [InlineData(Head + "1 1 0 0 0\n\nAtoms\n\n", 14, "two sections Atoms")]
    [InlineData(Head + "1 1 0 0 0\n\nVelocities\n\n2 0 0 0\n", 16, "there is no atom 2")]
    [InlineData(Head + "1 1 0 0 0\n\nVelocities\n\n1 0 0\n", 16, "expected the number of an atom and its velocity")]
    [InlineData(Head + "1 1 0 0 0\n\nVelocities\n\n", 15, "the file ends after the velocities of 0 of its 1 atoms")]
    [InlineData("x\n1 atoms\n1 atom types\n" + Box + "Velocities\n\n", 7, "Velocities comes before the section Atoms")]
    [InlineData("x\n600000000 atoms\n1 atom types\n" + Box + "Atoms # atomic\n\n1 1 0 0 0\n", 9, "the file ends after 1 of its 600000000 atoms")]
    [InlineData("x\n2 atoms\n1 atom types\n" + Box + "Atoms # atomic\n\n1 1 0 0 0\n1 1 1 1 1\n", 10, "two atoms have the number 1")]
    [InlineData("x, units = lj\n1 atoms\n1 atom types\n" + Box + "Atoms # atomic\n\n1 1 0 0 0\n", 1, "in units 'lj', which cannot be converted")]
    public void A_malformed_file_is_refused_with_its_line(string text, long line, string what)
    {
        var fault = Assert.Throws<InputException>(() => LammpsDataReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.data", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal(("a.data", line), (fault.File, fault.Line));
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void What_the_format_cannot_hold_is_refused()
    {
        var format = new LammpsDataFormat();
        var crystal = new Structure([14], [0, 0, 0], Matrix3D.Identity);
        void Refuse(IStructureFormat by, params Structure[] frames) => Assert.Throws<InputException>(() => by.Write(new MemoryStream(), "a.data", frames, TestContext.Current.CancellationToken));
        Refuse(format, new Structure([14], [0, 0, 0]));
        Refuse(format, crystal, crystal);
        Refuse(format, new Structure([0], [0, 0, 0], Matrix3D.Identity));
        Refuse(format.With(new(Species: ["Li"])), crystal);
        foreach (var hints in new FormatHints[] { new(Units: "lj"), new(Units: "x"), new(AtomStyle: "sphere") }) Assert.Throws<InputException>(() => format.With(hints));
    }

    [Fact]
    public void Data_files_survive_damage() => Mutations.Survive(
        [.. new[]
        {
            "x\n2 atoms\n1 bonds\n2 atom types\n-1 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\n1 -0.5 2 xy xz yz\n\nMasses\n\n1 6.94 # Li\n2 28.085\n\nAtoms # full\n\n2 1 2 0.5 1 2 3 0 0 1\n1 1 1 -0.5 0 0 0 0 1 0\n\nVelocities\n\n1 0.1 0.2 0.3\n2 0 0 0\n\nBonds\n\n1 1 1 2\n",
            "x, units = real\n1 atoms\n1 atom types\n4 1 0 avec\n0 5 1 bvec\n-1 0 6 cvec\n1 2 3 abc origin\n\nAtom Type Labels\n\n1 Si\n\nAtoms\n\n1 Si 1 2 3\n",
        }.Select(Encoding.UTF8.GetBytes)],
        stream => [LammpsDataReader.Read(stream, "a.data")], seed: 11, "atoms", "atom types", "xlo xhi", "Masses", "Atoms", "Velocities", "# charge", "Atom Type Labels", "units = lj");
}
