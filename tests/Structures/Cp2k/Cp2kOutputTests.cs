using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Outputs in the form of CP2K 2023.1; the figures are those of runs of four hydrogen atoms made for these tests (LDA, DZVP-MOLOPT-SR-GTH, 150 Ry).</summary>
public class Cp2kOutputTests
{
    private const string Start = "\n CP2K| version string:                                       CP2K version 2023.1\n\n";
    private const string Cell = """
         CELL| Volume [angstrom^3]:                                            73.452000
         CELL| Vector a [angstrom]:       4.200     0.100     0.000   |a| =     4.201190
         CELL| Vector b [angstrom]:       0.300     4.000     0.200   |b| =     4.016217
         CELL| Vector c [angstrom]:       0.000     0.400     4.400   |c| =     4.418144
         CELL| Angle (b,c), alpha [degree]:                                    81.965823
         CELL| Angle (a,c), beta  [degree]:                                    89.876527
         CELL| Angle (a,b), gamma [degree]:                                    84.353956
         CELL| Numerically orthorhombic:                                              NO
         CELL| Periodicity                                                           XYZ

        """;

    private const string TurnedCell = """
         CELL| Volume [angstrom^3]:                                            73.452000
         CELL| Vector a [angstrom]:       4.201     0.000     0.000   |a| =     4.201190
         CELL| Vector b [angstrom]:       0.395     3.997     0.000   |b| =     4.016217
         CELL| Vector c [angstrom]:       0.010     0.620     4.374   |c| =     4.418144
         CELL| Angle (b,c), alpha [degree]:                                    81.965823
         CELL| Angle (a,c), beta  [degree]:                                    89.876527
         CELL| Angle (a,b), gamma [degree]:                                    84.353956
         CELL| Numerically orthorhombic:                                              NO
         CELL| Periodicity                                                           XYZ

        """;

    private const string Coordinates = """

         MODULE QUICKSTEP: ATOMIC COORDINATES IN ANGSTROM

           Atom Kind Element         X             Y             Z       Z(eff)     Mass
              1    1 H     1      0.100000      0.200000      0.300000   1.0000   1.0079
              2    1 H     1      0.100000      0.250000      1.080000   1.0000   1.0079
              3    1 H     1      2.100000      2.200000      2.300000   1.0000   1.0079
              4    1 H     1      2.750000      2.200000      2.550000   1.0000   1.0079


        """;

    private const string Energy = "  *** SCF run converged in    10 steps ***\n\n ENERGY| Total FORCE_EVAL ( QS ) energy [a.u.]:               -2.276525356858790\n\n";
    private const string Forces = """
         ATOMIC FORCES in [a.u.]

         # Atom   Kind   Element          X              Y              Z
              1      1      H          -0.01098062     0.01642546     0.03463618
              2      1      H          -0.01162380     0.00960463    -0.03965565
              3      1      H          -0.04382737    -0.01133747    -0.01142139
              4      1      H           0.02501107     0.01234793     0.01514990
         SUM OF ATOMIC FORCES          -0.04142072     0.02704055    -0.00129095     0.04948266

        """;

    private const string Stress = """
         STRESS| Analytical stress tensor [GPa]
         STRESS|                        x                   y                   z
         STRESS|      x       -2.82531287436E-01  -4.39690351640E-01   1.05060302822E+00
         STRESS|      y       -4.39690351640E-01  -3.16654078639E+00  -6.45989377459E-01
         STRESS|      z        1.05060302822E+00  -6.45989377459E-01  -4.62345306233E+00
         STRESS| 1/3 Trace                                            -2.69084171205E+00

        """;

