using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class LammpsDataReaderTests
{
    private const string Head = "a comment\n\n2 atoms\n2 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\n\nMasses\n\n1 6.94\n2 28.085\n\n";

    [Fact]
    public void Elements_come_from_masses_and_a_remark_says_so()
    {
        var s = Read(Head + "Atoms # atomic\n\n2 2 1 2.5 -3e-1\n1 1 0 0 0\n");
        Assert.Equal([3, 14], s.AtomicNumbers.ToArray());
        Assert.Equal([0, 0, 0, 1, 2.5, -0.3], s.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
        Assert.Equal(Periodicity.Full, s.Periodicity);
        Assert.Equal("a comment", ((TextInfo)s.FindInfo("comment")!).Values[0]);
        Assert.Empty(s.Columns);
        Assert.Contains("type 1 is Li", Assert.Single(s.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1 12.011 # CA", 6)]
    [InlineData("1 40.078 # Ca", 20)]
    [InlineData("1 2.014 # H", 1)]
    [InlineData("1 28.1 # Si1 a comment", 14)]
    [InlineData("1 58.9332", 27)]
    [InlineData("1 58.6934", 28)]
    [InlineData("1 35.45 # chloride", 17)]
    [InlineData("1 1.0 # H", 1)]
    public void Elements_come_from_names_beside_the_masses_unless_the_mass_contradicts(string row, byte element)
    {
        var s = Read($"\n1 atoms\n1 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\nMasses\n\n{row}\nAtoms # atomic\n\n1 1 0 0 0\n");
        Assert.Equal(element, s.AtomicNumbers[0]);
    }

    [Theory]
    [InlineData("1 1 0 0 0", "atomic", false, false, false)]
    [InlineData("1 1 0 0 0 1 -2 0", "atomic", false, false, true)]
    [InlineData("1 1 -0.5 0 0 0", "charge", false, true, false)]
    [InlineData("1 1 -0.5 0 0 0 1 -2 0", "charge", false, true, true)]
    [InlineData("1 7 1 0 0 0", "molecular", true, false, false)]
    [InlineData("1 7 1 0 0 0", "bond", true, false, false)]
    [InlineData("1 7 1 0 0 0", "angle", true, false, false)]
    [InlineData("1 7 1 -0.5 0 0 0", "full", true, true, false)]
    [InlineData("1 7 1 -0.5 0 0 0 1 -2 0 # water", "full", true, true, true)]
    public void Styles_are_named_in_the_file_or_by_the_user(string row, string style, bool molecule, bool charge, bool image)
    {
        const string Text = "\n1 atoms\n1 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\nMasses\n\n1 28.085\nAtoms";
        foreach (var s in new[] { Read($"{Text} # {style}\n\n{row}\n"), Read($"{Text}\n\n{row}\n", new() { AtomStyle = style }) })
        {
            Assert.Equal(molecule, s.FindColumn("molecule") is IntegerColumn { Values: [7] });
            Assert.Equal(charge, s.FindColumn("charge") is RealColumn { Values: [-0.5] });
            Assert.Equal(image, s.FindColumn("image") is IntegerColumn { Width: 3, Values: [1, -2, 0] });
        }
    }

    [Theory]
    [InlineData("1 1 0 0 0", 0)]
    [InlineData("1 1 0 0 0 0 1 0", 0)]
    [InlineData("1 1 0.5 0 0 0", 1)]
    [InlineData("1 1 0 0 0 0", 1)]
    [InlineData("1 1 0.5 0 0 0 1 1 1", 1)]
    [InlineData("1 7 1 0.5 0 0 0", 2)]
    [InlineData("1 1 1 0 0 0", -1)]
    [InlineData("1 1 1.0 2.0 0 0 0", -1)]
    [InlineData("1 1 0 0 0 0.5 0.5 0.5", -1)]
    [InlineData("1 1 0", -1)]
    public void A_style_that_nobody_names_is_found_where_only_one_fits(string row, int expected)
    {
        var text = $"\n1 atoms\n1 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\nMasses\n\n1 28.085\nAtoms\n\n{row}\n";
        if (expected < 0)
        {
            var fault = Assert.Throws<InputException>(() => Read(text));
            Assert.Contains("--atom-style", fault.Remedy, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(expected, Read(text).Columns.Count(c => c.Name is "charge" or "molecule"));
    }

    [Fact]
    public void Tilted_boxes_and_boxes_that_start_elsewhere()
    {
        var s = Read("\n1 atoms\n1 atom types\n-1 3 xlo xhi\n2 7 ylo yhi\n0.5 6.5 zlo zhi\n3.5 -1 0.25 xy xz yz\nMasses\n\n1 28.085 # Si\nAtoms # atomic\n\n1 1 -1 2 0.5\n");
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(3.5, 5, 0), new(-1, 0.25, 6)), s.Cell);
        Assert.Equal([-1, 2, 0.5], s.Positions.ToArray());
        Assert.Equal([-1, 2, 0.5], ((RealInfo)s.FindInfo("origin")!).Values);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void General_triclinic_boxes_are_kept_as_they_are()
    {
        var s = Read("\n1 atoms\n1 atom types\n1 2 3 avec\n-2 3 1 bvec\n0 0.5 4 cvec\n0 0 1 abc origin\nMasses\n\n1 28.085 # Si\nAtoms # atomic\n\n1 1 0 2 0.5\n");
        Assert.Equal(new Matrix3D(new(1, 2, 3), new(-2, 3, 1), new(0, 0.5, 4)), s.Cell);
        Assert.Equal([0, 0, 1], ((RealInfo)s.FindInfo("origin")!).Values);
    }

    [Fact]
    public void Type_labels_name_types_everywhere()
    {
        var s = Read("\n2 atoms\n2 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\n\nAtom Type Labels\n\n1 Si_a\n2 Si_b\n\nMasses\n\nSi_a 28.085\nSi_b 28.085\n\nAtoms # atomic\n\n1 Si_b 0 0 0\n2 Si_a 1 1 1\n");
        Assert.Equal([14, 14], s.AtomicNumbers.ToArray());
        Assert.Equal([2, 1], ((IntegerColumn)s.FindColumn("type")!).Values);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void Other_sections_are_passed_over_and_numbers_with_gaps_are_kept()
    {
        var s = Read("x\n2 atoms\n1 bonds\n2 atom types\n1 bond types\n0 extra bond per atom\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\n\nMasses\n\n1 6.94\n2 28.085\n\n"
            + "Pair Coeffs # lj/cut\n\n1 0.1 2\n2 0.1 3\n\nBond Coeffs\n\n1 harmonic 1 2\n\nAtoms # bond\n\n9 1 2 1 1 1\n4 1 1 0 0 0\n\nVelocities\n\n9 1 2 3\n4 0 0 -1\n\nBonds\n\n1 1 4 9\n\nSomething Else\n\n1 2 3\n");
        Assert.Equal([3, 14], s.AtomicNumbers.ToArray());
        Assert.Equal([4, 9], ((IntegerColumn)s.FindColumn("id")!).Values);
        Assert.Equal([0, 0, -0.001, 0.001, 0.002, 0.003], ((RealColumn)s.FindColumn("velocities")!).Values);
        Assert.Contains(s.Remarks, r => r.Contains("Å/ps", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("metal", null, 1, 1e-3)]
    [InlineData("real", null, 1, 1)]
    [InlineData("electron", null, Unit.Bohr, Unit.Bohr)]
    [InlineData(null, "LAMMPS data file via write_data, version 2 Aug 2023, timestep = 0, units = real", 1, 1)]
    public void Units_are_those_of_the_user_or_of_the_first_line(string? given, string? comment, double length, double velocity)
    {
        var s = Read($"{comment}\n1 atoms\n1 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\nMasses\n\n1 28.085 # Si\nAtoms # atomic\n\n1 1 1 2 3\nVelocities\n\n1 1 2 3\n", new() { Units = given });
        Assert.Equal(4 * length, s.Cell!.Value.A.X);
        Assert.Equal(new Vector3D(length * 1, length * 2, length * 3), s.Position(0));
        Assert.Equal([velocity * 1, velocity * 2, velocity * 3], ((RealColumn)s.FindColumn("velocities")!).Values);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void The_user_names_the_elements_of_the_types()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("si.data", "x\n2 atoms\n2 atom types\n0 4 xlo xhi\n0 5 ylo yhi\n0 6 zlo zhi\nAtoms\n\n1 1 0 0 0\n2 2 1 1 1\n");
        var s = StructureFile.Read(path, hints: new(Species: ["O", "Ti"]), cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal([8, 22], s.AtomicNumbers.ToArray());
        Assert.Throws<InputException>(() => StructureFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).ToList());
        Assert.Throws<InputException>(() => StructureFile.Read(path, hints: new(Species: ["O"]), cancellationToken: TestContext.Current.CancellationToken).ToList());
    }

    internal static Structure Read(string text, LammpsDataOptions? options = null) => LammpsDataReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.data", options);
}
