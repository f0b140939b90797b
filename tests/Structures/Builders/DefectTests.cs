using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

/// <summary>Rattled structures, vacancies and substitutions.</summary>
public sealed class DefectTests
{
    [Fact]
    public void Displacements_are_normal_and_repeat_with_the_seed()
    {
        var s = Supercell.Create(Crystals.Silicon(), 10, 10, 10);
        var built = Rattle.Apply(s, 0.05, 7);
        var d = s.Positions.ToArray().Zip(built.Positions.ToArray(), (a, b) => b - a).ToArray();
        // 24,000 numbers: mean and variance within five of their standard deviations.
        Assert.InRange(d.Average(), -5 * 0.05 / Math.Sqrt(d.Length), 5 * 0.05 / Math.Sqrt(d.Length));
        Assert.InRange(d.Average(x => x * x) / (0.05 * 0.05), 1 - 5 * Math.Sqrt(2.0 / d.Length), 1 + 5 * Math.Sqrt(2.0 / d.Length));
        Assert.InRange(d.Average(x => x * x * x * x) / Math.Pow(0.05, 4), 3 - 5 * Math.Sqrt(96.0 / d.Length), 3 + 5 * Math.Sqrt(96.0 / d.Length));
        StructureAssert.Same(built, Rattle.Apply(s, 0.05, 7));
        foreach (var other in new[] { Rattle.Apply(s, 0.05, 8), Rattle.Apply(s, 0.05, 7, draw: 1) }) Assert.NotEqual(built.Positions[0], other.Positions[0]);
    }

    [Fact]
    public void A_minimum_distance_is_kept()
    {
        var s = Supercell.Create(Crystals.Silicon(), 3, 3, 3);
        var free = Rattle.Apply(s, 0.25, 1);
        var kept = Rattle.Apply(s, 0.25, 1, 2.1);
        Assert.True(Crystals.Smallest(free, 3) < 1.9);
        Assert.InRange(Crystals.Smallest(kept, 3), 2.1, 2.35);
        StructureAssert.Same(kept, Rattle.Apply(s, 0.25, 1, 2.1));
        // What nobody is in the way of moves as without the limit.
        var same = Enumerable.Range(0, s.Count).Count(i => free.Position(i) == kept.Position(i));
        Assert.InRange(same, 20, s.Count - 20);
    }

    [Fact]
    public void A_minimum_distance_holds_for_an_atoms_own_images_and_what_it_brings_along()
    {
        var s = Crystals.Create(new(new(2.5, 0, 0), new(0, 6, 0), new(0, 0, 6)), [default], [3]);
        Assert.Equal(1, Rattle.Apply(s, 0.1, 1, 2.4).Count);
        Assert.Contains("before any is moved", Assert.Throws<InputException>(() => Rattle.Apply(s, 0.1, 1, 2.6)).Message, StringComparison.Ordinal);
        var tight = Crystals.Silicon();
        Assert.Contains("finds no place", Assert.Throws<InputException>(() => Rattle.Apply(tight, 0.5, 1, 2.3516)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Atoms_that_may_not_move_do_not()
    {
        var mask = new LogicalColumn("move_mask", 3, [true, true, true, false, false, false, true, false, true]);
        var s = Crystals.Create(9 * Matrix3D.Identity, [default, new(3, 3, 3), new(6, 6, 6)], [3, 3, 3], columns: [mask]);
        var built = Rattle.Apply(s, 0.1, 3);
        Assert.Equal(s.Position(1), built.Position(1));
        Assert.Equal([true, true, true, false, false, false, true, false, true], Enumerable.Range(0, 9).Select(k => built.Positions[k] != s.Positions[k]));
    }

    [Fact]
    public void Vacancies_keep_the_others_in_order()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var s = Supercell.Create(Crystals.Any(seed), 2, 2, 2);
            var lithium = s.AtomicNumbers.ToArray().Count(z => z == 3);
            var count = AtomChoice.CountOf(s, 3, 0.25);
            Assert.Equal((int)Math.Round(0.25 * lithium, MidpointRounding.AwayFromZero), count);
            var built = Vacancies.RemoveAtRandom(s, 3, count, 5);
            Assert.Equal((s.Count - count, lithium - count), (built.Count, built.AtomicNumbers.ToArray().Count(z => z == 3)));
            StructureAssert.Same(built, Vacancies.RemoveAtRandom(s, 3, count, 5));
            var at = 0;
            for (var i = 0; i < built.Count; i++, at++)
            {
                while (s.Position(at) != built.Position(i)) at++;
                Assert.Equal(((RealColumn)s.FindColumn("charge")!).Values[at], ((RealColumn)built.FindColumn("charge")!).Values[i]);
            }

            Assert.Null(built.FindColumn("forces"));
        }
    }

    [Fact]
    public void Different_seeds_and_draws_choose_different_atoms()
    {
        var s = Supercell.Create(Crystals.Silicon(), 3, 3, 3);
        var chosen = new[] { (1UL, 0), (2UL, 0), (1UL, 1) }.Select(k => string.Join(' ', Vacancies.RemoveAtRandom(s, null, 10, k.Item1, k.Item2).Positions.ToArray()));
        Assert.Equal(3, chosen.Distinct().Count());
    }

    [Fact]
    public void Atoms_are_removed_by_index()
    {
        var built = Vacancies.Remove(Crystals.Any(3), [0]);
        Assert.Equal(Crystals.Any(3).Count - 1, built.Count);
        Assert.Equal(Crystals.Any(3).Position(1), built.Position(0));
        Assert.Contains("no atom 99", Assert.Throws<InputException>(() => Vacancies.Remove(Crystals.Any(3), [99])).Message, StringComparison.Ordinal);
        Assert.Contains("removed twice", Assert.Throws<InputException>(() => Vacancies.Remove(Crystals.Any(3), [0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("9 Li atoms cannot be chosen of 0", Assert.Throws<InputException>(() => Vacancies.RemoveAtRandom(Crystals.Silicon(), 3, 9, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Substituted_atoms_keep_their_places_and_lose_what_belonged_to_the_element()
    {
        var s = Supercell.Create(Crystals.Any(8), 3, 3, 3);
        var before = s.AtomicNumbers.ToArray().Count(z => z == 14);
        var built = Substitution.ReplaceAtRandom(s, 14, 32, 5, 11);
        Assert.Equal((before - 5, 5), (built.AtomicNumbers.ToArray().Count(z => z == 14), built.AtomicNumbers.ToArray().Count(z => z == 32)));
        Assert.Equal(s.Positions.ToArray(), built.Positions.ToArray());
        Assert.Equal(["velocities", "charge", "label", "move_mask"], built.Columns.Select(c => c.Name));
        for (var i = 0; i < s.Count; i++)
        {
            var replaced = built.AtomicNumbers[i] == 32;
            Assert.Equal(replaced, double.IsNaN(((RealColumn)built.FindColumn("charge")!).Values[i]));
            Assert.Equal(replaced, ((TextColumn)built.FindColumn("label")!).Values[i] == "Ge");
            Assert.Equal(((RealColumn)s.FindColumn("velocities")!).Values[3 * i], ((RealColumn)built.FindColumn("velocities")!).Values[3 * i]);
        }

        StructureAssert.Same(built, Substitution.ReplaceAtRandom(s, 14, 32, 5, 11));
        Assert.Contains("cannot be replaced by itself", Assert.Throws<InputException>(() => Substitution.ReplaceAtRandom(s, 3, 3, 1, 1)).Message, StringComparison.Ordinal);
    }
}
