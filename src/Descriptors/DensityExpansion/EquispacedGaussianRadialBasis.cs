using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The radial basis of GAP's SOAP: Gaussians φ_a(r) = exp(−α(r − r_a)²) at equispaced r_a, as wide as those on the atoms (α = 1/(2σ²)), orthonormalised with weight r²
/// by the Cholesky factor of their overlap. The radial part of an atom's Gaussian, exp(−α(r² + r_j²)) i_l(2α r r_j), is written in them by interpolation at the r_a.
/// </summary>
/// <remarks>
/// r_a = a·(r_c + σ√(2e ln 10))/n_max for a = 0 … n_max − 1: the range ends where an atom at the cutoff has fallen to 10^(−e), e = 10 unless chosen otherwise. With
/// K_ab = φ_b(r_a), S = L Lᵀ the overlap and h_l(r_a) the radial part at the centres, the coefficients are Lᵀ K⁻¹ h_l. Expansion of a Gaussian in spherical harmonics:
/// Bartók, Kondor and Csányi, Phys. Rev. B 87, 184115 (2013), doi:10.1103/PhysRevB.87.184115; the factor 4π is left out. A neighbour's Gaussian is multiplied by a
/// cutoff that is 1 up to r_c − w and falls as ½(1 + cos) over the width w. Immutable and thread-safe.
/// </remarks>
public sealed class EquispacedGaussianRadialBasis : IRadialBasis
{
    private readonly double _alpha;
    private readonly double[] _transform; // Lᵀ K⁻¹, row n, column a

    /// <summary>Sets up the basis.</summary>
    /// <param name="radialCount">n_max, at least 1.</param>
    /// <param name="maximumDegree">l_max, at least 0.</param>
    /// <param name="cutoff">r_c, Å.</param>
    /// <param name="transitionWidth">w, Å, at most r_c.</param>
    /// <param name="width">σ of the atomic Gaussians, Å.</param>
    /// <param name="errorExponent">e.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    /// <exception cref="ArgumentException">The Gaussians lie so close that they are linearly dependent to rounding.</exception>
    public EquispacedGaussianRadialBasis(int radialCount, int maximumDegree, double cutoff, double transitionWidth, double width, double errorExponent = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(radialCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumDegree);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(transitionWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(transitionWidth, cutoff);
        (RadialCount, MaximumDegree, Cutoff, TransitionWidth, Width) = (radialCount, maximumDegree, cutoff, transitionWidth, width);
        _alpha = 1 / (2 * width * width);
        var range = cutoff + width * Math.Sqrt(2 * Math.Abs(errorExponent) * Math.Log(10));
        Centres = new double[radialCount];
        for (var a = 0; a < radialCount; a++) Centres[a] = a * range / radialCount;
        _transform = Transform() ?? throw new ArgumentException("The Gaussians are linearly dependent to rounding.", nameof(radialCount));
    }

    /// <inheritdoc/>
    public int RadialCount { get; }

    /// <inheritdoc/>
    public int MaximumDegree { get; }

    /// <inheritdoc/>
    public double Cutoff { get; }

    /// <inheritdoc/>
    public double Joint => Cutoff - TransitionWidth;

    /// <summary>w, Å.</summary>
    public double TransitionWidth { get; }

    /// <summary>σ of the atomic Gaussians, Å.</summary>
    public double Width { get; }

    /// <summary>r_a, Å.</summary>
    internal double[] Centres { get; }

    /// <inheritdoc/>
    public void Evaluate(double r, Span<double> values, Span<double> slopes, Span<double> curvatures)
    {
        var (count, degree) = (RadialCount, MaximumDegree);
        var inside = r < Joint;
        var (f, f1, f2) = inside ? (1, 0, 0) : CosineCutoff.Evaluate(Math.Min(r - Joint, TransitionWidth), TransitionWidth);
        Span<double> bessel = stackalloc double[degree + 3];
        double[] g = new double[(degree + 1) * count], g1 = new double[g.Length], g2 = new double[g.Length];
        for (var a = 0; a < count; a++)
        {
            var centre = Centres[a];
            SphericalBessel.ScaledModified(2 * _alpha * centre * r, bessel);
            var scale = Math.Exp(-_alpha * (r - centre) * (r - centre));
            static double Slope(Span<double> i, int l) => (l * (l > 0 ? i[l - 1] : 0) + (l + 1) * i[l + 1]) / (2 * l + 1);
            for (var l = 0; l <= degree; l++)
            {
                // i_l′ = (l i_(l−1) + (l+1) i_(l+1))/(2l+1), twice.
                var (i0, i1) = (bessel[l], Slope(bessel, l));
                var i2 = (l * (l > 0 ? Slope(bessel, l - 1) : 0) + (l + 1) * Slope(bessel, l + 1)) / (2 * l + 1);
                var h = scale * i0;
                var h1 = 2 * _alpha * scale * (centre * i1 - r * i0);
                var h2 = scale * ((4 * _alpha * _alpha * r * r - 2 * _alpha) * i0 - 8 * _alpha * _alpha * r * centre * i1 + 4 * _alpha * _alpha * centre * centre * i2);
                (g[l * count + a], g1[l * count + a], g2[l * count + a]) = (f * h, f1 * h + f * h1, f2 * h + 2 * f1 * h1 + f * h2);
            }
        }

        for (var l = 0; l <= degree; l++)
        {
            for (var n = 0; n < count; n++)
            {
                var row = _transform.AsSpan(n * count, count);
                var at = l * count + n;
                (values[at], slopes[at], curvatures[at]) =
                    (VectorKernels.Dot(row, g.AsSpan(l * count, count)), VectorKernels.Dot(row, g1.AsSpan(l * count, count)), VectorKernels.Dot(row, g2.AsSpan(l * count, count)));
            }
        }
    }

    private double[]? Transform()
    {
        var count = RadialCount;
        double[] interpolation = new double[count * count], overlap = new double[count * count], transform = new double[count * count];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                var distance = Centres[a] - Centres[b];
                interpolation[a * count + b] = Math.Exp(-_alpha * distance * distance);
                overlap[a * count + b] = Overlap(Centres[a], Centres[b]);
            }
        }

        if (Cholesky.TryFactor(interpolation, count) is not { } inner || Cholesky.TryFactor(overlap, count) is not { } outer) return null;
        var column = new double[count];
        for (var n = 0; n < count; n++)
        {
            // Row n of Lᵀ K⁻¹ is K⁻¹ times column n of L, K being symmetric.
            for (var a = 0; a < count; a++) column[a] = outer.Lower[a * count + n];
            inner.Solve(column);
            column.CopyTo(transform, n * count);
        }

        return transform;
    }

    // ∫₀^∞ r² φ_a φ_b dr: the product is exp(−α(r_a − r_b)²/2) times a Gaussian of exponent 2α around s = (r_a + r_b)/2.
    private double Overlap(double a, double b)
    {
        var (s, beta) = (0.5 * (a + b), 2 * _alpha);
        var moment0 = 0.5 * Math.Sqrt(Math.PI / beta) * (1 + ErrorFunction.Erf(Math.Sqrt(beta) * s));
        return Math.Exp(-0.5 * _alpha * (a - b) * (a - b)) * (s * Math.Exp(-beta * s * s) / (2 * beta) + (s * s + 1 / (2 * beta)) * moment0);
    }
}
