using System.Numerics;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis.Tests;

public sealed class StructureFactorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WorkerPool _pool = new(2);

    public static TheoryData<InstructionSetKind> InstructionSets => [.. InstructionSet.Supported];

    public void Dispose()
    {
        _pool.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(InstructionSets))]
    public void KernelAgreesWithTheDefinition(InstructionSetKind instructions)
    {
        var frame = TestFrames.Random(6, 1, 301, 257).Single();
        var species = new SpeciesTable(frame);
        var vectors = ScatteringVectors.Choose(frame.Cell!.Value, 9, 0.1, 5, TestContext.Current.CancellationToken).All;
        var fractions = StructureFactor.Fractions(frame);
        for (var k = 0; k < fractions.Length; k += 7) fractions[k] -= 3; // other images
        var expected = DensityModes.Definition(fractions, species.Of, 2, vectors);
        var actual = DensityModes.Create(instructions).Compute(fractions, species.Of, 2, vectors, _pool, TestContext.Current.CancellationToken);
        using WorkerPool one = new(1);
        Assert.Equal(actual, DensityModes.Create(instructions).Compute(fractions, species.Of, 2, vectors, one, TestContext.Current.CancellationToken));
        for (var s = 0; s < 2; s++)
        {
            for (var v = 0; v < vectors.Length; v++) Assert.True((expected[s][v] - actual[s][v]).Magnitude < 1e-10, $"{vectors[v]}: {actual[s][v]} instead of {expected[s][v]}");
        }
    }

    // All vectors of the half space are there, with the right lengths.
    [Fact]
    public void VectorsAreThoseThatFitTheCell()
    {
        Matrix3D cell = new(new(9, 0, 0), new(2, 8, 0), new(-1, 2, 7));
        var all = ScatteringVectors.Choose(cell, 5, 5, int.MaxValue, TestContext.Current.CancellationToken).All;
        var expected = 0;
        for (var h = -15; h <= 15; h++)
        {
            for (var k = -15; k <= 15; k++)
            {
                for (var l = -15; l <= 15; l++)
                {
                    var q = 2 * Math.PI * cell.Inverse().Transpose().Transform(new(h, k, l)).Norm;
                    if (q is > 0 and <= 5) expected++;
                    if ((h, k, l) != default) Assert.Equal(q, ScatteringVectors.Vector(cell, (h, k, l)).Norm, 1e-12 * q);
                }
            }
        }

        Assert.Equal(expected, 2 * all.Length);
        Assert.Equal(all.Length, all.Concat(all.Select(v => (-v.H, -v.K, -v.L))).Distinct().Count() / 2);
    }

    // A lattice scatters N at its reciprocal lattice and nothing elsewhere; the structure factor of diamond's basis leaves 0, N/2 or N.
    [Fact]
    public void BraggPeaksAreTheNumberOfAtoms()
    {
        foreach (var (crystal, allowed) in new[] { (TestFrames.FaceCentred(3.6, 3), 1.0), (TestFrames.Silicon(3), 2.0) })
        {
            var vectors = ScatteringVectors.Choose(crystal.Cell!.Value, 6, 6, int.MaxValue, TestContext.Current.CancellationToken).All;
            var modes = DensityModes.Create().Compute(StructureFactor.Fractions(crystal), new int[crystal.Count], 1, vectors, _pool, TestContext.Current.CancellationToken)[0];
            var peaks = 0;
            for (var v = 0; v < vectors.Length; v++)
            {
                var (h, k, l) = vectors[v];
                var s = Complex.Abs(modes[v]) * Complex.Abs(modes[v]) / crystal.Count;
                var isPeak = h % 3 == 0 && k % 3 == 0 && l % 3 == 0 && (h / 3 - k / 3) % 2 == 0 && (k / 3 - l / 3) % 2 == 0;
                // Diamond: |1 + i^(h+k+l)|²/2 is 2, 1, 0, 1 for h + k + l = 0, 1, 2, 3 modulo 4.
                var factor = allowed == 1 ? 1 : ((((h + k + l) / 3 % 4) + 4) % 4) switch { 0 => 1, 2 => 0, _ => 0.5 };
                Assert.Equal(isPeak ? crystal.Count * factor : 0, s, 1e-8);
                if (isPeak) peaks++;
            }

            Assert.True(peaks > 10);
        }
    }

    [Fact]
    public void IdealGasScattersLikeItsAtomsAndPartsAddUp()
    {
        var s = StructureFactor.Compute(TestFrames.Source(_folder, TestFrames.Random(8, 64, 60, 40)), 6, 0.25, 60, _pool);
        var (q, total, error) = (s.Wavenumbers(), s.Total(), s.TotalError());
        Assert.True(q.Length > 15);
        var beyond = 0;
        for (var k = 0; k < q.Length; k++)
        {
            if (Math.Abs(total[k] - 1) > 3 * error[k]) beyond++;
            Assert.InRange(Math.Abs(total[k] - 1) / error[k], 0, 5);
            foreach (var (a, b) in s.Species.AllPairs()) Assert.InRange(Math.Abs(s.FaberZiman(a, b)[k] - 1) / s.FaberZimanError(a, b)[k], 0, 5);
            Assert.InRange(Math.Abs(s.AshcroftLangreth(0, 1)[k]) / s.AshcroftLangrethError(0, 1)[k], 0, 5);
            // Σ √(c_a c_b) S^AL_ab = S and Σ c_a c_b (S^FZ_ab − 1) + 1 = S, sums over ordered pairs.
            var (al, fz) = (0.0, 1.0);
            foreach (var (a, b) in s.Species.AllPairs())
            {
                var (twice, ca, cb) = (a == b ? 1 : 2, s.Species.Atoms[a] / 100.0, s.Species.Atoms[b] / 100.0);
                al += twice * Math.Sqrt(ca * cb) * s.AshcroftLangreth(a, b)[k];
                fz += twice * ca * cb * (s.FaberZiman(a, b)[k] - 1);
            }

            Assert.Equal(total[k], al, 1e-11);
            Assert.Equal(total[k], fz, 1e-11);
        }

        Assert.True(beyond <= 2, $"{beyond} of {q.Length} values lie beyond 3σ");
    }

    // Hard spheres placed one after the other, two sizes of order in one sample: both ways must show the same peaks.
    [Fact]
    public void AgreesWithTheTransformOfTheDistribution()
    {
        static Structure Spheres(int seed)
        {
            var random = new Random(seed);
            const double edge = 24;
            List<Vector3D> points = [];
            while (points.Count < 260)
            {
                Vector3D p = new(edge * random.NextDouble(), edge * random.NextDouble(), edge * random.NextDouble());
                double Part(double d) => d - edge * Math.Round(d / edge);
                if (points.TrueForAll(o => new Vector3D(Part(o.X - p.X), Part(o.Y - p.Y), Part(o.Z - p.Z)).Norm > 3)) points.Add(p);
            }

            return TestFrames.Create(edge * Matrix3D.Identity, points, [.. points.Select((_, i) => (byte)(i % 4 == 0 ? 14 : 3))]);
        }

        var source = TestFrames.Source(_folder, Enumerable.Range(0, 40).Select(Spheres));
        var s = StructureFactor.Compute(source, 6, 0.2, 100, _pool);
        var rdf = RadialDistribution.Compute(source, 12, 0.02, _pool);
        var q = s.Wavenumbers();
        foreach (var (a, b) in s.Species.AllPairs())
        {
            var (direct, error, other) = (s.FaberZiman(a, b), s.FaberZimanError(a, b), StructureFactor.FromDistribution(rdf, a, b, q));
            for (var k = 0; k < q.Length; k++)
            {
                if (q[k] > 1.2) Assert.True(Math.Abs(direct[k] - other[k]) < 0.06 + 4 * error[k], $"{a}-{b} at {q[k]}: {direct[k]} ± {error[k]}, from g {other[k]}");
            }

            Assert.True(other.Max() - other.Min() > 0.3);
        }
    }

    [Fact]
    public void BadInputIsRefusedInOneSentence()
    {
        void Refused(string what, double largest, double width, int most, Structure frame) =>
            Assert.Contains(what, Assert.Throws<InputException>(() => StructureFactor.Compute(TestFrames.Source(_folder, frame), largest, width, most, _pool)).Message, StringComparison.Ordinal);
        Refused("--qmax", double.NaN, 0.1, 10, TestFrames.Silicon(1));
        Refused("--bin", 5, 9, 10, TestFrames.Silicon(1));
        Refused("--vectors", 5, 0.1, 0, TestFrames.Silicon(1));
        Refused("no scattering vector", 0.5, 0.1, 10, TestFrames.Silicon(1));
        Refused("needs a cell", 5, 0.1, 10, TestFrames.Create(null, [default], [14]));
    }
}
