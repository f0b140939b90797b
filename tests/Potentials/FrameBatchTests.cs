using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

public class FrameBatchTests
{
    private static readonly LennardJones Argon = new(18, 0.0104, 3.4, 7.5);

    private static Atoms Gas(int count)
    {
        var stream = new RandomStream(9, "batch", (ulong)count);
        var edge = 4 * Math.Cbrt(count);
        return new(new Structure([.. Enumerable.Repeat((byte)18, count)], [.. Enumerable.Range(0, 3 * count).Select(_ => edge * stream.NextDouble())], new Matrix3D(new(edge, 0, 0), new(0, edge, 0), new(0, 0, edge)), Periodicity.Full));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_frame_gets_what_it_gets_alone(int threads)
    {
        Atoms[] frames = [.. new[] { 5, 40, 2100, 1, 300, 2500, 12 }.Select(Gas)];
        using var pool = threads == 0 ? null : new WorkerPool(threads);
        FrameBatch batch = new(Argon, pool);
        for (var again = 0; again < 2; again++)
        {
            var (energies, forces) = (new double[frames.Length], new double[frames.Length][]);
            batch.Evaluate(frames, (f, result) => (energies[f], forces[f]) = (result.Energy, result.Fx[..result.Count]), TestContext.Current.CancellationToken);
            for (var f = 0; f < frames.Length; f++)
            {
                var alone = Derivatives.Evaluate(Argon, frames[f]);
                Assert.Equal(alone.Energy, energies[f]);
                Assert.Equal(alone.Fx[..alone.Count], forces[f]);
            }
        }
    }

    [Fact]
    public void Cancelling_ends_a_batch()
    {
        using CancellationTokenSource source = new();
        using WorkerPool pool = new(2);
        var taken = 0;
        void Take(int frame, EvaluationResult result)
        {
            if (Interlocked.Increment(ref taken) == 3) source.Cancel();
        }

        Assert.ThrowsAny<OperationCanceledException>(() => new FrameBatch(Argon, pool).Evaluate([.. Enumerable.Repeat(Gas(30), 500)], Take, source.Token));
        Assert.InRange(taken, 3, 499);
    }
}
