using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class XpsPredictStepTests(SmallTraining training) : IClassFixture<SmallTraining>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_outputs_are_there()
    {
        var result = Run(new() { Structures = Structures("a00004", "c-Si-0", "c-Li-0") });
        foreach (var name in new[] { "spectrum.extxyz", "spectrum.csv", "spectrum.json", "spectrum-Si2p.svg", "spectrum-Li1s.svg", "spectrum-Si2p-0.csv", "spectrum-Si2p-1.csv", "spectrum-Li1s-0.csv", "spectrum-Li1s-2.csv" })
        {
            Assert.True(File.Exists(_folder["run", name]), name);
        }

        Assert.False(File.Exists(_folder["run", "spectrum-Si2p-2.csv"])); // Li metal has no Si
        Assert.All(result.Outputs.Values, path => Assert.True(File.Exists(path)));
        Assert.StartsWith("<h2>Spectra: in.extxyz</h2>", Assert.Single(result.ReportSections), StringComparison.Ordinal);
        Assert.Equal(3, result.SummaryLines.Count);
        Assert.Equal(4, File.ReadAllLines(_folder["run", "spectrum.csv"]).Length - 1); // 2 + 1 + 1 levels
    }

    [Fact]
    public void Every_figure_says_what_the_levels_are_and_runs_from_high_to_low_energy()
    {
        var result = Run(new() { Structures = Structures("a00004", "c-LiSi-0") });
        var figures = Regex.Matches(result.ReportSections[0], "<figure>.*?</figure>", RegexOptions.Singleline).Select(m => m.Value[..m.Value.LastIndexOf("</svg>", StringComparison.Ordinal)]);
        string[] all = [.. figures, File.ReadAllText(_folder["run", "spectrum-Si2p.svg"]), File.ReadAllText(_folder["run", "spectrum-Li1s.svg"])];
        Assert.Equal(8, all.Length); // overview and two decompositions for each level, and the overviews as files
        foreach (var svg in all)
        {
            Assert.Contains("Initial-state", svg, StringComparison.Ordinal);
            Assert.InRange(TicksRunDownwards(svg), 3, 40);
        }
    }

    [Fact]
    public void Every_spectrum_has_the_area_of_one_level_about_the_mean_energy()
    {
        var result = Run(new() { Structures = Structures("a00004", "c-Si-0.05", "c-Li-0"), Gamma = 0 });
        var spectra = Spectra();
        Assert.Equal(["Li 1s", "Li 1s", "Si 2p", "Si 2p"], spectra.Select(s => s.Edge).Order());
        foreach (var (label, edge, energies, intensities) in spectra)
        {
            var (area, centre) = Moments(energies, intensities);
            Assert.Equal(1, area, 1e-6);
            var level = Frame(result, label)["levels"]![edge]!;
            Assert.Equal((double)level["mean_ev"]!, centre, 1e-6);
        }

        Run(new() { Structures = Structures("a00004") });
        Assert.All(Spectra(), s => Assert.InRange(Moments(s.Energies, s.Intensities).Area, 1 - 1 / (3 * Math.PI), 1)); // Lorentzian tails are cut off 3 widths away
    }

    [Fact]
    public void Site_classes_add_up_to_the_total_and_count_neighbours()
    {
        Run(new() { Structures = Structures("a00004", "c-Si-0"), NeighbourDistance = 2.6 });
        foreach (var file in Directory.GetFiles(_folder["run"], "spectrum-*-*.csv"))
        {
            var rows = Csv(file).ToArray();
            Assert.Equal(["binding_energy_ev", "total"], rows[0][..2]);
            Assert.All(rows[0][2..], name => Assert.Matches(@"\A([0-7]|8\+)\z", name));
            foreach (var row in rows[1..].Select(r => r.Select(Number).ToArray())) Assert.Equal(row[1], row[2..].Sum(), 1e-12);
        }

        Assert.Equal(["binding_energy_ev", "total", "4"], Csv(_folder["run", "spectrum-Si2p-1.csv"]).First()); // diamond
    }

    [Fact]
    public void The_doublet_splits_Si_2p_alone_about_its_centroid()
    {
        var frame = Structures("c-LiSi-0", "c-Si-0");
        Run(new() { Structures = frame, Sigma = 0.05, Gamma = 0 });
        var plain = Spectra();
        Run(new() { Structures = frame, Sigma = 0.05, Gamma = 0, Doublet = true });
        var split = Spectra();
        Assert.Equal(plain.Single(s => s.Edge == "Li 1s").Intensities, split.Single(s => s.Edge == "Li 1s").Intensities);
        var (before, after) = (plain.Last(), split.Last());
        Assert.Equal("Si 2p", after.Edge);
        var centre = Moments(before.Energies, before.Intensities).Centre;
        Assert.Equal(centre, Moments(after.Energies, after.Intensities).Centre, 1e-6);
        (double Energy, double Intensity)[] points = [.. after.Energies.Zip(after.Intensities)];
        var (strong, weak) = (points.Where(p => p.Energy < centre + 0.1).ToArray(), points.Where(p => p.Energy >= centre + 0.1).ToArray());
        Assert.Equal(2.0 / 3, strong.Sum(p => p.Intensity) * 0.02, 1e-4);
        Assert.Equal(centre - 0.2, strong.Sum(p => p.Energy * p.Intensity) / strong.Sum(p => p.Intensity), 1e-4);
        Assert.Equal(centre + 0.4, weak.Sum(p => p.Energy * p.Intensity) / weak.Sum(p => p.Intensity), 1e-4);
    }

    [Fact]
    public void Shifts_are_taken_from_the_predicted_reference_phase()
    {
        var result = Run(new() { Structures = Structures("c-Si-0", "a00004", "c-Li-0") });
        foreach (var frame in result.Summary["frames"]!.AsArray())
        {
            foreach (var (name, level) in frame!["levels"]!.AsObject())
            {
                var reference = training.Model.Elements.Single(e => e.Level.Name == name).Reference!;
                Assert.Equal((double)level!["mean_ev"]! - reference.Predicted, (double)level["shift_ev"]!, 1e-12);
            }
        }

        Assert.Equal(0, (double)result.Summary["frames"]![0]!["levels"]!["Si 2p"]!["shift_ev"]!, 1e-9);
        Assert.Equal(0, (double)result.Summary["frames"]![2]!["levels"]!["Li 1s"]!["shift_ev"]!, 1e-9);
        Assert.Contains("Si 2p shift", result.SummaryLines[1], StringComparison.Ordinal);
        Assert.Contains("from c-Si-0", result.SummaryLines[1], StringComparison.Ordinal);
        var header = Csv(_folder["run", "spectrum.csv"]).First();
        Assert.Contains("shift_ev", header);
    }

    [Fact]
    public void Frames_of_the_same_label_each_keep_their_spectrum()
    {
        var result = Run(new() { Structures = Structures("c-Si-0", "c-Si-0.05") }); // both are crystal-Si
        Assert.Equal([0, 1], result.Summary["frames"]!.AsArray().Select(f => (int)f!["index"]!));
        Assert.Equal(2, result.SummaryLines.Count);
        Assert.Equal(2, Spectra().Count);
        Assert.Equal(2, Csv(_folder["run", "spectrum.csv"]).Count() - 1);
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bytes()
    {
        var options = new XpsPredictOptions { Structures = Structures("a00004", "c-LiSi-0.05") };
        var one = Run(options);
        var files = Directory.GetFiles(_folder["run"]).ToDictionary(f => f, File.ReadAllBytes);
        var two = Run(options, threads: 2);
        Assert.Equal(one.Summary.ToJsonString(), two.Summary.ToJsonString());
        Assert.Equal(one.ReportSections, two.ReportSections);
        Assert.All(files, f => Assert.Equal(f.Value, File.ReadAllBytes(f.Key)));
    }

    [Theory]
    [InlineData("count_neighbours")]
    [InlineData("sigma")]
    [InlineData("name")]
    public void Impossible_options_are_refused_by_key(string key)
    {
        var structures = Structures("c-Si-0");
        var options = key switch
        {
            "count_neighbours" => new XpsPredictOptions { Model = training.ModelPath, Structures = structures, CountNeighbours = "Sj" },
            "sigma" => new XpsPredictOptions { Model = training.ModelPath, Structures = structures, Sigma = 0, Gamma = 0 },
            _ => new XpsPredictOptions { Model = training.ModelPath, Structures = structures, Name = "a/b" },
        };
        var fault = Assert.Throws<InputException>(() => new XpsPredictStep().Validate(options, StepValidation.Standalone("spectra", _folder["run"])));
        Assert.StartsWith($"'{key}' ", fault.What, StringComparison.Ordinal);
    }

    private StepResult Run(XpsPredictOptions o, int threads = 1)
    {
        var options = new XpsPredictOptions
        {
            Model = training.ModelPath, Structures = o.Structures, Name = o.Name, Sigma = o.Sigma, Gamma = o.Gamma, Doublet = o.Doublet,
            CountNeighbours = o.CountNeighbours, NeighbourDistance = o.NeighbourDistance, Label = o.Label,
        };
        using var pool = new WorkerPool(threads);
        return new XpsPredictStep().Run(options, new StepContext { StepId = "spectra", Seed = 7, Pool = pool, Folder = new RunFolder(_folder["run"]), Cancellation = TestContext.Current.CancellationToken });
    }

    private string Structures(params string[] groups) => Frames.Write(_folder["in.extxyz"], Frames.Of(groups));

    private List<(string Label, string Edge, double[] Energies, double[] Intensities)> Spectra()
    {
        static double[] Values(JsonNode node) => [.. node.AsArray().Select(v => (double)v!)];
        var json = JsonNode.Parse(File.ReadAllText(_folder["run", "spectrum.json"]))!;
        return [.. json["spectra"]!.AsArray().Select(s => ((string)s!["label"]!, (string)s["edge"]!, Values(s["energies_ev"]!), Values(s["intensities"]!)))];
    }

    private static JsonNode Frame(StepResult result, string label) => result.Summary["frames"]!.AsArray().Single(f => (string)f!["frame"]! == label)!;

    private static (double Area, double Centre) Moments(double[] energies, double[] intensities)
    {
        var step = energies[1] - energies[0];
        return (intensities.Sum() * step, energies.Zip(intensities, (e, i) => e * i).Sum() / intensities.Sum());
    }

    private static IEnumerable<string[]> Csv(string path) => File.ReadLines(path).Select(l => l.Split(','));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // The labels of the x axis stand on one line; returns how many there are.
    private static int TicksRunDownwards(string svg)
    {
        var texts = Regex.Matches(svg, "<text x=\"([-\\d.]+)\" y=\"([-\\d.]+)\"[^>]*>([−-]?[\\d.]+)</text>");
        var ticks = texts.Select(m => (X: Number(m.Groups[1].Value), Y: m.Groups[2].Value, Value: Number(m.Groups[3].Value.Replace('−', '-')))).GroupBy(t => t.Y).MaxBy(g => g.Count())!.OrderBy(t => t.X).ToArray();
        for (var k = 1; k < ticks.Length; k++) Assert.True(ticks[k].Value < ticks[k - 1].Value, "the axis is not reversed");
        return ticks.Length;
    }
}
