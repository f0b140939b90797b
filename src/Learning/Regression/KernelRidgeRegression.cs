using Lithoscope.Numerics;

namespace Lithoscope.Learning;

/// <summary>
/// Kernel ridge regression (the mean of a Gaussian process) on a full kernel matrix: f(x) = Σ_i α_i (k(x, x_i) + b) + ȳ with
/// α = (K + b + λ(1 + ρ same-group))⁻¹ (y − ȳ). Cost N³/3.
/// </summary>
/// <remarks>Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), ch. 2 and 5.4.2. Immutable.</remarks>
public sealed class KernelRidgeRegression
{
    private readonly Cholesky _factor;
    private readonly double[] _weights;

    private KernelRidgeRegression(Cholesky factor, double[] weights, double mean, double bias) => (_factor, _weights, Mean, Bias) = (factor, weights, mean, bias);

    /// <summary>α, one per training sample.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>ȳ, the mean of the training targets.</summary>
    public double Mean { get; }

    /// <summary>b, the prior variance of a constant relative to the kernel's.</summary>
    public double Bias { get; }

    /// <summary>Fits.</summary>
    /// <param name="kernel">Row-major N × N kernel matrix.</param>
    /// <param name="targets">N targets.</param>
    /// <param name="groups">Group index of each sample; only read when the noise has an offset.</param>
    /// <param name="noise">Noise relative to the kernel's variance.</param>
    /// <param name="bias">b ≥ 0: variance of a constant added to the kernel.</param>
    public static KernelRidgeRegression Fit(ReadOnlySpan<double> kernel, ReadOnlySpan<double> targets, ReadOnlySpan<int> groups, NoiseModel noise, double bias = 0)
    {
        var n = targets.Length;
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var same = noise.OffsetRatio > 0 && groups[i] == groups[j] ? noise.OffsetRatio : 0;
                covariance[i * n + j] = kernel[i * n + j] + bias + noise.Variance * (same + (i == j ? 1 : 0));
            }
        }

        var (factor, _) = Cholesky.FactorWithJitter(covariance, n, 1e-13 * (1 + bias));
        double mean = 0;
        foreach (var y in targets) mean += y / n;
        var weights = new double[n];
        for (var i = 0; i < n; i++) weights[i] = targets[i] - mean;
        factor.Solve(weights);
        return new KernelRidgeRegression(factor, weights, mean, bias);
    }

    /// <summary>Predicts from the kernel values between a new sample and all training samples.</summary>
    public double Predict(ReadOnlySpan<double> kernelRow)
    {
        double sum = Mean;
        for (var i = 0; i < _weights.Length; i++) sum += _weights[i] * (kernelRow[i] + Bias);
        return sum;
    }

    /// <summary>
    /// The leave-one-out residuals y_i − f₋ᵢ(x_i) = α_i / [(K + …)⁻¹]_ii, without refitting. ȳ stays that of all samples.
    /// </summary>
    public double[] LeaveOneOutResiduals()
    {
        var n = Weights.Count;
        var residuals = new double[n];
        var column = new double[n];
        for (var i = 0; i < n; i++)
        {
            Array.Clear(column);
            column[i] = 1;
            _factor.SolveLower(column);
            residuals[i] = Weights[i] / VectorKernels.Dot(column, column);
        }

        return residuals;
    }
}
