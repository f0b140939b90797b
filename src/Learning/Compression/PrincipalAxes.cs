using Lithoscope.Numerics;
using Lithoscope.Runtime;
using MathNet.Numerics.LinearAlgebra;

namespace Lithoscope.Learning;

/// <summary>
/// Eigenvectors of the second-moment matrix G = Σ x xᵀ/N with the largest eigenvalues, by subspace iteration from random directions: products of G with a few more directions
/// than wanted, made orthonormal again by Cholesky factors, and one small eigenvalue problem at the end.
/// </summary>
/// <remarks>
/// N. Halko, P. G. Martinsson, J. A. Tropp, SIAM Rev. 53, 217 (2011), doi:10.1137/090771806. Spectra of descriptors fall fast, so few rounds suffice; the tests compare
/// with a full eigenvalue problem.
/// </remarks>
internal static class PrincipalAxes
{
    private const int Rounds = 6;
    private const int Extra = 16;
    private const double FirstJitter = 1e-14;

    /// <summary>Row-major axes, <paramref name="length"/> × <paramref name="width"/>, the largest eigenvalue first, orthonormal.</summary>
    public static double[] Find(double[] rows, int count, int width, int length, ulong seed, WorkerPool pool, CancellationToken cancellation)
    {
        var transposed = Transpose(rows, count, width);
        var moment = KernelProducts.Gram(transposed, width, new PackedMatrix(transposed, width, count), pool, cancellation);
        VectorKernels.Scale(moment, 1.0 / count);
        var packed = new PackedMatrix(moment, width, width);

        var size = Math.Min(width, length + Extra);
        var axes = new double[size * width];
        var stream = new RandomStream(seed, "subspace iteration");
        for (var k = 0; k < axes.Length; k++) axes[k] = stream.NextNormal();
        axes = Orthonormalise(axes, size, width, pool, cancellation);
        for (var round = 0; round < Rounds; round++) axes = Orthonormalise(KernelProducts.Gram(axes, size, packed, pool, cancellation), size, width, pool, cancellation);

        // Ritz vectors: the eigenvectors of V G Vᵀ turn the basis of the subspace into approximate eigenvectors of G.
        var product = KernelProducts.Gram(axes, size, packed, pool, cancellation);
        var small = KernelProducts.Gram(product, size, new PackedMatrix(axes, size, width), pool, cancellation);
        var eigen = Matrix<double>.Build.Dense(size, size, (i, j) => 0.5 * (small[i * size + j] + small[j * size + i])).Evd(Symmetricity.Symmetric);
        var turn = new double[length * size];
        for (var i = 0; i < length; i++)
        {
            for (var k = 0; k < size; k++) turn[i * size + k] = eigen.EigenVectors[k, size - 1 - i];
        }

        return KernelProducts.Gram(turn, length, new PackedMatrix(Transpose(axes, size, width), width, size), pool, cancellation);
    }

    // L⁻¹ V with V Vᵀ = L Lᵀ, twice: the first pass leaves what rounding leaves of an ill-conditioned V.
    private static double[] Orthonormalise(double[] axes, int size, int width, WorkerPool pool, CancellationToken cancellation)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < size; k++)
            {
                var row = axes.AsSpan(k * width, width);
                var norm = Math.Sqrt(VectorKernels.Dot(row, row));
                VectorKernels.Scale(row, norm > 0 ? 1 / norm : 0);
            }

            var gram = KernelProducts.Gram(axes, size, new PackedMatrix(axes, size, width), pool, cancellation);
            var factor = Cholesky.FactorWithJitter(gram, size, FirstJitter).Factor;
            var columns = Transpose(axes, size, width);
            factor.SolveLowerRows(columns, width);
            axes = Transpose(columns, width, size);
        }

        return axes;
    }

    private static double[] Transpose(double[] matrix, int rows, int columns)
    {
        var target = new double[matrix.Length];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) target[j * rows + i] = matrix[i * columns + j];
        }

        return target;
    }
}
