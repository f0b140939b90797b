using Lithoscope.Numerics;

namespace Lithoscope.Structures.Tests;

public class LammpsDumpWriterTests
{
    [Fact]
    public void What_is_written_reads_the_same()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var cell = new Matrix3D(new(4 + seed, 0, 0), new(seed % 3 - 1, 5, 0), new(-1.5 * (seed % 2), 0.25, 6));
            var frames = Enumerable.Range(0, 3).Select(k => Frame(LammpsDataWriterTests.RandomCrystal(seed + 1000 * k, cell), random)).ToList();
            using var stream = new MemoryStream();
            new LammpsDumpFormat().Write(stream, "a.dump", frames, TestContext.Current.CancellationToken);
            stream.Position = 0;
            var again = LammpsDumpReader.Read(stream, "a.dump", cancellationToken: TestContext.Current.CancellationToken).ToList();
            Assert.Equal(frames.Count, again.Count);
            foreach (var (expected, actual) in frames.Zip(again))
            {
                // Bounds of a tilted box and Å/ps round; everything else is the same to the bit.
                for (var row = 0; row < 3; row++) Assert.True((expected.Cell!.Value[row] - actual.Cell!.Value[row]).Norm <= 1e-14 * (10 + seed));
                foreach (var (v, w) in Velocities(expected).Zip(Velocities(actual))) Assert.Equal(v, w, 1e-15 * Math.Abs(v));
                StructureAssert.Same(Rest(expected), Rest(actual));
            }
        }
    }

    private static Structure Frame(Structure s, Random random) => new(
        s.AtomicNumbers.ToArray(), s.Positions.ToArray(), s.Cell, new(random.Next(2) == 0, random.Next(2) == 0, true),
        [.. s.Columns.Where(c => c.Name != "velocities"), s.FindColumn("velocities")!, new RealColumn("forces", 3, [.. s.Positions.ToArray().Select(_ => random.NextDouble())])],
        [new("step", new IntegerInfo(random.Next(100))), new("time", new RealInfo(0.5 * random.Next(100)))]);

    private static Structure Rest(Structure s) => new(s.AtomicNumbers.ToArray(), s.Positions.ToArray(), Matrix3D.Identity, s.Periodicity, [.. s.Columns.Where(c => c.Name != "velocities").OrderBy(c => c.Name)], s.Info);

    private static double[] Velocities(Structure s) => ((RealColumn)s.FindColumn("velocities")!).Values;
}
