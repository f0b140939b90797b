using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class BindingEnergyDataTests : IDisposable
{
    private const string First = "2\nProperties=species:S:1:pos:R:3:binding_energy:R:1 group=a\nSi 0 0 0 90.5\nLi 2 0 0 51.25\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("species:S:1:pos:R:3", "group=b", "Si 0 0 0", "frame 1 has no column 'binding_energy'")]
    [InlineData("species:S:1:pos:R:3:binding_energy:R:2", "group=b", "Si 0 0 0 1 2", "column 'binding_energy' is not one number per atom")]
    [InlineData("species:S:1:pos:R:3:binding_energy:S:1", "group=b", "Si 0 0 0 deep", "column 'binding_energy' is not one number per atom")]
    [InlineData("species:S:1:pos:R:3:binding_energy:L:1", "group=b", "Si 0 0 0 T", "column 'binding_energy' is not one number per atom")]
    [InlineData("species:S:1:pos:R:3:binding_energy:R:1", "group=b", "Si 0 0 0 inf", "column 'binding_energy' holds a value beyond a million eV")]
    [InlineData("species:S:1:pos:R:3:binding_energy:R:1", "group=b", "Si 0 0 0 -inf", "column 'binding_energy' holds a value beyond a million eV")]
    [InlineData("species:S:1:pos:R:3:binding_energy:R:1", "other=b", "Si 0 0 0 90", "frame 1 has no 'group'")]
    [InlineData("species:S:1:pos:R:3:binding_energy:R:1", "group=\"1 2 3\"", "Si 0 0 0 90", "'group' of frame 1 is neither a word nor a whole number")]
    public void A_fault_names_file_and_line_of_the_frame(string properties, string info, string atom, string what)
    {
        var file = _folder.Write("a.extxyz", $"{First}1\nProperties={properties} {info}\n{atom}\n");
        var fault = Assert.Throws<InputException>(() => Read(file));
        Assert.Equal((what, file, 5L), (fault.What, fault.File, fault.Line));
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public void A_file_without_any_level_is_refused()
    {
        var file = _folder.Write("a.extxyz", First.Replace("90.5", "NaN", StringComparison.Ordinal).Replace("51.25", "nan", StringComparison.Ordinal));
        var fault = Assert.Throws<InputException>(() => Read(file));
        Assert.Equal(("column 'binding_energy' holds no value", file), (fault.What, fault.File));
    }

    [Fact]
    public void A_dummy_atom_is_refused_because_no_model_could_be_read_back()
    {
        var file = _folder.Write("a.extxyz", First + "1\nProperties=species:S:1:pos:R:3:binding_energy:R:1 group=b\nX 0 0 0 NaN\n");
        var fault = Assert.Throws<InputException>(() => Read(file));
        Assert.Equal((file, 5L), (fault.File, fault.Line));
        Assert.Contains("dummy", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_are_NaN_are_left_out_and_whole_numbers_are_read()
    {
        var file = _folder.Write("a.extxyz", First + "3\nProperties=species:S:1:pos:R:3:binding_energy:R:1 group=7\nSi 0 0 0 NaN\nO 1 0 0 nan\nSi 2 0 0 91.0\n"
            + "1\nProperties=species:S:1:pos:R:3:binding_energy:I:1 group=7\nSi 0 0 0 92\n");
        var data = Read(file);
        Assert.Equal([3, 14], data.Elements);
        Assert.Equal([3, 8, 14], data.AllElements);
        Assert.Equal([(0, 0, 90.5), (1, 2, 91.0), (2, 0, 92.0)], data.Levels(14));
        Assert.Equal([(0, 1, 51.25)], data.Levels(3));
        Assert.Empty(data.Levels(8));
        Assert.Equal(["a", "7", "7"], data.Groups);
    }

    [Fact]
    public void Without_a_group_key_every_frame_is_its_own()
    {
        var file = _folder.Write("a.extxyz", First + First);
        Assert.Equal(["frame 0", "frame 1"], BindingEnergyData.Read(file, "binding_energy", null, default).Groups);
    }

    [Fact]
    public void Groups_that_hold_the_same_molecule_become_one_across_files_and_cells_are_left_alone()
    {
        const string Table = "molecule,element,x,y,z,binding_energy\n";
        string Water(string name, double sign) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name},O,0,0,0,539\n{name},H,{0.757 * sign},0.586,0,\n{name},H,{-0.757 * sign},0.586,0,\n");
        const string Ammonia = "m3,N,0,0,0,405\nm3,H,0.94,0,0.38,\nm3,H,-0.47,0.81,0.38,\nm3,H,-0.47,-0.81,0.38,\n";
        var one = _folder.Write("one.csv", Table + Water("m1", 1) + Ammonia);
        var two = _folder.Write("two.csv", Table + Water("m2", -1));
        var three = _folder.Write("three.extxyz", string.Concat(Enumerable.Range(4, 2).Select(k => $"1\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=species:S:1:pos:R:3:binding_energy:R:1 molecule=m{k}\nN 0 0 0 409\n")));
        BindingEnergyData Read(bool join) => BindingEnergyData.Read([one, two, three], "binding_energy", "molecule", join, TestContext.Current.CancellationToken);
        Assert.Equal(["m1", "m3", "m1", "m4", "m5"], Read(true).Groups);
        Assert.Equal(["m1", "m3", "m2", "m4", "m5"], Read(false).Groups);
        Assert.Null(Read(true).Source);
        Assert.Equal([(1, 0, 405.0), (3, 0, 409.0), (4, 0, 409.0)], Read(true).Levels(7));
    }

    [Fact]
    public void Groups_joined_by_a_third_become_one()
    {
        static string Dimer(string group, string element) => $"2\nProperties=species:S:1:pos:R:3:binding_energy:R:1 group={group}\n{element} 0 0 0 400\nH 0.9 0 0 NaN\n";
        var file = _folder.Write("chain.extxyz", Dimer("z", "F") + Dimer("c", "O") + Dimer("a", "N") + Dimer("b", "O") + Dimer("b", "N") + Dimer("d", "C"));
        Assert.Equal(["z", "c", "c", "c", "c", "d"], BindingEnergyData.Read([file], "binding_energy", "group", joinSameMolecules: true, TestContext.Current.CancellationToken).Groups);
    }

    [Fact]
    public void Groups_are_held_out_whole_and_keep_their_side_when_frames_are_added()
    {
        string Text(IEnumerable<int> frames) => string.Concat(frames.Select(k => First.Replace("group=a", $"group=g{k / 2}", StringComparison.Ordinal)));
        var few = Read(_folder.Write("few.extxyz", Text(Enumerable.Range(100, 200))));
        var many = Read(_folder.Write("many.extxyz", Text(Enumerable.Range(0, 600).Reverse())));
        var side = many.Groups.Zip(many.HeldOut(0.3, null, 7)).GroupBy(p => p.First, p => p.Second).ToDictionary(g => g.Key, g => Assert.Single(g.Distinct()));
        Assert.InRange(side.Values.Count(held => held), 60, 120); // 300 groups, 90 expected, ±3.8 standard deviations
        Assert.All(few.Groups.Zip(few.HeldOut(0.3, null, 7)), p => Assert.Equal(side[p.First], p.Second));
        Assert.NotEqual(few.HeldOut(0.3, null, 7), few.HeldOut(0.3, null, 8));
        Assert.DoesNotContain(true, few.HeldOut(0, null, 7));
    }

    [Fact]
    public void Groups_kept_in_training_are_never_held_out_and_others_do_not_move()
    {
        var data = Read(_folder.Write("a.extxyz", string.Concat(Enumerable.Range(0, 200).Select(k => First.Replace("group=a", k % 2 == 0 ? $"group=c-{k}" : $"group=a{k}", StringComparison.Ordinal)))));
        bool[] free = data.HeldOut(0.5, null, 3), kept = data.HeldOut(0.5, "c-", 3);
        Assert.Contains(true, free.Where((_, k) => k % 2 == 0));
        Assert.Equal(free.Select((held, k) => held && k % 2 == 1), kept);
        Assert.Equal(free, data.HeldOut(0.5, "", 3));
    }

    private static BindingEnergyData Read(string file) => BindingEnergyData.Read(file, "binding_energy", "group", TestContext.Current.CancellationToken);
}
