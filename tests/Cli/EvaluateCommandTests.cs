using System.Text;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary><c>lithoscope evaluate</c> and <c>potential info</c> with potentials described in YAML.</summary>
public sealed class EvaluateCommandTests : IDisposable
{
    private const string Argon = "potential:\n  lennard-jones: {cutoff: 7.5, pairs: {Ar-Ar: {epsilon: 0.0104, sigma: 3.4}}}\n";
    private const string Frames = """
        2
        Lattice="10 0 0 0 10 0 0 0 10" pbc="T T T" Properties=species:S:1:pos:R:3:forces:R:3 energy=-0.02 tag=a
        Ar 0 0 0 0 0 0
        Ar 3.8 0 0 0.1 0 0
        3
        Properties=species:S:1:pos:R:3:site:S:1 tag=b
        Ar 0 0 0 x
        Ar 3.8 0 0 y
        Ar 0 3.9 0 z

        """;

    private readonly TemporaryFolder _folder = new();

    public EvaluateCommandTests()
    {
        _folder.Write("argon.yaml", Argon);
        _folder.Write("in.extxyz", Frames);
    }

    public void Dispose() => _folder.Dispose();

    private (int Code, string Output, string Error) Run(params string[] options) =>
        CliHarness.Run(["evaluate", _folder["argon.yaml"], _folder["in.extxyz"], "-o", _folder["out.extxyz"], "--threads", "2", .. options]);

    private Structure[] Written() => [.. StructureFile.Read(_folder["out.extxyz"], cancellationToken: TestContext.Current.CancellationToken)];

    [Fact]
    public void Frames_are_written_in_order_with_what_they_brought_along()
    {
        var (code, output, error) = Run("--json", _folder["s.json"]);
        Assert.True(code == ExitCodes.Done, error);
        Assert.Equal($"5 atoms in 2 frames: {_folder["out.extxyz"]}", output.Split(Environment.NewLine)[0]);
        Assert.StartsWith("energy RMSE 0.00461118 eV/atom", output.Split(Environment.NewLine)[1], StringComparison.Ordinal);
        Assert.StartsWith("forces RMSE ", output.Split(Environment.NewLine)[2], StringComparison.Ordinal);
        var frames = Written();
        Assert.Equal(["REF_forces", "forces", "local_energy"], frames[0].Columns.Select(c => c.Name));
        Assert.Equal(["REF_energy", "tag", "energy", "stress", "virial"], frames[0].Info.Select(p => p.Key));
        Assert.Equal(["site", "forces", "local_energy"], frames[1].Columns.Select(c => c.Name));
        Assert.Equal(["tag", "energy", "virial"], frames[1].Info.Select(p => p.Key));
        // 4ε((σ/r)¹² − (σ/r)⁶), shifted to vanish at 7.5 Å.
        static double Pair(double r) => 4 * 0.0104 * (Math.Pow(3.4 / r, 12) - Math.Pow(3.4 / r, 6));
        var energy = ((RealInfo)frames[0].FindInfo("energy")!).Values[0];
        Assert.Equal(Pair(3.8) + Pair(6.2) - 2 * Pair(7.5), energy, 1e-15);
        var virial = ((RealInfo)frames[0].FindInfo("virial")!).Values;
        Assert.Equal(9, virial.Length);
        Assert.Equal(-virial[0] / 1000, ((RealInfo)frames[0].FindInfo("stress")!).Values[0], 1e-18);
        Assert.Equal(energy, ((RealColumn)frames[0].FindColumn("local_energy")!).Values.Sum(), 1e-15);
        var summary = JsonNode.Parse(File.ReadAllText(_folder["s.json"]))!;
        Assert.Equal((2, 5, "lennard-jones", "double"), ((int)summary["frames"]!, (int)summary["atoms"]!, (string?)summary["family"], (string?)summary["precision"]));
        Assert.Equal((-0.02 - energy) / -2, (double)summary["errors"]!["energy_per_atom"]!["mean"]!, 1e-15);
    }

