using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class SupercellTests
{
    [Fact]
    public void Copies_follow_each_other_along_c_first_and_atoms_keep_their_order()
    {
        var s = Crystals.Create(new(new(4, 0, 0), new(0, 5, 0), new(0, 0, 6)), [new(1, 0, 0), new(2, 1, 1)], [3, 14]);
        var built = Supercell.Create(s, 2, 1, 2);
        Assert.Equal([3, 14, 3, 14, 3, 14, 3, 14], built.AtomicNumbers.ToArray());
        Assert.Equal([1, 0, 0, 2, 1, 1, 1, 0, 6, 2, 1, 7, 5, 0, 0, 6, 1, 1, 5, 0, 6, 6, 1, 7], built.Positions.ToArray());
        Assert.Equal(new Matrix3D(new(8, 0, 0), new(0, 5, 0), new(0, 0, 12)), built.Cell);
    }

    [Fact]
    public void Any_matrix_keeps_density_surroundings_and_columns()
    {
        var largest = 0L;
        for (var seed = 0; seed < 300; seed++)
        {
            var s = Crystals.Any(seed);
            var (a, b, c) = Matrix(new Random(seed + 1000), 4);
            var determinant = IntegerLattice.Determinant(a, b, c);
            if (determinant == 0 || Math.Abs(determinant) * s.Count > 400) continue;
            largest = Math.Max(largest, Math.Abs(determinant));
            var built = Supercell.Create(s, a, b, c);
            Assert.Equal(Math.Abs(determinant) * s.Count, built.Count);
            Assert.Equal(Math.Abs(determinant), Crystals.Volume(built) / Crystals.Volume(s), 1e-9 * Math.Abs(determinant));
            Assert.Equal(Math.Sign(determinant), Math.Sign(built.Cell!.Value.Determinant) * Math.Sign(s.Cell!.Value.Determinant));
            var (before, after) = (Crystals.Surroundings(s, 5), Crystals.Surroundings(built, 5));
            var charges = (RealColumn)built.FindColumn("charge")!;
            for (var i = 0; i < built.Count; i++)
            {
                var f = Crystals.Fraction(built, i);
                Assert.True(Math.Min(f.X, Math.Min(f.Y, f.Z)) > -1e-8 && Math.Max(f.X, Math.Max(f.Y, f.Z)) < 1 + 1e-8, $"seed {seed}: atom {i} at {f}");
                Crystals.AssertSameSurroundings(before[i % s.Count], after[i], 1e-9, $"seed {seed}");
                Assert.Equal(s.AtomicNumbers[i % s.Count], built.AtomicNumbers[i]);
                Assert.Equal(((RealColumn)s.FindColumn("charge")!).Values[i % s.Count], charges.Values[i]);
            }
        }

        Assert.True(largest > 50);
    }

    [Fact]
    public void Results_are_dropped_and_what_belongs_to_atoms_is_kept()
    {
        var built = Supercell.Create(Crystals.Any(3), 2, 2, 1);
        Assert.Equal(["velocities", "charge", "label", "type", "move_mask"], built.Columns.Select(c => c.Name));
        Assert.Equal(["group", "config_type"], built.Info.Select(p => p.Key));
    }

    [Fact]
    public void A_mask_that_differs_between_axes_is_dropped_where_the_axes_turn()
    {
        var s = Crystals.Create(4 * Matrix3D.Identity, [default], [3], columns: [new LogicalColumn("move_mask", 3, [true, true, false])]);
        Assert.Single(Supercell.Create(s, 2, 1, 1).Columns);
        Assert.Empty(Supercell.Create(s, new LatticeShift(1, 1, 0), new(-1, 1, 0), new(0, 0, 1)).Columns);
    }

    [Fact]
    public void One_copy_moves_no_atom_that_is_inside()
    {
        var s = Crystals.Silicon();
        StructureAssert.Same(s, Supercell.Create(s, 1, 1, 1));
    }

    [Fact]
    public void Axes_that_do_not_repeat_are_left_alone()
    {
        var s = Crystals.Create(4 * Matrix3D.Identity, [new(1, 1, -3)], [3], new(true, true, false));
        var built = Supercell.Create(s, new LatticeShift(1, 1, 0), new(-1, 1, 0), new(0, 0, 1));
        Assert.Equal((2, -3.0, -3.0), (built.Count, built.Position(0).Z, built.Position(1).Z));
        Assert.Contains("does not repeat along c", Assert.Throws<InputException>(() => Supercell.Create(s, 1, 1, 2)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1, "cannot be repeated 0 × 1 × 1 times")]
    [InlineData(1, -1, 1, "cannot be repeated 1 × -1 × 1 times")]
    [InlineData(10_000, 10_000, 10_000, "more than 50000000")]
    [InlineData(20_000, 1, 1, "beyond 10000")]
    public void Impossible_repeats_are_refused(int a, int b, int c, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Supercell.Create(Crystals.Silicon(), a, b, c)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_that_are_not_independent_and_missing_cells_are_refused()
    {
        Assert.Contains("determinant is zero", Assert.Throws<InputException>(() => Supercell.Create(Crystals.Silicon(), new LatticeShift(1, 2, 3), new(2, 4, 6), new(0, 0, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("needs a cell", Assert.Throws<InputException>(() => Supercell.Create(Crystals.Create(null, [default], [3]), 1, 1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hermite_forms_span_the_same_lattice()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var (a, b, c) = Matrix(new Random(seed), 9);
            var determinant = IntegerLattice.Determinant(a, b, c);
            if (determinant == 0) continue;
            var h = IntegerLattice.HermiteForm([[a.A, a.B, a.C], [b.A, b.B, b.C], [c.A, c.B, c.C]]);
            Assert.Equal(Math.Abs(determinant), h[0][0] * h[1][1] * h[2][2]);
            Assert.Equal((0, 0, 0), (h[1][0], h[2][0], h[2][1]));
            Assert.True(h[0][1] >= 0 && h[0][1] < h[1][1] && h[0][2] >= 0 && h[0][2] < h[2][2] && h[1][2] >= 0 && h[1][2] < h[2][2]);
            // The index is the same, and each of the original vectors is a whole combination: the lattices are equal.
            foreach (var v in new[] { a, b, c })
            {
                var x = v.A / h[0][0];
                var y = (v.B - x * h[0][1]) / h[1][1];
                Assert.Equal((v.A, v.B, v.C), ((int)(x * h[0][0]), (int)(x * h[0][1] + y * h[1][1]), (int)(x * h[0][2] + y * h[1][2] + (v.C - x * h[0][2] - y * h[1][2]) / h[2][2] * h[2][2])));
            }
        }
    }

    private static (LatticeShift A, LatticeShift B, LatticeShift C) Matrix(Random random, int largest)
    {
        int Entry() => random.Next(-largest, largest + 1);
        return (new(Entry(), Entry(), Entry()), new(Entry(), Entry(), Entry()), new(Entry(), Entry(), Entry()));
    }
}
