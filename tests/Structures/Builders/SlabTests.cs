using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class SlabTests
{
    private static readonly int[][] Planes = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1], [-1, 2, 0], [2, 1, -1], [3, 1, 1], [0, -2, 1], [-1, -1, 3], [2, 2, 0]];

    [Theory]
    // Areas and layers of 1×1 surface cells by elementary geometry, in units of the cubic edge.
    [InlineData("Si", 1, 1, 1, 0.43301270189221932, 0.57735026918962576, 2)]
    [InlineData("Si", 1, 0, 0, 0.5, 0.5, 2)]
    [InlineData("Si", 1, 1, 0, 0.70710678118654752, 0.35355339059327376, 2)]
    [InlineData("Li", 1, 0, 0, 1.0, 0.5, 1)]
    [InlineData("Li", 1, 1, 0, 0.70710678118654752, 0.70710678118654752, 1)]
    [InlineData("Li", 1, 1, 1, 1.7320508075688772, 0.28867513459481288, 1)]
    [InlineData("Li", 2, 0, 0, 1.0, 0.5, 1)]
    public void Surface_cells_of_known_crystals(string crystal, int h, int k, int l, double area, double spacing, int perLayer)
    {
        var s = crystal == "Si" ? Crystals.Silicon() : Crystals.Lithium();
        var edge = s.Cell!.Value.A.X;
        foreach (var copies in new[] { 1, 2 })
        {
            // A crystal given as a supercell has the same surfaces; indices then count its own planes.
            var built = Slab.Create(Supercell.Create(s, copies, copies, copies), new() { H = h, K = k, L = l, Layers = 6, Vacuum = 12, Offset = -1e-3 });
            Assert.Equal(6 * perLayer, built.Count);
            Assert.Equal(area * edge * edge, Vector3D.Cross(built.Cell!.Value.A, built.Cell.Value.B).Norm, 1e-9);
            var heights = Enumerable.Range(0, built.Count).Select(i => built.Position(i).Z).Order().ToArray();
            Assert.Equal(5 * spacing * edge, heights[5 * perLayer] - heights[0], 1e-9);
        }
    }

    [Fact]
    public void The_widest_gap_is_cut_unless_an_offset_says_otherwise()
    {
        // Between the bilayers of Si(111) each atom loses one of four bonds, within a bilayer three.
        var s = Crystals.Silicon();
        int[] Bonds(double? offset) => [.. Crystals.Surroundings(Slab.Create(s, new() { H = 1, K = 1, L = 1, Layers = 6, Offset = offset }), 2.5).Select(d => d.Length).Order()];
        Assert.Equal([3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], Bonds(null));
        Assert.Equal([1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], Bonds(0.9));
    }

    [Fact]
    public void Slabs_keep_composition_surroundings_and_orientation()
    {
        var inner = 0;
        for (var seed = 0; seed < 120; seed++)
        {
            var s = Crystals.Any(seed);
            var (a, b, c) = Matrix(new Random(seed));
            // A supercell hides the primitive lattice, which must be found again.
            var input = seed % 2 == 0 || IntegerLattice.Determinant(a, b, c) == 0 ? s : Supercell.Create(s, a, b, c);
            var plane = Planes[seed % Planes.Length];
            var options = new SlabOptions { H = plane[0], K = plane[1], L = plane[2], Thickness = 16, Vacuum = 9 };
            var built = Slab.Create(input, options);
            var layers = built.Count / s.Count;
            Assert.Equal(layers * s.Count, built.Count);
            foreach (var z in s.AtomicNumbers.ToArray().Distinct()) Assert.Equal(layers * s.AtomicNumbers.ToArray().Count(n => n == z), built.AtomicNumbers.ToArray().Count(n => n == z));

            var cell = built.Cell!.Value;
            Assert.Equal((0, 0, 0, 0, 0), (cell.A.Y, cell.A.Z, cell.B.Z, cell.C.X, cell.C.Y));
            Assert.True(cell.Determinant > 0 && cell.A.X > 0);
            Assert.True(Math.Abs(Vector3D.Dot(cell.A, cell.B)) <= 0.5 * cell.A.X * cell.A.X * (1 + 1e-6) && cell.A.Norm <= cell.B.Norm * (1 + 1e-9), $"seed {seed}: {cell}");
            var spacing = Crystals.Volume(s) / Vector3D.Cross(cell.A, cell.B).Norm;
            Assert.InRange(layers * spacing, 16 - 1e-9, 16 + spacing);
            var heights = Enumerable.Range(0, built.Count).Select(i => built.Position(i).Z).ToArray();
            Assert.Equal(9, cell.C.Z - (heights.Max() - heights.Min()), 1e-9);
            Assert.Equal(0.5 * cell.C.Z, 0.5 * (heights.Max() + heights.Min()), 1e-9);
            Assert.Equal(new Periodicity(true, true, false), built.Periodicity);

            // In the bulk part every atom sees what it sees in the crystal.
            var (before, after) = (Crystals.Surroundings(s, 4), Crystals.Surroundings(built, 4));
            for (var i = 0; i < built.Count; i++)
            {
                var f = Crystals.Fraction(built, i);
                Assert.True(f.X > -1e-8 && f.X < 1 + 1e-8 && f.Y > -1e-8 && f.Y < 1 + 1e-8);
                if (heights[i] < heights.Min() + 4 || heights[i] > heights.Max() - 4) continue;
                inner++;
                Assert.Contains(before, d => d.Length == after[i].Length && d.Zip(after[i], (x, y) => Math.Abs(x - y)).DefaultIfEmpty(0).Max() < 1e-8);
            }

            Turned(s, input, built);
        }

        Assert.True(inner > 1000, $"{inner}");
    }

    [Theory]
    [InlineData(0, 0, 0, 3, null, 10, "no plane")]
    [InlineData(1, 0, 0, null, null, 10, "either a number of layers or a thickness")]
    [InlineData(1, 0, 0, 3, 9.0, 10, "either a number of layers or a thickness")]
    [InlineData(1, 0, 0, 0, null, 10, "0 layers is not possible")]
    [InlineData(1, 0, 0, null, -1.0, 10, "thickness of the slab is not a positive length")]
    [InlineData(1, 0, 0, 3, null, 0, "vacuum is not a positive length")]
    [InlineData(1, 0, 0, 2_000_000_000, null, 10, "more than 50000000")]
    [InlineData(2000, 0, 1, 3, null, 10, "beyond 1000")]
    public void Impossible_slabs_are_refused(int h, int k, int l, int? layers, double? thickness, double vacuum, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Slab.Create(Crystals.Silicon(), new() { H = h, K = k, L = l, Layers = layers, Thickness = thickness, Vacuum = vacuum })).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_crystals_have_surfaces() =>
        Assert.Contains("periodic along all three axes", Assert.Throws<InputException>(() => Slab.Create(Crystals.Create(4 * Matrix3D.Identity, [default], [3], new(true, true, false)), new() { H = 1, K = 0, L = 0, Layers = 2 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Plane_bases_are_bases()
    {
        for (var h = -6; h <= 6; h++)
        {
            for (var k = -6; k <= 6; k++)
            {
                for (var l = -6; l <= 6; l++)
                {
                    if (IntegerLattice.ExtendedDivisor(IntegerLattice.ExtendedDivisor(h, k).Divisor, l).Divisor != 1) continue;
                    var (u, v, w) = IntegerLattice.PlaneBasis([h, k, l]);
                    long Height(long[] n) => h * n[0] + k * n[1] + l * n[2];
                    Assert.Equal((0, 0, 1), (Height(u), Height(v), Height(w)));
                    LatticeShift Shift(long[] n) => new((int)n[0], (int)n[1], (int)n[2]);
                    Assert.Equal(1, Math.Abs(IntegerLattice.Determinant(Shift(u), Shift(v), Shift(w))));
                }
            }
        }
    }

    [Fact]
    public void Surfaces_of_ASE_have_as_many_atoms_and_the_same_area()
    {
        var (input, expected) = (new StringBuilder(), new List<(int Count, double Area)>());
        for (var seed = 0; seed < 60; seed++)
        {
            var s = seed == 0 ? Crystals.Silicon() : seed == 1 ? Crystals.Lithium() : Crystals.Any(seed);
            if (s.Cell!.Value.Determinant < 0) continue; // ASE's surface asks for right-handed cells
            // The last of the planes, 2 2 0, is left out: for indices with a common divisor ASE 3.22 doubles the area and not the atoms.
            var plane = Planes[seed % (Planes.Length - 1)];
            var built = Slab.Create(s, new() { H = plane[0], K = plane[1], L = plane[2], Layers = 4, Primitive = false });
            expected.Add((built.Count, Vector3D.Cross(built.Cell!.Value.A, built.Cell.Value.B).Norm));
            input.AppendLine(string.Join(' ', plane) + " 4");
            double[] cell = [.. new[] { s.Cell.Value.A, s.Cell.Value.B, s.Cell.Value.C }.SelectMany(v => new[] { v.X, v.Y, v.Z })];
            input.AppendLine(string.Join(' ', cell.Concat(s.Positions.ToArray()).Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        }

        const string Script = """
            from ase import Atoms
            from ase.build import surface
            lines = sys.stdin.read().splitlines()
            for k in range(0, len(lines), 2):
                *plane, layers = map(int, lines[k].split())
                v = numpy.array(list(map(float, lines[k + 1].split())))
                bulk = Atoms(numbers=[14] * (len(v) // 3 - 3), cell=v[:9].reshape(3, 3), positions=v[9:].reshape(-1, 3), pbc=True)
                s = surface(bulk, tuple(plane), layers, vacuum=5)
                print(len(s), repr(float(numpy.linalg.norm(numpy.cross(s.cell[0], s.cell[1])))))
            """;
        var lines = SystemPython.Run(Script, input.ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Count, lines.Length);
        Assert.True(expected.Count > 20);
        for (var k = 0; k < lines.Length; k++)
        {
            var words = lines[k].Split(' ');
            Assert.Equal(expected[k].Count, int.Parse(words[0], CultureInfo.InvariantCulture));
            Assert.Equal(1, expected[k].Area / double.Parse(words[1], CultureInfo.InvariantCulture), 1e-9);
        }
    }

    // Velocities turn with the crystal: each copy of an atom keeps its speed, and its angle to the others.
    private static void Turned(Structure s, Structure input, Structure built)
    {
        var (before, after) = (((RealColumn)input.FindColumn("velocities")!).Values, ((RealColumn)built.FindColumn("velocities")!).Values);
        var labels = ((TextColumn)built.FindColumn("label")!).Values;
        for (var i = 0; i < built.Count; i++)
        {
            for (var j = 0; j < Math.Min(3, built.Count); j++)
            {
                var (p, q) = (int.Parse(labels[i][1..], CultureInfo.InvariantCulture), int.Parse(labels[j][1..], CultureInfo.InvariantCulture));
                Assert.True(p < s.Count && q < s.Count);
                Assert.Equal(Product(before, p, q), Product(after, i, j), 1e-10);
            }
        }
    }

    private static double Product(double[] v, int i, int j) => v[3 * i] * v[3 * j] + v[3 * i + 1] * v[3 * j + 1] + v[3 * i + 2] * v[3 * j + 2];

    private static (LatticeShift A, LatticeShift B, LatticeShift C) Matrix(Random random)
    {
        int Entry() => random.Next(-2, 3);
        return (new(Entry(), Entry(), Entry()), new(Entry(), Entry(), Entry()), new(Entry(), Entry(), Entry()));
    }
}
