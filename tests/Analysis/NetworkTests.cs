using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class NetworkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    private static ClusterOptions Silicon(string? cutoff = "2.8") => new(PairList.Parse("Si-Si"), PairCutoffs.Parse(cutoff));

    private static Structure Crystal(string name) =>
        StructureFile.Read(Directory.GetFiles(ReferenceData.Require("datasets", "lisi_crystal_cif"), name + "_*.cif").Single()).Single();

    // Exact numbers of silicon clusters in the six crystals, and in supercells of them.
    [Theory]
    [InlineData("LiSi", 16, new[] { 0, 0, 0, 16 }, 0, 0, 0, 0, 1)]
    [InlineData("Li12Si7", 56, new[] { 0, 12, 40, 4 }, 0, 0, 4, 8, 0)]
    [InlineData("Li7Si3", 18, new[] { 0, 18, 0, 0 }, 0, 9, 0, 0, 0)]
    [InlineData("Li13Si4", 8, new[] { 4, 4, 0, 0 }, 4, 2, 0, 0, 0)]
    [InlineData("Li15Si4", 16, new[] { 16, 0, 0, 0 }, 16, 0, 0, 0, 0)]
    [InlineData("Li21Si5", 80, new[] { 80, 0, 0, 0 }, 80, 0, 0, 0, 0)]
    public void ClustersOfLithiumSilicidesAreExact(string name, int atoms, int[] bonds, int isolated, int dimers, int stars, int rings, int networks)
    {
        var crystal = Crystal(name);
        foreach (var (frame, k) in new[] { (crystal, 1), (Supercell.Create(crystal, 2, 1, 1), 2), (Supercell.Create(crystal, new LatticeShift(1, 1, 0), new LatticeShift(-1, 1, 1), new LatticeShift(0, 1, 2)), 3) })
        {
            var s = ClusterStatistics.Compute(TestFrames.Source(_folder, frame), Silicon(), _pool);
            Assert.Equal(k * atoms, s.Nodes);
            for (var b = 0; b < 4; b++) Assert.Equal(k * bonds[b], s.AtomsWithBonds(b));
            Assert.Equal([k * isolated, k * dimers, k * stars, k * rings], new[] { ClusterShape.Isolated, ClusterShape.Dimer, ClusterShape.Star, ClusterShape.Ring }.Select(s.Clusters));
            Assert.Equal([0, 0, 0], new[] { ClusterShape.Chain, ClusterShape.Branched, ClusterShape.Compact }.Select(s.Clusters));
            Assert.Equal(networks, s.Clusters(ClusterShape.Network));
            if (networks > 0) Assert.Equal([(k * 16, 1.0)], s.Sizes.Select(p => (p.Key, p.Value)));
            var r = RingStatistics.Compute(TestFrames.Source(_folder, frame), new(PairList.Parse("Si-Si"), PairCutoffs.Parse("2.8"), RingDefinition.Guttman, 8), _pool);
            var king = RingStatistics.Compute(TestFrames.Source(_folder, frame), new(PairList.Parse("Si-Si"), PairCutoffs.Parse("2.8"), RingDefinition.King, 8), _pool);
            if (networks > 0) continue;
            for (var size = 3; size <= 8; size++) Assert.Equal((size == 5 ? k * rings : 0, size == 5 ? k * rings : 0), (r.Rings(size), king.Rings(size)));
            Assert.Equal(rings * 5.0 / atoms, r.AtomsInRings(5), 1e-12);
        }
    }

    [Theory]
    [InlineData("LiSi", 2.414)]
    [InlineData("Li12Si7", 2.362)]
    [InlineData("Li7Si3", 2.353)]
    [InlineData("Li13Si4", 2.378)]
    public void ShortestSiliconDistancesAreThePublishedOnes(string name, double expected)
    {
        var rdf = RadialDistribution.Compute(TestFrames.Source(_folder, Crystal(name)), 3, 0.001, _pool);
        var silicon = rdf.Species.Find("Si");
        Assert.Equal(expected, rdf.Distances[Array.FindIndex(rdf.Partial(silicon, silicon), g => g > 0)], 0.00051);
    }

    // A planted particle, the same inverted so that its centre of mass is the origin: single atoms within 5 Å, dimers beyond, which come apart in the second frame, then chains of three and
    // rings of four, and dimers with an atom in each of the outer shells; lithium between that has no part in it. Free, and in a cell whose boundaries cut it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ClustersOfAParticleAreToldApartByShellsFrameByFrame(bool isPeriodic)
    {
        var edge = 1 / Math.Sqrt(3);
        Structure Particle(int frame)
        {
            var apart = frame == 0 ? 1.1 : 3;
            Vector3D[] silicon =
            [
                new(2.5, 0, 0), new(7, apart, 0), new(7, -apart, 0), new(0, 12, -2.3), new(0, 12, 0), new(0, 12, 2.3),
                new(1.2, 1.2, 12), new(-1.2, 1.2, 12), new(-1.2, -1.2, 12), new(1.2, -1.2, 12), 9 * edge * new Vector3D(1, 1, 1), 11.2 * edge * new Vector3D(1, 1, 1),
            ];
            Vector3D[] all = [.. silicon, .. silicon.Select(p => -1 * p), new(4.5, 0.3, 0), new(-4.5, -0.3, 0)];
            byte[] numbers = [.. all.Select((_, i) => (byte)(i < 24 ? 14 : 3))];
            var cell = 40 * Matrix3D.Identity;
            Vector3D shift = new(3 + 20 * frame, 39, 25);
            static double Wrap(double x) => x - 40 * Math.Floor(x / 40);
            var particle = isPeriodic ? TestFrames.Create(cell, [.. all.Select(p => p + shift).Select(p => new Vector3D(Wrap(p.X), Wrap(p.Y), Wrap(p.Z)))], numbers) : TestFrames.Create(null, [.. all.Select(p => p + shift)], numbers);
            return particle.With("time_fs", new RealInfo(100.0 * frame));
        }

        var result = ClusterStatistics.Compute(TestFrames.Source(_folder, Particle(0), Particle(1)), new(PairList.Parse("Si-Si"), PairCutoffs.Parse("3.0"), 5), _pool).ToResult();
        Assert.Equal(
            """
            frame,time_fs,r_low_A,r_high_A,atoms,isolated_atoms,dimer_atoms,chain_atoms,star_atoms,branched_atoms,ring_atoms,compact_atoms,network_atoms,weighted_size,largest
            0,0,0,5,2,2,0,0,0,0,0,0,0,1,1
            0,0,5,10,6,0,6,0,0,0,0,0,0,2,2
            0,0,10,15,16,0,2,6,0,0,8,0,0,3.375,4
            1,100,0,5,2,2,0,0,0,0,0,0,0,1,1
            1,100,5,10,6,4,2,0,0,0,0,0,0,1.3333333333333333,2
            1,100,10,15,16,0,2,6,0,0,8,0,0,3.375,4

            """.ReplaceLineEndings("\n"),
            result.Find("radial-frames.csv"));
        var lines = result.Find("radial.csv")!.Split('\n');
        Assert.StartsWith("r_low_A,r_high_A,atoms,atoms_error,weighted_size,weighted_size_error,isolated_fraction,isolated_fraction_error,dimer_fraction,dimer_fraction_error,", lines[0], StringComparison.Ordinal);
        // Of two frames, fractions 0 and 2/3: mean and standard error are both 1/3.
        Assert.Equal([5, 10, 6, 0, 5.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 2.0 / 3, 1.0 / 3], lines[2].Split(',').Take(10).Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Contains("radial-time.svg", result.FileNames);
    }

    // Bonds by the first minimum of g(r) give the same clusters where shells are apart.
    [Fact]
    public void FirstMinimumServesAsCutoff()
    {
        var s = ClusterStatistics.Compute(TestFrames.Source(_folder, Crystal("Li12Si7")), Silicon(null), _pool);
        Assert.Equal((8, 4), (s.Clusters(ClusterShape.Ring), s.Clusters(ClusterShape.Star)));
    }

    [Fact]
    public void ShapesOfDrawnClustersAreRecognised()
    {
        List<Vector3D> all = [];
        void Draw(double x, params (double X, double Y)[] points) => all.AddRange(points.Select(p => new Vector3D(x + p.X, p.Y, 0)));
        Draw(0, (0, 0));
        Draw(20, (0, 0), (1, 0));
        Draw(40, (0, 0), (1, 0), (2, 0));
        Draw(60, (0, 0), (1, 0), (-1, 0), (0, 1)); // star
        Draw(80, (0, 0), (1, 0), (2, 0), (0, 1), (0, -1)); // branched
        Draw(100, (0, 0), (1, 0), (1, 1), (0, 1)); // ring
        Draw(120, (0, 0), (1, 0), (1, 1), (0, 1), (2, 0)); // ring with a branch
        var frame = TestFrames.Create(null, all, [.. all.Select(_ => (byte)14)]);
        var s = ClusterStatistics.Compute(TestFrames.Source(_folder, frame), Silicon("1.1"), _pool);
        foreach (var shape in Enum.GetValues<ClusterShape>()) Assert.Equal(shape == ClusterShape.Network ? 0 : 1, s.Clusters(shape));
        Assert.Equal([1, 1, 1, 2, 2], s.Sizes.Values);
    }

    // A chain, a layer and a crystal without end, whose atoms lie in any image of the cell.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void PercolationHasItsDimension(int dimensions)
    {
        Matrix3D cell = new(new(3, 0, 0), new(0.5, dimensions > 1 ? 3 : 9, 0), new(-0.2, 0.3, dimensions > 2 ? 3 : 8));
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            List<Vector3D> points = [];
            for (var i = 0; i < 27; i++)
            {
                var cells = (A: i % 3, B: dimensions > 1 ? i / 3 % 3 : 0, C: dimensions > 2 ? i / 9 : 0);
                if (i >= (int)Math.Pow(3, dimensions)) break;
                points.Add(cell.Transform(new(cells.A + 3 * random.Next(-3, 4), cells.B + 3 * random.Next(-3, 4), cells.C + 3 * random.Next(-3, 4))));
            }

            var frame = TestFrames.Create(3 * cell, points, [.. points.Select(_ => (byte)14)]);
            var s = ClusterStatistics.Compute(TestFrames.Source(_folder, frame), Silicon("3.2"), _pool);
            Assert.Equal((1, dimensions), (s.Clusters(ClusterShape.Network), s.Dimensions));
        }
    }

    // Each atom of diamond is in 12 rings of six, so there are two for each atom; in a cell of eight atoms ways around the cell are no rings.
    [Theory]
    [InlineData(1, RingDefinition.King)]
    [InlineData(2, RingDefinition.King)]
    [InlineData(1, RingDefinition.Guttman)]
    [InlineData(2, RingDefinition.Guttman)]
    public void DiamondHasTwoRingsOfSixForEachAtom(int n, RingDefinition definition)
    {
        var r = RingStatistics.Compute(TestFrames.Source(_folder, TestFrames.Silicon(n)), new(PairList.Parse("Si-Si"), PairCutoffs.Parse("2.8"), definition), _pool);
        for (var size = 3; size <= 20; size++) Assert.Equal(size == 6 ? 2 * r.Nodes : 0, r.Rings(size));
        Assert.Equal(1, r.AtomsInRings(6));
    }

    [Fact]
    public void BadInputIsRefusedInOneSentence()
    {
        void Refused(string what, Action action) => Assert.Contains(what, Assert.Throws<InputException>(action).Message, StringComparison.Ordinal);
        var source = TestFrames.Source(_folder, TestFrames.Silicon(1));
        Refused("no element 'Xx'", () => ClusterStatistics.Compute(source, new(PairList.Parse("Xx-Si"), PairCutoffs.Parse("3")), _pool));
        Refused("holds no Ge", () => ClusterStatistics.Compute(source, new(PairList.Parse("Ge-Si"), PairCutoffs.Parse("3")), _pool));
        Refused("does not name two elements", () => PairList.Parse("Si"));
        Refused("not understood", () => PairCutoffs.Parse("Si=3"));
        Refused("--cutoff is 0", () => PairCutoffs.Parse("0"));
        Refused("--cutoff is 10000", () => PairCutoffs.Parse("Si-Si=1e4"));
        Refused("--largest", () => RingStatistics.Compute(source, new(PairList.Parse("Si-Si"), PairCutoffs.Parse("3"), RingDefinition.King, 2), _pool));
    }
}
