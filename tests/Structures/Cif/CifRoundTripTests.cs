using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class CifRoundTripTests
{
    [Fact]
    public void What_is_written_reads_the_same_up_to_a_rotation()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var original = Random(seed);
            var again = Cif.Read(Cif.Write(original));
            Assert.Equal(original.AtomicNumbers.ToArray(), again.AtomicNumbers.ToArray());
            Assert.Equal(((TextColumn)original.FindColumn("label")!).Values, ((TextColumn)again.FindColumn("label")!).Values);
            Assert.Equal(((RealColumn)original.FindColumn("occupancy")!).Values, ((RealColumn)again.FindColumn("occupancy")!).Values);
            // Distances and the handedness of every four atoms do not depend on the orientation.
            var (a, b) = (Shape(original), Shape(again));
            for (var k = 0; k < a.Count; k++) Assert.True(Math.Abs(a[k] - b[k]) < 1e-9 * Math.Max(1, Math.Abs(a[k])), $"seed {seed}: {a[k]} became {b[k]}");
            // The second time, nothing changes but rounding.
            Assert.Equal(again.Cell!.Value.A.X, Cif.Read(Cif.Write(again)).Cell!.Value.A.X, 1e-12);
        }
    }

    [Fact]
    public void Special_angles_and_names_are_exact()
    {
        var hexagonal = new Structure([12], [0, 0, 0], CifCell.FromParameters([3.2, 3.2, 5.2], [90, 90, 120]), Periodicity.Full, info: [new("name", new TextInfo("my crystal"))]);
        var text = Cif.Write(hexagonal, hexagonal);
        Assert.StartsWith("data_my_crystal\n_chemical_formula_sum 'Mg1'\n", text, StringComparison.Ordinal);
        Assert.Contains("_cell_angle_gamma 120", text, StringComparison.Ordinal);
        Assert.Contains("data_my_crystal_2\n", text, StringComparison.Ordinal);
        Assert.Equal([0, 1], Cif.ReadAll(text).Select(f => f.Origin.Frame));
        Assert.Throws<InputException>(() => Cif.Write(new Structure([14], [0, 0, 0])));
        Assert.Equal(["forces", "energy"], new CifFormat().Unwritten(hexagonal.With(new RealColumn("forces", 3, [0, 0, 0])).With("energy", new RealInfo(1))));
    }

    [Fact]
    public void ASE_reads_what_is_written()
    {
        using var folder = new TemporaryFolder();
        var originals = Enumerable.Range(0, 20).Select(Random).ToList();
        for (var i = 0; i < originals.Count; i++) StructureFile.Write(folder[$"{i:D3}.cif"], [originals[i]]);
        CompareWithAse([.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)], sorted: false);
    }

    [Fact]
    public void The_reference_files_hold_what_ASE_finds()
    {
        var files = Directory.GetFiles(ReferenceData.Require(), "*.cif", SearchOption.AllDirectories);
        Assert.True(files.Length >= 8);
        // Atoms in the conventional cells.
        var counts = files.ToDictionary(f => Path.GetFileName(f).Split('_')[0], f => StructureFile.Read(f).Single().Count);
        Assert.Equal((8, 76, 60, 152), (counts["Si"], counts["Li15Si4"], counts["Li7Si3"], counts["Li12Si7"]));
        CompareWithAse(files, sorted: false);
    }

    // The operations of ASE come from a table of its own; its default is the first origin.
    [Fact]
    public void Numbers_of_space_groups_give_the_atoms_of_ASE()
    {
        using var folder = new TemporaryFolder();
        var files = new List<string>();
        for (var number = 1; number <= 230; number++)
        {
            if (SpaceGroupSetting.All.Any(s => s.Number == number && s.Choice == "1")) continue;
            files.Add(folder.Write($"{number:D3}.cif", Cif.Block(CellOf(number), $"_space_group_IT_number {number}", "Si1 Si 0.137 0.229 0.341", "O1 O 0 0 0", "Li1 Li 0 0.5 0.27", "Al1 Al 0.1 0.1 0.3")));
        }

        Assert.True(files.Count > 190);
        CompareWithAse([.. files], sorted: true);
    }

    [Fact]
    public void Spglib_finds_the_space_group_of_every_setting()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < SpaceGroupSetting.All.Count; i++)
        {
            var setting = SpaceGroupSetting.All[i];
            var cell = CellOf(setting.Number);
            if (setting.Choice is "R") cell = "7 7 7 75 75 75";
            if (setting.Number is >= 3 and <= 15) cell = setting.Choice.TrimStart('-')[0] switch { 'a' => "5 6 7 105 90 90", 'b' => "5 6 7 90 105 90", _ => "5 6 7 90 90 105" };
            var hall = setting.Hall.Replace("\"", "''", StringComparison.Ordinal);
            var text = Cif.Block(cell, $"_space_group_name_Hall\n;{hall}\n;", "Si1 Si 0.137 0.229 0.341", "O1 O 0.411 0.063 0.187");
            StructureFile.Write(folder[$"{i:D3}.extxyz"], [Cif.Read(text)]);
        }

        const string Script = """
            import ase.io, glob
            try:
                import spglib
            except ImportError:
                sys.exit(77)
            for path in sorted(glob.glob(sys.stdin.read() + "/*.extxyz")):
                a = ase.io.read(path)
                print(spglib.get_symmetry_dataset((a.cell.array, a.get_scaled_positions(), a.numbers), symprec=1e-4)["number"])
            """;
        var numbers = SystemPython.Run(Script, folder.Path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
        Assert.Equal(SpaceGroupSetting.All.Select(s => s.Number), numbers);
    }

    private static string CellOf(int number) => number switch
    {
        <= 2 => "5 6 7 80 95 105",
        <= 15 => "5 6 7 90 105 90",
        <= 74 => "5 6 7 90 90 90",
        <= 142 => "6 6 7 90 90 90",
        <= 194 => "6 6 7 90 90 120",
        _ => "8 8 8 90 90 90",
    };

    private static void CompareWithAse(string[] files, bool sorted)
    {
        const string Script = """
            import ase.io, warnings
            warnings.simplefilter("ignore")
            for path in sys.stdin.read().split("\n"):
                a = ase.io.read(path, format="cif")
                print(*[repr(float(x)) for x in [*a.cell.array.ravel(), *numpy.column_stack([a.numbers, a.get_scaled_positions(wrap=False)]).ravel()]])
            """;
        var rows = SystemPython.Run(Script, string.Join('\n', files)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(files.Length, rows.Length);
        for (var i = 0; i < files.Length; i++)
        {
            var theirs = rows[i].Split(' ').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var s = StructureFile.Read(files[i]).Single();
            var cell = s.Cell!.Value;
            double[] vectors = [cell.A.X, cell.A.Y, cell.A.Z, cell.B.X, cell.B.Y, cell.B.Z, cell.C.X, cell.C.Y, cell.C.Z];
            for (var k = 0; k < 9; k++) Assert.Equal(theirs[k], vectors[k], 1e-9);
            var atoms = theirs[9..].Chunk(4).ToList();
            Assert.True(atoms.Count == s.Count, $"{files[i]}: {s.Count} atoms, ASE {atoms.Count}");
            var inverse = cell.Inverse();
            for (var k = 0; k < s.Count; k++)
            {
                var f = inverse.Transform(s.Position(k));
                // Where symmetry makes atoms, their order is a choice.
                var at = sorted ? atoms.FindIndex(a => Near(a, f)) : 0;
                Assert.True(at >= 0 && Near(atoms[at], f) && atoms[at][0] == s.AtomicNumbers[k], $"{files[i]}: atom {k + 1} at {f}");
                atoms.RemoveAt(at);
            }
        }

        static bool Near(double[] a, Vector3D f) => SiteOrbit.Difference(new(a[1], a[2], a[3]), f).Norm < 1e-9;
    }

    private static List<double> Shape(Structure s)
    {
        var cell = s.Cell!.Value;
        var points = Enumerable.Range(0, s.Count).Select(s.Position).ToList();
        var values = new List<double> { Math.Abs(cell.Determinant) };
        for (var i = 0; i < s.Count; i++)
        {
            for (var k = 0; k < i; k++) values.Add((points[i] + -1 * points[k]).Norm);
        }

        for (var i = 3; i < s.Count; i++) values.Add(Vector3D.Dot(points[i - 2] + -1 * points[i - 3], Vector3D.Cross(points[i - 1] + -1 * points[i - 3], points[i] + -1 * points[i - 3])));
        return values;
    }

    // Every second cell is left-handed.
    private static Structure Random(int seed)
    {
        var random = new Random(seed);
        const int Atoms = 6;
        double R() => random.NextDouble() - 0.5;
        var cell = new Matrix3D(new(5 + R(), 3 * R(), 3 * R()), new(3 * R(), 6 + R(), 3 * R()), (seed % 2 == 0 ? 1 : -1) * new Vector3D(3 * R(), 3 * R(), 7 + R()));
        return new(
            [.. Enumerable.Range(0, Atoms).Select(_ => (byte)random.Next(1, 100))], [.. Enumerable.Range(0, 3 * Atoms).Select(k => 2 * (k / 3) * (k % 3 == 0 ? 1 : 0) + R())], cell, Periodicity.Full,
            [new TextColumn("label", 1, [.. Enumerable.Range(0, Atoms).Select(k => $"A{k}")]), new RealColumn("occupancy", 1, [.. Enumerable.Range(0, Atoms).Select(k => k % 2 == 0 ? 1 : 0.9)])]);
    }
}
