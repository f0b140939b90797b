using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

/// <summary>Files of every format that is written here, read by ASE to the same structure.</summary>
public class WrittenFilesTests
{
    // The format's name here and in ASE, and the name of a file.
    public static TheoryData<string, string, string> Readers => new()
    {
        { "extxyz", "extxyz", "a.extxyz" },
        { "xyz", "xyz", "a.xyz" },
        { "poscar", "vasp", "POSCAR" },
        { "xdatcar", "vasp-xdatcar", "XDATCAR" },
        { "cif", "cif", "a.cif" },
        { "xsf", "xsf", "a.xsf" },
        { "xsf-set", "xsf", "set/" },
        { "lammps-data", "lammps-data", "a.data" },
        { "lammps-dump", "lammps-dump-text", "a.dump" },
        { "espresso-input", "espresso-in", "pw.in" },
        { "cp2k-input", "cp2k-restart", "cp2k.inp" },
    };

    // ASE has no reader for them; their tests read them back.
    private static readonly string[] Unread = ["n2p2", "ltraj"];

    [Fact]
    public void No_format_that_is_written_goes_unread() =>
        Assert.Equal(StructureFile.Formats.Where(f => f.CanWrite).Select(f => f.Name).Except(Unread).Order(), Readers.Select(r => (string)r.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Readers))]
    public void ASE_reads_cell_species_and_positions(string format, string theirs, string file)
    {
        SlowTests.Require();
        const string Script = """
            import ase.io, os, warnings
            warnings.simplefilter("ignore")
            form, *paths = sys.stdin.read().split("\n")
            for path in sum([sorted(os.path.join(p, f) for f in os.listdir(p)) if os.path.isdir(p) else [p] for p in paths], []):
                options = dict(style="atomic", sort_by_id=True, Z_of_type={1: 3, 2: 8, 3: 14, 4: 16}) if form == "lammps-data" else {}
                for a in ase.io.read(path, ":", format=form, **options):
                    print(len(a), *a.numbers, *a.pbc.astype(int), *(a.cell.array @ a.cell.array.T).ravel(), *(a.get_scaled_positions(wrap=False) if a.cell.rank == 3 else a.positions).ravel())
            """;
        using var folder = new TemporaryFolder();
        var originals = Enumerable.Range(0, 8).Select(Random).ToArray();
        // A file holds one structure or many; a cell is not for plain XYZ.
        var many = format is "extxyz" or "xyz" or "lammps-dump" or "xsf-set" or "xsf";
        var paths = many ? [folder[file]] : originals.Select((_, k) => folder[$"{k}", file]).ToArray();
        for (var k = 0; k < paths.Length; k++) StructureFile.Write(paths[k], many ? originals : [originals[k]], format, cancellationToken: TestContext.Current.CancellationToken);
        var lines = SystemPython.Run(Script, string.Join('\n', [theirs, .. paths])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(originals.Length, lines.Length);
        var plain = format == "xyz";
        foreach (var (s, line) in originals.Zip(lines))
        {
            var values = line.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var cell = s.Cell!.Value;
            var inverse = cell.Inverse();
            double[] expected =
            [
                s.Count, .. s.AtomicNumbers.ToArray().Select(z => (double)z), .. Enumerable.Repeat(plain ? 0.0 : 1, 3),
                .. Enumerable.Range(0, 9).Select(m => plain ? 0 : Vector3D.Dot(cell[m / 3], cell[m % 3])),
                .. Enumerable.Range(0, s.Count).Select(i => plain ? s.Position(i) : inverse.Transform(s.Position(i))).SelectMany(r => new[] { r.X, r.Y, r.Z }),
            ];
            Assert.Equal(expected.Length, values.Length);
            var fractions = plain ? int.MaxValue : 1 + s.Count + 12;
            for (var k = 0; k < expected.Length; k++)
            {
                var difference = expected[k] - values[k];
                // Atoms may come back from another cell.
                if (k >= fractions) difference -= Math.Round(difference);
                // Rounding of ASE's transforms to and from fractions.
                Assert.True(Math.Abs(difference) <= 1e-12 * Math.Max(1, Math.Abs(expected[k])), $"{format}, {s.Origin}, number {k}: {expected[k]:R} against {values[k]:R}");
            }
        }
    }

    [Fact]
    public void ASE_reads_energies_forces_and_stresses_of_extended_XYZ()
    {
        const string Script = """
            import ase.io
            for a in ase.io.read(sys.stdin.read(), ":", format="extxyz"):
                print(a.get_potential_energy(), *a.get_forces().ravel(), *a.get_stress(voigt=False).ravel())
            """;
        SlowTests.Require();
        using var folder = new TemporaryFolder();
        var originals = Enumerable.Range(0, 8).Select(k =>
        {
            var random = new Random(100 + k);
            var s = Random(k);
            // Symmetric: ASE has six numbers for a stress.
            double[] t = [.. Enumerable.Range(0, 6).Select(_ => random.NextDouble() - 0.5)];
            return s.With(new RealColumn("forces", 3, [.. s.Positions.ToArray().Select(_ => random.NextDouble() - 0.5)])).With("energy", new RealInfo(-10 * random.NextDouble()))
                .With("stress", new RealInfo([t[0], t[5], t[4], t[5], t[1], t[3], t[4], t[3], t[2]]));
        }).ToArray();
        StructureFile.Write(folder["a.xyz"], originals, "extxyz", cancellationToken: TestContext.Current.CancellationToken);
        var lines = SystemPython.Run(Script, folder["a.xyz"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(originals.Length, lines.Length);
        foreach (var (s, line) in originals.Zip(lines))
        {
            double[] expected = [((RealInfo)s.FindInfo("energy")!).Values[0], .. ((RealColumn)s.FindColumn("forces")!).Values, .. ((RealInfo)s.FindInfo("stress")!).Values];
            Assert.Equal(expected, line.Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)));
        }
    }

    // Triclinic cells; species in blocks, because POSCAR and LAMMPS group them.
    private static Structure Random(int seed)
    {
        var random = new Random(seed);
        double Next() => random.NextDouble() - 0.5;
        var cell = new Matrix3D(new(6 + Next(), 0, 0), new(2 * Next(), 7 + Next(), 0), new(2 * Next(), 2 * Next(), 8 + Next()));
        byte[] species = [3, 3, 8, 14, 14, 14, 16];
        double[] positions = [.. species.SelectMany(_ => cell.Transform(new(random.NextDouble(), random.NextDouble(), random.NextDouble())) is var r ? new[] { r.X, r.Y, r.Z } : [])];
        return new(species, positions, cell, Periodicity.Full);
    }
}
