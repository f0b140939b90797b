using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis.Tests;

public sealed class ArrheniusTests : IDisposable
{
    private const double Energy = 0.55, Prefactor = 2e-3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static double Truth(double temperature) => Prefactor * Math.Exp(-Energy / (ArrheniusFit.Boltzmann * temperature));

    private static List<ArrheniusPoint> Noisy(ulong seed, ulong index, double[] temperatures, double noise, double stated)
    {
        RandomStream random = new(seed, "arrhenius", index);
        return [.. temperatures.Select(t => new ArrheniusPoint(t, Truth(t) * Math.Exp(noise * random.NextNormal()), double.NaN)).Select(p => p with { Error = stated * p.Value })];
    }

    // 1000 tables with 5 % noise: 93 to 97 % of the intervals hold the truth, ± 3 standard errors of that share. Also where the errors stated are wrong by a factor, and where none are,
    // since the scale comes from the scatter; and with three points, by Student's t with one degree of freedom.
    [Theory]
    [InlineData(6, 0.05, false)]
    [InlineData(6, 0.15, false)]
    [InlineData(6, double.NaN, false)]
    [InlineData(3, 0.05, false)]
    [InlineData(4, 0.05, true)]
    [InlineData(2, 0.05, false)]
    public void Intervals_cover_the_truth(int count, double stated, bool trust)
    {
        double[] temperatures = [.. Enumerable.Range(0, count).Select(k => 600 + 600.0 * k / (count - 1))];
        var (energy, room, prefactor) = (0, 0, 0);
        for (var r = 0; r < 1000; r++)
        {
            var fit = ArrheniusFit.Of(Noisy(51, (ulong)r, temperatures, 0.05, stated), trust);
            if (Math.Abs(fit.Energy - Energy) <= fit.EnergyHalfWidth) energy++;
            var (low, high) = fit.IntervalAt(300);
            if (low <= Truth(300) && Truth(300) <= high) room++;
            if (Math.Abs(Math.Log(fit.Prefactor / Prefactor)) <= fit.Quantile * fit.LogPrefactorError) prefactor++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} points, {stated} stated, trusted {trust}: E {energy / 10.0} %, D(300 K) {room / 10.0} %, D0 {prefactor / 10.0} %");
        Assert.InRange(energy, 930, 970);
        Assert.InRange(room, 930, 970);
        Assert.InRange(prefactor, 930, 970);
    }

    [Fact]
    public void Points_on_a_line_give_the_line()
    {
        double[] temperatures = [500, 650, 900, 1100];
        var fit = ArrheniusFit.Of([.. temperatures.Select(t => new ArrheniusPoint(t, Truth(t), (0.01 + 1e-4 * t) * Truth(t)))], trust: true);
        Assert.Equal(Energy, fit.Energy, 1e-12);
        Assert.Equal(Prefactor, fit.Prefactor, 1e-12);
        Assert.Equal(Truth(300), fit.At(300), 1e-10 * Truth(300));
        Assert.Equal(500.0 / 300, fit.Extrapolation(300), 1e-12);
        Assert.Equal(1, fit.Extrapolation(700));
        // Two points: the error of the slope is that of a difference.
        var two = ArrheniusFit.Of([new(500, Truth(500), 0.1 * Truth(500)), new(1000, Truth(1000), 0.05 * Truth(1000))]);
        Assert.Equal(Math.Sqrt(0.1 * 0.1 + 0.05 * 0.05) * ArrheniusFit.Boltzmann * 1000, two.EnergyError, 1e-12);
        Assert.Equal(0.1, two.LogErrorAtTemperature(500), 1e-12);
    }

