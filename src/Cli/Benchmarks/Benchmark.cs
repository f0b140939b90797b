using Lithoscope.Reporting;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>
/// A measurement of what users wait for, beside a yardstick taken in the same run: machines differ and are shared, ratios mean something.
/// </summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Summary">What is measured, in a sentence.</param>
/// <param name="Cases">Its cases, in order; all are run unless one is chosen.</param>
/// <param name="Run">Runs one case.</param>
internal sealed record Benchmark(string Name, string Summary, IReadOnlyList<string> Cases, Func<string, CancellationToken, IEnumerable<Measurement>> Run)
{
    /// <summary>All benchmarks.</summary>
    public static IReadOnlyList<Benchmark> All { get; } = [ExtendedXyzBenchmark.Create(), NeighbourBenchmark.Create(), SoapBenchmark.Create()];

    /// <summary>Results as a table.</summary>
    public static Table ToTable(IEnumerable<Measurement> results) => new(
        [new("case"), new("what"), new("value") { Format = "G4" }, new("unit"), new("beside") { Format = "G4" }, new("yardstick"), new("ratio") { Format = "G3" }],
        results.Select(r => (IReadOnlyList<object?>)[r.Case, r.What, r.Value, r.Unit, r.Yardstick, r.YardstickName, r.Yardstick is { } y ? r.Value / y : null]));
}

/// <summary>One measured quantity.</summary>
/// <param name="Case">The case.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="YardstickName">What it stands beside, or empty.</param>
/// <param name="Yardstick">The yardstick's value, in the same unit.</param>
internal sealed record Measurement(string Case, string What, double Value, string Unit, string YardstickName = "", double? Yardstick = null);
