using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class XsfRoundTripTests
{
    [Fact]
    public void What_is_written_with_energies_reads_the_same_to_the_last_bit()
    {
        foreach (var axes in new[] { 0, 1, 2, 3 })
        {
            for (var frames = 1; frames < 4; frames++)
            {
                var originals = Random(axes, frames, energy: true);
                var again = Xsf.Read(Xsf.Write(originals));
                Assert.Equal(frames, again.Count);
                for (var i = 0; i < frames; i++) StructureAssert.Same(originals[i], again[i]);
            }
        }
    }

    [Fact]
    public void Forces_without_an_energy_pass_through_Hartree()
    {
        var original = Random(3, 1, energy: false)[0];
        var again = Xsf.Read(Xsf.Write(original)).Single();
        var (a, b) = (((RealColumn)original.FindColumn("forces")!).Values, ((RealColumn)again.FindColumn("forces")!).Values);
        for (var i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], 4e-16 * Math.Abs(a[i]));
    }

    [Fact]
    public void Reference_labels_are_written_and_what_has_no_place_is_named()
    {
        var s = new Structure(
            [14], [0, 0, 0], 5 * Matrix3D.Identity, Periodicity.None,
            [new RealColumn("forces", 3, [9, 9, 9]), new RealColumn("REF_forces", 3, [1, 2, 3]), new IntegerColumn("tag", 1, [1])],
            [new("REF_energy", new RealInfo(-2.5)), new("energy", new RealInfo(7)), new("note", new TextInfo("x"))]);
        Assert.Equal("# total energy = -2.5 eV\n\nATOMS\nSi 0 0 0 1 2 3\n", Xsf.Write(s));
        Assert.Equal(["the cell of a structure that is not periodic", "forces", "tag", "energy", "note"], new XsfFormat().Unwritten(s));
        var unknown = s.With(new RealColumn("REF_forces", 3, [1, double.NaN, 3]));
        Assert.Null(Xsf.Read(Xsf.Write(unknown)).Single().FindColumn("forces"));
    }

    [Fact]
    public void ASE_reads_what_is_written()
    {
        const string Script = """
            import ase.io
            for path in sys.stdin.read().split():
                for a in ase.io.read(path, ":", format="xsf"):
                    f = a.get_forces() if a.calc else numpy.zeros((len(a), 3))
                    print(len(a), *map(int, a.pbc), *(repr(float(x)) for x in [*a.numbers, *a.positions.ravel(), *a.cell.array.ravel(), *f.ravel()]))
            """;
        using var folder = new TemporaryFolder();
        var written = new List<(string File, Structure[] Frames)>();
        foreach (var axes in new[] { 0, 1, 2, 3 })
        {
            foreach (var frames in new[] { 1, 3 })
            {
                var structures = Random(axes, frames, energy: false);
                written.Add((folder[$"{axes}-{frames}.xsf"], structures));
                StructureFile.Write(written[^1].File, structures);
            }
        }

        var rows = SystemPython.Run(Script, string.Join('\n', written.Select(w => w.File))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ours = written.SelectMany(w => w.Frames).ToList();
        Assert.Equal(ours.Count, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var theirs = rows[i].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var s = ours[i];
            var cell = s.Periodicity.Any ? s.Cell!.Value : default;
            double[] expected =
            [
                s.Count, s.Periodicity.A ? 1 : 0, s.Periodicity.B ? 1 : 0, s.Periodicity.C ? 1 : 0, .. s.AtomicNumbers.ToArray().Select(z => (double)z), .. s.Positions,
                cell.A.X, cell.A.Y, cell.A.Z, cell.B.X, cell.B.Y, cell.B.Z, cell.C.X, cell.C.Y, cell.C.Z, .. ((RealColumn)s.FindColumn("forces")!).Values,
            ];
            Assert.Equal(expected.Length, theirs.Length);
            // ASE's Hartree is that of CODATA 2014, 27.21138602 eV.
            for (var k = 0; k < expected.Length; k++) Assert.Equal(expected[k], theirs[k], 1e-8 * Math.Abs(expected[k]));
        }
    }

    [Fact]
    public void The_reference_files_of_aenet_hold_what_their_extended_XYZ_copies_hold()
    {
        var files = Directory.GetFiles(ReferenceData.Require("potentials", "aenet"), "*.xsf", SearchOption.AllDirectories);
        Assert.True(files.Length >= 19);
        var clusters = 0;
        foreach (var file in files)
        {
            var s = StructureFile.Read(file).Single();
            // aenet wraps periodic structures and moves clusters: distances within a cluster, cell and order stay.
            var copy = StructureFile.Read(Path.ChangeExtension(file, ".extxyz")).Single();
            Assert.Equal(copy.AtomicNumbers.ToArray(), s.AtomicNumbers.ToArray());
            Assert.Equal(copy.Periodicity, s.Periodicity);
            Assert.Equal(0, StructureLabels.Energy(s));
            Assert.Equal(3 * s.Count, StructureLabels.Forces(s)!.Length);
            var inverse = copy.Cell?.Inverse();
            for (var i = 0; i < s.Count; i++)
            {
                var d = s.Position(i) + -1 * s.Position(0) + copy.Position(0) + -1 * copy.Position(i);
                if (inverse is { } m) d = m.Transform(d) is var f ? copy.Cell!.Value.Transform(new(f.X - Math.Round(f.X), f.Y - Math.Round(f.Y), f.Z - Math.Round(f.Z))) : d;
                // The files have ten decimals.
                Assert.InRange(d.Norm, 0, 1e-9);
            }

            if (s.Cell is { } cell)
            {
                for (var row = 0; row < 3; row++) Assert.InRange((cell[row] + -1 * copy.Cell!.Value[row]).Norm, 0, 1e-9);
            }
            else
            {
                clusters++;
            }
        }

        Assert.True(clusters >= 6);
    }

    private static Structure[] Random(int axes, int frames, bool energy)
    {
        var random = new Random(10 * axes + frames);
        return [.. Enumerable.Range(0, frames).Select(_ =>
        {
            const int Atoms = 5;
            double[] Reals() => [.. Enumerable.Range(0, 3 * Atoms).Select(_ => 20 * random.NextDouble() - 5)];
            Matrix3D? cell = axes == 0 ? null : new Matrix3D(new(5, random.NextDouble(), 0), new(-random.NextDouble(), 6, random.NextDouble()), new(0, 1, 7));
            return new Structure(
                [.. Enumerable.Range(0, Atoms).Select(_ => (byte)random.Next(1, 100))], Reals(), cell, new(axes > 0, axes > 1, axes > 2),
                [new RealColumn("forces", 3, Reals())], energy ? [new("energy", new RealInfo(-100 * random.NextDouble()))] : []);
        })];
    }
}
