using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class SymmetryTests
{
    // Names by which a system may know the library; tests of what it finds need it.
    private static void RequireLibrary()
    {
        if (!CrystalSymmetry.IsAvailable) Assert.Skip("libsymspg1 is not installed");
    }

    [Fact]
    public void Silicon()
    {
        RequireLibrary();
        // Diamond structure: International Tables A, group 227, 192 operations in the cubic cell, all atoms on one site.
        var symmetry = CrystalSymmetry.Of(Crystals.Silicon());
        Assert.Equal((227, "Fd-3m", "m-3m", 192), (symmetry.SpaceGroupNumber, symmetry.InternationalSymbol, symmetry.PointGroup, symmetry.Operations.Count));
        Assert.Equal("F 4d 2 3 -1d", symmetry.HallSymbol);
        Assert.Equal((525, "1"), (symmetry.HallNumber, symmetry.Setting));
        Assert.All(symmetry.WyckoffLetters.Zip(symmetry.SiteSymmetries, symmetry.EquivalentAtoms), site => Assert.Equal(("a", "-43m", 0), site));
        var primitive = StandardCell.Primitive(Supercell.Create(Crystals.Silicon(), 2, 1, 3));
        Assert.Equal(2, primitive.Count);
        Assert.Equal(8, StandardCell.Conventional(primitive).Count);
        Assert.Equal(48, CrystalSymmetry.Of(primitive).Operations.Count);
    }

    [Theory]
    // Groups as the structures were published: Li Im-3m, Li12Si7 Pnma, Li13Si4 Pbam, Li15Si4 I-43d, LiSi I4_1/a, Si Fd-3m. Li7Si3 is the ordered P3_212 model.
    [InlineData("Li", 229, "Im-3m", 1, 2)]
    [InlineData("Li12Si7", 62, "Pnma", 152, 152)]
    [InlineData("Li13Si4", 55, "Pbam", 34, 34)]
    [InlineData("Li15Si4", 220, "I-43d", 38, 76)]
    [InlineData("Li7Si3", 153, "P3_212", 60, 60)]
    [InlineData("LiSi", 88, "I4_1/a", 16, 32)]
    [InlineData("Si", 227, "Fd-3m", 2, 8)]
    public void Lithium_silicides(string name, int number, string symbol, int primitiveAtoms, int conventionalAtoms)
    {
        RequireLibrary();
        var s = Reference(name);
        var symmetry = CrystalSymmetry.Of(s);
        Assert.Equal((number, symbol), (symmetry.SpaceGroupNumber, symmetry.InternationalSymbol));
        foreach (var (built, atoms) in new[] { (StandardCell.Primitive(s), primitiveAtoms), (StandardCell.Conventional(s), conventionalAtoms) })
        {
            Assert.Equal(atoms, built.Count);
            Assert.Equal(number, CrystalSymmetry.Of(built).SpaceGroupNumber);
            Assert.Equal(Crystals.Volume(s) / s.Count, Crystals.Volume(built) / built.Count, 1e-6);
            SameCrystal(s, built, 1e-3);
        }
    }

    [Fact]
    public void Operations_map_the_crystal_onto_itself()
    {
        RequireLibrary();
        var s = Reference("LiSi");
        var symmetry = CrystalSymmetry.Of(s);
        var search = new SiteSearch(s, 0.02);
        foreach (var operation in symmetry.Operations)
        {
            for (var i = 0; i < s.Count; i++) Assert.True(search.Find(operation.Apply(search.Fraction(i)), s.AtomicNumbers[i]) >= 0);
        }

        // And atoms called equivalent are mapped onto each other by one of them.
        for (var i = 0; i < s.Count; i++)
        {
            Assert.Contains(symmetry.Operations, o => search.Find(o.Apply(search.Fraction(i)), s.AtomicNumbers[i]) == symmetry.EquivalentAtoms[i]);
        }
    }

    [Fact]
    public void Cells_keep_the_crystal_where_it_is_and_carry_columns()
    {
        RequireLibrary();
        for (var seed = 0; seed < 40; seed++)
        {
            var s = Crystals.Any(seed);
            var random = new Random(seed);
            var larger = Supercell.Create(s, new LatticeShift(1 + random.Next(2), random.Next(-1, 2), 0), new(0, 1 + random.Next(2), random.Next(-1, 2)), new(0, 0, 1));
            foreach (var built in new[] { StandardCell.Primitive(larger), StandardCell.Conventional(larger) })
            {
                SameCrystal(s, built, 1e-6);
                var labels = ((TextColumn)built.FindColumn("label")!).Values;
                for (var i = 0; i < built.Count; i++)
                {
                    // The label says which atom it was: its place may differ by a lattice vector only.
                    var f = s.Cell!.Value.Inverse().Transform(built.Position(i) - s.Position(int.Parse(labels[i][1..], CultureInfo.InvariantCulture)));
                    Assert.True(Math.Abs(f.X - Math.Round(f.X)) + Math.Abs(f.Y - Math.Round(f.Y)) + Math.Abs(f.Z - Math.Round(f.Z)) < 1e-6, $"seed {seed}");
                }
            }
        }
    }

    [Fact]
    public void Reduced_cells_fulfil_Niggli_conditions_and_do_not_depend_on_the_cell_given()
    {
        RequireLibrary();
        for (var seed = 0; seed < 80; seed++)
        {
            var s = Crystals.Any(seed);
            var random = new Random(seed);
            var skewed = Supercell.Create(s, new LatticeShift(1, random.Next(-3, 4), random.Next(-3, 4)), new(0, 1, random.Next(-3, 4)), new(0, 0, random.Next(2) == 0 ? 1 : -1));
            var (first, second) = (NiggliReduction.Reduce(s), NiggliReduction.Reduce(skewed));
            Assert.Equal(s.Count, first.Count);
            SameCrystal(s, first, 1e-9);
            var (m, n) = (Metric(first), Metric(second));
            for (var k = 0; k < 6; k++) Assert.Equal(m[k], n[k], 1e-6);
            // International Tables A, 9.2.2: a ≤ b ≤ c; type I all angles acute, type II none; no vector shorter by adding another.
            Assert.True(m[0] <= m[1] + 1e-6 && m[1] <= m[2] + 1e-6);
            Assert.True((m[3] > 0 && m[4] > 0 && m[5] > 0) || (m[3] <= 1e-6 && m[4] <= 1e-6 && m[5] <= 1e-6));
            Assert.True(Math.Abs(m[3]) <= m[1] / 2 + 1e-6 && Math.Abs(m[4]) <= m[0] / 2 + 1e-6 && Math.Abs(m[5]) <= m[0] / 2 + 1e-6);
            if (m[3] <= 0) Assert.True(Math.Abs(m[3]) + Math.Abs(m[4]) + Math.Abs(m[5]) <= (m[0] + m[1]) / 2 + 1e-6);
        }
    }

    [Fact]
    public void A_tolerance_decides_what_counts_as_symmetric()
    {
        RequireLibrary();
        var s = Rattle.Apply(Crystals.Silicon(), 0.02, 1);
        Assert.Equal(1, CrystalSymmetry.Of(s, 1e-4).SpaceGroupNumber);
        Assert.Equal(227, CrystalSymmetry.Of(s, 0.2).SpaceGroupNumber);
    }

    [Fact]
    public void What_has_no_symmetry_to_be_found_is_refused()
    {
        RequireLibrary();
        static string Refusal(Structure s, double tolerance = 0.01) => Assert.Throws<InputException>(() => CrystalSymmetry.Of(s, tolerance)).Message;
        Assert.Contains("needs a cell", Refusal(Crystals.Create(null, [default], [3])), StringComparison.Ordinal);
        Assert.Contains("periodic along all three axes", Refusal(Crystals.Create(Matrix3D.Identity, [default], [3], new(true, false, true))), StringComparison.Ordinal);
        Assert.Contains("at least one atom", Refusal(Crystals.Create(Matrix3D.Identity, [], [])), StringComparison.Ordinal);
        Assert.Contains("too close", Refusal(Crystals.Create(4 * Matrix3D.Identity, [default, default], [3, 3])), StringComparison.Ordinal);
        Assert.Contains("tolerance is not a positive length", Refusal(Crystals.Silicon(), 0), StringComparison.Ordinal);
        Assert.Contains("not a finite number", Refusal(Crystals.Create(4 * Matrix3D.Identity, [new(double.NaN, 0, 0)], [3])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_missing_or_of_another_version_is_named()
    {
        Assert.Null(SpglibLibrary.Open(["libsymspg-that-is-not-there.so"]));
        Assert.Equal("symmetry needs the library spglib, which is not installed; install Debian's package libsymspg1.", Assert.Throws<MissingDependencyException>(() => SpglibLibrary.Require(null)).Message);
        Assert.Equal("symmetry needs spglib 2, and version 1.16.2 is installed; install Debian's package libsymspg1.", Assert.Throws<MissingDependencyException>(() => SpglibLibrary.CheckVersion((1, 16, 2))).Message);
    }

    [Fact]
    public void A_library_that_is_not_spglib_is_not_taken_for_it() => Assert.Null(SpglibLibrary.Open(["libc.so.6"]));

    [Fact]
    public void Spglib_in_Python_says_the_same()
    {
        SlowTests.Require();
        RequireLibrary();
        var crystals = new List<Structure>();
        foreach (var name in new[] { "Li", "Li12Si7", "Li13Si4", "Li15Si4", "Li7Si3", "LiSi", "Si" }) crystals.Add(Reference(name));
        for (var seed = 0; seed < 20; seed++) crystals.Add(Crystals.Any(seed));
        crystals.AddRange(crystals.Take(7).Select(s => StandardCell.Primitive(s)).ToList());
        var input = new StringBuilder();
        foreach (var s in crystals)
        {
            var cell = s.Cell!.Value;
            double[] numbers = [.. new[] { cell.A, cell.B, cell.C }.SelectMany(v => new[] { v.X, v.Y, v.Z }), .. s.Positions];
            input.AppendLine(string.Join(' ', s.AtomicNumbers.ToArray()));
            input.AppendLine(string.Join(' ', numbers.Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        }

        const string Script = """
            try:
                import spglib
            except ImportError:
                sys.exit(77)
            lines = sys.stdin.read().splitlines()
            for k in range(0, len(lines), 2):
                z = list(map(int, lines[k].split()))
                v = numpy.array(list(map(float, lines[k + 1].split()))).reshape(-1, 3)
                d = spglib.get_symmetry_dataset((v[:3], v[3:] @ numpy.linalg.inv(v[:3]), z), symprec=0.01)
                print('|'.join([str(d['number']), d['international'], d['hall'], str(d['hall_number']), d['choice'], d['pointgroup'], str(len(d['rotations'])),
                    ' '.join(d['wyckoffs']), ' '.join(d['site_symmetry_symbols']), ' '.join(map(str, d['equivalent_atoms'])), ' '.join(map(str, d['rotations'].ravel()))]))
            """;
        var lines = SystemPython.Run(Script, input.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(crystals.Count, lines.Length);
        for (var k = 0; k < lines.Length; k++)
        {
            var s = CrystalSymmetry.Of(crystals[k]);
            var rotations = s.Operations.SelectMany(o => new[] { o.A.A, o.A.B, o.A.C, o.B.A, o.B.B, o.B.C, o.C.A, o.C.B, o.C.C });
            string[] ours =
            [
                $"{s.SpaceGroupNumber}", s.InternationalSymbol, s.HallSymbol, $"{s.HallNumber}", s.Setting, s.PointGroup, $"{s.Operations.Count}",
                string.Join(' ', s.WyckoffLetters), string.Join(' ', s.SiteSymmetries), string.Join(' ', s.EquivalentAtoms), string.Join(' ', rotations),
            ];
            Assert.Equal(string.Join('|', ours), lines[k]);
        }
    }

    private static Structure Reference(string name) =>
        StructureFile.Read(ReferenceData.Require("datasets", "lisi_dft_crystals", name + ".xyz"), cancellationToken: TestContext.Current.CancellationToken).Single();

    // Every atom of the one stands, but for lattice vectors, where one of the other does, and as densely.
    private static void SameCrystal(Structure s, Structure built, double tolerance)
    {
        var search = new SiteSearch(s, tolerance);
        var inverse = s.Cell!.Value.Inverse();
        for (var i = 0; i < built.Count; i++) Assert.True(search.Find(inverse.Transform(built.Position(i)), built.AtomicNumbers[i]) >= 0);
        Assert.Equal(Crystals.Volume(s) / s.Count, Crystals.Volume(built) / built.Count, 1e-5);
        Assert.Equal(Crystals.Smallest(s, 6), Crystals.Smallest(built, 6), 4 * tolerance);
    }

    private static double[] Metric(Structure s)
    {
        var c = s.Cell!.Value;
        return [Vector3D.Dot(c.A, c.A), Vector3D.Dot(c.B, c.B), Vector3D.Dot(c.C, c.C), Vector3D.Dot(c.B, c.C), Vector3D.Dot(c.A, c.C), Vector3D.Dot(c.A, c.B)];
    }
}
