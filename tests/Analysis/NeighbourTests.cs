using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class NeighbourTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    // Rock salt: six of the other kind, twelve of the own, and right angles.
    private static Structure RockSalt(int n)
    {
        var salt = TestFrames.Cubic(5.6, n, 11, default, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0), new(0.5, 0, 0), new(0, 0.5, 0), new(0, 0, 0.5), new(0.5, 0.5, 0.5));
        return new Structure([.. Enumerable.Range(0, salt.Count).Select(i => (byte)(i % 8 < 4 ? 11 : 17))], salt.Positions.ToArray(), salt.Cell, salt.Periodicity);
    }

    [Theory]
    [InlineData(1, "3.4")]
    [InlineData(2, null)]
    public void CoordinationOfRockSaltIsExact(int n, string? cutoff)
    {
        var c = Coordination.Compute(TestFrames.Source(_folder, RockSalt(n), RockSalt(n)), PairCutoffs.Parse(cutoff), _pool);
        Assert.Equal((6, 6), (c.Mean(0, 1), c.Mean(1, 0)));
        Assert.Equal((1, 0), (c.Fraction(0, 1, 6), c.Error(0, 1)));
        if (cutoff is null) Assert.Equal((12, 12), (c.Mean(0, 0), c.Mean(1, 1)));
        else Assert.Equal((0, 1), (c.Mean(0, 0), c.Fraction(0, 0, 0)));
    }

    [Fact]
    public void PairsHaveTwoEnds()
    {
        var c = Coordination.Compute(TestFrames.Source(_folder, TestFrames.Random(4, 20, 70, 30)), PairCutoffs.Parse("Li-Li=3,Li-Si=4.1,Si-Si=5"), _pool);
        Assert.InRange(c.Imbalance(), 0, 1e-13);
        // Ideal gas: N_b 4π/3 r³/V neighbours.
        var volume = TestFrames.Random(4, 1, 1, 1).First().Cell!.Value.Determinant;
        Assert.InRange((c.Mean(0, 1) - 30 * 4 * Math.PI / 3 * Math.Pow(4.1, 3) / volume) / c.Error(0, 1), -4, 4);
    }

    [Fact]
    public void AnglesOfCrystalsAreExact()
    {
        var diamond = AngularDistribution.Compute(TestFrames.Source(_folder, TestFrames.Silicon(1)), PairCutoffs.Parse("2.8"), 180, _pool);
        Assert.Equal(6, diamond.AnglesPerCentre(0, 0, 0));
        Assert.Equal(1, diamond.Density(0, 0, 0)[109]); // 109.47°
        var salt = AngularDistribution.Compute(TestFrames.Source(_folder, RockSalt(2)), PairCutoffs.Parse("Na-Cl=3.4,Na-Na=0.5,Cl-Cl=0.5"), 45, _pool);
        Assert.Equal((15, 0), (salt.AnglesPerCentre(0, 1, 1), salt.AnglesPerCentre(0, 0, 1)));
        Assert.Equal((12 / 15.0 / 4, 3 / 15.0 / 4), (salt.Density(0, 1, 1)[22], salt.Density(0, 1, 1)[44]));
    }

    [Fact]
    public void RandomDirectionsAreUniformOnTheSphere()
    {
        var a = AngularDistribution.Compute(TestFrames.Source(_folder, TestFrames.Random(5, 200, 60, 40)), PairCutoffs.Parse("4"), 18, _pool);
        Assert.Equal(1, a.Share().Sum(), 1e-14);
        foreach (var pair in a.Species.AllPairs())
        {
            var (density, error, share) = (a.Density(0, pair.A, pair.B), a.DensityError(0, pair.A, pair.B), a.Share());
            Assert.Equal(1, density.Sum() * 10, 1e-12);
            // Angles share atoms, so that the total fluctuates much more than the shape: errors are upper bounds.
            for (var k = 0; k < 18; k++) Assert.InRange((density[k] * 10 - share[k]) / (error[k] * 10), -3, 3);
        }
    }
}
