using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning;

/// <summary>
/// Gaussian process regression by a subset of regressors: with M sparse points z_s and kernel k(x, x') = s² (x·x')^ζ of unit vectors, a sample becomes
/// φ(x) = (L⁻¹ k(z, x), β), L Lᵀ = K_MM, and f(x) = φ(x)·w + ȳ, w = (λ + Φ̃ᵀΦ̃)⁻¹ Φ̃ᵀ(y − ȳ), where Φ̃ is Φ whitened by the noise model. β is the prior
/// standard deviation of a constant, in units of s.
/// </summary>
/// <remarks>
/// Quiñonero-Candela and Rasmussen, J. Mach. Learn. Res. 6, 1939 (2005). The variance is that of the deterministic training conditional: what the sparse points
/// do not span, plus the posterior of w. Immutable and thread-safe once fitted.
/// </remarks>
public sealed class SparseGaussianProcess
{
    /// <summary>β: wide against any signal, so that the constant is fitted by the data.</summary>
    internal const double ConstantDeviation = 10;

    /// <summary>β², the prior variance of the constant relative to the signal's: the bias that makes <see cref="KernelRidgeRegression"/> the same model.</summary>
    public const double ConstantVariance = ConstantDeviation * ConstantDeviation;

    private readonly SparseBasis _basis;
    private readonly Cholesky _posterior;

    internal SparseGaussianProcess(SparseBasis basis, Cholesky posterior, double[] weights, double mean, NoiseModel noise, double signalVariance)
    {
        (_basis, _posterior, Noise, SignalVariance) = (basis, posterior, noise, signalVariance);
        // For the mean alone M products suffice: k·(L⁻ᵀ w).
        var direct = weights[..basis.Count];
        basis.Factor.SolveUpper(direct);
        KernelWeights = direct;
        Constant = mean + ConstantDeviation * weights[basis.Count];
    }

    /// <summary>A fitted process from its stored parts.</summary>
    /// <param name="basis">Sparse points.</param>
    /// <param name="kernelWeights">L⁻ᵀ w, M values.</param>
    /// <param name="constant">ȳ + β w_M.</param>
    /// <param name="posterior">The factor of λ + Φ̃ᵀΦ̃, order M + 1.</param>
    /// <param name="noise">Noise relative to the signal variance.</param>
    /// <param name="signalVariance">s², in squared units of the target.</param>
    /// <param name="calibration">α, above 0: see <see cref="Calibration"/>.</param>
    public SparseGaussianProcess(SparseBasis basis, double[] kernelWeights, double constant, Cholesky posterior, NoiseModel noise, double signalVariance, double calibration = 1) =>
        (_basis, KernelWeights, Constant, _posterior, Noise, SignalVariance, Calibration) = (basis, kernelWeights, constant, posterior, noise, signalVariance, calibration);

    /// <summary>ζ of the kernel.</summary>
    public double Zeta => _basis.Zeta;

    /// <summary>Number of sparse points.</summary>
    public int SparseCount => _basis.Count;

    /// <summary>ȳ + β w_M, the prediction for a sample unlike all sparse points, in the target's unit.</summary>
    public double Constant { get; }

    /// <summary>Noise relative to <see cref="SignalVariance"/>.</summary>
    public NoiseModel Noise { get; }

    /// <summary>s², in squared units of the target.</summary>
    public double SignalVariance { get; }

    /// <summary>α, the factor on every standard deviation that errors on held-out groups were found to need; 1 where they were not looked at.</summary>
    public double Calibration { get; } = 1;

    /// <summary>Standard deviation of the independent noise, calibrated, in the target's unit.</summary>
    public double NoiseDeviation => Calibration * Math.Sqrt(SignalVariance * Noise.Variance);

    /// <summary>Standard deviation of the offset common to a group, calibrated, in the target's unit.</summary>
    public double OffsetDeviation => Calibration * Math.Sqrt(SignalVariance * Noise.Variance * Noise.OffsetRatio);

    /// <summary>L⁻ᵀ w: f(x) = k(z, x)·this + <see cref="Constant"/>.</summary>
    public double[] KernelWeights { get; }

    /// <summary>The sparse points.</summary>
    public SparseBasis Basis => _basis;

    /// <summary>The factor of λ + Φ̃ᵀΦ̃.</summary>
    public Cholesky Posterior => _posterior;

    /// <summary>The same process with another <see cref="Calibration"/>; means stay what they are.</summary>
    public SparseGaussianProcess Calibrated(double factor) => new(_basis, KernelWeights, Constant, _posterior, Noise, SignalVariance, factor);

    /// <summary>Predicts a block of samples.</summary>
    /// <param name="rows">Row-major features, unit vectors.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="means">Predicted values, in the target's unit.</param>
    /// <param name="deviations">Standard deviation of a predicted level without a group's offset: model uncertainty and independent noise, calibrated.</param>
    /// <param name="similarities">Largest x·z over the sparse points: 1 for an environment the model knows; empty if not wanted.</param>
    /// <remarks>Thread-safe; allocates scratch of 2 (M + 1) × count values.</remarks>
    public void Predict(ReadOnlySpan<double> rows, int count, Span<double> means, Span<double> deviations, Span<double> similarities)
    {
        var m = SparseCount;
        var kernel = new double[count * m];
        _basis.Similarities(rows, count, kernel);
        for (var i = 0; i < similarities.Length; i++)
        {
            var largest = -1.0;
            foreach (var x in kernel.AsSpan(i * m, m)) largest = Math.Max(largest, x);
            similarities[i] = largest;
        }

        KernelProducts.Power(kernel, Zeta);
        for (var i = 0; i < count; i++) means[i] = VectorKernels.Dot(kernel.AsSpan(i * m, m), KernelWeights) + Constant;
        if (deviations.IsEmpty) return;
        var features = new double[count * (m + 1)];
        _basis.Features(kernel, count, features);
        for (var i = 0; i < count; i++)
        {
            var v = features.AsSpan(i * (m + 1), m);
            deviations[i] = Math.Max(0, 1 - VectorKernels.Dot(v, v));
        }

        _posterior.SolveLowerRows(features, count);
        for (var i = 0; i < count; i++)
        {
            var u = features.AsSpan(i * (m + 1), m + 1);
            deviations[i] = Calibration * Math.Sqrt(SignalVariance * (deviations[i] + Noise.Variance * (1 + VectorKernels.Dot(u, u))));
        }
    }
}
