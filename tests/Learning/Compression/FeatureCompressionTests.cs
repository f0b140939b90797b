using Lithoscope.Numerics;
using Lithoscope.Runtime;
using MathNet.Numerics.LinearAlgebra;

namespace Lithoscope.Learning.Tests;

public class FeatureCompressionTests
{
    // Unit vectors whose entries fall off by a decade every 8, as descriptors do, in a turned frame.
    private static double[] Rows(int count, int width, ulong seed)
    {
        var stream = new RandomStream(seed, "rows");
        var frame = Matrix<double>.Build.Dense(width, width, (_, _) => stream.NextNormal()).QR().Q;
        var rows = new double[count * width];
        for (var i = 0; i < count; i++)
        {
            var x = frame * Vector<double>.Build.Dense(width, k => Math.Pow(10, -k / 8.0) * (stream.NextNormal() + (k == 0 ? 3 : 0)));
            var norm = x.L2Norm();
            for (var k = 0; k < width; k++) rows[i * width + k] = x[k] / norm;
        }

        return rows;
    }

    [Theory]
    [InlineData(60, 8)]
    [InlineData(60, 30)]
    [InlineData(10, 10)]
    public void Principal_axes_lose_no_more_than_those_of_a_full_eigenvalue_problem(int width, int length)
    {
        using var pool = new WorkerPool(2);
        const int count = 200;
        var rows = Rows(count, width, 3);
        var compression = FeatureCompression.PrincipalComponents(rows, count, width, length, 1, pool, TestContext.Current.CancellationToken);
        Assert.Equal(length, compression.Length);
        var p = Matrix<double>.Build.Dense(length, width, (i, j) => compression.Matrix.Span[i * width + j]);
        Assert.True((p * p.Transpose() - Matrix<double>.Build.DenseIdentity(length)).FrobeniusNorm() < 1e-10);
        var x = Matrix<double>.Build.Dense(count, width, (i, j) => rows[i * width + j]);
        // What a projection keeps of the sum of squares; the best is the sum of the largest eigenvalues of XᵀX.
        var kept = Math.Pow((x * p.Transpose()).FrobeniusNorm(), 2);
        var best = (x.Transpose() * x).Evd(Symmetricity.Symmetric).EigenValues.Select(e => e.Real).OrderDescending().Take(length).Sum();
        Assert.InRange((best - kept) / count, -1e-12, 1e-9);
    }

    [Fact]
    public void More_axes_than_rows_are_not_made_up()
    {
        using var pool = new WorkerPool(1);
        var rows = Rows(5, 40, 4);
        var compression = FeatureCompression.PrincipalComponents(rows, 5, 40, 20, 1, pool, TestContext.Current.CancellationToken);
        Assert.Equal(5, compression.Length);
        // The rows lie in the space of the axes: nothing is lost.
        Assert.InRange(compression.KernelError(rows, 5, 2).Largest, 0, 1e-12);
    }

    [Fact]
    public void Errors_of_kernels_fall_with_the_length_and_axes_beat_random_directions()
    {
        using var pool = new WorkerPool(2);
        double[] training = Rows(300, 80, 5), test = Rows(300, 80, 5)[(100 * 80)..];
        var previous = double.PositiveInfinity;
        foreach (var length in new[] { 5, 10, 20, 40 })
        {
            var axes = FeatureCompression.PrincipalComponents(training[..(100 * 80)], 100, 80, length, 1, pool, TestContext.Current.CancellationToken).KernelError(test, 200, 3);
            var random = FeatureCompression.Random(80, length, 1).KernelError(test, 200, 3);
            Assert.True(axes.Rms < previous && axes.Rms < 0.5 * random.Rms, $"{length}: {axes.Rms} against {random.Rms}, before {previous}");
            Assert.True(axes.Largest >= axes.Rms);
            previous = axes.Rms;
        }
    }

    // For independent unit vectors x, y the product of projections has mean x·y and variance (1 + (x·y)²)/d; that of normalised ones at right angles 1/d.
    [Fact]
    public void Random_directions_err_as_theory_says()
    {
        const int width = 400, length = 64, pairs = 400;
        double sum = 0;
        var shortened = new double[2 * length];
        for (ulong seed = 0; seed < pairs; seed++)
        {
            var rows = new double[2 * width];
            rows[0] = rows[width + 1] = 1;
            FeatureCompression.Random(width, length, seed).Apply(rows, 2, shortened);
            var product = VectorKernels.Dot(shortened.AsSpan(0, length), shortened.AsSpan(length));
            sum += product * product;
        }

        // Relative standard error of a variance from 400 draws: √(2/400) = 7 %; four of them.
        Assert.InRange(sum / pairs * length, 0.72, 1.28);
    }

    [Fact]
    public void Rows_are_the_same_on_one_thread_and_two()
    {
        using var one = new WorkerPool(1);
        using var two = new WorkerPool(2);
        var rows = Rows(150, 50, 9);
        var first = FeatureCompression.PrincipalComponents(rows, 150, 50, 12, 1, one, TestContext.Current.CancellationToken);
        var second = FeatureCompression.PrincipalComponents(rows, 150, 50, 12, 1, two, TestContext.Current.CancellationToken);
        Assert.Equal(first.Apply(rows, 150, one, TestContext.Current.CancellationToken), second.Apply(rows, 150, two, TestContext.Current.CancellationToken));
    }
}