    [Fact]
    public void Energy_forces_and_stress_in_our_units_and_signs()
    {
        var s = Read(Start + Cell + Coordinates + Energy + Forces + Stress).Single();
        Assert.Equal([1, 1, 1, 1], s.AtomicNumbers.ToArray());
        Assert.Equal(new Vector3D(2.75, 2.2, 2.55), s.Position(3));
        // The input had the vectors (4.2 0.1 0), (0.3 4 0.2), (0 0.4 4.4): lengths and angles give digits that the printed vectors lack.
        Assert.True((s.Cell!.Value.A - new Vector3D(4.2, 0.1, 0)).Norm < 5e-6 && (s.Cell.Value.B - new Vector3D(0.3, 4, 0.2)).Norm < 5e-6 && (s.Cell.Value.C - new Vector3D(0, 0.4, 4.4)).Norm < 5e-6);
        Assert.Equal(-2.276525356858790 * 27.211386245988, StructureLabels.Energy(s)!.Value, 1e-9);
        Assert.Equal(-0.01098062 * 51.42206747, StructureLabels.Forces(s)!.Values[0], 1e-7);
        // The printed tensor has the sign of a pressure.
        Assert.Equal(2.69084171205, Trace(StructureLabels.Stress(s)!.Value) / 3 * 160.2176634, 1e-9);
        Assert.Empty(s.Remarks);
    }

    [Fact]
    public void The_sign_of_the_stress_is_that_of_energies_at_two_volumes()
    {
        // Cubic cells of 3.99 and 4.01 Å have -2.286018490379949 and -2.285270207502506 Hartree; CP2K prints 1/3 trace = -3.39834626019 GPa at 4.00 Å.
        var slope = (-2.285270207502506 + 2.286018490379949) * Unit.Hartree / (Math.Pow(4.01, 3) - Math.Pow(3.99, 3));
        var s = Read(Start + Cell + Coordinates + Energy + Stress.Replace("-2.82531287436E-01", "-3.39834626019E+00", StringComparison.Ordinal).Replace("-3.16654078639E+00", "-3.39834626019E+00", StringComparison.Ordinal).Replace("-4.62345306233E+00", "-3.39834626019E+00", StringComparison.Ordinal)).Single();
        // The stress is dE/dV on average: the energy falls when the cell shrinks, so it is tensile. A difference of two volumes is good to 1e-4.
        Assert.Equal(slope, Trace(StructureLabels.Stress(s)!.Value) / 3, 1e-4 * slope);
    }

    [Fact]
    public void Forces_in_the_form_of_later_versions()
    {
        var s = Read(Start + Cell + Coordinates + Energy + " FORCES| Atomic forces [hartree/bohr]\n FORCES|   Atom     x     y     z     |f|\n FORCES|      1 1.0E-02 2.0E-02 3.0E-02 3.7E-02\n FORCES|      2 0 0 0 0\n FORCES|      3 0 0 0 0\n FORCES|      4 -1.0E-02 -2.0E-02 -3.0E-02 3.7E-02\n FORCES| Sum     0 0 0 0\n").Single();
        Assert.Equal(-0.03 * Unit.HartreePerBohr, StructureLabels.Forces(s)!.Values[11], 1e-14);
    }

