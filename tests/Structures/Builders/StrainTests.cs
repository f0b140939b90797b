using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class StrainTests
{
    [Fact]
    public void The_volume_changes_by_the_determinant_and_atoms_move_with_the_cell()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var s = Crystals.Any(seed);
            var random = new Random(seed);
            var strain = StructureLabels.FromVoigt([.. Enumerable.Range(0, 6).Select(_ => 0.3 * random.NextDouble() - 0.15)]);
            var built = Strain.Apply(s, strain);
            var stretch = new Matrix3D(strain.A + new Vector3D(1, 0, 0), strain.B + new Vector3D(0, 1, 0), strain.C + new Vector3D(0, 0, 1));
            Assert.Equal(stretch.Determinant, built.Cell!.Value.Determinant / s.Cell!.Value.Determinant, 1e-12);
            for (var i = 0; i < s.Count; i++) Assert.True((Crystals.Fraction(s, i) - Crystals.Fraction(built, i)).Norm < 1e-11);
            Assert.Equal(["velocities", "charge", "label", "type", "move_mask"], built.Columns.Select(c => c.Name));
        }
    }

    [Fact]
    public void A_strain_along_x_lengthens_x_alone()
    {
        var built = Strain.Apply(Crystals.Silicon(), StructureLabels.FromVoigt([0.02, 0, 0, 0, 0, 0]));
        Assert.Equal(1.02 * Crystals.SiliconEdge, built.Cell!.Value.A.X, 1e-14);
        Assert.Equal(Crystals.SiliconEdge, built.Cell.Value.B.Y, 1e-14);
    }

    [Fact]
    public void Shear_is_that_of_the_tensor()
    {
        var cell = Strain.Apply(Crystals.Silicon(1), StructureLabels.FromVoigt([0, 0, 0, 0, 0, 0.01])).Cell!.Value;
        Assert.Equal(new Vector3D(1, 0.01, 0), cell.A);
        Assert.Equal(new Vector3D(0.01, 1, 0), cell.B);
    }

    [Fact]
    public void A_change_of_volume_is_isotropic()
    {
        var built = Strain.Volumetric(Crystals.Silicon(), -0.06);
        Assert.Equal(0.94, Crystals.Volume(built) / Crystals.Volume(Crystals.Silicon()), 1e-13);
        Assert.Equal(Crystals.SiliconEdge * Math.Cbrt(0.94) * Math.Sqrt(3) / 4, Crystals.Smallest(built, 3), 1e-12);
    }

    [Fact]
    public void A_stretch_along_a_vector_changes_its_length_and_nothing_across()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var s = Crystals.Any(seed);
            var axis = seed % 3;
            var built = Strain.Uniaxial(s, axis, 0.1);
            var (before, after) = (s.Cell!.Value, built.Cell!.Value);
            Assert.Equal(1.1 * before[axis].Norm, after[axis].Norm, 1e-12);
            Assert.Equal(1.1, after.Determinant / before.Determinant, 1e-12);
            var across = Vector3D.Cross(before[axis], before[(axis + 1) % 3]);
            Assert.Equal(Vector3D.Dot(before[(axis + 2) % 3], across), Vector3D.Dot(after[(axis + 2) % 3], across), 1e-10);
        }
    }

    [Theory]
    [InlineData(-1, 0, 0, "leaves no volume")]
    [InlineData(0, 0, 1.5, "leaves no volume")]
    [InlineData(-2, -2, 0, "leaves no volume")]
    [InlineData(double.NaN, 0, 0, "not a finite number")]
    public void Strains_that_leave_no_volume_are_refused(double xx, double yy, double xy, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Strain.Apply(Crystals.Silicon(), StructureLabels.FromVoigt([xx, yy, 0, 0, 0, xy]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_turn_is_no_strain() =>
        Assert.Contains("not symmetric", Assert.Throws<InputException>(() => Strain.Apply(Crystals.Silicon(), new(new(0, 0.1, 0), new(-0.1, 0, 0), default))).Message, StringComparison.Ordinal);
}
