namespace Lithoscope.Analysis.Tests;

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
