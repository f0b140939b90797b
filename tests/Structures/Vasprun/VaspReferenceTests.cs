using System.Globalization;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Outputs of VASP from the reference data.</summary>
public class VaspReferenceTests
{
    // Figures from the files themselves: atoms, volume (Å³), free energies of the ionic steps (eV), trace of the last stress (kbar).
    [Theory]
    [InlineData("vasprun_relax_forces.xml", 120, 3, -468.99512433, -469.03407561, -0.33505017 - 4.09628852 + 4.05548127)]
    [InlineData("vasprun_static.xml", 8, 1, -27.11090125, -27.11090125, -0.42720045 - 0.42720325 - 0.42736447)]
    [InlineData("vasprun_indirect.xml.gz", 2, 1, -9.72296268, -9.72296268, 10.45935959 + 34.38183520 + 80.26919411)]
    [InlineData("OUTCAR_static", 8, 1, -27.11090125, -27.11090125, -0.42720 - 0.42720 - 0.42736)]
    public void Every_file_has_its_steps(string file, int atoms, int steps, double first, double last, double trace)
    {
        var frames = StructureFile.Read(ReferenceData.Require("formats", "vasp", file), cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(steps, frames.Count);
        Assert.All(frames, f => Assert.Equal((atoms, 0), (f.Count, f.Remarks.Count)));
        Assert.Equal((first, last), (StructureLabels.Energy(frames[0]), StructureLabels.Energy(frames[^1])));
        var stress = StructureLabels.Stress(frames[^1])!.Value;
        Assert.Equal(-trace / 1602.176634, stress.A.X + stress.B.Y + stress.C.Z, 1e-9);
        Assert.NotNull(StructureLabels.Forces(frames[0]));
    }

    [Fact]
    public void Species_and_flags_of_the_reference_files()
    {
        var relax = StructureFile.Read(ReferenceData.Require("formats", "vasp", "vasprun_relax_forces.xml"), cancellationToken: TestContext.Current.CancellationToken).First();
        // Its table of atoms calls xenon "X".
        Assert.Equal([(51, 16), (54, 8), (17, 8), (9, 88)], relax.AtomicNumbers.ToArray().GroupBy(z => z).Select(g => ((int)g.Key, g.Count())));
        var indirect = StructureFile.Read(ReferenceData.Require("formats", "vasp", "vasprun_indirect.xml.gz"), cancellationToken: TestContext.Current.CancellationToken).Single();
        // It names its fixed atoms only after the last step, in the final structure: too late for the steps.
        Assert.Null(indirect.FindColumn("move_mask"));
        Assert.Equal(5.69776470, ((RealInfo)indirect.FindInfo("fermi_energy")!).Values[0]);
    }

    [Fact]
    public void ASE_reads_the_same_numbers()
    {
        const string Script = """
            import ase.io
            for line in sys.stdin.read().split("\n"):
                if not line: continue
                path, form = line.split("|")
                for a in ase.io.read(path, ":", format=form):
                    r, n = a.calc.results, 1 + numpy.arange(3 * len(a))
                    # The array of free energy, stress (Voigt) and weighted sums over atoms, per frame.
                    print(len(a), int(a.numbers.sum()), repr(float(a.positions.ravel() @ n)), repr(float(a.cell.array.ravel() @ (1 + numpy.arange(9)))),
                          repr(float(r["free_energy"])), repr(float(r["energy"])), repr(float(r["forces"].ravel() @ n)), *[repr(float(s)) for s in r["stress"]])
            """;
        string[] files = ["vasprun_relax_forces.xml", "vasprun_static.xml", "vasprun_indirect.xml.gz", "OUTCAR_static", "OUTCAR_md_npt.gz"];
        var input = string.Join('\n', files.Select(f => ReferenceData.Require("formats", "vasp", f) + "|" + (f.StartsWith("vasprun", StringComparison.Ordinal) ? "vasp-xml" : "vasp-out")));
        var theirs = SystemPython.Run(Script, input).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ours = files.SelectMany(f => StructureFile.Read(ReferenceData.Require("formats", "vasp", f), cancellationToken: TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(theirs.Length, ours.Count);
        for (var i = 0; i < ours.Count; i++)
        {
            var t = theirs[i].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var (s, c) = (ours[i], ours[i].Cell!.Value);
            // ASE takes the "X" of a table of atoms for a dummy atom, where the title of the potential says xenon.
            Assert.Equal((t[0], t[1]), (s.Count, s.AtomicNumbers.ToArray().Sum(z => z == 54 ? 0 : z)));
            // Sums of hundreds of products in another order: 1e-10 of their size.
            Assert.Equal(t[2], Sum(s.Positions), 1e-10 * Math.Max(1, Math.Abs(t[2])));
            Assert.Equal(t[3], Sum([c.A.X, c.A.Y, c.A.Z, c.B.X, c.B.Y, c.B.Z, c.C.X, c.C.Y, c.C.Z]), 1e-10 * Math.Abs(t[3]));
            // ASE's energy is extrapolated to no smearing; ours is its free energy.
            Assert.Equal(t[4], StructureLabels.Energy(s)!.Value, 1e-10);
            Assert.Equal(t[5], ((RealInfo)s.FindInfo("energy_sigma0")!).Values[0], 1e-10);
            Assert.Equal(t[6], Sum(StructureLabels.Forces(s)!.Values), 1e-10 * Math.Max(1, Math.Abs(t[6])));
            // The constants of ASE (CODATA 2014) differ from ours (2018) in the eighth digit; the tables of vasprun.xml are symmetric to 3e-6 kbar, and
            // ASE takes one side where ours is the mean.
            var stress = StructureLabels.ToVoigt(StructureLabels.Stress(s)!.Value);
            for (var k = 0; k < 6; k++) Assert.Equal(t[7 + k], stress[k], 1e-7 * Math.Abs(t[7 + k]) + 1e-9);
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) sum += values[i] * (i + 1);
        return sum;
    }
}