    [Fact]
    public void An_SCF_that_did_not_converge_gives_no_labels()
    {
        foreach (var end in new[] { Energy.Replace("  *** SCF run converged in    10 steps ***", " *** WARNING in qs_scf.F:601 :: SCF run NOT converged ***", StringComparison.Ordinal) + Forces + Stress, " *** WARNING in qs_scf.F:601 :: SCF run NOT converged ***\n" })
        {
            var s = Read(Start + Cell + Coordinates + end).Single();
            Assert.Equal([false], ((LogicalInfo)s.FindInfo("scf_converged")!).Values);
            Assert.Null(StructureLabels.Energy(s));
            Assert.Null(StructureLabels.Forces(s));
            Assert.Null(StructureLabels.Stress(s));
            Assert.Contains("did not converge", Assert.Single(s.Remarks), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_cell_that_is_turned_before_the_energy_turns_the_atoms()
    {
        var (before, after) = (Read(Start + Cell + Coordinates + Energy).Single(), Read(Start + Cell + Coordinates + TurnedCell + Energy).Single());
        Assert.Equal((0.0, 0.0, 0.0), (after.Cell!.Value.A.Y, after.Cell.Value.A.Z, after.Cell.Value.B.Z));
        for (var i = 0; i < 4; i++) Assert.Equal((before.Position(0) - before.Position(i)).Norm, (after.Position(0) - after.Position(i)).Norm, 1e-5);
        Assert.NotEqual(before.Position(3), after.Position(3));
    }

    [Fact]
    public void Steps_without_coordinates_are_counted_and_runs_in_one_file_are_told_apart()
    {
        var frames = Read(Start + Cell + Coordinates + Energy + Forces + Energy + Forces + Energy).ToList();
        Assert.Contains("2 further steps", Assert.Single(Assert.Single(frames).Remarks), StringComparison.Ordinal);
        frames = [.. Read(Start + Cell + Coordinates + Start + Cell + Coordinates + Energy + Start + TurnedCell + Coordinates + Energy + Forces + Start + Cell + Coordinates)];
        Assert.Equal(2, frames.Count);
        Assert.Null(StructureLabels.Forces(frames[0]));
        Assert.NotNull(StructureLabels.Forces(frames[1]));
        Assert.Contains("without an energy", Assert.Single(frames[1].Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Start, "holds no coordinates of Quickstep")]
    [InlineData(Start + Cell + Coordinates, "the run ended before it had an energy")]
    [InlineData(Start + Coordinates + Energy, "does not print the cell")]
    [InlineData(Start + Cell + " MODULE QUICKSTEP: ATOMIC COORDINATES IN ANGSTROM\n", "ends before the coordinates")]
    [InlineData(Start + Cell + " MODULE QUICKSTEP: ATOMIC COORDINATES IN FOOT\n", "unknown units")]
    [InlineData(Start + Cell + " MODULE QUICKSTEP: ATOMIC COORDINATES IN ANGSTROM\n\n 1 1 Qq 0 0 0 0 1 1\n", "expected an atom with its kind")]
    [InlineData(Start + Cell + Coordinates + " ENERGY| Total FORCE_EVAL ( QS ) energy [a.u.]:  *****\n", "expected an energy")]
    [InlineData(Start + " CELL| Vector a [angstrom]: x\n", "expected a vector of the cell")]
    public void What_cannot_be_read_is_refused_in_one_sentence(string text, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(text).ToList());
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(fault.Remedy));
    }

    [Fact]
    public void Outputs_of_runs_with_k_points_and_all_electrons_are_read()
    {
        // Energies as printed (Hartree): with smearing they hold the electronic entropy, so they belong to the forces.
        foreach (var (file, atoms, hartree) in new[] { ("cp2k/k2b.out", 16, -90.997389416395606), ("cp2k/li2k.out", 2, -15.033329609441923), ("cp2k_gapw_si8_k333.out.gz", 8, -2314.913192693558813), ("xas_tdp_Li3PS4/li3ps4_tdp.out", 8, -1955.577498825301518) })
        {
            var s = StructureFile.Read(ReferenceData.Require("..", "engines", file), cancellationToken: TestContext.Current.CancellationToken).Single();
            Assert.Equal(atoms, s.Count);
            Assert.Equal(hartree * Unit.Hartree, StructureLabels.Energy(s)!.Value, 1e-9);
        }
    }

    [Fact]
    public void Outputs_survive_damage() => Mutations.Survive(
        [.. new[] { Start + Cell + Coordinates + TurnedCell + Energy + Forces + Stress + Energy, Start + Cell + Coordinates + Energy + Start + Cell + Coordinates + Energy + Forces }.Select(Encoding.UTF8.GetBytes)],
        stream => Cp2kOutputReader.Read(stream, "a.out"), seed: 15, " CELL| Vector a ", "CELL| Periodicity", "ENERGY| Total FORCE_EVAL", " SCF run NOT converged", "ATOMIC FORCES in [a.u.]\n", "XYZ", "0.000");

    private static double Trace(Matrix3D m) => m.A.X + m.B.Y + m.C.Z;

    private static IEnumerable<Structure> Read(string text) => Cp2kOutputReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.out");
}
