using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class ThermoTests : IDisposable
{
    private const double Boltzmann = 8.617333262e-5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Write(string header, IEnumerable<double[]> rows)
    {
        StringBuilder text = new(header + "\n");
        foreach (var row in rows) text.AppendJoin(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        return _folder.Write("thermo.csv", text.ToString());
    }

    private static ThermoAnalysis Compute(string path, ThermoOptions? options = null) => ThermoAnalysis.Compute(path, options ?? new(), TestContext.Current.CancellationToken);

    // x' = c x + noise: the mean of n has the variance σ² (1 + c)/(1 − c)/n, and (1 + c)/(1 − c)/2 rows are the correlation time. A straight line is added to the second column.
    [Fact]
    public void AnAutoregressiveSeriesHasItsKnownErrorCorrelationTimeAndDrift()
    {
        const double C = 0.9, Sigma = 12, Step = 2, Slope = 0.01;
        const int Rows = 1 << 15;
        RandomStream random = new(3, "series");
        var x = random.NextNormal();
        List<double[]> rows = [];
        for (var k = 1; k <= Rows; k++)
        {
            rows.Add([k, k * Step, 300 + Sigma * x, Sigma * x + Slope * k * Step]);
            x = C * x + Math.Sqrt(1 - C * C) * random.NextNormal();
        }

        var log = Compute(Write("step,time_fs,temperature_K,potential_eV", rows));
        var stage = Assert.Single(log.Stages);
        Assert.Equal(("run", (long)Rows, Step), (stage.Name, stage.Count, stage.Interval));
        const double G = (1 + C) / (1 - C);
        var error = Sigma * Math.Sqrt(G / Rows);
        Assert.Equal(300, stage.Mean(0).Mean, 4 * error);
        // The longest blocks taken are of 2048 rows in 16: each error has an error of at most 1/√30.
        Assert.InRange(stage.Mean(0).Error / error, 1 - 4 / Math.Sqrt(2 * 511), 1 + 4 / Math.Sqrt(30));
        Assert.InRange(stage.CorrelationTime(0) / (0.5 * G * Step), Math.Pow(1 - 4 / Math.Sqrt(2 * 511), 2), Math.Pow(1 + 4 / Math.Sqrt(30), 2));
        // The variance of a variance: 2σ⁴ (1 + c²)/(1 − c²)/n.
        Assert.Equal(Sigma * Sigma, stage.Variance(0).Value, 4 * Sigma * Sigma * Math.Sqrt(2 * (1 + C * C) / (1 - C * C) / Rows));
        Assert.InRange(stage.Variance(0).Error / (Sigma * Sigma * Math.Sqrt(2 * (1 + C * C) / (1 - C * C) / Rows)), 1 - 4 / Math.Sqrt(2 * 511), 1 + 4 / Math.Sqrt(30));
        // Of a slope: σ²g/Σ(t − t̄)², the sum being Δt² n(n² − 1)/12.
        var slopeError = Sigma * Math.Sqrt(G * 12.0 / Rows / ((double)Rows * Rows - 1)) / Step;
        Assert.Equal(0, stage.Drift(0).Value, 4 * slopeError);
        Assert.Equal(Slope, stage.Drift(1).Value, 4 * slopeError);
        Assert.InRange(stage.Drift(1).Error / slopeError, 1 - 4 / Math.Sqrt(2 * 511), 1 + 4 / Math.Sqrt(30));
        Assert.Equal(stage.CorrelationTime(0), stage.CorrelationTime(1), 1e-6); // the line is taken off
        var result = log.ToResult();
        Assert.Contains("stage run is not at rest: potential_eV drifts ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["averages.csv", "blocks.csv", "thermo.svg", "blocks.svg"], result.FileNames);
    }

    // Harmonic, f degrees of freedom in momenta and as many in positions: C = f k. At constant temperature exact; at constant energy K/E is distributed as Beta(f/2, f/2), of which the
    // formula, right to 1/f, makes C/k = f (f + 1)/(f + 2).
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HeatCapacitiesOfOscillatorsAreKnown(bool isCanonical)
    {
        const int Freedom = 30, Rows = 20_000;
        const double T = 700, Half = 0.5 * Boltzmann * T;
        RandomStream random = new(8, "oscillators", isCanonical ? 1UL : 0);
        List<double[]> rows = [];
        for (var k = 1; k <= Rows; k++)
        {
            var (kinetic, potential) = (0.0, 0.0);
            for (var d = 0; d < Freedom; d++)
            {
                var (p, q) = (random.NextNormal(), random.NextNormal());
                (kinetic, potential) = (kinetic + Half * p * p, potential + Half * q * q);
            }

            var scale = isCanonical ? 1 : 2 * Freedom * Half / (kinetic + potential);
            rows.Add([k, k, 2 * kinetic * scale / (Freedom * Boltzmann), potential * scale - 5, kinetic * scale, isCanonical ? T : double.NaN]);
        }

        var log = Compute(Write("step,time_fs,temperature_K,potential_eV,kinetic_eV,bath_K", rows), new(Atoms: 10));
        Assert.Equal(Freedom, log.Freedom(log.Stages[0]));
        var c = log.HeatCapacityOf(log.Stages[0])!.Value;
        // Relative variance of the variance of a χ² variable of f degrees: (2 + 12/f)/n.
        var error = isCanonical ? Freedom / 2.0 * Math.Sqrt((2 + 12.0 / Freedom) / Rows) : Freedom * 0.5 * Math.Sqrt(2.0 / Rows) * 2;
        var expected = isCanonical ? Freedom : Freedom * (Freedom + 1.0) / (Freedom + 2);
        TestContext.Current.TestOutputHelper!.WriteLine($"C/k = {c.Value} ± {c.Error}, exact {expected}, error expected {error}; {c.Formula}");
        Assert.Equal(expected, c.Value, 4 * c.Error);
        Assert.InRange(c.Error, 0.5 * error, 1.8 * error);
        var numbers = log.ToResult().Numbers["stages"]!["run"]!["heat_capacity"]!;
        Assert.Equal(c.Value / 10, (double)numbers["in_k_per_atom"]!["mean"]!, 1e-12);
        Assert.Equal(c.Value * Boltzmann, (double)numbers["eV_per_K"]!["mean"]!, 1e-15);
    }

    // Without interactions p(V) ∝ V^N exp(−PV/kT), a gamma distribution: κ = 1/P.
    [Fact]
    public void TheCompressibilityOfAnIdealGasIsOneOverThePressure()
    {
        const int Atoms = 20, Rows = 20_000;
        const double T = 500, Pressure = 0.1; // GPa
        RandomStream random = new(8, "gas");
        List<double[]> rows = [];
        for (var k = 1; k <= Rows; k++)
        {
            // The sum of N + 1 exponential variables.
            var sum = 0.0;
            for (var i = 0; i <= Atoms; i++) sum -= Math.Log(1 - random.NextDouble());
            rows.Add([k, k, T, 0, 1.5 * (Atoms - 1) * Boltzmann * T, sum * Boltzmann * T / (Pressure * Unit.Gigapascal), T]);
        }

        var log = Compute(Write("step,time_fs,temperature_K,potential_eV,kinetic_eV,volume_A3,bath_K", rows));
        var (value, error) = log.Compressibility(log.Stages[0])!.Value;
        Assert.Equal(1 / Pressure, value, 4 * error);
        // Relative variance of the variance of a gamma variable of shape a: (2 + 6/a)/n.
        Assert.InRange(error * Pressure, 0.7 * Math.Sqrt((2 + 6.0 / (Atoms + 1)) / Rows), 1.8 * Math.Sqrt((2 + 6.0 / (Atoms + 1)) / Rows));
        Assert.Null(log.HeatCapacityOf(log.Stages[0])); // not at constant volume
    }

    [Fact]
    public void StagesAreToldApart()
    {
        var path = Write("step,time_fs,temperature_K,pressure_GPa,bath_K", Enumerable.Range(0, 61).Select(k => new[] { 10.0 * k, 5.0 * k, k == 0 ? 9999 : k <= 20 ? 100 : 200 + k % 2, double.NaN, k <= 20 ? 100 + k : 200 }));
        var whole = Compute(path);
        Assert.Equal(("run", 60L), (Assert.Single(whole.Stages).Name, whole.Stages[0].Count));
        void Check(ThermoAnalysis log, string first, string second)
        {
            Assert.Equal([(first, 20L, 100.0, 5.0, 100.0), (second, 40L, 200.5, 105.0, 300.0)], log.Stages.Select(s => (s.Name, s.Count, s.Mean(0).Mean, s.First, s.Last)));
            Assert.Null(log.Bath(log.Stages[0])); // a ramp
            Assert.Equal(200, log.Bath(log.Stages[1]));
        }

        Check(Compute(path, new("200,400")), "stage1", "stage2");
        Check(Compute(path, new("melt=200, hold=400")), "melt", "hold");
        _folder.Write("summary.json", """{"steps": {"md": {"atoms": 8, "stages": {"ramp": {"steps": 200}, "rest": {"steps": 400}}}}}""");
        Check(Compute(path), "ramp", "rest");
        Assert.Equal(8, Compute(path).Atoms);
        Check(Compute(path, new("a=200,b=400", Atoms: 9)), "a", "b");
        // 50 fs from the beginning of each stage, the last time of the stage before.
        Assert.Equal([11L, 31], Compute(path, new(Discard: 50)).Stages.Select(s => s.Count));
        var columns = Compute(path).ToResult();
        Assert.DoesNotContain("pressure", columns.Find("averages.csv"), StringComparison.Ordinal);
        Assert.DoesNotContain("bath", columns.Find("averages.csv"), StringComparison.Ordinal);
        foreach (var text in new[] { "not json", "{}", "{\"steps\": 3}", "{\"steps\": {\"md\": {\"stages\": {\"a\": {}}}}}", "{\"steps\": {\"a\": {\"stages\": {}}, \"b\": {\"stages\": {}}}}" })
        {
            _folder.Write("summary.json", text);
            Assert.Equal("run", Assert.Single(Compute(path).Stages).Name);
        }
    }

    [Fact]
    public void ALogThatIsStillWrittenEndsWithItsLastWholeRow()
    {
        var path = _folder.Write("thermo.csv", "step,time_fs,temperature_K\n1,1,300\n2,2,302\n3,3,39");
        var log = Compute(path);
        Assert.Equal((2L, 301.0), (log.Rows, log.Stages[0].Mean(0).Mean));
        Assert.Contains("the last row of the log is cut off and was left out.", log.ToResult().Warnings);
        _folder.Write("thermo.csv", "step,time_fs,temperature_K\r\n1,1,300\r\n\r\n2,2,302\r\n");
        Assert.Equal((2L, 301.0), (Compute(path).Rows, Compute(path).Stages[0].Mean(0).Mean));
        Assert.DoesNotContain("the last row of the log is cut off and was left out.", Compute(path).ToResult().Warnings);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("1,2,3\n", "line 1: the first line holds numbers, not the names of columns")]
    [InlineData("step,temperature_K\n", "line 1: the log has no column time_fs")]
    [InlineData("step,time_fs\n", "line 1: the log has no columns of values")]
    [InlineData("step,time_fs,a,a\n", "line 1: the header names the column 'a' twice")]
    [InlineData("step,time_fs,a\n", "no row is left to average")]
    [InlineData("step,time_fs,a\n0,0,1\n", "no row is left to average")]
    [InlineData("step,time_fs,a\n1,1,x\n", "line 2: 'x' in the column 'a' is not a number")]
    [InlineData("step,time_fs,a\n1,1\n", "line 2: the row has 2 values, the header 3")]
    [InlineData("step,time_fs,a\n1,1,1,1\n", "line 2: the row has more than the 3 values of the header")]
    [InlineData("step,time_fs,a\n1,1,1\n1,1,1\n", "line 3: the time is 1 fs, after 1 fs in the row before")]
    [InlineData("step,time_fs,a\n1,1,1\n30,2,1\n", "line 3: step 30 is beyond the 10 steps of all stages; correct --stages", "10")]
    [InlineData("step,time_fs,a\n1,1,1\n", "--stages 'x' does not name the steps of a stage", "x")]
    [InlineData("step,time_fs,a\n1,1,1\n", "--stages 'a=3' does not name the steps of a stage", "a=3,a=3")]
    [InlineData("time_fs,a\n1,1\n", "line 1: the log has no column step, so stages are not known", "10")]
    public void AFaultIsOneSentence(string text, string sentence, string? stages = null) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Compute(_folder.Write("thermo.csv", text), new(stages))).Message, StringComparison.Ordinal);
}
