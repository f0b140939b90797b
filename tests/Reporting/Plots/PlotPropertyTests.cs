using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lithoscope.Reporting.Tests;

/// <summary>Whatever the data and texts are, the figure is well-formed and every number in it is finite and of a sane size.</summary>
public sealed partial class PlotPropertyTests
{
    private static readonly double[] Odd =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon, double.MaxValue, double.MinValue,
        1e-300, -1e-300, 1e149, 1e-149, 1, 1 + 1e-15, -1, 1e20, 1e20 + 1e5, 99.3,
    ];

    [Fact]
    public void AnyDataAndAnyTextGiveWellFormedFiniteFigures()
    {
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            var svg = RandomGrid(random).ToSvg(120 + random.Next(900), 120 + random.Next(700));
            try
            {
                AssertSane(svg);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Seed {seed}.", fault);
            }
        }
    }

    [Fact]
    public void AValueThatIsNotFiniteLeavesAGapInALineAndIsDroppedElsewhere()
    {
        double[] x = [0, 1, 2, 3, 4], y = [0, 1, double.NaN, 3, 4];
        var line = new Plot { Series = [new LineSeries(x, y, colour: "#123456")] }.ToSvg();
        Assert.Equal(2, Paths(line, "#123456").Single().Count(c => c == 'M'));
        var points = new Plot { Series = [new ScatterSeries(x, y, colour: "#123456") { Opacity = 1 }] }.ToSvg();
        Assert.Equal(4, Paths(points, "#123456").Single().Count(c => c == 'M'));
    }

    [Fact]
    public void AReversedAxisMirrorsPositions()
    {
        static double[] Xs(bool reversed) =>
            [.. Paths(new Plot { XAxis = new Axis { Reversed = reversed, Minimum = 0, Maximum = 10, ShowTicks = false }, Series = [new ScatterSeries([1, 4], [0, 1], colour: "#123456") { Opacity = 1 }] }.ToSvg(), "#123456")
                .Single().Split('M', StringSplitOptions.RemoveEmptyEntries).Select(p => double.Parse(p.Split(' ')[0], CultureInfo.InvariantCulture))];
        var (plain, mirrored) = (Xs(false), Xs(true));
        Assert.True(plain[0] < plain[1] && mirrored[0] > mirrored[1]);
        Assert.Equal(plain[0] + mirrored[0], plain[1] + mirrored[1], 0.21);
    }

    [Fact]
    public void EqualAxesPutEqualValuesOnTheDiagonal()
    {
        var svg = Plot.Parity("t", "q", new ScatterSeries([-3, 0, 7], [-3, 0, 7], colour: "#123456") { Opacity = 1 }).ToSvg(600, 400);
        var points = Paths(svg, "#123456").Single().Split('M', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Replace("h0", "", StringComparison.Ordinal).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.All(points, p => Assert.Equal(points[0][0] + points[0][1], p[0] + p[1], 0.21));
    }

    [Fact]
    public void ALineOfAHundredThousandPointsIsShortenedWithoutLosingItsPeaks()
    {
        var x = Enumerable.Range(0, 100_000).Select(i => i * 1e-3).ToArray();
        var y = x.Select(v => Math.Exp(-Math.Pow(v - 50, 2) / 2)).ToArray();
        y[77_777] = 2;
        var svg = new Plot { YAxis = new Axis { Minimum = 0, Maximum = 2 }, Series = [new LineSeries(x, y, colour: "#123456")] }.ToSvg();
        var path = Paths(svg, "#123456").Single();
        Assert.InRange(path.Length, 300, 3000);
        var lowest = path.Split(['M', 'L', ' ']).Where(v => v.Length > 0).Select(v => double.Parse(v, CultureInfo.InvariantCulture)).Where((_, i) => i % 2 == 1).Min();
        Assert.Equal(0, lowest);
    }

    [Fact]
    public void SeriesOfUnequalLengthsAreRefused() =>
        Assert.Throws<ArgumentException>(() => new LineSeries([1, 2], [1]));

    [Fact]
    public void ASeriesDoesNotFollowLaterChangesOfTheArraysItWasMadeFrom()
    {
        double[] x = [1, 2];
        var series = new ScatterSeries(x, x);
        x[0] = 5;
        Assert.Equal(1, series.X[0]);
    }

    private static IEnumerable<string> Paths(string svg, string colour) =>
        XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "path" && (string?)e.Attribute("stroke") == colour).Select(e => (string)e.Attribute("d")!);

    private static PlotGrid RandomGrid(Random random) => new()
    {
        Title = Text(random),
        Panels = [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomPlot(random))],
        Columns = random.Next(3),
        SharedX = random.Next(2) == 0,
        SharedY = random.Next(2) == 0,
        Notes = [Text(random) ?? ""],
    };

    private static Plot RandomPlot(Random random) => new()
    {
        Title = Text(random),
        Subtitle = Text(random),
        XAxis = RandomAxis(random),
        YAxis = RandomAxis(random),
        EqualAxes = random.Next(4) == 0,
        Series = [.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomSeries(random))],
        Annotations = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Annotation(Text(random) ?? "", (Corner)random.Next(5)))],
        Notes = [Text(random) ?? ""],
    };

    private static Axis RandomAxis(Random random) => new(Text(random) ?? "")
    {
        Logarithmic = random.Next(3) == 0,
        Reversed = random.Next(2) == 0,
        ShowTicks = random.Next(5) > 0,
        Minimum = random.Next(4) == 0 ? Value(random) : null,
        Maximum = random.Next(4) == 0 ? Value(random) : null,
    };

    private static PlotSeries RandomSeries(Random random)
    {
        var n = random.Next(3) == 0 ? random.Next(3) : random.Next(40);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => Value(random))];
        return random.Next(8) switch
        {
            0 => new LineSeries(Values(n), Values(n), Text(random)) { Filled = true, LabelAtEnd = random.Next(2) == 0, Marker = Marker.Cross },
            1 => new ScatterSeries(Values(n), Values(n), Text(random)) { Marker = (Marker)random.Next(6) },
            2 => new BandSeries(Values(n), Values(n), Values(n), Text(random)),
            3 => new ErrorBarSeries(Values(n), Values(n), Values(n), Text(random), Text(random)),
            4 => new StickSeries(Values(n), Values(n), Text(random)),
            5 => HistogramSeries.Of(Values(n), label: Text(random)),
            6 => random.Next(2) == 0 ? ReferenceLine.Horizontal(Value(random), Text(random)) : ReferenceLine.Vertical(Value(random), Text(random)),
            _ => ReferenceLine.Diagonal(Text(random), Value(random)),
        };
    }

    private static double Value(Random random) => random.Next(12) == 0 ? Odd[random.Next(Odd.Length)]
        : random.Next(3) == 0 ? Math.Pow(10, random.Next(-8, 8)) * random.NextDouble() : 10 * random.NextDouble() - 5;

    private static string? Text(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => "Si 2p <b>&amp;\"quoted\"' ]]> ε",
        _ => new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0x10000) : random.Next(128)))]),
    };

    private static void AssertSane(string svg)
    {
        foreach (var attribute in XDocument.Parse(svg).Descendants().SelectMany(e => e.Attributes()))
        {
            if (attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "viewBox" or "stroke-width" or "font-size")
            {
                foreach (Match number in NumberPattern().Matches(attribute.Value))
                {
                    Assert.True(Math.Abs(double.Parse(number.Value, CultureInfo.InvariantCulture)) < 5000, $"{attribute.Parent!.Name.LocalName} {attribute.Name}: …{number.Value}… {attribute.Value[..Math.Min(200, attribute.Value.Length)]}");
                }
                Assert.True(Allowed().IsMatch(attribute.Value), attribute.Value[Math.Max(0, attribute.Value.IndexOf('N', StringComparison.Ordinal) - 100)..]);
            }
        }
    }

    [GeneratedRegex("^[-0-9. MLHVhvlamz]*$")]
    private static partial Regex Allowed();

    [GeneratedRegex(@"-?[0-9.]+")]
    private static partial Regex NumberPattern();
}
