using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>The commands analyze msd, conductivity, vacf, vdos and arrhenius: files, numbers and faults.</summary>
public sealed class TransportCommandTests : IDisposable
{
    private const int Atoms = 12, Frames = 120;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Lithium walks, silicon vibrates.
    private string Write(string name, double step, double temperature, double time = 5)
    {
        RandomStream random = new(9, "walk");
        var x = new double[3 * Atoms];
        List<Structure> frames = [];
        for (var f = 0; f < Frames; f++)
        {
            var v = new double[x.Length];
            for (var k = 0; k < x.Length; k++)
            {
                v[k] = 0.01 * random.NextNormal();
                x[k] = k / 3 % 2 == 0 ? x[k] + step * random.NextNormal() : k + 0.05 * random.NextNormal();
            }

            frames.Add(new Structure(
                [.. Enumerable.Range(0, Atoms).Select(i => (byte)(i % 2 == 0 ? 3 : 14))], [.. x], 15 * Matrix3D.Identity, Periodicity.Full, [new RealColumn("velocities", 3, v)],
                [new("time_fs", new RealInfo(time * f)), new("temperature_K", new RealInfo(temperature))]));
        }

        StructureFile.Write(_folder[name], frames);
        return _folder[name];
    }

    private JsonNode Summary(string folder) => JsonNode.Parse(File.ReadAllText(_folder[folder, "summary.json"]))!;

    [Fact]
    public void Displacements_conductivities_and_activation_energies()
    {
        List<string> summaries = [];
        foreach (var (t, step) in new[] { (600, 0.3), (800, 0.45), (1000, 0.6) })
        {
            var file = Write($"{t}.ltraj", step, t);
            var (code, output, error) = CliHarness.Run(["analyze", "msd", file, "--every", "1", "--skip", "10", "-o", _folder[$"m{t}"]]);
            Assert.True(code == ExitCodes.Done, error);
            Assert.Contains("does not move", output, StringComparison.Ordinal);
            Assert.Contains("warning: Si moves by", error, StringComparison.Ordinal);
            var json = Summary($"m{t}");
            Assert.Equal((110, 5.0, (double)t, "all"), ((int)json["frames"]!, (double)json["frame_interval_fs"]!, (double)json["temperature_K"]!, (string)json["host"]!));
            // Six walkers: the interval is wide, the order of magnitude certain. step²/2Δt in cm²/s.
            Assert.InRange((double)json["species"]![0]!["D_cm2_s"]! / (step * step / 10 * 0.1), 0.4, 2);
            Assert.StartsWith("t_ps,msd_Li_A2,msd_Li_error_A2,msd_Si_A2,msd_Si_error_A2\n", File.ReadAllText(_folder[$"m{t}", "msd.csv"]), StringComparison.Ordinal);
            Assert.Contains("<svg", File.ReadAllText(_folder[$"m{t}", "msd.svg"]), StringComparison.Ordinal);
            summaries.Add(_folder[$"m{t}", "summary.json"]);
        }

        var fit = CliHarness.Run(["analyze", "arrhenius", .. summaries, "--element", "Li", "--at", "300,500", "--trust-errors", "-o", _folder["a"]]);
        Assert.True(fit.Code == ExitCodes.Done, fit.Error);
        Assert.Contains("D(300 K) = ", fit.Output, StringComparison.Ordinal);
        Assert.Equal((3, 2), ((int)Summary("a")["points"]!, Summary("a")["at"]!.AsArray().Count));
        Assert.Equal(4, File.ReadAllLines(_folder["a", "arrhenius.csv"]).Length);

        var sigma = CliHarness.Run(["analyze", "conductivity", _folder["600.ltraj"], "--charges", "Li=1", "-o", _folder["c"], "--json"]);
        Assert.True(sigma.Code == ExitCodes.Done, sigma.Error);
        var printed = JsonNode.Parse(sigma.Output)!;
        Assert.Equal("Si", (string?)printed["host"]);
        Assert.Equal((double)printed["sigma_nernst_einstein_S_cm"]!["mean"]! / (double)printed["haven_ratio"]!["mean"]!, (double)printed["sigma_S_cm"]!["mean"]!, 1e-9 * (double)printed["sigma_S_cm"]!["mean"]!);
    }

    [Fact]
    public void Velocities()
    {
        var file = Write("t.extxyz", 0.3, 600);
        foreach (var kind in new[] { "vacf", "vdos" })
        {
            var (code, _, error) = CliHarness.Run(["analyze", kind, file, "--blocks", "4", "--length", "0.05", "-o", _folder[kind]]);
            Assert.True(code == ExitCodes.Done, error);
            Assert.Equal((4, 0.05, Frames), ((int)Summary(kind)["blocks"]!, (double)Summary(kind)["length_ps"]!, (int)Summary(kind)["frames"]!));
            Assert.True(File.Exists(_folder[kind, kind + ".svg"]));
        }

        // White noise reaches every frequency.
        Assert.Contains("folded back", CliHarness.Run(["analyze", "vdos", file, "-o", _folder["again"]]).Error, StringComparison.Ordinal);
        Assert.Equal(11, File.ReadAllLines(_folder["vacf", "vacf.csv"]).Length - 1);
    }

    [Theory]
    [InlineData("msd", "--fit 0.5", "--fit '0.5' is no window")]
    [InlineData("msd", "--elements Na", "the structure holds no Na")]
    [InlineData("msd", "--host Xx", "there is no element 'Xx'")]
    [InlineData("msd", "--threshold -1", "--threshold is negative")]
    [InlineData("msd", "--timestep 0", "--timestep is not positive")]
    [InlineData("msd", "--frames ::-1", "goes backwards in time")]
    [InlineData("msd", "--frames 0:6", "too few for a fit")]
    [InlineData("conductivity", "--charges Li", "is no list of charges")]
    [InlineData("conductivity", "--charges Li=1 --temperature -4", "the temperature is not known or not positive")]
    [InlineData("vacf", "--blocks 1", "--blocks is less than 2")]
    [InlineData("vdos", "--length 9", "--length is not between")]
    public void A_fault_is_one_sentence(string kind, string options, string sentence)
    {
        var (code, output, error) = CliHarness.Run(["analyze", kind, Write("t.ltraj", 0.3, 600), .. options.Split(' '), "-o", _folder["out"]]);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
        Assert.Contains(sentence, Assert.Single(error.Split('\n'), l => l.StartsWith("error: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public void Time_is_taken_from_the_option_where_it_is_given()
    {
        var file = Write("t.ltraj", 0.3, 600);
        Assert.Equal(ExitCodes.Done, CliHarness.Run(["analyze", "msd", file, "--timestep", "7", "--every", "2", "-o", _folder["out"]]).Code);
        Assert.Equal((14.0, 60), ((double)Summary("out")["frame_interval_fs"]!, (int)Summary("out")["frames"]!));
        Assert.Equal("0.014", File.ReadAllLines(_folder["out", "msd.csv"])[1].Split(',')[0].ToString(CultureInfo.InvariantCulture));
    }
}
