using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Cli.Tests;

public sealed class StructureBuildCommandTests
{
    // Silicon in its cubic cell, and the same with forces and a group.
    private const string Silicon = """
        8
        Lattice="5.431 0 0 0 5.431 0 0 0 5.431" Properties=species:S:1:pos:R:3
        Si 0 0 0
        Si 1.35775 1.35775 1.35775
        Si 0 2.7155 2.7155
        Si 1.35775 4.07325 4.07325
        Si 2.7155 0 2.7155
        Si 4.07325 1.35775 4.07325
        Si 2.7155 2.7155 0
        Si 4.07325 4.07325 1.35775

        """;

    [Theory]
    [InlineData("supercell", "--repeat 2 2 3", 96, 12)]
    [InlineData("supercell", "--repeat 2,1,1", 16, 2)]
    [InlineData("supercell", "--matrix 0 1 1 1 0 1 1 1 0", 16, 2)]
    [InlineData("supercell", "--matrix -1,1,1,1,-1,1,1,1,-1", 32, 4)]
    [InlineData("strain", "--tensor 0.01 0 0 0 0 0.02", 8, 1.0096)]
    [InlineData("strain", "--tensor -0.01,0,0,0,0,0,0,0,0", 8, 0.99)]
    [InlineData("strain", "--volume -0.05", 8, 0.95)]
    [InlineData("strain", "--axis c --stretch 0.02", 8, 1.02)]
    [InlineData("rattle", "--deviation 0.05 --min-distance 2", 8, 1)]
    [InlineData("vacancies", "--count 2", 6, 1)]
    [InlineData("vacancies", "--fraction 0.25 --element Si", 6, 1)]
    [InlineData("vacancies", "--atoms 0,3,7", 5, 1)]
    [InlineData("substitute", "--replace Si --with Li --count 3", 8, 1)]
    public void Structures_are_built_from_files(string builder, string args, int atoms, double volume)
    {
        using var folder = new TemporaryFolder();
        var (code, output, error, built) = Build(folder, Silicon, builder, args);
        Assert.Equal((ExitCodes.Done, $"{folder["out.extxyz"]}: 1 frame, {atoms} atoms{Environment.NewLine}", ""), (code, output, error));
        Assert.Equal(atoms, Assert.Single(built).Count);
        Assert.Equal(volume * Math.Pow(5.431, 3), Math.Abs(built[0].Cell!.Value.Determinant), 1e-9 * volume * 160);
    }

    [Fact]
    public void Build_is_the_same_as_structure_build()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("in.xyz", Silicon);
        var (code, _, error) = CliHarness.Run(["build", "rattle", input, "-o", folder["short.extxyz"], "--deviation", "0.1"]);
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.Equal(ExitCodes.Done, CliHarness.Run(["structure", "build", "rattle", input, "-o", folder["long.extxyz"], "--deviation", "0.1"]).Code);
        Assert.Equal(File.ReadAllBytes(folder["long.extxyz"]), File.ReadAllBytes(folder["short.extxyz"]));
        Assert.Contains("\n  build ", CliHarness.Run(["--help"]).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        static string[] Names(string help) => [.. help.ReplaceLineEndings("\n").Split("Commands:\n")[1].Split('\n').Select(l => l.Trim().Split(' ')[0])];
        var names = Names(CliHarness.Run(["build", "--help"]).Output);
        Assert.Contains("supercell", names);
        Assert.Equal(Names(CliHarness.Run(["structure", "build", "--help"]).Output), names);
    }

    [Theory]
    [InlineData("primitive", "", 2)]
    [InlineData("conventional", "--tolerance 0.001", 8)]
    [InlineData("niggli", "", 8)]
    public void Standard_cells_are_found_where_spglib_is_installed(string builder, string args, int atoms)
    {
        if (!CrystalSymmetry.IsAvailable) Assert.Skip("libsymspg1 is not installed");
        using var folder = new TemporaryFolder();
        Assert.Equal(atoms, Assert.Single(Build(folder, Silicon, builder, args).Built).Count);
    }

