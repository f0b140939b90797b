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
    public SparseBasis(double[] points, int count, int width, double zeta)
    {
        (Points, Count, Width, Zeta) = (points, count, width, zeta);
        _packed = new PackedMatrix(points, count, width);
        var kernel = new double[count * count];
        _packed.Multiply(points, count, width, kernel, count);
        KernelProducts.Power(kernel, zeta);
        (Factor, Jitter) = Cholesky.FactorWithJitter(kernel, count, 1e-13);
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

    /// <summary>Features of a block of samples: (L⁻¹ k(z, x), β), rows of M + 1.</summary>
    /// <param name="rows">Row-major samples, unit vectors.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="features">count × (M + 1) values; replaced.</param>
    /// <param name="similarities">Largest x·z of each sample; empty if not wanted.</param>
    public void Features(ReadOnlySpan<double> rows, int count, Span<double> features, Span<double> similarities)
    {
        var kernel = new double[count * Count];
        _packed.Multiply(rows, count, Width, kernel, Count);
        for (var i = 0; i < similarities.Length; i++)
        {
            var largest = -1.0;
            foreach (var x in kernel.AsSpan(i * Count, Count)) largest = Math.Max(largest, x);
            similarities[i] = largest;
        }

        KernelProducts.Power(kernel, Zeta);
        Factor.SolveLowerRows(kernel, count);
        for (var i = 0; i < count; i++)
        {
            kernel.AsSpan(i * Count, Count).CopyTo(features[(i * (Count + 1))..]);
            features[i * (Count + 1) + Count] = SparseGaussianProcess.ConstantDeviation;
        }
    }
}
