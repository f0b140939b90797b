using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary><c>lithoscope analyze</c> of structures: right for a known crystal, from files of any kind, and refusals in one sentence.</summary>
public sealed class AnalyzeCommandTests : IDisposable
{
    private const double Edge = 5.431;

    private readonly TemporaryFolder _folder = new();

    public AnalyzeCommandTests() => StructureFile.Write(_folder["si.extxyz"], [Silicon(2)], cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();

    private static Structure Silicon(int cells, double scale = 1)
    {
        double[] places = [0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75, 0.25];
        Structure unit = new([14, 14, 14, 14, 14, 14, 14, 14], [.. places.Select(x => scale * Edge * x)], scale * Edge * Matrix3D.Identity, Periodicity.Full);
        return Supercell.Create(unit, cells, cells, cells);
    }

    private (int Code, string Output, string Error) Run(string kind, string file, params string[] options) =>
        CliHarness.Run(["analyze", kind, _folder[file], "-o", _folder["out"], "--force", "--threads", "2", .. options]);

    private (string[] Header, Dictionary<string, double[]> Columns) Table(string name)
    {
        var lines = File.ReadAllLines(_folder["out", name]);
        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Select(l => l.Split(',').Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : double.NaN).ToArray()).ToArray();
        return (header, header.Select((h, k) => (h, k)).ToDictionary(c => c.h, c => rows.Select(r => r[c.k]).ToArray()));
    }

    private JsonNode Summary() => JsonNode.Parse(File.ReadAllText(_folder["out", "summary.json"]))!;

