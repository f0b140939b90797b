using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning.Tests;

public sealed class SparseGaussianProcessTests : IDisposable
{
    private const int Width = 10;
    private readonly WorkerPool _pool = new(2);

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void With_all_samples_as_sparse_points_it_equals_the_full_regression(double offsetRatio)
    {
        const int n = 50;
        var rows = TestData.UnitRows(n, Width);
        var fresh = TestData.UnitRows(15, Width, "fresh");
        var targets = TestData.Normal(n, "targets");
        var groups = Enumerable.Range(0, n).Select(i => i % 7).ToArray();
        var noise = new NoiseModel(0.02, offsetRatio);
        var bias = SparseGaussianProcess.ConstantDeviation * SparseGaussianProcess.ConstantDeviation;
        var full = KernelRidgeRegression.Fit(TestData.Kernel(rows, n, rows, n, Width, 3), targets, groups, noise, bias);
        var sparse = Fit(new SparseBasis(rows, n, Width, 3), rows, targets, groups, noise);
        var means = new double[15];
        sparse.Predict(fresh, 15, means, default, default);
        var kernel = TestData.Kernel(fresh, 15, rows, n, Width, 3);
        for (var i = 0; i < 15; i++) Assert.Equal(full.Predict(kernel.AsSpan(i * n, n)), means[i], 1e-7);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void Leaving_groups_out_equals_refitting_without_them(double offsetRatio)
    {
        const int n = 60, m = 20;
        var rows = TestData.UnitRows(n, Width);
        var targets = TestData.Normal(n, "targets");
        var groups = Enumerable.Range(0, n).Select(i => i * 7 % 9).ToArray();
        // Every group holds up to three frames, each with an offset of its own.
        var frames = Enumerable.Range(0, n).Select(i => i % 3).ToArray();
        var basis = new SparseBasis(rows[..(m * Width)], m, Width, 2);
        var noise = new NoiseModel(0.05, offsetRatio);
        var mean = targets.Average();
        var residuals = new SparseFit(basis, rows, targets, groups, frames, _pool).Whiten(offsetRatio, _pool).Leave(noise.Variance, _pool).Residuals;
        for (var group = 0; group < 9; group++)
        {
            int[] rest = [.. Enumerable.Range(0, n).Where(i => groups[i] != group)];
            // The identity keeps the mean of all samples; so does this.
            var shifted = rest.Select(i => targets[i] - mean).ToArray();
            var partRows = rest.SelectMany(i => rows[(i * Width)..((i + 1) * Width)]).ToArray();
            var weights = NormalEquations(basis, partRows, shifted, [.. rest.Select(i => 3 * groups[i] + frames[i])], noise);
            foreach (var i in Enumerable.Range(0, n).Where(i => groups[i] == group))
            {
                var features = new double[m + 1];
                basis.FeaturesOf(rows.AsSpan(i * Width, Width), 1, features);
                Assert.Equal(targets[i] - mean - VectorKernels.Dot(features, weights), residuals[i], 1e-9);
            }
        }
    }

    [Fact]
    public void Targets_drawn_from_the_prior_are_predicted_with_the_stated_deviations()
    {
        const int n = 240, test = 60, groupSize = 8, replicas = 30;
        const double signal = 0.7, noise = 0.05, offset = 0.1;
        var model = new NoiseModel(noise * noise / (signal * signal), offset * offset / (noise * noise));
        double square = 0, signalVariance = 0;
        for (var replica = 0; replica < replicas; replica++)
        {
            var rows = TestData.UnitRows(n + test, Width, $"rows {replica}");
            // A draw from the prior with kernel s² (x·x')², by its factor, plus noise and an offset for each training group.
            var (factor, _) = Cholesky.FactorWithJitter(TestData.Kernel(rows, n + test, rows, n + test, Width, 2), n + test, 1e-13);
            double[] latent = TestData.Normal(n + test, $"latent {replica}"), independent = TestData.Normal(n + test, $"noise {replica}"), common = TestData.Normal(n, $"offset {replica}");
            var targets = new double[n + test];
            for (var i = 0; i < n + test; i++)
            {
                targets[i] = 5 + signal * VectorKernels.Dot(factor.Lower.Slice(i * (n + test), i + 1), latent.AsSpan(0, i + 1)) + noise * independent[i];
                if (i < n) targets[i] += offset * common[i / groupSize];
            }

            var groups = Enumerable.Range(0, n).Select(i => i / groupSize).ToArray();
            var fit = new SparseFit(new SparseBasis(rows[..(100 * Width)], 100, Width, 2), rows[..(n * Width)], targets[..n], groups, groups, _pool);
            var whitened = fit.Whiten(model.OffsetRatio, _pool);
            var left = whitened.Leave(model.Variance, _pool);
            signalVariance += left.SignalVariance / replicas;
            var process = whitened.Solve(model.Variance, left.SignalVariance);
            double[] means = new double[test], deviations = new double[test], similarities = new double[test];
            process.Predict(rows.AsSpan(n * Width), test, means, deviations, similarities);
            for (var i = 0; i < test; i++) square += Math.Pow((means[i] - targets[n + i]) / deviations[i], 2) / (test * replicas);
            Assert.All(similarities, s => Assert.InRange(s, 0.5, 1));
        }

        // The errors of one replica share that of the fitted constant, so the standard error is nearer 1/√(2·replicas) = 0.13 than 1/√(2·test·replicas).
        Assert.Equal(1, Math.Sqrt(square), 0.13);
        Assert.Equal(signal * signal, signalVariance, 0.05 * signal * signal);
    }

    [Fact]
    public void The_deviation_grows_to_the_prior_far_from_the_data()
    {
        const int n = 40;
        var rows = new double[n * Width];
        var stream = new RandomStream(3, "half space");
        for (var i = 0; i < n; i++)
        {
            // All training vectors live in the first five coordinates.
            for (var k = 0; k < 5; k++) rows[i * Width + k] = Math.Abs(stream.NextNormal());
            var norm = Math.Sqrt(VectorKernels.Dot(rows.AsSpan(i * Width, Width), rows.AsSpan(i * Width, Width)));
            for (var k = 0; k < 5; k++) rows[i * Width + k] /= norm;
        }

        var model = Fit(new SparseBasis(rows, n, Width, 2), rows, TestData.Normal(n, "targets"), new int[n], new NoiseModel(0.01, 0));
        var far = new double[Width];
        far[9] = 1;
        double[] mean = new double[1], deviation = new double[1], near = new double[1], similarity = new double[1];
        model.Predict(far, 1, mean, deviation, similarity);
        Assert.True(deviation[0] >= Math.Sqrt(model.SignalVariance));
        Assert.Equal(0, similarity[0], 1e-15);
        model.Predict(rows, 1, mean, near, similarity);
        Assert.True(near[0] < 0.3 * deviation[0]);
        Assert.Equal(1, similarity[0], 1e-12);
    }

    [Fact]
    public void One_thread_and_three_give_the_same_bits()
    {
        const int n = 300;
        var rows = TestData.UnitRows(n, Width);
        var targets = TestData.Normal(n, "targets");
        var groups = Enumerable.Range(0, n).Select(i => i / 5).ToArray();
        double[] Weights(int threads)
        {
            using var pool = new WorkerPool(threads);
            var (order, _) = FarthestPointSampling.Select(rows, n, Width, 80, pool);
            var basis = new SparseBasis([.. order.SelectMany(i => rows[(i * Width)..((i + 1) * Width)])], 80, Width, 3);
            var whitened = new SparseFit(basis, rows, targets, groups, groups, pool).Whiten(1, pool);
            return [.. whitened.Solve(0.1, 1).KernelWeights, .. whitened.Leave(0.1, pool).Residuals];
        }

        Assert.Equal(Weights(1), Weights(3));
    }

    private SparseGaussianProcess Fit(SparseBasis basis, double[] rows, double[] targets, int[] groups, NoiseModel noise) =>
        new SparseFit(basis, rows, targets, groups, groups, _pool).Whiten(noise.OffsetRatio, _pool).Solve(noise.Variance, 1);

    // Φᵀ C⁻¹ Φ w = Φᵀ C⁻¹ y with the noise covariance C written out: what whitening must amount to.
    private static double[] NormalEquations(SparseBasis basis, double[] rows, double[] targets, int[] groups, NoiseModel noise)
    {
        var (n, width) = (targets.Length, basis.Count + 1);
        var features = new double[n * width];
        basis.FeaturesOf(rows, n, features);
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) covariance[i * n + j] = (i == j ? 1 : 0) + (groups[i] == groups[j] ? noise.OffsetRatio : 0);
        }

        var factor = Cholesky.TryFactor(covariance, n)!;
        var normal = new double[width * width];
        var right = new double[width];
        for (var k = 0; k < width; k++)
        {
            var column = new double[n];
            for (var i = 0; i < n; i++) column[i] = features[i * width + k];
            factor.Solve(column);
            right[k] = VectorKernels.Dot(column, targets);
            for (var l = 0; l < width; l++)
            {
                for (var i = 0; i < n; i++) normal[k * width + l] += column[i] * features[i * width + l];
            }

            normal[k * width + k] += noise.Variance;
        }

        Cholesky.TryFactor(normal, width)!.Solve(right);
        return right;
    }
}
