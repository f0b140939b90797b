using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class VasprunTests
{
    [Fact]
    public void An_ionic_step_has_structure_and_labels_in_our_units()
    {
        var s = Vasprun.Read(Vasprun.Head + Vasprun.Step() + Vasprun.Tail).Single();
        Assert.Equal([54, 3], s.AtomicNumbers.ToArray());
        Assert.Equal(new Matrix3D(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), s.Cell);
        Assert.Equal([1, 0, 0, 2, 2.5, 3], s.Positions.ToArray());
        Assert.Equal([0.1, 0.2, 0.3, -0.1, -0.2, double.NaN], ((RealColumn)s.FindColumn("forces")!).Values);
        Assert.Equal([true, false, true, false, false, false], ((LogicalColumn)s.FindColumn("move_mask")!).Values);
        Assert.Equal(-10.5, StructureLabels.Energy(s));
        // The energy of the ionic step with the difference of the last electronic step, +0.02 eV.
        Assert.Equal(-10.48, Number(s, "energy_sigma0"), 1e-12);
        Assert.Equal(1.5, Number(s, "fermi_energy"));
        // 10 kbar = 1 GPa of compression is -1/160.2176634 eV/Å³ for us.
        var stress = StructureLabels.Stress(s)!.Value;
        Assert.Equal(-1 / 160.2176634, stress.A.X, 1e-15);
        Assert.Equal([0.1, 0.3, 3], new[] { stress.B.X, stress.B.Z, stress.C.Z }.Select(v => Math.Round(v / stress.A.X, 12)));
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void A_step_that_took_all_its_electronic_steps_has_no_labels()
    {
        var frames = Vasprun.Read(Vasprun.Head + Vasprun.Step(electronicSteps: 3) + Vasprun.Step() + Vasprun.Tail);
        Assert.Equal([false], ((LogicalInfo)frames[0].FindInfo("scf_converged")!).Values);
        foreach (var key in new[] { "energy", "energy_sigma0", "stress" }) Assert.Null(frames[0].FindInfo(key));
        Assert.Null(frames[0].FindColumn("forces"));
        Assert.Contains("ionic step 1 took all of its 3 electronic steps", frames[0].Remarks.Single(), StringComparison.Ordinal);
        Assert.NotNull(StructureLabels.Energy(frames[1]));
        Assert.Null(frames[1].FindInfo("scf_converged"));
    }

    [Fact]
    public void The_enthalpy_of_a_run_under_pressure_loses_its_work()
    {
        // 100 kbar on 120 Å³: 10 GPa · 120 Å³ = 7.4898 eV above the electronic energy of -10 eV.
        var work = 10 * 120 / 160.2176634;
        var head = Vasprun.Head.Replace("\"PSTRESS\">      0", "\"PSTRESS\">    100", StringComparison.Ordinal);
        var free = (-10 + work).ToString("F8", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(-10, StructureLabels.Energy(Vasprun.Read(head + Vasprun.Step(free: free) + Vasprun.Tail).Single())!.Value, 1e-7);
        Assert.Equal(-10.5, StructureLabels.Energy(Vasprun.Read(head + Vasprun.Step() + Vasprun.Tail).Single()));
    }

    [Fact]
    public void A_step_without_its_energy_says_so()
    {
        var s = Vasprun.Read(Vasprun.Head + Vasprun.Step(energy: "e_other") + Vasprun.Tail).Single();
        Assert.Null(StructureLabels.Energy(s));
        Assert.Contains("does not state its free energy", s.Remarks.Single(), StringComparison.Ordinal);
    }

    // Wherever a run was killed: steps are read that are complete up to their energy, and the last of them says that something is missing.
    [Fact]
    public void A_file_that_was_cut_off_gives_its_complete_steps()
    {
        var whole = Vasprun.Head + Vasprun.Step() + Vasprun.Step(x: "0.5");
        var first = Vasprun.Head.Length + Vasprun.Step().IndexOf("</energy>\n  <dos>", StringComparison.Ordinal) + "</energy>".Length;
        var second = first + Vasprun.Step(x: "0.5").Length + 1;
        for (var length = 1; length <= whole.Length; length += 7)
        {
            if (length < first)
            {
                var fault = Assert.Throws<InputException>(() => Vasprun.Read(whole[..length]));
                Assert.NotNull(fault.Remedy);
                continue;
            }

            var frames = Vasprun.Read(whole[..length]);
            Assert.True(frames.Count == (length < second - 1 ? 1 : 2), $"{frames.Count} frames in {length} bytes");
            Assert.Single(frames[^1].Remarks);
        }
    }

    [Theory]
    [InlineData("<modeling><calculation></energy></calculation>\n\n\n</modeling>\n", "the XML is malformed")]
    [InlineData("<!DOCTYPE modeling [<!ENTITY a \"aaaaaaaa\">]>\n\n\n<modeling>&a;</modeling>\n", "the XML is malformed")]
    [InlineData("<modeling>&b;\n\n\n</modeling>\n", "the XML is malformed")]
    [InlineData("<other/>\n", "does not begin with the element modeling")]
    [InlineData("<modeling></modeling>\n", "ends before its first ionic step")]
    [InlineData("<modeling><calculation><structure><crystal/></structure></calculation></modeling>\n", "does not have three lattice vectors")]
    [InlineData("<modeling><calculation><structure><crystal><varray name=\"basis\"><v>4 0 0</v><v>0 5 0</v><v>4 5 0</v></varray></crystal></structure></calculation></modeling>\n", "the cell is singular")]
    [InlineData("<modeling><calculation><structure><crystal><varray name=\"basis\"><v>4 0 x</v></varray></crystal></structure></calculation></modeling>\n", "expected a number, found 'x'")]
    [InlineData("<modeling><calculation><structure><crystal><varray name=\"basis\"><v>4 0 0</v><v>0 5 0</v><v>0 0 6</v></varray></crystal></structure></calculation></modeling>\n", "does not name its atoms")]
    public void A_malformed_file_is_refused(string text, string what)
    {
        var fault = Assert.Throws<InputException>(() => Vasprun.Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Equal("vasprun.xml", fault.File);
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void Counts_of_atoms_must_agree()
    {
        var fault = Assert.Throws<InputException>(() => Vasprun.Read(Vasprun.Head + Vasprun.Step().Replace("<v> 0.5 0.5 0.5 </v>", "", StringComparison.Ordinal) + Vasprun.Tail));
        Assert.Contains("3 values of positions for 2 atoms", fault.What, StringComparison.Ordinal);
        fault = Assert.Throws<InputException>(() => Vasprun.Read(Vasprun.Head + Vasprun.Step().Replace("<v> 0.1 0.2 0.3 </v>", "", StringComparison.Ordinal) + Vasprun.Tail));
        Assert.Contains("3 values of forces for 2 atoms", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_depth_nor_length_fills_the_memory()
    {
        var deep = Assert.Throws<InputException>(() => Vasprun.Read("<modeling>" + string.Concat(Enumerable.Repeat("<a>", 100_000))));
        Assert.Contains("nested too deeply", deep.What, StringComparison.Ordinal);
        var bytes = new byte[40 << 20];
        Array.Fill(bytes, (byte)'a');
        foreach (var start in new[] { "<modeling><a b=\"", "<modeling><", "<modeling><a>", "<modeling><!--" })
        {
            Encoding.ASCII.GetBytes(start, bytes);
            Array.Fill(bytes, (byte)'a', start.Length, 20);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var fault = Assert.Throws<InputException>(() => VasprunReader.Read(new MemoryStream(bytes), "vasprun.xml").Count());
            Assert.Contains("16 MiB without a tag", fault.What, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400 << 20);
        }
    }

    [Fact]
    public void It_is_recognised_by_its_root_element()
    {
        static string? Format(string text) => StructureFile.Formats.FirstOrDefault(f => f.MatchesContent(Encoding.UTF8.GetBytes(text)))?.Name;
        Assert.Equal("vasprun", Format(Vasprun.Head));
        Assert.Equal("vasprun", Format("\uFEFF<!-- a <modeling> --><modeling>"));
        Assert.Null(Format("<VTKFile type=\"modeling\">"));
        Assert.Null(Format("<?xml"));
        Assert.Null(Format("<modelings>"));
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [Encoding.UTF8.GetBytes(Vasprun.Head + Vasprun.Step() + Vasprun.Step() + Vasprun.Tail), Encoding.UTF8.GetBytes(Vasprun.Head + Vasprun.Step(3))],
        stream => VasprunReader.Read(stream, "vasprun.xml"), seed: 12, "<", ">", "</", "/>", "<v>", "&amp;", "<![CDATA[", "<!--", "<!DOCTYPE a [", "<?", "</varray>", "<structure>", "\"");

    private static double Number(Structure s, string key) => ((RealInfo)s.FindInfo(key)!).Values.Single();
}