    [Fact]
    public void Shells_of_silicon_are_where_they_must_be()
    {
        var (code, output, error) = Run("rdf", "si.extxyz", "--rmax", "8");
        Assert.True(code == ExitCodes.Done, error);
        Assert.StartsWith("pair ", output, StringComparison.Ordinal);
        Assert.EndsWith($"results: {_folder["out"]} (rdf.csv, rdf.svg, summary.json)\n", output, StringComparison.Ordinal);
        var (header, columns) = Table("rdf.csv");
        Assert.Equal(["r_A", "r_upper_A", "g_total", "g_total_error", "g_Si-Si", "g_Si-Si_error", "n_Si-Si", "n_Si-Si_error"], header);
        Assert.Equal(400, columns["r_A"].Length);
        // 4 at a√3/4, 12 at a/√2, 12 at a√11/4, 6 at a, 12 at a√19/4, 24 at a√(3/2), 16 at a√27/4.
        foreach (var (shell, atoms) in new[] { (Math.Sqrt(3) / 4, 4), (Math.Sqrt(0.5), 16), (Math.Sqrt(11) / 4, 28), (1, 34), (Math.Sqrt(19) / 4, 46), (Math.Sqrt(1.5), 70), (Math.Sqrt(27) / 4, 86) })
        {
            var bin = Array.FindIndex(columns["r_upper_A"], r => r > shell * Edge);
            Assert.Equal(atoms, columns["n_Si-Si"][bin]);
            Assert.True(columns["n_Si-Si"][bin - 1] < atoms);
        }

        var pair = Summary()["pairs"]![0]!;
        Assert.Equal(("Si-Si", 4.0), ((string?)pair["pair"], (double)pair["coordination"]!["mean"]!));
        Assert.Equal(Math.Sqrt(3) / 4 * Edge, (double)pair["first_peak_A"]!, 0.011);
        Assert.Equal(8 / Math.Pow(Edge, 3), (double)Summary()["density_per_A3"]!, 1e-12);
        Assert.StartsWith("<svg", File.ReadAllText(_folder["out", "rdf.svg"]), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["out", FolderLock.FileName]));
    }

    [Fact]
    public void Neighbours_angles_clusters_and_rings_of_silicon_are_exact()
    {
        Assert.Equal(ExitCodes.Done, Run("cn", "si.extxyz").Code);
        Assert.Equal("pair,cutoff_A,coordination,coordination_error,most_frequent", File.ReadLines(_folder["out", "cn.csv"]).First());
        Assert.Equal([4], Table("cn.csv").Columns["coordination"]);
        Assert.Equal([0, 0, 0, 0, 1], Table("histogram.csv").Columns["fraction_Si-Si"].Take(5));

        Assert.Equal(ExitCodes.Done, Run("adf", "si.extxyz", "--cutoff", "2.8", "--bins", "90").Code);
        var angles = Table("adf.csv");
        Assert.Equal(["theta_deg", "p_Si-Si-Si_per_deg", "p_Si-Si-Si_per_deg_error", "p_Si-Si-Si_over_sin", "p_Si-Si-Si_over_sin_error"], angles.Header);
        // All at arccos(−1/3) = 109.47°, in the bin from 108° to 110°, whose integral is 1.
        Assert.Equal([(109, 0.5)], angles.Columns["theta_deg"].Zip(angles.Columns["p_Si-Si-Si_per_deg"]).Where(p => p.Second != 0));

        Assert.Equal(ExitCodes.Done, Run("clusters", "si.extxyz", "--pair", "Si-Si", "--cutoff", "2.8").Code);
        Assert.Equal("shape,clusters,clusters_error,fraction_of_atoms,fraction_of_atoms_error", File.ReadLines(_folder["out", "clusters.csv"]).First());
        Assert.Equal("size,clusters,fraction_of_atoms\n64,1,1\n", File.ReadAllText(_folder["out", "sizes.csv"]));
        Assert.Equal((64.0, 3.0), ((double)Summary()["largest"]!["mean"]!, (double)Summary()["percolating_dimensions"]!["mean"]!));

        Assert.Equal(ExitCodes.Done, Run("rings", "si.extxyz", "--pair", "Si-Si", "--cutoff", "2.8", "--definition", "Guttman").Code);
        var rings = Table("rings.csv");
        Assert.Equal("size,rings,rings_error,rings_per_atom,rings_per_atom_error,fraction_of_atoms,fraction_of_atoms_error", string.Join(',', rings.Header));
        // Each atom of diamond is in twelve rings of six, and each ring has six atoms.
        Assert.Equal([(6, 2)], rings.Columns["size"].Zip(rings.Columns["rings_per_atom"]).Where(p => p.Second != 0));
    }

    [Fact]
    public void Bragg_peaks_of_silicon_are_those_of_its_structure_factor()
    {
        Assert.Equal(ExitCodes.Done, Run("sq", "si.extxyz", "--qmax", "3.5", "--bin", "0.01").Code);
        var (header, columns) = Table("sq.csv");
        Assert.Equal(["q_per_A", "S_total", "S_total_error", "S_FZ_Si-Si", "S_FZ_Si-Si_error", "S_AL_Si-Si", "S_AL_Si-Si_error"], header);
        // |F|² is 32 for (111) and 64 for (220), of 8 atoms: S = N |F|²/64; all other vectors of the cell up to there scatter nothing.
        double[] peaks = [.. columns["q_per_A"].Zip(columns["S_total"]).Where(p => p.Second > 1e-9).Select(p => p.First * Edge / (2 * Math.PI))];
        Assert.Equal(2, peaks.Length);
        Assert.Equal(Math.Sqrt(3), peaks[0], 1e-9);
        Assert.Equal(Math.Sqrt(8), peaks[1], 1e-9);
        Assert.Equal([32, 64], columns["S_total"].Where(s => s > 1e-9).Select(s => Math.Round(s, 8)));
        Assert.Equal(64, (double)Summary()["peaks"]![0]!["peak"]!["mean"]!, 1e-8);
    }

    [Fact]
    public void Profiles_hold_all_atoms()
    {
        var (code, output, error) = Run("profile", "si.extxyz", "--along", "a", "--bin", "0.9");
        Assert.True(code == ExitCodes.Done, error);
        Assert.Contains("(profile.csv, profile.svg, summary.json)", output, StringComparison.Ordinal);
        var (header, columns) = Table("profile.csv");
        Assert.Equal(["z_A", "z_low_A", "z_high_A", "n_total_per_A3", "n_total_per_A3_error", "mass_g_per_cm3", "mass_g_per_cm3_error", "n_Si_per_A3", "n_Si_per_A3_error"], header);
        Assert.Equal(12, columns["z_A"].Length);
        Assert.Equal(8 / Math.Pow(Edge, 3), columns["n_Si_per_A3"].Average(), 1e-12);
        Assert.Equal(2.33, columns["mass_g_per_cm3"].Average(), 0.005); // the density of silicon
        Assert.Equal("a", (string?)Summary()["along"]);

        var (cube, r) = (Silicon(2), 5.0);
        StructureFile.Write(_folder["free.extxyz"], [new Structure(cube.AtomicNumbers.ToArray(), cube.Positions.ToArray(), null, Periodicity.None)], cancellationToken: TestContext.Current.CancellationToken);
        (code, output, error) = Run("profile", "free.extxyz", "--along", "radial", "--bin", "0.5", "--rmax", "5");
        Assert.True(code == ExitCodes.Done, error);
        columns = Table("profile.csv").Columns;
        var counted = columns["n_total_per_A3"].Zip(columns["r_low_A"].Zip(columns["r_high_A"])).Sum(b => b.First * 4 * Math.PI / 3 * (Math.Pow(b.Second.Second, 3) - Math.Pow(b.Second.First, 3)));
        Vector3D centre = default;
        for (var i = 0; i < cube.Count; i++) centre += (1.0 / cube.Count) * cube.Position(i);
        Assert.Equal(Enumerable.Range(0, cube.Count).Count(i => (cube.Position(i) - centre).Norm < r), counted, 1e-9);
        Assert.Equal(64 - counted, (double)Summary()["atoms_beyond"]!, 1e-9);
        Assert.Contains("warning: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Trajectories_of_every_kind_give_the_same_bytes()
    {
        Structure[] frames = [.. Enumerable.Range(0, 5).Select(k => Silicon(2, 1 + 0.01 * k))];
        string Table(string file, params string[] options)
        {
            Directory.CreateDirectory(_folder["out"]);
            var (code, _, error) = Run("rdf", file, options);
            Assert.True(code == ExitCodes.Done, error);
            Assert.DoesNotContain("warning", error, StringComparison.Ordinal);
            return File.ReadAllText(_folder["out", "rdf.csv"]);
        }

        foreach (var name in new[] { "t.extxyz", "t.extxyz.gz", "t.ltraj", "t.ltraj.gz" }) StructureFile.Write(_folder[name], frames, cancellationToken: TestContext.Current.CancellationToken);
        var all = Table("t.extxyz");
        Assert.Equal(5, (int)Summary()["frames"]!);
        Assert.All(["t.extxyz.gz", "t.ltraj", "t.ltraj.gz"], n => Assert.Equal(all, Table(n)));
        Assert.Equal(ExitCodes.Done, CliHarness.Run(["analyze", "rdf", _folder["t.extxyz"], "-o", _folder["one"], "--threads", "1"]).Code);
        Assert.Equal(all, File.ReadAllText(_folder["one", "rdf.csv"]));
        StructureFile.Write(_folder["some.extxyz"], [frames[1], frames[3]], cancellationToken: TestContext.Current.CancellationToken);
        var some = Table("some.extxyz");
        Assert.NotEqual(all, some);
        foreach (var options in new string[][] { ["--frames", "1:4:2"], ["--skip", "1", "--every", "2"], ["--frames", ":-1", "--skip", "1", "--every", "2"] }) Assert.Equal(some, Table("t.ltraj", options));
        Assert.Equal(ExitCodes.Done, CliHarness.Run(["analyze", "rdf", _folder["some.extxyz"], _folder["some.extxyz"], "-o", _folder["twice"]]).Code);
        Assert.Equal(4, (int)JsonNode.Parse(File.ReadAllText(_folder["twice", "summary.json"]))!["frames"]!);
    }

    [Theory]
    [InlineData("extxyz")]
    [InlineData("ltraj")]
    public void A_trajectory_that_is_still_written_is_analysed_up_to_its_last_whole_frame(string format)
    {
        Structure[] frames = [.. Enumerable.Range(0, 3).Select(k => Silicon(1, 1 + 0.01 * k))];
        byte[] Written(int count)
        {
            StructureFile.Write(_folder["t." + format], frames.Take(count), cancellationToken: TestContext.Current.CancellationToken);
            return File.ReadAllBytes(_folder["t." + format]);
        }

        Written(2);
        Assert.Equal(ExitCodes.Done, Run("rdf", "t." + format).Code);
        var expected = File.ReadAllText(_folder["out", "rdf.csv"]);
        var (two, three) = (Written(2).Length, Written(3));
        // After one byte, within the comment, within a row, and one byte before the end.
        foreach (var length in new[] { two + 1, two + 30, (two + three.Length) / 2, three.Length - 10, three.Length - 1 })
        {
            File.WriteAllBytes(_folder["cut." + format], three[..length]);
            // The last frame is left out by --every: the remark must be heard all the same.
            foreach (var options in new string[][] { [], ["--every", "2"] })
            {
                var (code, _, error) = Run("rdf", "cut." + format, options);
                Assert.True(code == ExitCodes.Done, error);
                Assert.Contains("warning: frame 2 is cut off at the end of the file and was left out.", error, StringComparison.Ordinal);
                if (options.Length == 0) Assert.Equal(expected, File.ReadAllText(_folder["out", "rdf.csv"]));
            }
        }

        File.WriteAllBytes(_folder["cut." + format], three[..(two / 4)]);
        Assert.Equal(ExitCodes.Input, Run("rdf", "cut." + format).Code);
    }

    [Theory]
    [InlineData("rdf", "none.extxyz", "there is no such file")]
    [InlineData("rdf", "empty.extxyz", "the file is empty")]
    [InlineData("rdf", "two.extxyz", "two.extxyz, line 8: frame 1 holds 3 atoms and the first holds 5; analyse frames of one system at a time")]
    [InlineData("rdf", "other.extxyz", "other.extxyz, line 8: frame 1 holds other elements than the first")]
    [InlineData("rdf", "molecule.xyz", "rdf needs a cell, and this frame has none")]
    [InlineData("sq", "molecule.xyz", "sq needs a cell, and this frame has none")]
    [InlineData("rdf", "slab.extxyz", "rdf needs a cell that repeats along all three directions")]
    [InlineData("cn", "molecule.xyz", "the default of --cutoff, first minima of g(r), needs cells that repeat along all three directions; give a distance in Å, such as --cutoff H-H=3.0")]
    [InlineData("adf", "slab.extxyz", "the default of --cutoff, first minima of g(r), needs cells")]
    [InlineData("rdf", "flat.extxyz", "the cell is singular")]
    [InlineData("rdf", "si.extxyz", "--rmax is 0 Å, not between 0 and 200 Å", "--rmax", "0")]
    [InlineData("rdf", "si.extxyz", "--rmax must be a number, not 'x'", "--rmax", "x")]
    [InlineData("rdf", "si.extxyz", "--bin is not between 0.0001 Å and the largest distance", "--bin", "11")]
    [InlineData("rdf", "si.extxyz", "there is no frame 7; frames are counted from 0", "--frames", "7")]
    [InlineData("rdf", "si.extxyz", "no frame is left to analyse; check --frames, --skip and --every", "--skip", "1")]
    [InlineData("rdf", "si.extxyz", "'x' does not say which frames to take", "--frames", "x")]
    [InlineData("rdf", "si.extxyz", "--every is less than 1", "--every", "0")]
    [InlineData("rdf", "si.extxyz", "--skip is less than 0", "--skip", "-1")]
    [InlineData("rdf", "si.extxyz", "there is no structure format 'foo'", "--from", "foo")]
    [InlineData("cn", "si.extxyz", "--cutoff 'Si-Si' is not understood", "--cutoff", "Si-Si")]
    [InlineData("cn", "si.extxyz", "--cutoff is 300 Å, not between 0 and 200 Å", "--cutoff", "Si-Si=300")]
    [InlineData("cn", "si.extxyz", "the structure holds no Li; its elements are Si", "--cutoff", "Li-Si=3")]
    [InlineData("cn", "si.extxyz", "there is no element 'Xx'", "--cutoff", "Xx-Si=3")]
    [InlineData("adf", "si.extxyz", "--bins is not between 6 and 18000", "--bins", "5")]
    [InlineData("sq", "si.extxyz", "--qmax is not between 0 and 100 Å⁻¹", "--qmax", "nan")]
    [InlineData("sq", "si.extxyz", "--vectors is less than 1", "--vectors", "0")]
    [InlineData("sq", "si.extxyz", "--from-rdf is not between 0 and 200 Å", "--from-rdf", "0")]
    [InlineData("clusters", "si.extxyz", "option '--pair' is required")]
    [InlineData("clusters", "si.extxyz", "--pair 'SiSi' does not name two elements", "--pair", "SiSi")]
    [InlineData("clusters", "si.extxyz", "the structure holds no O", "--pair", "Si-O")]
    [InlineData("clusters", "si.extxyz", "--radial is not between 0.01 and 1000 Å", "--pair", "Si-Si", "--radial", "0")]
    [InlineData("profile", "molecule.xyz", "a profile along a cell vector needs a cell, and this frame has none; give --along radial for particles")]
    [InlineData("profile", "si.extxyz", "--along must be one of a, b, c, radial, not 'd'", "--along", "d")]
    [InlineData("profile", "si.extxyz", "--along must be one of a, b, c, radial, not '7'", "--along", "7")]
    [InlineData("rings", "si.extxyz", "--definition must be one of king, guttman, not 'king,guttman'", "--pair", "Si-Si", "--definition", "king,guttman")]
    [InlineData("profile", "si.extxyz", "--rmax is of use only to --along radial", "--rmax", "3")]
    [InlineData("rings", "si.extxyz", "--largest is not between 3 and 40", "--pair", "Si-Si", "--largest", "2")]
    [InlineData("rings", "si.extxyz", "--definition must be one of ", "--pair", "Si-Si", "--definition", "foo")]
    public void What_cannot_be_meant_is_refused_in_one_sentence_and_nothing_is_written(string kind, string file, string sentence, params string[] options)
    {
        _folder.Write("empty.extxyz", "");
        _folder.Write("molecule.xyz", "3\n\nO 0 0 0\nH 1 0 0\nH 0 1 0\n");
        _folder.Write("slab.extxyz", "1\nLattice=\"4 0 0 0 4 0 0 0 4\" pbc=\"T T F\"\nSi 0 0 0\n");
        _folder.Write("flat.extxyz", "1\nLattice=\"4 0 0 4 0 0 0 0 4\" pbc=\"T T T\"\nSi 0 0 0\n");
        _folder.Write("two.extxyz", "5\nLattice=\"9 0 0 0 9 0 0 0 9\"\n" + string.Concat(Enumerable.Range(0, 5).Select(k => $"Si {k} 0 0\n")) + "3\nLattice=\"9 0 0 0 9 0 0 0 9\"\nSi 0 0 0\nSi 2 0 0\nSi 4 0 0\n");
        _folder.Write("other.extxyz", "5\nLattice=\"9 0 0 0 9 0 0 0 9\"\n" + string.Concat(Enumerable.Range(0, 5).Select(k => $"Si {k} 0 0\n")) + "5\nLattice=\"9 0 0 0 9 0 0 0 9\"\n" + string.Concat(Enumerable.Range(0, 5).Select(k => $"Li {k} 0 0\n")));
        var (code, output, error) = Run(kind, file, options);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        var last = error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("error: ", last, StringComparison.Ordinal);
        Assert.Contains(sentence, last, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void Folders_are_not_overwritten_unasked_and_json_goes_to_standard_output()
    {
        string[] arguments = ["analyze", "cn", _folder["si.extxyz"], "--cutoff", "2.8", "-o", _folder["out"]];
        Assert.Equal(ExitCodes.Done, CliHarness.Run(arguments).Code);
        var (code, _, error) = CliHarness.Run(arguments);
        Assert.Equal(ExitCodes.Input, code);
        Assert.Contains("the folder is not empty; choose another with -o, or write into it with --force.", error, StringComparison.Ordinal);
        (code, var output, _) = CliHarness.Run([.. arguments, "--force", "--json"]);
        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(File.ReadAllText(_folder["out", "summary.json"]), output);
        Assert.Equal(("cn", 1), ((string?)JsonNode.Parse(output)!["analysis"], (int)JsonNode.Parse(output)!["frames"]!));
        (code, _, error) = CliHarness.Run(["analyze", "cn", _folder["si.extxyz"], "-o", _folder["si.extxyz"]]);
        Assert.Equal((ExitCodes.Input, true), (code, error.Contains("there is a file of that name", StringComparison.Ordinal)));
    }
}