    [Fact]
    public void Structures_in_Hartree_and_Bohr_with_a_description_in_eV_and_angstrom()
    {
        // Bohr where it was Å before: the dimer of 3.8 Bohr is deep in the repulsion.
        Assert.Equal(ExitCodes.Done, Run("--units", "hartree-bohr").Code);
        var bohr = ((RealInfo)Written()[1].FindInfo("energy")!).Values[0];
        static double Pair(double r) => 4 * 0.0104 * (Math.Pow(3.4 / r, 12) - Math.Pow(3.4 / r, 6)) - 4 * 0.0104 * (Math.Pow(3.4 / 7.5, 12) - Math.Pow(3.4 / 7.5, 6));
        Assert.Equal((Pair(3.8 * Unit.Bohr) + Pair(3.9 * Unit.Bohr) + Pair(Math.Sqrt(3.8 * 3.8 + 3.9 * 3.9) * Unit.Bohr)) / Unit.Hartree, bohr, 1e-12);
        _folder.Write("in.extxyz", "silicon\n1.0\n5 0 0\n0 5 0\n0 0 5\nAr\n1\nDirect\n0 0 0\n");
        var (code, _, error) = CliHarness.Run(["evaluate", _folder["argon.yaml"], _folder["in.extxyz"], "-o", _folder["o.extxyz"], "--units", "hartree-bohr"]);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains("is read in Å, not in Bohr", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("O 0 0 0", "frame 1: atom 0 is O, which the potential does not know (it knows Ar)")]
    [InlineData("Ar 0 0 0\nAr 0 0 0", "frame 1: energy or force of atom 0 (Ar) is not a finite number; its nearest neighbour is atom 1 at distance 0")]
    [InlineData("Ar 0 nan 0", "not a finite")]
    public void A_frame_that_cannot_be_evaluated_is_named_and_nothing_is_written(string atoms, string sentence)
    {
        _folder.Write("in.extxyz", $"1\n\nAr 0 0 0\n{atoms.Split('\n').Length}\n\n{atoms}\n");
        _folder.Write("out.extxyz", "old");
        var (code, output, error) = Run("--json", _folder["s.json"]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        var last = error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith($"error: {_folder["in.extxyz"]}, line ", last, StringComparison.Ordinal);
        Assert.Contains(sentence, last, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_folder["out.extxyz"]));
        Assert.Equal(["argon.yaml", "in.extxyz", "out.extxyz"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--precision must be double or single, not 'half'", "--precision", "half")]
    [InlineData("--units must be ev-angstrom or hartree-bohr, not 'bohr'", "--units", "bohr")]
    [InlineData("--scaled says how descriptors are written", "--scaled")]
    [InlineData("has no descriptors", "--descriptors", "d.csv")]
    [InlineData("two outputs have the same name", "--json", "out.extxyz")]
    [InlineData("this output would replace an input", "--json", "in.extxyz")]
    [InlineData("this output would replace an input", "--descriptors", "argon.yaml")]
    [InlineData("there is a folder of that name; give the name of a file with --descriptors", "--descriptors", ".")]
    [InlineData("there is a folder of that name; give the name of a file with --json", "--json", ".")]
    [InlineData("--descriptors is empty", "--descriptors", "")]
    [InlineData("--stop-above must be a number of at least 0", "--stop-above", "-1")]
    [InlineData("this potential keeps no ranges", "--stop-above", "1")]
    [InlineData("--stop-above-spread must be a number of at least 0", "--stop-above-spread", "-1")]
    [InlineData("--stop-above-spread needs a committee", "--stop-above-spread", "1")]
    [InlineData("is of use only to a learned potential", "--training-set", "in.extxyz")]
    [InlineData("there is no such file", "--training-set", "none.extxyz")]
    public void What_cannot_be_meant_is_refused_in_one_sentence(string sentence, params string[] options)
    {
        var before = Directory.GetFiles(_folder.Path).ToDictionary(f => f, File.ReadAllBytes);
        var (code, output, error) = Run([.. options.Select(o => o.Contains('.', StringComparison.Ordinal) ? _folder[o] : o)]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        var last = error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("error: ", last, StringComparison.Ordinal);
        Assert.Contains(sentence, last, StringComparison.Ordinal);
        Assert.Equal(before.Keys.Order(), Directory.GetFiles(_folder.Path).Order());
        Assert.All(before, f => Assert.Equal(f.Value, File.ReadAllBytes(f.Key)));
    }

    [Theory]
    [InlineData("none.yaml", "in.extxyz", "out.extxyz", "there is no such file")]
    [InlineData("in.extxyz", "in.extxyz", "out.extxyz", "this file holds no potential of a known family")]
    [InlineData("argon.yaml", "none.extxyz", "out.extxyz", "there is no such file")]
    [InlineData("argon.yaml", "in.extxyz", "in.extxyz", "this output would replace an input")]
    [InlineData("argon.yaml", "in.extxyz", "out.cif", "results are written as extended XYZ")]
    [InlineData("argon.yaml", "in.extxyz", ".", "there is a folder of that name")]
    public void Wrong_names_are_refused_in_one_sentence(string potential, string structures, string output, string sentence)
    {
        var (code, _, error) = CliHarness.Run(["evaluate", _folder[potential], _folder[structures], "-o", _folder[output]]);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains(sentence, error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_committee_that_differs_too_much_stops_with_a_guard()
    {
        File.WriteAllText(_folder["other.yaml"], Argon.Replace("epsilon: 0", "epsilon: 1", StringComparison.Ordinal));
        File.WriteAllText(_folder["committee.yaml"], "potential:\n  committee: [{file: argon.yaml}, {file: other.yaml}]\n");
        string[] arguments = ["evaluate", _folder["committee.yaml"], _folder["in.extxyz"], "-o", _folder["out.extxyz"], "--stop-above-spread"];
        var (code, _, error) = CliHarness.Run([.. arguments, "1e-9"]);
        Assert.Equal(ExitCodes.Guard, code);
        Assert.Contains("above the 1E-09 of --stop-above-spread; nothing was written.", error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out.extxyz"]));
        Assert.Equal(ExitCodes.Done, CliHarness.Run([.. arguments, "1e9"]).Code);
    }

    [Fact]
    public void Threads_do_not_change_a_byte_and_compressed_output_is_the_same()
    {
        var text = new StringBuilder();
        for (var frame = 0; frame < 70; frame++) text.Append(FormattableString.Invariant($"3\nLattice=\"{9 + 0.01 * frame} 0 0 0 9 0 0 0 9\"\nAr 0 0 0\nAr 3.9 0 {0.01 * frame}\nAr 0 4.1 0\n"));
        _folder.Write("in.extxyz", text.ToString());
        Assert.Equal(ExitCodes.Done, Run().Code);
        var two = File.ReadAllBytes(_folder["out.extxyz"]);
        Assert.Equal(ExitCodes.Done, CliHarness.Run(["evaluate", _folder["argon.yaml"], _folder["in.extxyz"], "-o", _folder["out.extxyz"], "--threads", "1"]).Code);
        Assert.Equal(two, File.ReadAllBytes(_folder["out.extxyz"]));
        Assert.Equal(ExitCodes.Done, CliHarness.Run(["evaluate", _folder["argon.yaml"], _folder["in.extxyz"], "-o", _folder["out.extxyz.gz"]]).Code);
        Assert.Equal(70, StructureFile.Read(_folder["out.extxyz.gz"], cancellationToken: TestContext.Current.CancellationToken).Count());
    }

    [Fact]
    public async Task An_interruption_leaves_no_file()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("signals are those of Unix");
        using (var file = new StreamWriter(_folder["in.extxyz"]))
        {
            for (var frame = 0; frame < 400_000; frame++) file.Write("2\n\nAr 0 0 0\nAr 0 0 4\n");
        }

        using var process = new ProgramProcess(["evaluate", _folder["argon.yaml"], _folder["in.extxyz"], "-o", _folder["out.extxyz"]]);
        await process.UntilError("evaluate: ");
        await process.Signal("INT");
        Assert.Equal(ExitCodes.Interrupted, await process.ExitCode());
        Assert.Equal("error: interrupted; nothing was written; run it again", (await process.Error()).TrimEnd().Split('\n')[^1]);
        Assert.Equal(["argon.yaml", "in.extxyz"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Info_says_family_elements_cutoff_and_parameters()
    {
        var (code, output, error) = CliHarness.Run(["potential", "info", _folder["argon.yaml"]]);
        Assert.Equal((ExitCodes.Done, ""), (code, error));
        foreach (var text in new[] { "lennard-jones", "Ar", "7.5", "0.0104 eV", "3.4 Å" }) Assert.Contains(text, output, StringComparison.Ordinal);
        (code, output, _) = CliHarness.Run(["potential", "info", _folder["argon.yaml"], "--json"]);
        Assert.Equal(ExitCodes.Done, code);
        var json = JsonNode.Parse(output)!;
        Assert.Equal(("lennard-jones", 7.5, "Ar"), ((string?)json["family"], (double)json["cutoff"]!, (string?)json["elements"]![0]));
        Assert.NotNull(json["parameters"]!["Ar–Ar"]);
    }
}
