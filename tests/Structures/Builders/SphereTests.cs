using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class SphereTests
{
    [Fact]
    public void Spheres_hold_all_atoms_within_the_radius_and_no_others()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var s = Crystals.Any(seed);
            var random = new Random(seed);
            var radius = 3 + 4 * random.NextDouble();
            var centre = new Vector3D(20 * random.NextDouble() - 10, 20 * random.NextDouble() - 10, 20 * random.NextDouble() - 10);
            // The neighbours of an atom put at the centre.
            var probe = Crystals.Create(s.Cell, [.. Enumerable.Range(0, s.Count).Select(s.Position), centre], [.. s.AtomicNumbers, 1]);
            var atoms = new Atoms(probe);
            var list = NeighbourListTests.Build(atoms, radius);
            var expected = Enumerable.Range(0, list.NeighboursOf(s.Count).Length).Where(p => list.NeighboursOf(s.Count)[p] != s.Count)
                .Select(p => list.Displacement(atoms, s.Count, p)).Select(d => d.Norm).Order().ToArray();
            if (expected.Length == 0) continue;
            var built = Sphere.Cut(s, radius, centre);
            Assert.Null(built.Cell);
            Crystals.AssertSameSurroundings(expected, [.. Enumerable.Range(0, built.Count).Select(i => (built.Position(i) - centre).Norm).Order()], 1e-9, $"seed {seed}");
        }
    }

    [Fact]
    public void Shells_of_silicon_about_an_atom()
    {
        // 1 + 4 + 12 + 12 atoms within the third shell at a·√11/4 of the diamond structure.
        var built = Sphere.Cut(Crystals.Silicon(), Crystals.SiliconEdge * Math.Sqrt(11) / 4, default(Vector3D));
        Assert.Equal(29, built.Count);
    }

    [Fact]
    public void A_vacuum_gives_a_cubic_cell_with_the_sphere_in_its_middle()
    {
        var built = Sphere.Cut(Crystals.Silicon(), 9, vacuum: 11);
        Assert.Equal(29 * Matrix3D.Identity, built.Cell);
        Assert.Equal(Periodicity.Full, built.Periodicity);
        var middle = new Vector3D(14.5, 14.5, 14.5);
        Assert.All(Enumerable.Range(0, built.Count), i => Assert.True((built.Position(i) - middle).Norm <= 9 + 1e-9));
        // As many as the density says, within the atoms of the surface.
        Assert.Equal(4 * Math.PI / 3 * 729 * 8 / Crystals.Volume(Crystals.Silicon()), built.Count, 15.0);
    }

    [Fact]
    public void Axes_that_do_not_repeat_are_not_continued()
    {
        var s = Crystals.Create(4 * Matrix3D.Identity, [new(2, 2, 2)], [3], new(true, false, false));
        Assert.Equal(5, Sphere.Cut(s, 9).Count);
    }

    [Theory]
    [InlineData(0, "not a positive length")]
    [InlineData(double.NaN, "not a positive length")]
    [InlineData(0.1, "no atom is within 0.1 Å")]
    [InlineData(1e4, "more than 50000000")]
    public void Impossible_radii_are_refused(double radius, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Sphere.Cut(Crystals.Silicon(), radius, new Vector3D(0.6, 0.6, 0.6))).Message, StringComparison.Ordinal);
}
