using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Outputs of pw.x, versions 6.1 to 7.5, of runs that ended well and badly.</summary>
public class EspressoOutputReferenceTests
{
    // Figures from the files: atoms, electronic loops that ended, volume (Bohr³), last energy (Ry), last pressure (kbar); NaN where there is none, or the last SCF failed.
    public static TheoryData<string, int, int, double, double, double> Files => new()
    {
        { "qe/lisi2.spin.out", 2, 1, 270.1072, -61.62329672, 1.80 },
        { "qe/r16.out", 16, 1, 1781.5603, -493.69800562, 90.98 },
        { "qe/si2.fail.out", 2, 1, 270.1072, double.NaN, double.NaN },
        { "qe/si2.relax.out", 2, 29, 270.1072, -93.27431370, -0.08 },
        { "qe/si2.scf.out", 2, 1, 270.1072, -93.39484417, 43.51 },
        { "xas_Li2S_SK/li2s.scf.out", 12, 1, 1256.3335, -214.31303733, double.NaN },
        { "xps_corehole/li15si4_ch.out", 38, 1, 4116.3716, -828.20605742, double.NaN },
        { "xps_corehole/li15si4_gs.out", 38, 1, 4116.3716, -825.76591442, -17.73 },
        { "xps_corehole/xps_si16_ch.out", 16, 1, 2160.8573, -749.82607803, double.NaN },
        { "xps_corehole/xps_si16_gs.out", 16, 1, 2160.8573, -747.51600725, double.NaN },
        { "xspectra/si8.scf.out", 8, 1, 1080.4286, -86.02446868, double.NaN },
        { "default", 2, 1, 270.1072, -22.65170508, double.NaN },
        { "default_no_xml", 2, 1, 270.1072, -22.65168737, double.NaN },
        { "default_xml_190304", 2, 1, 270.1072, -22.65170350, double.NaN },
        { "default_xml_191206", 4, 1, 448.1533, -157.51615258, double.NaN },
        { "default_xml_200420", 2, 1, 262.8607, -22.64596645, double.NaN },
        { "default_xml_210716", 2, 1, 270.1072, -22.65170438, double.NaN },
        { "default_xml_211101", 2, 1, 275.9279, -22.13271119, 225.26 },
        { "default_xml_230310", 4, 1, 217.1091, -396.09758618, -635.43 },
        { "default_xml_241104", 2, 1, 265.3020, -22.47950757, double.NaN },
        { "default_xml_260128", 3, 1, 645.9751, -469.71511080, -1.70 },
        { "failed_interrupted", 2, 1, 270.1072, -22.65168737, double.NaN },
        { "failed_interrupted_stdout", 2, 1, 270.1072, -22.65168737, double.NaN },
        { "failed_interrupted_xml", 2, 1, 270.1072, -22.65168737, double.NaN },
        { "failed_out_of_walltime", 2, 0, 298.1764, double.NaN, double.NaN },
        { "failed_out_of_walltime_interrupted", 2, 0, 298.1764, double.NaN, double.NaN },
        { "relax_failed_electronic", 2, 1, 270.1072, double.NaN, double.NaN },
        { "relax_failed_not_converged_nstep", 2, 1, 270.1072, -22.33627328, double.NaN },
        { "relax_success", 2, 1, 270.1072, -22.65170508, double.NaN },
        { "vcrelax_failed_bfgs_history", 2, 5, 270.1072, -22.66051286, 2.40 },
        { "vcrelax_failed_bfgs_history_final_scf", 2, 5, 270.1072, double.NaN, double.NaN },
        { "vcrelax_failed_electronic", 2, 1, 270.1072, double.NaN, double.NaN },
        { "vcrelax_failed_electronic_final_scf", 2, 5, 270.1072, double.NaN, double.NaN },
        { "vcrelax_failed_not_converged_final_scf", 2, 5, 270.1072, -22.66052921, 0.63 },
        { "vcrelax_failed_not_converged_nstep", 2, 1, 270.1072, -22.65170508, 98.95 },
        { "vcrelax_success", 2, 3, 298.3609, -22.66052957, -0.16 },
        { "vcrelax_success_external_pressure", 2, 3, 298.1764, -22.66052956, 0.14 },
        { "vcrelax_success_fractional", 2, 5, 265.3020, -15.72861774, 0.06 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_output_gives_its_structures(string file, int atoms, int loops, double volume, double energy, double pressure)
    {
        var frames = StructureFile.Read(Find(file), cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(Math.Max(1, loops), frames.Count);
        Assert.All(frames, f => Assert.Equal(atoms, f.Count));
        // Axes of six digits give the volume to a few times 1e-6.
        Assert.Equal(volume, Math.Abs(frames[0].Cell!.Value.Determinant) / Math.Pow(Unit.Bohr, 3), 5e-6 * volume);
        var last = frames[^1];
        if (double.IsNaN(energy)) Assert.Null(StructureLabels.Energy(last));
        else Assert.Equal(energy * 13.605693122994, StructureLabels.Energy(last)!.Value, 1e-9 * Math.Abs(energy) * 13.6);
        Assert.Equal(double.IsNaN(pressure), StructureLabels.Stress(last) is null);
        if (StructureLabels.Stress(last) is { } s) Assert.Equal(pressure, -(s.A.X + s.B.Y + s.C.Z) / 3 * 1602.176634, 0.01);
        var bad = file.StartsWith("failed", StringComparison.Ordinal) && file != "failed_interrupted_xml" || file.Contains("electronic", StringComparison.Ordinal) || file.EndsWith("history_final_scf", StringComparison.Ordinal) || file.EndsWith("fail.out", StringComparison.Ordinal);
        Assert.Equal(bad ? 1 : 0, last.Remarks.Count);
        Assert.Equal(loops > 0 && double.IsNaN(energy), last.FindInfo("scf_converged") is LogicalInfo { Values: [false] });
        Assert.All(frames.SkipLast(1), f => Assert.NotNull(StructureLabels.Forces(f)));
    }

    [Fact]
    public void A_shortened_output_gives_what_has_a_structure()
    {
        // Its head has no positions: the first energy belongs to nothing, the second to the final coordinates.
        var frame = StructureFile.Read(Find("vcrelax_success_atoms_shape"), cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal(-240.16252748 * 13.605693122994, StructureLabels.Energy(frame)!.Value, 1e-5);
        // Here only the first of four structures lacks its positions.
        var frames = StructureFile.Read(Find("default_xml_240411"), cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(3, frames.Count);
        Assert.Equal(-22.66284342 * 13.605693122994, StructureLabels.Energy(frames[0])!.Value, 1e-5);
        Assert.Equal(3.859236539 * 3.342196882 * 3.151053816, frames[0].Cell!.Value.Determinant, 1e-9);
    }

    [Theory]
    [InlineData("failed_broyden_factorization_stdout", "'factorization (routine broyden (1))'")]
    [InlineData("failed_computing_cholesky_stdout", "problems computing cholesky")]
    [InlineData("failed_dexx_negative_stdout", "dexx is negative!")]
    [InlineData("failed_eigenvectors_convergence_stdout", "eigenvectors failed to converge")]
    [InlineData("failed_g_par_stdout", "ends before there is a structure")]
    [InlineData("failed_interrupted_relax", "ends before there is a structure")]
    [InlineData("failed_npools_too_high_stdout", "routine")]
    [InlineData("failed_qr_failed_stdout", "ends before there is a structure")]
    [InlineData("failed_s_matrix_not_positive_definite_stdout", "S matrix not positive definite")]
    [InlineData("failed_too_many_bands_not_converged_stdout", "too many bands are not converged")]
    [InlineData("failed_zhegvd_failed_stdout", "routine")]
    [InlineData("vcrelax_failed_charge_wrong_stdout", "charge is wrong")]
    [InlineData("vcrelax_failed_fft_significant_volume_contraction_stdout", "Not enough space allocated for radial FFT")]
    [InlineData("vcrelax_failed_symmetry_not_orthogonal_stdout", "not orthogonal operation")]
    [InlineData("failed_base_exception", "the file is empty")]
    [InlineData("default_xml_220603", "does not hold the positions")]
    [InlineData("default_xml_241015", "does not hold the positions")]
    [InlineData("default_xml_250521", "does not hold the positions")]
    [InlineData("failed_scf_not_converged", "does not hold the positions")]
    [InlineData("failed_scf_not_converged_intentional", "does not hold the positions")]
    public void Runs_that_failed_before_a_structure_are_refused_with_their_error(string folder, string what)
    {
        var fault = Assert.Throws<InputException>(() => StructureFile.Read(Find(folder), cancellationToken: TestContext.Current.CancellationToken).Count());
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
    }

    [Theory]
    [InlineData("xspectra/si8.xas.out")]
    [InlineData("xas_Li2S_SK/li2s.xas.out")]
    public void Outputs_of_other_programs_are_not_recognised(string file)
    {
        var fault = Assert.Throws<InputException>(() => StructureFile.Read(Find(file), cancellationToken: TestContext.Current.CancellationToken).Count());
        Assert.Contains("not recognised", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Species_are_those_of_the_potentials()
    {
        // Two labels are made up: Sh is sulphur with a hole, Sih silicon.
        var hole = StructureFile.Read(Find("xps_corehole/xps_si16_ch.out"), cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.All(hole.AtomicNumbers.ToArray(), z => Assert.Equal(14, z));
        Assert.Contains("Sih", ((TextColumn)hole.FindColumn("label")!).Values);
        var sulphide = StructureFile.Read(Find("xas_Li2S_SK/li2s.scf.out"), cancellationToken: TestContext.Current.CancellationToken).Single();
        Assert.Equal([(3, 8), (16, 4)], sulphide.AtomicNumbers.ToArray().GroupBy(z => z).Select(g => ((int)g.Key, g.Count())).Order());
    }

    [Fact]
    public void ASE_reads_the_same_numbers()
    {
        const string Script = """
            import ase.io
            for path in sys.stdin.read().split("\n"):
                if not path: continue
                try:
                    frames = ase.io.read(path, ":", format="espresso-out")
                except Exception:
                    print("failed"); continue
                print("frames", len(frames))
                for a in frames:
                    r = a.calc.results if a.calc else {}
                    print(*[repr(float(x)) for x in [r.get("energy", numpy.nan), a.get_volume(), a.positions[-1][2], numpy.ravel(r["forces"])[0] if "forces" in r else numpy.nan, *(r["stress"] if r.get("stress") is not None else [numpy.nan] * 6)]])
            """;
        string[] files = ["qe/lisi2.spin.out", "qe/r16.out", "qe/si2.relax.out", "qe/si2.scf.out", "xps_corehole/li15si4_gs.out", "vcrelax_success", "vcrelax_success_fractional", "relax_success"];
        var theirs = SystemPython.Run(Script, string.Join('\n', files.Select(Find))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var at = 0;
        foreach (var file in files)
        {
            var ours = StructureFile.Read(Find(file), cancellationToken: TestContext.Current.CancellationToken).ToList();
            Assert.Equal($"frames {ours.Count}", theirs[at++]);
            foreach (var s in ours)
            {
                var t = theirs[at++].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
                var stress = StructureLabels.Stress(s) is { } m ? StructureLabels.ToVoigt(m) : Enumerable.Repeat(double.NaN, 6).ToArray();
                double[] mine = [StructureLabels.Energy(s)!.Value, Math.Abs(s.Cell!.Value.Determinant), s.Position(s.Count - 1).Z, StructureLabels.Forces(s) is { } f ? f.Values[0] : double.NaN, .. stress];
                // ASE takes Rydberg and Bohr of CODATA 2006: 1e-7 of the value, and lengths from the head with four or six digits.
                double[] tolerance = [1.5e-7 * Math.Abs(t[0]), 2e-5 * t[1], 1e-4, 1e-6 * Math.Abs(t[3]) + 1e-12, .. t[4..].Select(v => 1e-6 * Math.Abs(v) + 1e-12)];
                for (var k = 0; k < t.Length; k++) Assert.True(double.IsNaN(t[k]) ? double.IsNaN(mine[k]) : Math.Abs(t[k] - mine[k]) <= tolerance[k], $"{file} {s.Origin.Frame}: {k} {t[k]} {mine[k]}");
            }
        }
    }

    private static string Find(string file) => file.Contains('/', StringComparison.Ordinal)
        ? ReferenceData.Require(["..", "engines", .. file.Split('/')])
        : ReferenceData.Require("formats", "quantum_espresso", file, "pw.out");
}
