namespace Lithoscope.Numerics.Tests;

public sealed class BlockedMeanTests
{
    // For x' = c x + noise of unit variance at rest the variance of the mean of n values is (1 + c) / (1 − c) / n.
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.9)]
    public void ErrorsOfCorrelatedValuesAreRight(double c)
    {
        var random = new Random(7);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        BlockedMean mean = new(2);
        var (x, n) = (Normal(), 1 << 14);
        for (var k = 0; k < n; k++)
        {
            mean.Add([x, 3]);
            x = c * x + Math.Sqrt(1 - c * c) * Normal();
        }

        var expected = Math.Sqrt((1 + c) / (1 - c) / n);
        Assert.InRange(mean.Error(0), 0.8 * expected, 1.7 * expected);
        Assert.InRange(mean.Inefficiency(0), 0.7 * (1 + c) / (1 - c), 2.9 * (1 + c) / (1 - c));
        Assert.InRange(mean.Deviation(0), 0.9, 1.1);
        Assert.Equal(3, mean.Mean(1));
        Assert.Equal(0, mean.Error(1));
    }

    // The largest generation with 16 members has blocks of 64, whose scatter misses 2c/((1 − c²)·64) = 7 % of the variance, 3.5 % of the error; as the largest of several it may be too large.
    [Fact]
    public void ErrorsOfAThousandSeriesHoldTheTruth()
    {
        const double C = 0.8;
        const int Series = 1000, Length = 1024;
        var expected = Math.Sqrt((1 + C) / (1 - C) / Length);
        var (within, ratio) = (0, 0.0);
        for (var s = 0; s < Series; s++)
        {
            RandomStream random = new(5, "series", (ulong)s);
            BlockedMean mean = new(1);
            var x = random.NextNormal();
            for (var k = 0; k < Length; k++)
            {
                mean.Add([x]);
                x = C * x + Math.Sqrt(1 - C * C) * random.NextNormal();
            }

            if (Math.Abs(mean.Mean(0)) < 1.96 * mean.Error(0)) within++;
            ratio += mean.Error(0) / expected / Series;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"covered {within / (double)Series}, mean ratio of errors {ratio}");
        Assert.InRange(within / (double)Series, 0.95 - 5 * Math.Sqrt(0.95 * 0.05 / Series), 1);
        Assert.InRange(ratio, 0.95, 1.3);
    }

    [Fact]
    public void GenerationsAreThoseOfBlocks()
    {
        BlockedMean mean = new(1);
        double[] values = [1, 3, 2, 8, 5, 5, 4, 0];
        foreach (var v in values) mean.Add([v]);
        double Expected(int length)
        {
            double[] blocks = [.. values.Chunk(length).Select(c => c.Average())];
            return Math.Sqrt(blocks.Sum(b => (b - 3.5) * (b - 3.5)) / blocks.Length / (blocks.Length - 1));
        }

        var generations = mean.Generations(0);
        Assert.Equal([(8L, 1L), (4L, 2L), (2L, 4L)], generations.Select(g => (g.Blocks, g.Length)));
        Assert.All(generations, g => Assert.Equal(Expected((int)g.Length), g.Error, 1e-14));
    }

    [Fact]
    public void FewFramesCountAsIndependent()
    {
        BlockedMean mean = new(1);
        mean.Add([1]);
        Assert.True(double.IsNaN(mean.Error(0)));
        mean.Add([3]);
        Assert.Equal(2, mean.Mean(0));
        Assert.Equal(1, mean.Error(0), 1e-15);
    }
}
