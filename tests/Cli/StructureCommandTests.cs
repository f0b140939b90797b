using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Cli.Tests;

public sealed class StructureCommandTests
{
    private const string Frames = """
        2
        Lattice="2 0 0 0 2 0 0 0 2" Properties=species:S:1:pos:R:3:forces:R:3 energy=1
        Si 0 0 0 1 2 3
        Li 1 1 1 1 2 3
        1
        Lattice="3 0 0 0 3 0 0 0 3"
        Si 0 0 0
        1
        plain
        O 0 0 0

        """;

    [Fact]
    public void Convert_writes_the_chosen_frames()
    {
        using var folder = new TemporaryFolder();
        var (input, target) = (folder.Write("a.xyz", Frames), folder["out.extxyz"]);
        var (code, output, error) = CliHarness.Run(["structure", "convert", input, "-o", target, "--frames", "::2"]);
        Assert.Equal((ExitCodes.Done, $"{target}: 2 frames, 3 atoms (Li 1, O 1, Si 1); energy (energy in 1 frame), forces (forces in 1 frame), no stress or virial{Environment.NewLine}", ""), (code, output, error));
        Assert.Equal([2, 1], StructureFile.Read(target, cancellationToken: TestContext.Current.CancellationToken).Select(f => f.Count));
    }

    [Fact]
    public void Convert_to_a_format_that_holds_less_warns()
    {
        using var folder = new TemporaryFolder();
        var (input, target) = (folder.Write("a.xyz", Frames), folder["out"]);
        var (code, output, error) = CliHarness.Run(["structure", "convert", input, "-o", target, "--frames", "0", "--format", "poscar"]);
        Assert.Equal((ExitCodes.Done, $"{target}: 1 frame, 2 atoms (Li 1, Si 1); energy (energy), forces (forces), no stress or virial{Environment.NewLine}"), (code, output));
        Assert.Equal("warning: POSCAR and CONTCAR of VASP has no place for forces, energy; left out." + Environment.NewLine, error);
        Assert.Equal("poscar", StructureFile.Formats.First(f => f.MatchesContent(File.ReadAllBytes(target))).Name);
    }

    [Fact]
    public void What_a_file_does_not_say_is_taken_from_options()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("POSCAR", "comment\n1.0\n4 0 0\n0 5 0\n0 0 6\n1 1\nDirect\n0 0 0\n0.5 0.5 0.5\n");
        Assert.Equal(ExitCodes.Input, CliHarness.Run(["structure", "info", input]).Code);
        var (code, output, _) = CliHarness.Run(["structure", "convert", input, "-o", folder["out.xyz"], "--species", "Li,Si", "--from", "poscar"]);
        Assert.Equal((ExitCodes.Done, $"{folder["out.xyz"]}: 1 frame, 2 atoms (Li 1, Si 1); no energy, no forces, no stress or virial{Environment.NewLine}"), (code, output));
    }

    [Theory]
    [InlineData("--frames -1", "a POSCAR file needs a cell")]
    [InlineData("", "a POSCAR file holds one structure")]
    [InlineData("--frames 5:2", "leaves no frame to write")]
    [InlineData("--frames 7", "there is no frame 7")]
    [InlineData("--frames x", "'x' does not say which frames to take")]
    [InlineData("--format pdb", "there is no structure format 'pdb'")]
    public void A_fault_ends_with_one_sentence_and_code_2(string args, string sentence)
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("a.xyz", Frames);
        var (code, output, error) = CliHarness.Run(["structure", "convert", input, "-o", folder["POSCAR"], .. args.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Info_says_what_a_file_holds()
    {
        using var folder = new TemporaryFolder();
        var input = folder.Write("a.xyz", Frames);
        var (code, output, error) = CliHarness.Run(["structure", "info", input]);
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        Assert.Equal(
            $"""
            file         {input}
            frames       3
            atoms        1 to 2 a frame, 4 in all
            elements     Li 1 (1 frame), O 1 (1 frame), Si 2 (2 frames)
            periodic     T T T (2 frames), no cell (1 frame)
            volume       8 to 27 Å³
            columns      forces:R:3 (1 frame)
            properties   energy (1 frame), comment (1 frame)
            energy       energy (1 frame)
            forces       forces (1 frame)
            stress       none

            """.ReplaceLineEndings(), output);
    }

    [Fact]
    public void Info_as_JSON_can_be_read_back()
    {
        using var folder = new TemporaryFolder();
        var (code, output, _) = CliHarness.Run(["structure", "info", folder.Write("a.xyz", Frames), "--json", "--frames", ":2"]);
        var json = JsonNode.Parse(output)!;
        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal((2, 3, "Si"), ((int)json["frames"]!, (int)json["atoms"]!, (string)json["elements"]![1]!["symbol"]!));
        Assert.Equal(27.0, (double)json["volume"]![1]!);
    }
}
