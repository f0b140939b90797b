using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public class EspressoOutputTests
{
    private const string Head = """

             Program PWSCF v.6.7MaX starts on 20Nov2026 at 12:59:18
             celldm(1)=  10.000000  celldm(2)=   0.000000  celldm(3)=   0.000000
             crystal axes: (cart. coord. in units of alat)
                       a(1) = (   1.000000   0.000000   0.000000 )
                       a(2) = (   0.000000   1.200000   0.000000 )
                       a(3) = (   0.000000   0.000000   0.900000 )

             atomic species   valence    mass     pseudopotential
                Nh             5.00    14.00700     N ( 1.00)
                Si             4.00    28.08500     Si( 1.00)

             site n.     atom                  positions (alat units)
                 1           Nh  tau(   1) = (   0.0000000   0.0000000   0.0000000  )
                 2           Si  tau(   2) = (   0.5000000   0.2500000   0.1000000  )

        """;

    private const string Results = """
             the Fermi energy is     6.8192 ev
        !    total energy              =     -10.00000000 Ry
             convergence has been achieved in   7 iterations
             Forces acting on atoms (cartesian axes, Ry/au):

             atom    1 type  1   force =     0.01000000    0.00000000   -0.02000000
             atom    2 type  2   force =    -0.01000000    0.00000000    0.02000000
             The non-local contrib.  to forces
             atom    1 type  1   force =     9.00000000    9.00000000    9.00000000
             total   stress  (Ry/bohr**3)                   (kbar)     P=        2.00
           0.00100000   0.00010000   0.00000000          147.11       14.71        0.00
           0.00010000   0.00200000   0.00000000           14.71      294.21        0.00
           0.00000000   0.00000000   0.00300000            0.00        0.00      441.32

        """;

    private const string Moved = "CELL_PARAMETERS (alat= 10.00000000)\n   1.010000000   0.000000000   0.000000000\n   0.000000000   1.210000000   0.000000000\n   0.000000000   0.000000000   0.910000000\n\nATOMIC_POSITIONS (crystal)\nNh       0.000000000   0.000000000   0.000000000\nSi       0.500000000   0.500000000   0.500000000    0   0   0\n\n";
    private const string Done = "   JOB DONE.\n";

    [Fact]
    public void Results_are_in_our_units_and_signs()
    {
        var s = Read(Head + Results + Done).Single();
        Assert.Equal([7, 14], s.AtomicNumbers.ToArray());
        Assert.Equal(["Nh", "Si"], ((TextColumn)s.FindColumn("label")!).Values);
        Assert.Equal(10 * Unit.Bohr, s.Cell!.Value.A.X, 1e-14);
        Assert.Equal(2.5 * Unit.Bohr, s.Position(1).Y, 1e-14);
        Assert.Equal(-10 * Unit.Rydberg, StructureLabels.Energy(s)!.Value, 1e-12);
        // 1 Ry/Bohr = 25.711043 eV/Å.
        Assert.Equal(0.25711043, StructureLabels.Forces(s)!.Values[0], 1e-7);
        // Compression in pw.x is positive: 1 Ry/Bohr³ = 147105.08 kbar = 91.81577 eV/Å³.
        Assert.Equal([-0.09181577, -0.18363154, -0.2754473, 0, 0, -0.00918158], StructureLabels.ToVoigt(StructureLabels.Stress(s)!.Value).Select(v => Math.Round(v, 8) + 0.0));
        Assert.Equal(6.8192, ((RealInfo)s.FindInfo("fermi_energy")!).Values[0]);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void Steps_follow_one_another()
    {
        // Positions after the last step of a run that ended were not computed; those of a final SCF are printed twice.
        var frames = Read(Head + Results + Moved + Results.Replace("-10.0", "-11.0", StringComparison.Ordinal) + Moved + Done);
        Assert.Equal([-10, -11], frames.Select(f => Math.Round(StructureLabels.Energy(f)!.Value / Unit.Rydberg, 9)));
        Assert.Equal(12.1 * Unit.Bohr / 2, frames[1].Position(1).Y, 1e-12);
        Assert.Equal([1L, 2L], frames.Select(f => ((IntegerInfo)f.FindInfo("step")!).Values[0]));
    }

    [Fact]
    public void An_SCF_that_did_not_converge_leaves_no_labels()
    {
        var s = Read(Head + Results.Replace("has been achieved in   7 iterations", "NOT achieved after  80 iterations: stopping", StringComparison.Ordinal) + Done).Single();
        Assert.Equal([false], ((LogicalInfo)s.FindInfo("scf_converged")!).Values);
        Assert.Null(s.FindInfo("energy"));
        Assert.Null(s.FindInfo("stress"));
        Assert.Null(s.FindColumn("forces"));
        Assert.Contains("not converged", s.Remarks.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Head + Results, 1, "is cut off after this step")]
    [InlineData(Head + Results + Moved, 1, "the last structure has no energy")]
    [InlineData(Head + Results + Moved + " %%%%%%%\n     Error in routine electrons (1):\n     charge is wrong\n %%%%%%%\n", 1, "the error 'charge is wrong (routine electrons (1))', before the SCF of its last structure ended")]
    [InlineData(Head + "     Error in routine electrons (1):\n     charge is wrong\n", 1, "the structure has no energy")]
    [InlineData(Head + Done, 1, "no SCF ended in this file")]
    public void Runs_that_did_not_end_well_say_so(string text, int count, string remark)
    {
        var frames = Read(text);
        Assert.Equal(count, frames.Count);
        Assert.Contains(remark, frames[^1].Remarks.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_run_never_gives_a_number_that_lacks_digits()
    {
        var whole = Head + Results + Moved + Results;
        for (var length = Head.Length; length < whole.Length; length += 3)
        {
            foreach (var s in Read(whole[..length]))
            {
                if (StructureLabels.Energy(s) is { } e) Assert.Equal(-10 * Unit.Rydberg, e, 1e-12);
                if (StructureLabels.Forces(s) is { } f) Assert.Equal(0.02 * Unit.RydbergPerBohr, f.Values[5], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("a(2) = (   0.000000   1.200000", "a(2) = (   0.000000   abc", "expected an axis of the crystal")]
    [InlineData("a(2) = (   0.000000   1.200000", "a(2) = (   1.000000   0.000000", "singular")]
    [InlineData("(   0.5000000   0.2500000", "(   0.5000000   ************", "not a finite number")]
    [InlineData("force =    -0.01000000", "force =    x", "expected the force on atom 2")]
    public void A_damaged_output_is_refused_with_its_line(string text, string damage, string what)
    {
        var damaged = (Head + Results + Done).Replace(text, damage, StringComparison.Ordinal);
        Assert.NotEqual(Head + Results + Done, damaged);
        var fault = Assert.Throws<InputException>(() => Read(damaged));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.NotNull(fault.Line);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void It_is_recognised_by_its_program()
    {
        static string? Format(string text) => StructureFile.Formats.FirstOrDefault(f => f.MatchesContent(Encoding.UTF8.GetBytes(text)))?.Name;
        Assert.Equal("espresso-output", Format(Head));
        Assert.Equal("espresso-output", Format("Note: a message\n" + Head));
        Assert.Null(Format("     Program XSPECTRA v.6.7MaX starts on 20Nov2026\n     Program PWSCF v.6 starts\n"));
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [Encoding.UTF8.GetBytes(Head + Results + Moved + Results + Done), Encoding.UTF8.GetBytes(Head + Results + Moved)],
        stream => EspressoOutputReader.Read(stream, "pw.out"), seed: 15, "*************", "!    total energy", "ATOMIC_POSITIONS (crystal)\n", "CELL_PARAMETERS (bohr)\n", "tau(", "= (", "force =", "celldm(1)= ", "Error in routine", "site n. (alat units)\n");

    private static List<Structure> Read(string text) => [.. EspressoOutputReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "pw.out", TestContext.Current.CancellationToken)];
}
