using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Lithoscope.Descriptors;

/// <summary>
/// Gaussian-type radial basis for a density of Gaussians: g_nl(r) = r^l exp(−b_n r²), orthonormalised for each l by S^(−1/2) (Löwdin).
/// The overlap of g_nl Y_lm with a Gaussian of width σ at distance r from the centre has the closed form
/// (π/(α+b))^(3/2) (α/(α+b))^l r^l exp(−αb r²/(α+b)) Y_lm, with α = 1/(2σ²), from the product theorem of Gaussians and the mean-value
/// property of harmonic polynomials; no radial quadrature is needed.
/// </summary>
/// <remarks>
/// Widths: b_n = ln(1000)/r_n² with r_n = n·r_c/n_max, so that exp(−b_n r²) has fallen to 10⁻³ at r_n. Basis form: Himanen et al., Comput. Phys.
/// Commun. 247, 106949 (2020), doi:10.1016/j.cpc.2019.106949. Cutoff ½(1 + cos πr/r_c) multiplies each neighbour's Gaussian. Immutable and thread-safe.
/// </remarks>
public sealed class GaussianRadialBasis : IRadialBasis
{
    private readonly double[] _decay;     // κ_n = α b_n/(α + b_n), 1/Å²
    private readonly double[][] _mixing;  // for each l: row n of S^(−1/2) N times the closed form's prefactor

    /// <summary>Sets up the basis.</summary>
    /// <param name="radialCount">n_max, at least 1.</param>
    /// <param name="maximumDegree">l_max, at least 0.</param>
    /// <param name="cutoff">r_c, Å.</param>
    /// <param name="width">σ of the atomic Gaussians, Å.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public GaussianRadialBasis(int radialCount, int maximumDegree, double cutoff, double width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(radialCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumDegree);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (RadialCount, MaximumDegree, Cutoff, Width) = (radialCount, maximumDegree, cutoff, width);
        var alpha = 1 / (2 * width * width);
        Exponents = new double[radialCount];
        _decay = new double[radialCount];
        for (var n = 0; n < radialCount; n++)
        {
            var reach = cutoff * (n + 1) / radialCount;
            Exponents[n] = Math.Log(1000) / (reach * reach);
            _decay[n] = alpha * Exponents[n] / (alpha + Exponents[n]);
        }

        Orthonormalisation = new double[maximumDegree + 1][];
        _mixing = new double[maximumDegree + 1][];
        for (var l = 0; l <= maximumDegree; l++)
        {
            var transform = Orthonormalise(l);
            Orthonormalisation[l] = transform;
            _mixing[l] = new double[radialCount * radialCount];
            for (var n = 0; n < radialCount; n++)
            {
                for (var k = 0; k < radialCount; k++)
                {
                    var sum = alpha + Exponents[k];
                    _mixing[l][n * radialCount + k] = transform[n * radialCount + k] * Math.Pow(Math.PI / sum, 1.5) * Math.Pow(alpha / sum, l);
                }
            }
        }
    }

    /// <inheritdoc/>
    public int RadialCount { get; }

    /// <inheritdoc/>
    public int MaximumDegree { get; }

    /// <inheritdoc/>
    public double Cutoff { get; }

    /// <summary>σ of the atomic Gaussians, Å.</summary>
    public double Width { get; }

    /// <summary>b_n, 1/Å².</summary>
    internal double[] Exponents { get; }

    /// <summary>For each l the matrix [n][k] that turns r^l exp(−b_k r²) into orthonormal functions (weight r²).</summary>
    internal double[][] Orthonormalisation { get; }

    /// <inheritdoc/>
    public void Evaluate(double r, Span<double> values, Span<double> slopes, Span<double> curvatures)
    {
        var count = RadialCount;
        var (f, f1, f2) = CosineCutoff.Evaluate(r, Cutoff);
        Span<double> u = stackalloc double[count], u1 = stackalloc double[count], u2 = stackalloc double[count];
        for (var l = 0; l <= MaximumDegree; l++)
        {
            double p0 = Power(r, l), p1 = l * Power(r, l - 1), p2 = l * (l - 1) * Power(r, l - 2);
            for (var k = 0; k < count; k++)
            {
                var kappa = _decay[k];
                var e = Math.Exp(-kappa * r * r);
                double g = p0 * e, g1 = (p1 - 2 * kappa * r * p0) * e, g2 = (p2 - 2 * kappa * (2 * l + 1) * p0 + 4 * kappa * kappa * r * r * p0) * e;
                (u[k], u1[k], u2[k]) = (f * g, f1 * g + f * g1, f2 * g + 2 * f1 * g1 + f * g2);
            }

            for (var n = 0; n < count; n++)
            {
                double v = 0, v1 = 0, v2 = 0;
                for (var k = 0; k < count; k++)
                {
                    var t = _mixing[l][n * count + k];
                    v += t * u[k];
                    v1 += t * u1[k];
                    v2 += t * u2[k];
                }

                (values[l * count + n], slopes[l * count + n], curvatures[l * count + n]) = (v, v1, v2);
            }
        }
    }

    // r^p with 0⁰ = 1; a negative power occurs only with a zero factor.
    private static double Power(double r, int p) => p < 0 ? 0 : Math.Pow(r, p);

    private double[] Orthonormalise(int l)
    {
        // ∫ r^(2l+2) exp(−(b+b')r²) dr = ½ Γ(l+3/2) (b+b')^(−l−3/2); with normalised primitives the Γ drops out.
        var power = l + 1.5;
        var norm = new double[RadialCount];
        for (var n = 0; n < RadialCount; n++) norm[n] = 1 / Math.Sqrt(0.5 * SpecialFunctions.Gamma(power) * Math.Pow(2 * Exponents[n], -power));
        var overlap = Matrix<double>.Build.Dense(RadialCount, RadialCount, (i, j) => Math.Pow(2 * Math.Sqrt(Exponents[i] * Exponents[j]) / (Exponents[i] + Exponents[j]), power));
        var eigen = overlap.Evd(Symmetricity.Symmetric);
        var vectors = eigen.EigenVectors;
        var transform = new double[RadialCount * RadialCount];
        for (var i = 0; i < RadialCount; i++)
        {
            for (var j = 0; j < RadialCount; j++)
            {
                double sum = 0;
                for (var k = 0; k < RadialCount; k++) sum += vectors[i, k] * vectors[j, k] / Math.Sqrt(eigen.EigenValues[k].Real);
                transform[i * RadialCount + j] = sum * norm[j];
            }
        }

        return transform;
    }
}
