using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class XpsTrainStepTests(SmallTraining training) : IClassFixture<SmallTraining>
{
    private sealed record Row(int Frame, int Atom, string Element, string Group, string Set, double Energy, double Predicted, double Deviation);

    [Fact]
    public void All_outputs_are_there()
    {
        foreach (var name in new[] { "model", "tensors", "predictions", "learning_curves" }) Assert.True(File.Exists(training.Result.Outputs[name]), name);
        Assert.Contains(training.Result.SummaryLines, l => l.StartsWith("Si 2p RMSE ", StringComparison.Ordinal));
        Assert.Contains(training.Result.SummaryLines, l => l.StartsWith("Li 1s RMSE ", StringComparison.Ordinal));
    }

    [Fact]
    public void Predictions_hold_every_level_once_and_no_group_on_both_sides()
    {
        var rows = Rows(training.Folder);
        var data = BindingEnergyData.Read(training.Data, "binding_energy", "group", TestContext.Current.CancellationToken);
        var held = data.HeldOut(training.Options.TestFraction, "c-", 7);
        Assert.InRange(held.Count(h => h), 2, held.Length - 8); // the subset must test something
        Assert.Equal(data.Levels(14).Concat(data.Levels(3)).Order(), rows.Select(r => (r.Frame, r.Atom, r.Energy)).Order());
        Assert.All(rows, r => Assert.Equal((held[r.Frame] ? "test" : "training", data.Groups[r.Frame]), (r.Set, r.Group)));
        Assert.Empty(rows.Where(r => r.Set == "training").Select(r => r.Group).Intersect(rows.Where(r => r.Set == "test").Select(r => r.Group)));
        Assert.DoesNotContain(rows, r => r.Set == "test" && r.Group.StartsWith("c-", StringComparison.Ordinal));
        Assert.All(rows.Where(r => r.Set == "test"), r => Assert.InRange(r.Deviation, 1e-6, 10));
    }

    [Theory]
    [InlineData("Si", "Si 2p")]
    [InlineData("Li", "Li 1s")]
    public void The_summary_agrees_with_the_predictions(string element, string level)
    {
        foreach (var set in new[] { "training", "test" })
        {
            Row[] rows = [.. Rows(training.Folder).Where(r => r.Element == element && r.Set == set)];
            var numbers = training.Level(level)[set]!;
            double[] errors = [.. rows.Select(r => r.Predicted - r.Energy)];
            double[] aligned = [.. rows.GroupBy(r => r.Frame).SelectMany(g => g.Select(r => r.Predicted - r.Energy - g.Average(o => o.Predicted - o.Energy)))];
            var mean = rows.Average(r => r.Energy);
            Assert.Equal(rows.Length, (int)numbers["count"]!);
            Close(Math.Sqrt(rows.Average(r => (r.Energy - mean) * (r.Energy - mean))), numbers["spread_ev"]);
            Errors(errors, numbers["raw"]!);
            Errors(aligned, numbers["offset_fitted_per_frame"]!);
            var frames = rows.Select(r => r.Frame).Distinct().Count();
            Close(Math.Max(0, 1 - aligned.Sum(e => e * e) / (rows.Length - frames) / (errors.Sum(e => e * e) / rows.Length)), numbers["offset_share_of_squared_error"]);
        }
    }

    [Fact]
    public void The_summary_says_how_large_the_predicted_deviations_are()
    {
        var level = training.Level("Si 2p");
        var offset = (double)level["frame_offset_std_ev"]!;
        Row[] rows = [.. Rows(training.Folder).Where(r => r.Element == "Si" && r.Set == "test")];
        Close(Math.Sqrt(rows.Average(r => Math.Pow(r.Predicted - r.Energy, 2) / (r.Deviation * r.Deviation + offset * offset))), level["test_error_over_predicted_std"]);
    }

    [Theory]
    [InlineData("Si", "Si 2p")]
    [InlineData("Li", "Li 1s")]
    public void Deviations_are_calibrated_on_training_groups_left_out(string element, string level)
    {
        var numbers = training.Level(level);
        var offset = (double)numbers["frame_offset_std_ev"]!;
        var calibration = numbers["calibration"]!;
        var factor = (double)calibration["factor"]!;
        Assert.Equal(factor, training.Model.Elements.Single(e => e.Level.Name == level).Process.Calibration);
        foreach (var (set, key) in new[] { ("training", "groups_left_out"), ("test", "test") })
        {
            double[] z = [.. Rows(training.Folder).Where(r => r.Element == element && r.Set == set).Select(r => (r.Predicted - r.Energy) / Math.Sqrt(r.Deviation * r.Deviation + offset * offset))];
            var after = calibration[key]!["after"]!;
            if (set == "training") Assert.Equal(1, z.Average(x => x * x), 1e-9);
            Close(z.Average(x => x * x), after["mean_square_error_over_std"]);
            Close(z.Average(x => x * x) * factor * factor, calibration[key]!["before"]!["mean_square_error_over_std"]);
            // 68 % and 95 % of a normal distribution lie within so many standard deviations.
            Assert.Equal(z.Count(x => Math.Abs(x) <= 0.994457883), (double)after["coverage_68"]! * z.Length, 1e-9);
            Assert.Equal(z.Count(x => Math.Abs(x) <= 1.959963985), (double)after["coverage_95"]! * z.Length, 1e-9);
        }

        Assert.Equal(2, training.Result.SummaryLines.Count(l => l.Contains("by calibration: ", StringComparison.Ordinal)));
        Assert.Contains($"{level}: reliability", string.Concat(training.Result.ReportSections), StringComparison.Ordinal);
    }

    [Fact]
    public void A_smooth_function_of_the_surroundings_is_learned_and_told_from_the_offsets_of_frames()
    {
        using var folder = new TemporaryFolder();
        var options = SmallTraining.Small(Frames.Write(folder["planted.extxyz"], Frames.Of(Frames.Groups).Select(Plant)), []);
        var test = training.Run(folder["run"], 1, options).Summary["levels"]!["Si 2p"]!["test"]!;
        double raw = (double)test["raw"]!["rmse_ev"]!, aligned = (double)test["offset_fitted_per_frame"]!["rmse_ev"]!, spread = (double)test["spread_ev"]!;
        TestContext.Current.TestOutputHelper!.WriteLine($"RMSE {raw:F3} eV, with offsets {aligned:F3} eV, spread {spread:F3} eV");
        Assert.InRange(aligned / spread, 0, 0.25);
        Assert.InRange((double)test["offset_share_of_squared_error"]!, 0.8, 1);
    }

    [Fact]
    public void Data_that_can_teach_nothing_are_refused_before_a_model_is_written()
    {
        using var folder = new TemporaryFolder();
        var same = Frames.Of(Frames.Groups).Select(f => f.With(new RealColumn("binding_energy", 1, f.AtomicNumbers.ToArray().Select(z => z == 14 ? 90.0 : double.NaN).ToArray())));
        var fault = Assert.Throws<InputException>(() => training.Run(folder["run"], 1, SmallTraining.Small(Frames.Write(folder["same.extxyz"], same), [])));
        Assert.Contains("do not differ", fault.What, StringComparison.Ordinal);
        var one = Frames.Of(Frames.Groups).Select(f => f.With("group", new Lithoscope.Structures.TextInfo("c-all")));
        fault = Assert.Throws<InputException>(() => training.Run(folder["run"], 1, SmallTraining.Small(Frames.Write(folder["one.extxyz"], one), [])));
        Assert.Contains("all of one group", fault.What, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["run", "model.json"]));
    }

    [Fact]
    public void References_are_means_over_the_phase()
    {
        var si = training.Model.Find(14)!.Reference!;
        var rows = Rows(training.Folder).Where(r => r.Group == "c-Si-0").ToArray();
        Assert.Equal("c-Si-0", si.Group);
        Assert.Equal(rows.Average(r => r.Energy), si.Calculated, 12);
        using var pool = new WorkerPool(1);
        var predicted = training.Model.CreatePredictor(pool).Predict(Frames.Of("c-Si-0")[0], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(predicted.Energies.Average(), si.Predicted, 9);
    }

    [Fact]
    public void Learning_curves_have_every_size_and_draw()
    {
        var lines = File.ReadAllLines(Path.Combine(training.Folder, "learning_curves.csv"));
        Assert.Equal("level,selection,size,draw,rmse_ev,percentile95_ev", lines[0]);
        var points = lines[1..].Select(l => l.Split(',')).ToArray();
        Assert.All(points, p => Assert.True(double.Parse(p[4], CultureInfo.InvariantCulture) is > 0 and < 10));
        foreach (var level in new[] { "Si 2p", "Li 1s" })
        {
            var own = points.Where(p => p[0] == level).GroupBy(p => p[1]).ToDictionary(g => g.Key, g => g.GroupBy(p => p[2]).Select(s => s.Count()).ToArray());
            Assert.All(own["farthest"], draws => Assert.Equal(1, draws));
            Assert.All(own["random"][..^1], draws => Assert.Equal(4, draws));
            Assert.All(own["frames"][..^1], draws => Assert.Equal(4, draws));
            Assert.Equal(3, own["farthest"].Length);
        }
    }

    [Fact]
    public void Every_plot_of_the_report_carries_the_level_note()
    {
        var html = string.Concat(training.Result.ReportSections);
        var plots = Regex.Matches(html, "<figure>.*?</figure>", RegexOptions.Singleline).Select(m => m.Value[..m.Value.LastIndexOf("</svg>", StringComparison.Ordinal)]).ToArray();
        Assert.Equal(8, plots.Length); // parity, reliability, selection and frames for two levels
        Assert.All(plots, svg => Assert.Contains("Initial-state", svg, StringComparison.Ordinal));
        Assert.Contains("farthest-point sampling beats", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void One_thread_and_two_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var two = training.Run(folder.Path, threads: 2);
        Assert.Equal(training.Result.Summary.ToJsonString(), two.Summary.ToJsonString());
        Assert.Equal(training.Result.ReportSections, two.ReportSections);
        foreach (var file in new[] { "model.json", "model.safetensors", "predictions.csv", "learning_curves.csv" })
        {
            Assert.True(File.ReadAllBytes(Path.Combine(training.Folder, file)).AsSpan().SequenceEqual(File.ReadAllBytes(folder[file])), file);
        }
    }

    [Fact]
    public void What_the_checkpoint_holds_of_a_cut_run_leads_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        training.Run(folder["whole"], 1, checkpoint: CheckpointStore.In(folder["kept"]));
        var kept = Directory.GetFiles(folder["kept"]).Order(StringComparer.Ordinal).ToArray();
        Assert.InRange(kept.Length, 20, 40); // 2 descriptors, the order and 3 curves of up to 3 sizes, for two levels
        for (var k = 0; k < kept.Length; k += 2) File.Delete(kept[k]);
        training.Run(folder["again"], 1, checkpoint: CheckpointStore.In(folder["kept"]));
        foreach (var file in new[] { "model.json", "model.safetensors", "predictions.csv", "learning_curves.csv" })
        {
            Assert.True(File.ReadAllBytes(Path.Combine(training.Folder, file)).AsSpan().SequenceEqual(File.ReadAllBytes(folder["again", file])), file);
        }
    }

    [Fact]
    public void Without_held_out_frames_it_warns_and_still_leaves_a_model()
    {
        using var folder = new TemporaryFolder();
        var result = training.Run(folder.Path, 1, SmallTraining.Small(training.Data, testFraction: 0));
        Assert.StartsWith("No frame is held out", Assert.Single(training.Warnings), StringComparison.Ordinal);
        Assert.Null(result.Summary["levels"]!["Si 2p"]!["test"]);
        Assert.Contains(result.SummaryLines, l => l.StartsWith("Si 2p RMSE ", StringComparison.Ordinal));
        Assert.Equal(2, BindingEnergyModelFile.Read(folder["model.json"]).Elements.Count);
    }

    [Fact]
    public void A_reference_that_is_not_among_the_training_data_is_refused_before_anything_is_computed()
    {
        using var folder = new TemporaryFolder();
        var checkpoint = CheckpointStore.In(folder["kept"]);
        var fault = Assert.Throws<InputException>(() => training.Run(folder.Path, 1, SmallTraining.Small(training.Data, new() { ["Si"] = "c-Ge-0" }), checkpoint));
        Assert.Contains("the reference phase of Si, group 'c-Ge-0'", fault.What, StringComparison.Ordinal);
        Assert.Equal(training.Data, fault.File);
        Assert.False(Directory.Exists(folder["kept"]));
    }

    [Fact]
    public void An_element_whose_level_is_not_known_is_refused()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("a.extxyz", "1\nProperties=species:S:1:pos:R:3:binding_energy:R:1 group=c-Fe\nFe 0 0 0 700\n");
        Assert.StartsWith("Fe has binding energies", Assert.Throws<InputException>(() => training.Run(folder["run"], 1, SmallTraining.Small(data, []))).What, StringComparison.Ordinal);
    }

    // 90 eV − Σ_j w(Z_j) exp(−r²/(2 · 1.5² Å²)), and one of five offsets from −0.4 to 0.4 eV for each frame.
    private static Structure Plant(Structure frame, int number)
    {
        using var pool = new WorkerPool(1);
        var (atoms, list, buffer) = (new Atoms(frame), new NeighbourList(6), new NeighbourBuffer());
        list.Build(atoms, pool);
        var levels = new double[frame.Count];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = 90 + 0.2 * (number * 7 % 5 - 2);
            var count = list.Gather(i, atoms, 6, buffer);
            for (var k = 0; k < count; k++)
            {
                var square = buffer.Dx[k] * buffer.Dx[k] + buffer.Dy[k] * buffer.Dy[k] + buffer.Dz[k] * buffer.Dz[k];
                levels[i] -= (atoms.AtomicNumbers[buffer.Index[k]] == 3 ? 1 : -0.5) * Math.Exp(-square / 4.5);
            }
        }

        return frame.With(new RealColumn("binding_energy", 1, levels));
    }

    private static void Errors(double[] errors, JsonNode numbers)
    {
        Close(Math.Sqrt(errors.Average(e => e * e)), numbers["rmse_ev"]);
        Close(errors.Average(Math.Abs), numbers["mae_ev"]);
        double[] sorted = [.. errors.Select(Math.Abs).Order()];
        var at = 0.95 * (sorted.Length - 1);
        var low = (int)at;
        Close(sorted[low] + (at - low) * (sorted[Math.Min(low + 1, sorted.Length - 1)] - sorted[low]), numbers["percentile95_ev"]);
    }

    private static void Close(double expected, JsonNode? actual) => Assert.Equal(expected, (double)actual!, 1e-10);

    private static Row[] Rows(string folder) =>
    [
        .. File.ReadLines(Path.Combine(folder, "predictions.csv")).Skip(1).Select(l => l.Split(',')).Select(f => new Row(
            int.Parse(f[0], CultureInfo.InvariantCulture), int.Parse(f[1], CultureInfo.InvariantCulture), f[2], f[3], f[4],
            Number(f[5]), Number(f[6]), Number(f[7]))),
    ];

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
