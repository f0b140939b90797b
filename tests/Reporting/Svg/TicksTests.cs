namespace Lithoscope.Reporting.Tests;

public sealed class TicksTests
{
    private static string[] Labels(double low, double high, double length, bool horizontal = true, bool logarithmic = false)
    {
        var axis = new Axis { Logarithmic = logarithmic };
        return [.. TickSet.For(axis, new AxisScale(low, high, length, logarithmic, false), horizontal).Ticks.Where(t => t.Text is not null).Select(t => t.Text!)];
    }

    [Theory]
    [InlineData(0, 1, 400, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(98.1, 100.3, 400, "98.5 99.0 99.5 100.0")]
    [InlineData(-1, 1, 300, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0, 70000, 500, "0 10\u2009000 20\u2009000 30\u2009000 40\u2009000 50\u2009000 60\u2009000 70\u2009000")]
    public void LinearTicksAreRoundNumbersWithTheDigitsTheyNeed(double low, double high, double length, string expected) =>
        Assert.Equal(expected, string.Join(' ', Labels(low, high, length)));

    [Theory]
    [InlineData(1, 1000, 150, "1 10 100 1000")]
    [InlineData(0.08, 0.5, 300, "0.1 0.2 0.3 0.5")]
    [InlineData(1e-8, 1e-4, 300, "10⁻⁸ 10⁻⁷ 10⁻⁶ 10⁻⁵ 10⁻⁴")]
    [InlineData(101, 109, 400, "102 104 106 108")]
    public void LogarithmicTicksFillTheRoomThereIs(double low, double high, double length, string expected) =>
        Assert.Equal(expected, string.Join(' ', Labels(low, high, length, logarithmic: true)));

    [Fact]
    public void SmallNumbersShareAPowerOfTen()
    {
        var set = TickSet.For(new Axis(), new AxisScale(0, 2.2e-6, 400, false, false), true);
        Assert.Equal(-6, set.Exponent);
        Assert.Contains("0.5", set.Ticks.Select(t => t.Text));
    }

    [Fact]
    public void TextsNeverTouchAndThereAreAtLeastTwoWhereThereIsRoom()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-9, 9));
            var high = low + Math.Pow(10, random.Next(-3, 6)) * (random.NextDouble() + 0.01) * Math.Max(1e-9, Math.Abs(low));
            var (horizontal, length) = (random.Next(2) == 0, 150 + random.Next(800));
            var scale = new AxisScale(low, high, length, false, random.Next(2) == 0);
            var set = TickSet.For(new Axis(), scale, horizontal);
            Assert.True(set.Fits(scale, horizontal), $"Seed {seed}: texts touch.");
            Assert.True(set.Ticks.Count(t => t.Text is not null) >= (length > 300 ? 2 : 1), $"Seed {seed}: too few ticks.");
            Assert.Equal(set.Ticks.Count(t => t.Text is not null), set.Ticks.Where(t => t.Text is not null).Select(t => t.Text).Distinct().Count());
        }
    }
}
