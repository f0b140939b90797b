using System.Text.Json.Nodes;
using Lithoscope.Runtime;
using Lithoscope.Spectroscopy;

namespace Lithoscope.Cli.Tests;

/// <summary>examples/molecules-xps.yaml as users run it, on the reference data.</summary>
public sealed class MoleculesExampleTests : IDisposable
{
    private static readonly string Recipe = Repository.Find("examples", "molecules-xps.yaml");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_element_is_predicted_better_than_by_the_published_kernel_ridge_regression()
    {
        SlowTests.Require();
        ReferenceData.Require("spectra", "xps_cebe_molecules");
        var (code, output, error) = CliHarness.Run(["run", Recipe, "-o", _folder["run"]], [.. StepKinds.All().Kinds]);
        Assert.True(code == ExitCodes.Done, error);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
        var levels = JsonNode.Parse(File.ReadAllText(_folder["run", "summary.json"]))!["steps"]!.AsObject().Single().Value!["levels"]!;
        // MAE in eV of the authors' model, which learned from QM7, on the same molecules: README of the reference data.
        foreach (var (level, published, count) in new[] { ("C 1s", 0.5756, 912), ("N 1s", 0.4411, 528), ("O 1s", 0.2571, 192), ("F 1s", 0.3300, 144) })
        {
            var numbers = levels[level]!["cross_validation"]!;
            Assert.Equal(count, (int)numbers["count"]!);
            Assert.InRange((double)numbers["mae_ev"]!, 0.005, 0.5 * published);
            Assert.InRange((double)numbers["mae_standard_error_ev"]!, 1e-4, 0.1 * published);
            Assert.Single(output.Split('\n'), l => l.StartsWith($"{level} cross-validated MAE 0.0", StringComparison.Ordinal));
        }

        // No molecule and its mirror image on two sides: 3H_2…_c_b_a is 1H_2…_a_b_c.
        var folds = File.ReadLines(_folder["run", "cross_validation.csv"]).Skip(1).Select(l => l.Split(',')).GroupBy(f => (f[2], f[3])).ToArray();
        Assert.All(folds, g => Assert.Single(g.Select(f => f[4]).Distinct()));
        Assert.DoesNotContain(folds, g => g.Key.Item2.StartsWith("3H_", StringComparison.Ordinal));
        Assert.Equal(128, folds.Count(g => g.Key.Item1 == "C"));
    }
}