    [Fact]
    public void Slabs_and_spheres_are_cut()
    {
        using var folder = new TemporaryFolder();
        var slab = Assert.Single(Build(folder, Silicon, "slab", "--miller 1 -1 1 --layers 4 --vacuum 12").Built);
        Assert.Equal(8, slab.Count);
        Assert.Equal(Math.Sqrt(3) / 4 * 5.431 * 5.431, Vector3D.Cross(slab.Cell!.Value.A, slab.Cell.Value.B).Norm, 1e-6);
        Assert.Equal(16, Assert.Single(Build(folder, Silicon, "slab", "--miller 1,1,0 --layers 2 --cell-as-given --offset 0.3").Built).Count);
        Assert.Equal(5, Assert.Single(Build(folder, Silicon, "sphere", "--radius 2.4 --atom 5").Built).Count);
        Assert.Equal(1, Assert.Single(Build(folder, Silicon, "sphere", "--radius 1 --centre 1.4 1.4 1.4 --vacuum 8").Built).Count);
        Assert.Equal(123, Assert.Single(Build(folder, Silicon, "sphere", "--atoms 123 --composition Si3 --atom 2").Built).Count);
        Assert.Equal(17, Assert.Single(Build(folder, Silicon, "cluster", "--around 5 --radius 4").Built).Count);
    }

    [Fact]
    public void Packings_follow_their_options_and_seed()
    {
        using var folder = new TemporaryFolder();
        Structure[] Pack(string args)
        {
            var (code, _, error) = CliHarness.Run(["structure", "build", "pack", "-o", folder["pack.extxyz"], .. args.Split(' ')]);
            Assert.Equal((ExitCodes.Done, ""), (code, error));
            return Read(folder["pack.extxyz"]);
        }

        var built = Assert.Single(Pack("--composition Li15Si4 --units 3 --density 1.2 --min-distance Si-Li=2.2 --min-distance Li-Li:2.3 --seed 5"));
        Assert.Equal(57, built.Count);
        Assert.Equal(built.Positions.ToArray(), Pack("--composition Li15Si4 --units 3 --density 1.2 --min-distance Li-Si=2.2 --min-distance Li-Li=2.3 --seed 5")[0].Positions.ToArray());
        Assert.NotEqual(built.Positions[0], Pack("--composition Li15Si4 --units 3 --density 1.2 --seed 6")[0].Positions[0]);
        var two = Pack("--composition Si20 --cell 10 9 8 --copies 2");
        Assert.Equal((2, 720.0), (two.Length, two[0].Cell!.Value.Determinant));
        Assert.NotEqual(two[0].Positions[0], two[1].Positions[0]);
    }

    [Fact]
    public void Copies_of_every_frame_are_different_and_repeat_with_the_seed()
    {
        using var folder = new TemporaryFolder();
        var first = Build(folder, Silicon + Silicon, "rattle", "--deviation 0.1 --copies 3 --seed 9").Built;
        Assert.Equal(6, first.Length);
        Assert.Equal(6, first.Select(s => s.Positions[0]).Distinct().Count());
        Assert.Equal(first.Select(s => s.Positions[4]), Build(folder, Silicon + Silicon, "rattle", "--deviation 0.1 --copies 3 --seed 9").Built.Select(s => s.Positions[4]));
    }

    [Fact]
    public void What_a_file_does_not_say_may_be_given()
    {
        using var folder = new TemporaryFolder();
        var built = Assert.Single(Build(folder, "numbers\n1.0\n3 0 0\n0 3 0\n0 0 3\n1 2\nDirect\n0 0 0\n0.5 0.5 0\n0.5 0 0.5\n", "supercell", "--repeat 1 1 2 --from poscar --species Li,Si").Built);
        Assert.Equal([3, 14, 14, 3, 14, 14], built.AtomicNumbers.ToArray());
    }

    [Fact]
    public void What_does_not_hold_any_more_is_named()
    {
        using var folder = new TemporaryFolder();
        const string Labelled = "1\nLattice=\"3 0 0 0 3 0 0 0 3\" Properties=species:S:1:pos:R:3:forces:R:3:label:S:1 energy=1 group=a\nLi 0 0 0 1 2 3 x\n";
        var (_, _, error, built) = Build(folder, Labelled, "supercell", "--repeat 2 1 1");
        Assert.Equal("warning: not carried along, as it may not hold for what was built: energy, forces." + Environment.NewLine, error);
        Assert.Equal(["label"], built[0].Columns.Select(c => c.Name));
        Assert.Equal(["group"], built[0].Info.Select(p => p.Key));
    }

