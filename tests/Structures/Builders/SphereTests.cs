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

    [Fact]
    public void So_many_atoms_are_the_nearest_ones()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var s = Crystals.Any(seed);
            var centre = new Vector3D(seed, 1, -2);
            var count = 1 + 7 * seed;
            var built = Sphere.CutAtoms(s, count, centre);
            Assert.Equal(count, built.Count);
            var radius = Distances(built, centre).Max();
            // All that are clearly nearer than the farthest are there.
            var nearer = radius > 1e-3 ? Count(s, radius - 1e-6, centre) : 0;
            Assert.InRange(count, nearer + 1, Count(s, radius + 1e-6, centre));
        }
    }

    [Fact]
    public void A_composition_is_met_exactly_by_leaving_out_outermost_atoms()
    {
        // A glass of 19 atoms a unit in a cell far smaller than the particle.
        var glass = RandomPacking.Create(new() { Composition = Composition.Parse("Li15Si4").Times(6), Density = 1.2, Seed = 3 });
        var unit = Composition.Parse("Si4Li15");
        var centre = new Vector3D(1, 2, 3);
        var built = Sphere.CutAtoms(glass, 19 * 100, centre, composition: unit);
        Assert.Equal((1500, 400), (built.AtomicNumbers.ToArray().Count(z => z == 3), built.AtomicNumbers.ToArray().Count(z => z == 14)));
        // Of each element those that are left out are farther away than those that are there.
        var all = Sphere.Cut(glass, Distances(built, centre).Max() + 2, centre);
        foreach (var z in new byte[] { 3, 14 })
        {
            var kept = Distances(built, centre, z).Order().ToArray();
            Assert.Equal(Distances(all, centre, z).Order().Take(kept.Length), kept);
        }

        Assert.True(Crystals.Smallest(built, 2) >= Crystals.Smallest(glass, 2) - 1e-12);
        Assert.Equal(built.Positions.ToArray(), Sphere.CutAtoms(glass, 19 * 100, centre, composition: unit).Positions.ToArray());

        // By a radius: one element has all its atoms within, and one more unit would not find enough.
        var cut = Sphere.Cut(glass, 14, centre, composition: unit);
        var uncut = Sphere.Cut(glass, 14, centre);
        var (lithium, silicon) = (uncut.AtomicNumbers.ToArray().Count(z => z == 3), uncut.AtomicNumbers.ToArray().Count(z => z == 14));
        Assert.Equal(19 * Math.Min(lithium / 15, silicon / 4), cut.Count);
        Assert.Equal(4 * cut.AtomicNumbers.ToArray().Count(z => z == 3), 15 * cut.AtomicNumbers.ToArray().Count(z => z == 14));
    }

    [Fact]
    public void The_cell_of_so_many_atoms_reaches_the_vacuum_beyond_the_farthest()
    {
        var built = Sphere.CutAtoms(Crystals.Silicon(), 29, default(Vector3D), 10);
        var radius = Crystals.SiliconEdge * Math.Sqrt(11) / 4;
        Assert.Equal(2 * radius + 10, built.Cell!.Value.A.X, 1e-9);
        Assert.Equal(radius, Distances(built, built.Cell.Value.Transform(new(0.5, 0.5, 0.5))).Max(), 1e-9);
    }

    [Theory]
    [InlineData(0, null, "a sphere of 0 atoms is not possible")]
    [InlineData(60_000_000, null, "more than 50000000")]
    [InlineData(20, "Li15Si4", "the composition has Li, which the structure does not hold")]
    [InlineData(20, "Si3", "20 atoms are no whole number of formula units of 3 atoms; ask for 18 or 21")]
    [InlineData(2, "Si3", "ask for 3.")]
    public void Impossible_numbers_of_atoms_are_refused(int atoms, string? formula, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Sphere.CutAtoms(Crystals.Silicon(), atoms, composition: formula is null ? null : Composition.Parse(formula))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_molecule_has_no_more_atoms_than_it_has()
    {
        var molecule = Crystals.Create(20 * Matrix3D.Identity, [new(1, 0, 0), new(2, 0, 0), new(0, 2, 0)], [3, 3, 14], Periodicity.None);
        Assert.Contains("only 3 atoms", Assert.Throws<InputException>(() => Sphere.CutAtoms(molecule, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("not enough atoms of every element", Assert.Throws<InputException>(() => Sphere.CutAtoms(molecule, 2, composition: Composition.Parse("Si2"))).Message, StringComparison.Ordinal);
        Assert.Contains("no whole unit", Assert.Throws<InputException>(() => Sphere.Cut(molecule, 3, new Vector3D(1.5, 0, 0), composition: Composition.Parse("Si2"))).Message, StringComparison.Ordinal);
        Assert.Equal(2, Sphere.CutAtoms(molecule, 2, composition: Composition.Parse("LiSi")).Count);
    }

    private static int Count(Structure structure, double radius, Vector3D centre)
    {
        try
        {
            return Sphere.Cut(structure, radius, centre).Count;
        }
        catch (InputException fault) when (fault.Message.Contains("no atom is within", StringComparison.Ordinal))
        {
            return 0;
        }
    }

    private static double[] Distances(Structure structure, Vector3D centre, byte? element = null) =>
        [.. Enumerable.Range(0, structure.Count).Where(i => element is null || structure.AtomicNumbers[i] == element).Select(i => (structure.Position(i) - centre).Norm)];
}
