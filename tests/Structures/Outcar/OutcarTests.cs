using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class OutcarTests
{
    private const string Head = " vasp.5.4.4.18Apr17-6-g9f103f2a35 (build Apr 25 2017 15:45:40) complex          \n  \n executed on             LinuxIFC date 2018.09.03  10:20:03\n"
        + " POTCAR:    PAW_PBE Na_pv 19Sep2006               \n POTCAR:    PAW_PBE Cl 06Sep2000                  \n POTCAR:    PAW_PBE Na_pv 19Sep2006               \n POTCAR:    PAW_PBE Cl 06Sep2000                  \n"
        + "   number of dos      NEDOS =    301   number of ions     NIONS =      3\n   ions per type =               1   2\n"
        + Lattice;

    private const string Lattice = "      direct lattice vectors                 reciprocal lattice vectors\n"
        + "   -14.000000000-10.000000000  0.000000000     0.250000000  0.000000000  0.000000000\n     0.000000000  5.000000000100.000000000     0.000000000  0.200000000  0.000000000\n     0.000000000  0.000000000  6.000000000     0.000000000  0.000000000  0.166666667\n";

    private const string End = " General timing and accounting informations for this job:\n";

    [Fact]
    public void An_ionic_step_has_structure_and_labels_in_our_units()
    {
        var s = Read(Head + Step(1) + End).Single();
        Assert.Equal([11, 17, 17], s.AtomicNumbers.ToArray());
        // Numbers that touch: -14.000000000-10.000000000 and 5.000000000100.000000000.
        Assert.Equal(new Matrix3D(new(-14, -10, 0), new(0, 5, 100), new(0, 0, 6)), s.Cell);
        Assert.Equal([0, 0, 0, 1, 2, 3, -1, -2, -3.5], s.Positions.ToArray());
        Assert.Equal([0.1, 0.2, 0.3, -0.1, -0.2, -0.3, double.NaN, double.NaN, 0], ((RealColumn)s.FindColumn("forces")!).Values);
        Assert.Equal([0.5, -0.25, 0], ((RealColumn)s.FindColumn("magmom")!).Values);
        Assert.Equal((-27.1, -27.05, 1.25, 300.5), (StructureLabels.Energy(s), Number(s, "energy_sigma0"), Number(s, "fermi_energy"), Number(s, "temperature")));
        // In the file: XX YY ZZ XY YZ ZX in kbar, compression positive; 10 kbar are 1/160.2176634 eV/Å³.
        var stress = StructureLabels.ToVoigt(StructureLabels.Stress(s)!.Value).Select(v => Math.Round(v * -1602.176634, 9));
        Assert.Equal([10, 20, 30, 2, 3, 1], stress);
        Assert.Empty(s.Remarks);
    }

    [Theory]
    [InlineData("--- aborting loop EDIFF was not reached (unconverged) ---")]
    [InlineData("")]
    public void A_step_that_did_not_converge_has_no_labels(string ending)
    {
        var frames = Read(Head + Step(1, ending) + Step(2) + End);
        Assert.Equal([false], ((LogicalInfo)frames[0].FindInfo("scf_converged")!).Values);
        foreach (var key in new[] { "energy", "energy_sigma0", "stress" }) Assert.Null(frames[0].FindInfo(key));
        Assert.Null(frames[0].FindColumn("forces"));
        Assert.Contains("the SCF of ionic step 1 is not converged", frames[0].Remarks.Single(), StringComparison.Ordinal);
        Assert.NotNull(StructureLabels.Energy(frames[1]));
    }

    [Fact]
    public void Species_are_found_in_any_of_three_places()
    {
        const string Potentials = " POTCAR:    PAW_PBE Na_pv 19Sep2006               \n POTCAR:    PAW_PBE Cl 06Sep2000                  \n";
        foreach (var names in new[] { "   VRHFIN =Na: s1p0\n   VRHFIN =Cl: s2p5\n", "   TITEL  = PAW_PBE Na_pv 19Sep2006\n   TITEL  = US Cl\n" })
        {
            Assert.Equal([11, 17, 17], Read(Head.Replace(Potentials, names, StringComparison.Ordinal).Replace(names + names, names, StringComparison.Ordinal) + Step(1) + End).Single().AtomicNumbers.ToArray());
        }
    }

    [Fact]
    public void A_continued_run_joined_to_the_file_is_read_on()
    {
        var second = Head.Replace("Na_pv", "K_sv", StringComparison.Ordinal).Replace("  6.000000000", "  7.000000000", StringComparison.Ordinal);
        var frames = Read(Head + Step(1) + Step(2) + second + Step(1) + End);
        Assert.Equal([11, 11, 19], frames.Select(f => (int)f.AtomicNumbers[0]));
        Assert.Equal([6, 6, 7], frames.Select(f => f.Cell!.Value.C.Z));
        Assert.Equal([1L, 2, 3], frames.Select(f => ((IntegerInfo)f.FindInfo("step")!).Values[0]));
    }

    // Wherever a run was killed: a step counts once the line that closes it is whole.
    [Fact]
    public void A_file_that_was_cut_off_gives_its_complete_steps()
    {
        var whole = Head + Step(1) + Step(2) + End;
        const string Last = "energy(sigma->0) =      -27.05000000\n";
        var first = whole.IndexOf(Last, StringComparison.Ordinal) + Last.Length;
        var second = whole.LastIndexOf(Last, StringComparison.Ordinal) + Last.Length;
        for (var length = 0; length < whole.Length; length += 3)
        {
            if (length < first)
            {
                Assert.Throws<InputException>(() => Read(whole[..length]));
                continue;
            }

            var frames = Read(whole[..length]);
            Assert.True(frames.Count == (length < second ? 1 : 2), $"{frames.Count} frames in {length} bytes");
            Assert.Single(frames[^1].Remarks);
        }
    }

    [Theory]
    [InlineData("", "ends before its first ionic step")]
    [InlineData(Head + End, "ends before its first ionic step")]
    public void A_file_without_a_step_is_refused(string text, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
    }

    [Theory]
    [InlineData("NIONS =      3", "NIONS =      4", "are 3 and not the 4")]
    [InlineData("ions per type =               1   2", "ions per type =              ****", "does not say how many atoms")]
    [InlineData("ions per type =               1   2", "ions per type =               1   1   1   0   0", "names 4 potentials for 5 types")]
    [InlineData("Na_pv", "Quux", "names no element")]
    [InlineData("  6.000000000", "  x.000000000", "expected the components of a lattice vector")]
    [InlineData("      1.00000      2.00000", "      1.00000 ************", "not a finite number")]
    [InlineData("      1.00000      2.00000", "      1.00000 abc", "expected position and force of atom 2 of 3")]
    public void A_damaged_file_is_refused_with_its_line(string text, string damage, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read((Head + Step(1) + End).Replace(text, damage, StringComparison.Ordinal)));
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.NotNull(fault.Line);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void It_is_recognised_by_the_version_on_its_first_line()
    {
        static string? Format(string text) => StructureFile.Formats.FirstOrDefault(f => f.MatchesContent(Encoding.UTF8.GetBytes(text)))?.Name;
        Assert.Equal("outcar", Format(Head));
        Assert.Null(Format(" running on    4 total cores\n" + Head));
        Assert.Null(Format(" vasp.5.4.4\n"));
    }

    [Fact]
    public void Static_run_says_the_same_as_its_vasprun()
    {
        var outcar = StructureFile.Read(ReferenceData.Require("formats", "vasp", "OUTCAR_static"), cancellationToken: TestContext.Current.CancellationToken).Single();
        var vasprun = StructureFile.Read(ReferenceData.Require("formats", "vasp", "vasprun_static.xml"), cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal(vasprun.AtomicNumbers.ToArray(), outcar.AtomicNumbers.ToArray());
        Assert.Equal(StructureLabels.Energy(vasprun), StructureLabels.Energy(outcar));
        Assert.Equal(Number(vasprun, "energy_sigma0"), Number(outcar, "energy_sigma0"));
        // OUTCAR gives positions to 1e-5 Å (and within the cell), stress to 1e-5 kbar. The file prints an external pressure of -0.43 kbar: it is under tension.
        var (v, o) = (StructureLabels.ToVoigt(StructureLabels.Stress(vasprun)!.Value), StructureLabels.ToVoigt(StructureLabels.Stress(outcar)!.Value));
        for (var k = 0; k < 6; k++) Assert.Equal(v[k], o[k], 1e-5 * Unit.Kilobar);
        Assert.True(o[0] > 0);
        Assert.Equal(vasprun.Cell!.Value.A.X, outcar.Cell!.Value.A.X, 1e-8);
    }

    [Fact]
    public void Dynamics_with_a_changing_cell_has_ten_steps()
    {
        var frames = StructureFile.Read(ReferenceData.Require("formats", "vasp", "OUTCAR_md_npt.gz"), cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(10, frames.Count);
        Assert.All(frames, f => Assert.Equal([(3, 28), (15, 12), (16, 44)], f.AtomicNumbers.ToArray().GroupBy(z => z).Select(g => ((int)g.Key, g.Count()))));
        Assert.Equal((-369.40258132, 2.0051, 40.66), (StructureLabels.Energy(frames[0]), Number(frames[0], "fermi_energy"), Number(frames[0], "temperature")));
        Assert.All(frames, f => Assert.Empty(f.Remarks));
        // Cell volumes that the file itself prints, to 0.01 Å³.
        Assert.Equal(1752.71, frames[0].Cell!.Value.Determinant, 0.006);
        Assert.Equal(1765.31, frames[9].Cell!.Value.Determinant, 0.006);
    }

    [Fact]
    public void It_survives_damage() => Mutations.Survive(
        [Encoding.UTF8.GetBytes(Head + Step(1) + Step(2) + End), Encoding.UTF8.GetBytes(Head + Step(1, "") + Head + Step(1))],
        stream => OutcarReader.Read(stream, "OUTCAR"), seed: 13, "***********", "POSITION", Lattice, "ions per type =   5 999999999\n", "NIONS = 77", "Iteration 3( 1)", "  free  energy   TOTEN  =", " vasp.6.1\n", "magnetization (x)\n", "---\n");

    private static string Step(int number, string ending = "------------------------ aborting loop because EDIFF is reached ----------------------------------------") => $"""
        --------------------------------------- Iteration{number,7}(   1)  ---------------------------------------
          free energy    TOTEN  =       602.42767954 eV
        --------------------------------------- Iteration{number,7}(   2)  ---------------------------------------
         E-fermi :   1.2500     XC(G=0):  -8.1274     alpha+bet : -8.9960
        {ending}

         magnetization (x)

        # of ion       s       p       d       tot
        ------------------------------------------
            1        0.100   0.400   0.000   0.500
            2        0.000   0.000  -0.250  -0.250
            3        0.000   0.000   0.000   0.000
        ------------------------------------------
        tot          0.100   0.400  -0.250   0.250

          Total      -0.04924    -0.04924    -0.04926    -0.00000    -0.00000    -0.00000
          in kB      10.00000    20.00000    30.00000     1.00000     2.00000     3.00000
          external pressure =       20.00 kB  Pullay stress =        0.00 kB
         POSITION                                       TOTAL-FORCE (eV/Angst)
         -----------------------------------------------------------------------------------
              0.00000      0.00000      0.00000         0.100000      0.200000      0.300000
              1.00000      2.00000      3.00000        -0.100000     -0.200000     -0.300000
             -1.00000     -2.00000     -3.50000   ****************************      0.000000
         -----------------------------------------------------------------------------------
          FREE ENERGIE OF THE ION-ELECTRON SYSTEM (eV)
          ---------------------------------------------------
          free  energy   TOTEN  =       -27.10000000 eV

          energy  without entropy=      -27.00000000  energy(sigma->0) =      -27.05000000
          enthalpy is  TOTEN    =       -30.00000000 eV   P V=        2.90000000
          kin. lattice  EKIN_LAT=         0.017232  (temperature  300.50 K)

        """;

    private static List<Structure> Read(string text) => [.. OutcarReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "OUTCAR", TestContext.Current.CancellationToken)];

    private static double Number(Structure s, string key) => ((RealInfo)s.FindInfo(key)!).Values.Single();
}