    [Theory]
    [InlineData("supercell", "", "exactly one of --repeat, --matrix is needed, not 0")]
    [InlineData("supercell", "--repeat 2 2", "--repeat has 2 numbers instead of 3")]
    [InlineData("supercell", "--repeat 2 x 2", "--repeat has 'x', which is not a whole number")]
    [InlineData("supercell", "--matrix 1,0,0,0,1,0,1,1,0", "determinant is zero")]
    [InlineData("supercell", "--repeat 1 1 1 --frames 3", "there is no frame 3")]
    [InlineData("supercell", "--repeat 1 1 1 --frames 5:2", "leaves no frame")]
    [InlineData("strain", "--tensor 1,2,3", "--tensor has 3 numbers instead of 6 or 9")]
    [InlineData("strain", "--stretch 0.1", "--axis and --stretch belong together")]
    [InlineData("strain", "--stretch 0.1 --axis d", "there is no cell vector 'd'")]
    [InlineData("rattle", "--deviation 0.1 --min-distance 2.4", "before any is moved")]
    [InlineData("rattle", "--deviation 0.1 --copies 0", "--copies is less than 1")]
    [InlineData("vacancies", "--count 9", "9 atoms cannot be chosen of 8")]
    [InlineData("vacancies", "--count 1 --element Qq", "there is no element 'Qq'")]
    [InlineData("vacancies", "--count 1 --fraction 0.5", "is needed, not 2")]
    [InlineData("substitute", "--replace Li --with Si --count 1", "1 Li atoms cannot be chosen of 0")]
    [InlineData("slab", "--miller 0 0 0 --layers 2", "no plane")]
    [InlineData("sphere", "--radius 3 --atom 8", "there is no atom 8 among 8")]
    [InlineData("sphere", "--radius 3 --atom 1 --centre 0 0 0", "exclude each other")]
    [InlineData("sphere", "--radius 3 --atoms 7", "exactly one of --radius, --atoms is needed, not 2")]
    [InlineData("sphere", "--atoms 7 --composition Si2", "ask for 6 or 8")]
    [InlineData("cluster", "--radius 3 --around 8", "there is no atom 8 among 8")]
    [InlineData("cluster", "--radius 3", "--around")]
    [InlineData("rattle", "", "--deviation")]
    [InlineData("sideways", "", "there is no command 'sideways'")]
    public void A_fault_ends_with_one_sentence_and_code_2(string builder, string args, string sentence)
    {
        using var folder = new TemporaryFolder();
        var (code, output, error, built) = Build(folder, Silicon, builder, args);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Empty(built);
    }

    [Theory]
    [InlineData("--composition Li(OH) --density 1", "not a chemical formula")]
    [InlineData("--composition Si100 --density 30", "ask for a lower density")]
    [InlineData("--composition Si100", "exactly one of --density, --volume-per-atom, --cell")]
    [InlineData("--composition Si100 --density 2 --min-distance Si=2", "which is not a pair and a distance")]
    public void A_packing_that_is_not_possible_is_refused(string args, string sentence)
    {
        using var folder = new TemporaryFolder();
        var (code, _, error) = CliHarness.Run(["structure", "build", "pack", "-o", folder["out.extxyz"], .. args.Split(' ')]);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Symmetry_is_printed_and_given_as_JSON()
    {
        if (!CrystalSymmetry.IsAvailable) Assert.Skip("libsymspg1 is not installed");
        using var folder = new TemporaryFolder();
        var input = folder.Write("si.xyz", Silicon);
        var (code, output, error) = CliHarness.Run(["structure", "symmetry", input]);
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.Equal(
            $"""
            frame        0 of {input}, 8 atoms
            space group  Fd-3m (227)
            Hall symbol  F 4d 2 3 -1d, setting 1
            point group  m-3m
            operations   192 in this cell
            tolerance    0.01 Å
            sites        element, atoms in this cell and Wyckoff letter, site symmetry, first atom
                         Si 8a -43m 0

            """.ReplaceLineEndings(), output);
        var json = JsonNode.Parse(CliHarness.Run(["structure", "symmetry", input, "--json"]).Output)!["frames"]![0]!;
        Assert.Equal((227, "m-3m", 192, 0), ((int)json["space_group_number"]!, (string)json["point_group"]!, json["operations"]!.AsArray().Count, (int)json["equivalent_atoms"]![7]!));
    }

    private static (int Code, string Output, string Error, Structure[] Built) Build(TemporaryFolder folder, string frames, string builder, string args)
    {
        var target = folder["out.extxyz"];
        var (code, output, error) = CliHarness.Run(["structure", "build", builder, folder.Write("in.xyz", frames), "-o", target, .. args.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        return (code, output, error, File.Exists(target) ? Read(target) : []);
    }

    private static Structure[] Read(string path) => [.. StructureFile.Read(path, cancellationToken: TestContext.Current.CancellationToken)];
}
