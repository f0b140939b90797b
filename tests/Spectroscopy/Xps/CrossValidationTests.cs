using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy.Tests;

public sealed class CrossValidationTests(SmallTraining training) : IClassFixture<SmallTraining>, IDisposable
{
    private const int Folds = 3;

    private sealed record Row(int Frame, string Element, string Group, int Fold, double Energy, double Predicted);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_level_is_predicted_once_and_a_group_in_one_fold()
    {
        var result = Run("run", training.Data);
        var rows = Rows("run");
        var data = BindingEnergyData.Read(training.Data, "binding_energy", "group", TestContext.Current.CancellationToken);
        Assert.Equal(data.Levels(14).Concat(data.Levels(3)).Where(l => !data.Groups[l.Frame].StartsWith("c-", StringComparison.Ordinal)).Select(l => (l.Frame, l.Energy)).Order(), rows.Select(r => (r.Frame, r.Energy)).Order());
        foreach (var element in rows.GroupBy(r => r.Element))
        {
            var folds = element.GroupBy(r => r.Group).ToDictionary(g => g.Key, g => Assert.Single(g.Select(r => r.Fold).Distinct()));
            Assert.Equal(Enumerable.Range(1, Folds), folds.Values.Distinct().Order());
            var level = element.Key == "Si" ? "Si 2p" : "Li 1s";
            var numbers = result.Summary["levels"]![level]!["cross_validation"]!;
            Assert.Equal((element.Count(), folds.Count, Folds), ((int)numbers["count"]!, (int)numbers["groups"]!, numbers["folds"]!.AsArray().Count));
            Assert.Equal(element.Average(r => Math.Abs(r.Predicted - r.Energy)), (double)numbers["mae_ev"]!, 1e-12);
            Assert.InRange((double)numbers["mae_standard_error_ev"]!, 1e-4, 1);
            Assert.Contains(result.SummaryLines, l => l.StartsWith($"{level} cross-validated MAE ", StringComparison.Ordinal));
        }

        Assert.Contains("<h2>Cross-validation</h2>", string.Concat(result.ReportSections), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_group_is_labelled_with_does_not_touch_its_own_prediction()
    {
        Run("run", training.Data);
        // One group is given levels that differ from its own by much and by no rule.
        var random = new Random(1);
        var changed = Frames.Of(Frames.Groups).Select(f => ((Lithoscope.Structures.TextInfo)f.FindInfo("group")!).Values[0] != "a00200" ? f
            : f.With(new RealColumn("binding_energy", 1, [.. ((RealColumn)f.FindColumn("binding_energy")!).Values.Select(v => v + 3 * random.NextDouble())])));
        Run("changed", Frames.Write(_folder["changed.extxyz"], changed));
        var pairs = Rows("run").Zip(Rows("changed")).ToArray();
        Assert.All(pairs, p => Assert.Equal((p.First.Frame, p.First.Fold), (p.Second.Frame, p.Second.Fold)));
        Assert.All(pairs.Where(p => p.First.Group == "a00200"), p =>
        {
            Assert.NotEqual(p.First.Energy, p.Second.Energy);
            Assert.Equal(p.First.Predicted, p.Second.Predicted);
        });
        // The others learned from it.
        var fold = pairs.First(p => p.First.Group == "a00200").First.Fold;
        Assert.All(pairs.Where(p => p.First.Fold != fold), p => Assert.NotEqual(p.First.Predicted, p.Second.Predicted));
    }

    [Fact]
    public void Too_few_groups_are_said()
    {
        using var folder = new TemporaryFolder();
        Run("few", Frames.Write(folder["few.extxyz"], Frames.Of("c-Si-0", "c-Li-0", "c-LiSi-0", "c-LiSi-0.05", "a00000", "a00001")));
        Assert.Contains(training.Warnings, w => w.Contains("is not cross-validated: ", StringComparison.Ordinal));
        Assert.Single(File.ReadAllLines(_folder["few", "cross_validation.csv"]));
    }

    private StepResult Run(string name, string data)
    {
        var small = SmallTraining.Small(data, [], testFraction: 0);
        return training.Run(_folder[name], 2, new XpsTrainOptions { Data = small.Data, KeepInTraining = "c-", TestFraction = 0, Descriptor = small.Descriptor, Regression = small.Regression, LearningCurve = small.LearningCurve, CrossValidation = new() { Folds = Folds } });
    }

    private Row[] Rows(string name) =>
    [
        .. File.ReadLines(_folder[name, "cross_validation.csv"]).Skip(1).Select(l => l.Split(',')).Select(f => new Row(
            int.Parse(f[0], CultureInfo.InvariantCulture), f[2], f[3], int.Parse(f[4], CultureInfo.InvariantCulture), double.Parse(f[5], CultureInfo.InvariantCulture), double.Parse(f[6], CultureInfo.InvariantCulture))),
    ];
}
