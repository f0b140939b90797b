using Lithoscope.Numerics;

namespace Lithoscope.Learning.Tests;

public class KernelRidgeRegressionTests
{
    private const int Count = 60, Width = 12;

    [Fact]
    public void A_planted_function_of_the_kernel_space_is_recovered_to_1e_8()
    {
        var rows = TestData.UnitRows(Count, Width);
        var fresh = TestData.UnitRows(20, Width, "fresh");
        var planted = TestData.Normal(Count, "planted");
        var kernel = TestData.Kernel(rows, Count, rows, Count, Width, 4);
        var unseen = TestData.Kernel(fresh, 20, rows, Count, Width, 4);
        // Zero mean over the training samples, so that the function has no part outside the kernel space.
        double[] targets = new double[Count], constant = new double[Count];
        for (var i = 0; i < Count; i++) (targets[i], constant[i]) = (VectorKernels.Dot(kernel.AsSpan(i * Count, Count), planted), kernel.AsSpan(i * Count, Count).ToArray().Sum());
        var share = targets.Sum() / constant.Sum();
        for (var i = 0; i < Count; i++) (targets[i], planted[i]) = (targets[i] - share * constant[i], planted[i] - share);
        var model = KernelRidgeRegression.Fit(kernel, targets, new int[Count], new NoiseModel(1e-14, 0));
        for (var i = 0; i < 20; i++)
        {
            var row = unseen.AsSpan(i * Count, Count);
            Assert.Equal(VectorKernels.Dot(row, planted), model.Predict(row), 1e-8);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(2.0)]
    public void The_leave_one_out_identity_equals_refitting(double offsetRatio)
    {
        const int n = 25;
        var rows = TestData.UnitRows(n, Width);
        var targets = TestData.Normal(n, "targets");
        var groups = Enumerable.Range(0, n).Select(i => i / 4).ToArray();
        var kernel = TestData.Kernel(rows, n, rows, n, Width, 2);
        var noise = new NoiseModel(0.01, offsetRatio);
        var full = KernelRidgeRegression.Fit(kernel, targets, groups, noise, bias: 1);
        var residuals = full.LeaveOneOutResiduals();
        for (var left = 0; left < n; left++)
        {
            int[] rest = [.. Enumerable.Range(0, n).Where(i => i != left)];
            // The covariance of the noise reaches from a sample left out to its group: add it to the row, as conditioning a Gaussian does.
            var part = rest.SelectMany(i => rest.Select(j => kernel[i * n + j])).ToArray();
            var row = rest.Select(j => kernel[left * n + j] + (groups[j] == groups[left] ? noise.Variance * noise.OffsetRatio : 0)).ToArray();
            // The identity keeps the mean of all samples; so does this.
            var shifted = rest.Select(i => targets[i] - full.Mean).ToArray();
            var direct = Solve(part, shifted, [.. rest.Select(i => groups[i])], noise, 1);
            double prediction = full.Mean;
            for (var k = 0; k < row.Length; k++) prediction += direct[k] * (row[k] + 1);
            Assert.Equal(targets[left] - prediction, residuals[left], 1e-10);
        }
    }

    private static double[] Solve(double[] kernel, double[] right, int[] groups, NoiseModel noise, double bias)
    {
        var n = right.Length;
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) a[i * n + j] = kernel[i * n + j] + bias + noise.Variance * ((i == j ? 1 : 0) + (groups[i] == groups[j] ? noise.OffsetRatio : 0));
        }

        var x = (double[])right.Clone();
        Cholesky.TryFactor(a, n)!.Solve(x);
        return x;
    }
}