    // Without curvature probabilities are uniform: 5 % lie below 0.05, within four standard errors (0.7 %); a parabola and a break of 0.2 eV at 850 K are found.
    [Fact]
    public void Curvature_is_found_where_it_is()
    {
        double[] temperatures = [600, 700, 800, 900, 1000, 1100, 1200];
        var found = 0;
        for (var r = 0; r < 1000; r++)
        {
            if (ArrheniusFit.Curvature(Noisy(52, (ulong)r, temperatures, 0.05, 0.05)).Probability < 0.05) found++;
        }

        Assert.InRange(found, 22, 78);
        List<ArrheniusPoint> bent = [.. Noisy(53, 0, temperatures, 0.05, 0.05).Select(p =>
        {
            var factor = p.Temperature < 850 ? Math.Exp(-0.2 / ArrheniusFit.Boltzmann * (1 / p.Temperature - 1 / 850.0)) : 1;
            return p with { Value = p.Value * factor, Error = p.Error * factor };
        })];
        TestContext.Current.TestOutputHelper?.WriteLine($"without curvature {found / 10.0} % below 0.05; with a break: {ArrheniusFit.Curvature(bent)}");
        // A parabola is found with its coefficient, within five of the standard errors that its probability says.
        List<ArrheniusPoint> parabola = [.. Noisy(54, 0, temperatures, 0.05, 0.05).Select(p => p with { Value = p.Value * Math.Exp(0.05 * Math.Pow(1 / (ArrheniusFit.Boltzmann * p.Temperature) - 13, 2)) })];
        var (probability, coefficient) = ArrheniusFit.Curvature([.. parabola.Select(p => p with { Error = 0.05 * p.Value })]);
        Assert.True(probability < 1e-3);
        Assert.Equal(0.05, coefficient, 5 * coefficient / SamplingDistributions.StudentQuantile(1 - probability / 2, 4));
        var result = ArrheniusReport.Of([.. bent, new(500, 1e-9, 1e-10, "does not move", "x.json")], new() { At = [300, 290], Split = 850 });
        var warnings = string.Join('\n', result.Warnings);
        Assert.Contains("is curved", warnings, StringComparison.Ordinal);
        Assert.Contains("500 K is left out: does not move", warnings, StringComparison.Ordinal);
        Assert.Contains("290 K lies a factor of 2.1", warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("300 K lies a factor", warnings, StringComparison.Ordinal);
        var parts = result.Numbers["parts"]!.AsArray();
        Assert.Equal(Energy + 0.2, (double)parts[0]!["E_eV"]!["mean"]!, 0.1);
        Assert.Equal(Energy, (double)parts[1]!["E_eV"]!["mean"]!, 0.1);
        Assert.Equal("x.json", (string?)result.Numbers["excluded"]![0]!["file"]);
        Assert.NotNull(result.Find("arrhenius.svg"));
    }

    [Fact]
    public void Files_of_both_kinds_are_read()
    {
        var table = _folder.Write("d.csv", "# measured\ntemperature_K,D_A2_ps,D_error_A2_ps,marked\n600, 0.5,0.05,\n800,2e0,0.1,no\r\n300,1e-6,1e-6,too slow\n");
        var (points, _) = ArrheniusInput.Read([table], null);
        Assert.Equal([(600, 5e-5, 5e-6, null), (800, 2e-4, 1e-5, null), (300, 1e-10, 1e-10, "too slow")], points.Select(p => (p.Temperature, Math.Round(p.Value, 12), Math.Round(p.Error, 12), p.Marked)));
        string Summary(string name, double t, string moves) => _folder.Write(name, $$"""{ "temperature_K": {{t}}, "species": [ { "element": "Li", "D_cm2_s": 1e-5, "D_error_cm2_s": 1e-6, "moves": {{moves}}, "diffusive": true }, { "element": "Si" } ] }""");
        (points, var element) = ArrheniusInput.Read([Summary("a.json", 700, "true"), Summary("b.json", 400, "false")], "li");
        Assert.Equal([(700, 1e-5, 1e-6, null), (400, 1e-5, 1e-6, "does not move")], points.Select(p => (p.Temperature, p.Value, p.Error, p.Marked)));
        Assert.Equal("li", element);

        void Refused(string what, string file, string? of = null) =>
            Assert.Contains(what, Assert.Throws<InputException>(() => ArrheniusReport.Of(ArrheniusInput.Read([file], of).Points, new())).Message, StringComparison.Ordinal);
        Refused("several elements", Summary("c.json", 700, "true"));
        Refused("says nothing about Na", Summary("c.json", 700, "true"), "Na");
        Refused("no column D", _folder.Write("e.csv", "T,value\n1,2\n"));
        Refused("'x' is no number", _folder.Write("f.csv", "T,D\n600,x\n"));
        Refused("2 cells for 3", _folder.Write("g.csv", "T,D,D_error\n600,1\n"));
        Refused("fewer than two temperatures", _folder.Write("h.csv", "T,D,D_error\n600,1,0.1\n600,2,0.1\n"));
        Refused("D that is not positive", _folder.Write("i.csv", "T,D\n600,1\n700,-1\n800,2\n"));
        Refused("no errors", _folder.Write("j.csv", "T,D\n600,1\n700,2\n"));
        Refused("some have none", _folder.Write("k.csv", "T,D,D_error\n600,1,\n700,2,0.1\n"));
        Refused("there is no such file", _folder["none.csv"]);
        Refused("no JSON", _folder.Write("l.json", "{ \"a\": "));
    }
}
