using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures.Tests;

public sealed class ClusterTests
{
    [Fact]
    public void Clusters_hold_the_atom_first_then_all_others_from_the_nearest_on_where_they_were()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var s = Crystals.Any(seed);
            var atom = seed % s.Count;
            var radius = 3 + 4 * new Random(seed).NextDouble();
            var built = Cluster.Cut(s, atom, radius);
            Assert.Null(built.Cell);
            Assert.Equal(Periodicity.None, built.Periodicity);
            Assert.Equal(s.Position(atom), built.Position(0));
            Assert.Equal($"a{atom}", ((TextColumn)built.FindColumn("label")!).Values[0]);
            double[] distances = [.. Enumerable.Range(1, built.Count - 1).Select(i => (built.Position(i) - built.Position(0)).Norm)];
            for (var k = 1; k < distances.Length; k++) Assert.True(distances[k] > distances[k - 1] - 1e-6);
            Crystals.AssertSameSurroundings(Crystals.Surroundings(s, radius)[atom], [.. distances.Order()], 1e-9, $"seed {seed}");
        }
    }

    [Fact]
    public void Shells_of_silicon()
    {
        var built = Cluster.Cut(Crystals.Silicon(), 3, Crystals.SiliconEdge * Math.Sqrt(11) / 4);
        Assert.Equal(1 + 4 + 12 + 12, built.Count);
        Assert.Equal(Crystals.SiliconEdge * Math.Sqrt(3) / 4, (built.Position(4) - built.Position(0)).Norm, 1e-12);
        Assert.Equal(Crystals.SiliconEdge * Math.Sqrt(2) / 2, (built.Position(5) - built.Position(0)).Norm, 1e-12);
    }

    [Fact]
    public void What_does_not_repeat_is_not_continued_and_needs_no_cell()
    {
        var wire = Crystals.Create(4 * Matrix3D.Identity, [new(2, 2, 2)], [3], new(true, false, false));
        Assert.Equal(5, Cluster.Cut(wire, 0, 9).Count);
        // The other atom in the same place does not become the centre.
        var molecule = Crystals.Create(null, [new(1, 0, 0), new(1, 0, 0), new(0, 2, 0), new(30, 0, 0)], [3, 14, 8, 1]);
        Assert.Equal([14, 3, 8], Cluster.Cut(molecule, 1, 5).AtomicNumbers.ToArray());
    }

    [Theory]
    [InlineData(8, 5, "there is no atom 8 among 8")]
    [InlineData(-1, 5, "there is no atom -1 among 8")]
    [InlineData(0, 0, "not a positive length")]
    [InlineData(0, double.PositiveInfinity, "not a positive length")]
    [InlineData(0, 1e4, "more than 50000000")]
    public void Impossible_clusters_are_refused(int atom, double radius, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<InputException>(() => Cluster.Cut(Crystals.Silicon(), atom, radius)).Message, StringComparison.Ordinal);
}
