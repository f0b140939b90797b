using System.Diagnostics;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class RandomPackingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(53)]
    [InlineData(526)]
    public void Amorphous_lithium_silicide_keeps_its_distances_and_density(int units)
    {
        var built = RandomPacking.Create(LithiumSilicide(units));
        Assert.Equal(19 * units, built.Count);
        Assert.Equal([.. Enumerable.Repeat((byte)3, 15 * units), .. Enumerable.Repeat((byte)14, 4 * units)], built.AtomicNumbers.ToArray());
        // 1.2 g/cm³: 216.44 amu a formula unit, 1.66053906660 amu/Å³ in g/cm³.
        Assert.Equal(1.2, units * 216.44 * 1.66053906660 / Crystals.Volume(built), 1e-9);
        Assert.True(Crystals.Smallest(built, 3) >= 2.2);
        for (var i = 0; i < built.Count; i++)
        {
            var f = Crystals.Fraction(built, i);
            Assert.True(Math.Min(f.X, Math.Min(f.Y, f.Z)) >= 0 && Math.Max(f.X, Math.Max(f.Y, f.Z)) < 1 + 1e-12);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_others_do_not()
    {
        var first = RandomPacking.Create(LithiumSilicide(20));
        StructureAssert.Same(first, RandomPacking.Create(LithiumSilicide(20)));
        Assert.NotEqual(first.Positions[0], RandomPacking.Create(LithiumSilicide(20) with { Seed = 8 }).Positions[0]);
        Assert.NotEqual(first.Positions[0], RandomPacking.Create(LithiumSilicide(20) with { Draw = 1 }).Positions[0]);
    }

    [Fact]
    public void Every_pair_of_elements_keeps_its_own_distance()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var options = new PackingOptions
            {
                Composition = Composition.Parse("Li60P20S80"),
                VolumePerAtom = 20,
                MinimumDistances = new Dictionary<(byte, byte), double> { [(16, 15)] = 1.95, [(16, 16)] = 3.0 },
                Seed = seed,
            };
            var built = RandomPacking.Create(options);
            var atoms = new Atoms(built);
            var list = NeighbourListTests.Build(atoms, 4);
            var smallest = new Dictionary<(int, int), double>();
            for (var i = 0; i < atoms.Count; i++)
            {
                for (var p = 0; p < list.NeighboursOf(i).Length; p++)
                {
                    var (a, b) = (atoms.AtomicNumbers[i], atoms.AtomicNumbers[list.NeighboursOf(i)[p]]);
                    var key = (Math.Min(a, b), Math.Max(a, b));
                    smallest[key] = Math.Min(smallest.GetValueOrDefault(key, 9), list.Displacement(atoms, i, p).Norm);
                }
            }

            Assert.True(smallest[(15, 16)] >= 1.95 && smallest[(15, 16)] < 2.1, $"seed {seed}: P-S {smallest[(15, 16)]}");
            Assert.True(smallest[(16, 16)] >= 3.0);
            // Covalent radii of Cordero et al.: Li 1.28, P 1.07, S 1.05 Å.
            Assert.True(smallest[(3, 3)] >= 0.85 * 2.56 && smallest[(3, 15)] >= 0.85 * 2.35 && smallest[(3, 16)] >= 0.85 * 2.33 && smallest[(15, 15)] >= 0.85 * 2.14);
        }
    }

    [Fact]
    public void Balls_of_one_size_are_packed_to_more_than_half()
    {
        // 500 balls of 2 Å that fill 56 %.
        var volume = Math.PI / 6 * 8 / 0.56;
        var built = RandomPacking.Create(new() { Composition = Composition.Parse("Ar500"), VolumePerAtom = volume, MinimumDistances = new Dictionary<(byte, byte), double> { [(18, 18)] = 2 } });
        Assert.True(Crystals.Smallest(built, 2.5) >= 2);
    }

    [Fact]
    public void A_given_cell_may_be_skew()
    {
        var cell = new Matrix3D(new(14, 0, 0), new(-7, 12, 0), new(3, 2, -15));
        var built = RandomPacking.Create(new() { Composition = Composition.Parse("Si 120"), Cell = cell });
        Assert.Equal(cell, built.Cell);
        Assert.True(Crystals.Smallest(built, 3) >= 0.85 * 2.22);
    }

    [Fact]
    public void Ten_thousand_atoms_take_a_second_or_so()
    {
        RandomPacking.Create(LithiumSilicide(5));
        var clock = Stopwatch.StartNew();
        RandomPacking.Create(LithiumSilicide(526));
        // Half a second on an idle core; the bound leaves room for a busy machine.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_one_sentence()
    {
        static string Refusal(PackingOptions options) => Assert.Throws<InputException>(() => RandomPacking.Create(options)).Message;
        var ball = new Dictionary<(byte, byte), double> { [(18, 18)] = 2 };
        var one = new PackingOptions { Composition = Composition.Parse("Ar100"), MinimumDistances = ball };
        Assert.Contains("would fill 80 % of the cell", Refusal(one with { VolumePerAtom = Math.PI / 6 * 8 / 0.8 }), StringComparison.Ordinal);
        Assert.Contains("100 atoms do not fit: Ar and Ar stay", Refusal(one with { VolumePerAtom = Math.PI / 6 * 8 / 0.7 }), StringComparison.Ordinal);
        Assert.Contains("closer than 2 Å to their own images", Refusal(one with { Composition = Composition.Parse("Ar"), Cell = new(new(1.5, 0, 0), new(0, 9, 0), new(0, 0, 9)) }), StringComparison.Ordinal);
        Assert.Contains("exactly one of density", Refusal(one), StringComparison.Ordinal);
        Assert.Contains("exactly one of density", Refusal(one with { Density = 1, VolumePerAtom = 20 }), StringComparison.Ordinal);
        Assert.Contains("not a positive number", Refusal(one with { Density = 0 }), StringComparison.Ordinal);
        Assert.Contains("not both in the composition", Refusal(LithiumSilicide(1) with { MinimumDistances = ball }), StringComparison.Ordinal);
        Assert.Contains("covalent radii of Fm and Fm are not both known", Refusal(new() { Composition = Composition.Parse("Fm2"), Density = 1 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Li15Si4", "3:15 14:4")]
    [InlineData(" Li 750 Si 200 ", "3:750 14:200")]
    [InlineData("LiPF6", "3:1 15:1 9:6")]
    [InlineData("CoCOLi", "27:1 6:1 8:1 3:1")]
    [InlineData("H2OH", "1:3 8:1")]
    public void Formulas_are_read(string formula, string expected) =>
        Assert.Equal(expected, string.Join(' ', Composition.Parse(formula).Parts.Select(p => $"{p.Element}:{p.Count}")));

    [Theory]
    [InlineData("")]
    [InlineData("Li(OH)2")]
    [InlineData("li2")]
    [InlineData("Xx2")]
    [InlineData("X2")]
    [InlineData("Li0")]
    [InlineData("2Li")]
    [InlineData("Li99999999999")]
    public void Other_texts_are_not_formulas(string formula) =>
        Assert.Contains("not a chemical formula", Assert.Throws<InputException>(() => Composition.Parse(formula)).Message, StringComparison.Ordinal);

    private static PackingOptions LithiumSilicide(int units) => new()
    {
        Composition = Composition.Parse("Li15Si4").Times(units),
        Density = 1.2,
        MinimumDistances = new Dictionary<(byte, byte), double> { [(3, 3)] = 2.2, [(3, 14)] = 2.2, [(14, 14)] = 2.2 },
        Seed = 7,
    };
}
