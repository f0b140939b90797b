using Lithoscope.Numerics;

namespace Lithoscope.Learning;

/// <summary>Sparse points with the factor of their kernel matrix: turns samples into the features φ of a <see cref="SparseGaussianProcess"/>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class SparseBasis
{
    private readonly PackedMatrix _packed;

    /// <summary>Factorises K_MM, with the least jitter that makes it positive definite.</summary>
    /// <param name="points">Row-major sparse points, <paramref name="count"/> × <paramref name="width"/>, unit vectors.</param>
    /// <param name="count">Number of sparse points M.</param>
    /// <param name="width">Features per point D.</param>
    /// <param name="zeta">ζ of the kernel, above 0.</param>
    /// <param name="jitter">Added to the diagonal of K_MM from the start: what an earlier factorisation of the same points needed.</param>
    public SparseBasis(double[] points, int count, int width, double zeta, double jitter = 0)
    {
        (Points, Count, Width, Zeta) = (points, count, width, zeta);
        _packed = new PackedMatrix(points, count, width);
        var kernel = new double[count * count];
        _packed.Multiply(points, count, width, kernel, count);
        KernelProducts.Power(kernel, zeta);
        for (var k = 0; k < count; k++) kernel[k * count + k] += jitter;
        (Factor, var more) = Cholesky.FactorWithJitter(kernel, count, 1e-13);
        Jitter = jitter + more;
    }

    /// <summary>Row-major sparse points.</summary>
    public double[] Points { get; }

    /// <summary>Number of sparse points M.</summary>
    public int Count { get; }

    /// <summary>Features per point D.</summary>
    public int Width { get; }

    /// <summary>ζ of the kernel.</summary>
    public double Zeta { get; }

    /// <summary>What was added to the diagonal of K_MM.</summary>
    public double Jitter { get; }

    /// <summary>The factor L of K_MM.</summary>
    public Cholesky Factor { get; }

    /// <summary>Similarities x·z of a block of samples with all sparse points.</summary>
    /// <param name="rows">Row-major samples, unit vectors.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="similarities">count × M values; replaced.</param>
    public void Similarities(ReadOnlySpan<double> rows, int count, Span<double> similarities) => _packed.Multiply(rows, count, Width, similarities, Count);

    /// <summary>From kernel values to features: (L⁻¹ k(z, x), β), rows of M + 1.</summary>
    /// <param name="kernel">count × M kernel values; replaced by L⁻¹ k.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="features">count × (M + 1) values; replaced.</param>
    public void Features(Span<double> kernel, int count, Span<double> features)
    {
        Factor.SolveLowerRows(kernel, count);
        for (var i = 0; i < count; i++)
        {
            kernel.Slice(i * Count, Count).CopyTo(features[(i * (Count + 1))..]);
            features[i * (Count + 1) + Count] = SparseGaussianProcess.ConstantDeviation;
        }
    }

    /// <summary>Features of a block of samples.</summary>
    /// <param name="rows">Row-major samples, unit vectors.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="features">count × (M + 1) values; replaced.</param>
    public void FeaturesOf(ReadOnlySpan<double> rows, int count, Span<double> features)
    {
        var kernel = new double[count * Count];
        Similarities(rows, count, kernel);
        KernelProducts.Power(kernel, Zeta);
        Features(kernel, count, features);
    }
}
