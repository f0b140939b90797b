using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class RadialDistributionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    // Half the shortest distance of opposite faces is 6 Å; counts go on in full beyond it. Images of atoms themselves begin at 13 Å.
    [Fact]
    public void RandomPointsHaveNoStructure()
    {
        var rdf = RadialDistribution.Compute(TestFrames.Source(_folder, TestFrames.Random(1, 64, 60, 40)), 13, 0.5, _pool);
        var (beyond, sum, count) = (0, 0.0, 0);
        foreach (var (a, b) in rdf.Species.AllPairs())
        {
            foreach (var (g, e) in rdf.Partial(a, b).Zip(rdf.PartialError(a, b)).Skip(4))
            {
                var pull = (g - 1) / e;
                if (Math.Abs(pull) > 3) beyond++;
                (sum, count) = (sum + pull, count + 1);
                Assert.InRange(Math.Abs(pull), 0, 5);
            }
        }

        Assert.True(beyond <= 2, $"{beyond} of {count} values lie beyond 3σ");
        Assert.InRange(sum / count, -0.5, 0.5);
        foreach (var (g, e) in rdf.Total().Zip(rdf.TotalError()).Skip(4)) Assert.InRange(Math.Abs(g - 1) / e, 0, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ShellsOfCrystalsAreExact(int n)
    {
        var copper = RadialDistribution.Compute(TestFrames.Source(_folder, TestFrames.FaceCentred(3.6, n)), 6, 0.01, _pool);
        AssertShells(copper, (3.6 / Math.Sqrt(2), 12), (3.6, 18), (3.6 * Math.Sqrt(1.5), 42), (3.6 * Math.Sqrt(2), 54));
        var silicon = RadialDistribution.Compute(TestFrames.Source(_folder, TestFrames.Silicon(n)), 6, 0.01, _pool);
        AssertShells(silicon, (TestFrames.SiliconEdge * Math.Sqrt(3) / 4, 4), (TestFrames.SiliconEdge / Math.Sqrt(2), 16), (TestFrames.SiliconEdge * Math.Sqrt(11) / 4, 28));
    }

    private static void AssertShells(RadialDistribution rdf, params (double Distance, int Within)[] shells)
    {
        foreach (var (distance, within) in shells)
        {
            var bin = (int)(distance / 0.01);
            Assert.Equal(within, rdf.Running(0, 0)[bin + 2], 1e-12);
            Assert.NotEqual(within, rdf.Running(0, 0)[bin - 2], 0.5);
        }
    }

    // The definition: every image by hand, V and shell volumes by the formula.
    [Fact]
    public void AgreesWithTheDefinition()
    {
        var frames = TestFrames.Random(2, 3, 7, 5).ToArray();
        var rdf = RadialDistribution.Compute(TestFrames.Source(_folder, frames), 9, 0.3, _pool);
        var expected = new double[3 * 30];
        foreach (var frame in frames)
        {
            var cell = frame.Cell!.Value;
            for (var i = 0; i < 12; i++)
            {
                for (var j = 0; j < 12; j++)
                {
                    for (var s = 0; s < 125; s++)
                    {
                        var shift = new Vector3D(s % 5 - 2, s / 5 % 5 - 2, s / 25 - 2);
                        if (i == j && s == 62) continue;
                        var r = (frame.Position(j) + cell.Transform(shift) - frame.Position(i)).Norm;
                        if (!(r < 9)) continue;
                        var (a, b) = (i < 7 ? 0 : 1, j < 7 ? 0 : 1);
                        if (a > b) continue;
                        var k = (int)(r / 0.3);
                        var shell = 4 * Math.PI / 3 * (Math.Pow((k + 1) * 0.3, 3) - Math.Pow(k * 0.3, 3));
                        expected[SpeciesTable.Pair(a, b) * 30 + k] += cell.Determinant / shell / ((a == 0 ? 7 : 5) * (a == b ? (a == 0 ? 6 : 4) : 5)) / 3;
                    }
                }
            }
        }

        foreach (var (a, b) in rdf.Species.AllPairs())
        {
            for (var k = 0; k < 30; k++) Assert.Equal(expected[SpeciesTable.Pair(a, b) * 30 + k], rdf.Partial(a, b)[k], 1e-9 * (1 + expected[SpeciesTable.Pair(a, b) * 30 + k]));
        }

        for (var k = 0; k < 30; k++) Assert.Equal(7 * rdf.Running(0, 1)[k], 5 * rdf.Running(1, 0)[k], 1e-9);
    }

    [Fact]
    public void ThreadsDoNotMatter()
    {
        using WorkerPool one = new(1);
        var source = TestFrames.Source(_folder, TestFrames.Random(3, 2, 500, 300));
        Assert.Equal(RadialDistribution.Compute(source, 8, 0.05, one).ToResult().Find("rdf.csv"), RadialDistribution.Compute(source, 8, 0.05, _pool).ToResult().Find("rdf.csv"));
    }

    [Fact]
    public void BadInputIsRefusedInOneSentence()
    {
        var water = TestFrames.Create(null, [default, new(1, 0, 0)], [8, 1]);
        var good = TestFrames.Silicon(1);
        void Refused(string what, double radius, double bin, params Structure[] frames) =>
            Assert.Contains(what, Assert.Throws<InputException>(() => RadialDistribution.Compute(TestFrames.Source(_folder, frames), radius, bin, _pool)).Message, StringComparison.Ordinal);
        Refused("has none", 5, 0.1, water);
        Refused("holds 64 atoms and the first holds 8", 5, 0.1, good, TestFrames.Silicon(2));
        Refused("other elements", 5, 0.1, good, TestFrames.Cubic(5.431, 2, 3, default(Vector3D)));
        Refused("--rmax", -1, 0.1, good);
        Refused("--rmax", double.NaN, 0.1, good);
        Refused("--rmax", 1e9, 0.1, good);
        Refused("--bin", 5, 0, good);
        Refused("pairs of atoms lie within", 199, 0.1, TestFrames.Silicon(6));
    }
}
