using MathNet.Numerics.Integration;

namespace Lithoscope.Descriptors;

/// <summary>
/// Discrete-variable radial basis for a density of Gaussians: function n stands for the density on the sphere of radius x_n, a node of Gauss–Legendre quadrature from 0 to the
/// cutoff, R_nl(r) = √w_n x_n · 4π exp(−α(x_n² + r²)) i_l(2α x_n r) f(r), α = 1/(2σ²), i_l the modified spherical Bessel function of the first kind. Sums over n of products of
/// coefficients are then the quadrature of the radial integral of products of densities.
/// </summary>
/// <remarks>
/// The expansion of a Gaussian about another centre: Kaufmann and Baumeister, J. Phys. B 22, 1 (1989), doi:10.1088/0953-4075/22/1/004. Discrete-variable
/// functions: Light, Hamilton and Lill, J. Chem. Phys. 82, 1400 (1985), doi:10.1063/1.448462. Cutoff ½(1 + cos πr/r_c) multiplies each neighbour's Gaussian; what of a Gaussian lies
/// beyond r_c is not seen. Nodes must not be much farther apart than σ: n_max ≥ r_c/σ resolves everything. Immutable and thread-safe.
/// </remarks>
public sealed class DiscreteVariableRadialBasis : IRadialBasis
{
    private readonly double _alpha;
    private readonly double[] _weights; // 4π √w_n x_n

    /// <summary>Sets up the basis.</summary>
    /// <param name="radialCount">n_max, at least 1.</param>
    /// <param name="maximumDegree">l_max, at least 0.</param>
    /// <param name="cutoff">r_c, Å.</param>
    /// <param name="width">σ of the atomic Gaussians, Å.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    public DiscreteVariableRadialBasis(int radialCount, int maximumDegree, double cutoff, double width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(radialCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(maximumDegree);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cutoff);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (RadialCount, MaximumDegree, Cutoff, _alpha) = (radialCount, maximumDegree, cutoff, 1 / (2 * width * width));
        var rule = new GaussLegendreRule(0, cutoff, radialCount);
        Nodes = [.. rule.Abscissas];
        QuadratureWeights = [.. rule.Weights];
        _weights = [.. Nodes.Zip(QuadratureWeights, (x, w) => 4 * Math.PI * Math.Sqrt(w) * x)];
    }

    /// <inheritdoc/>
    public int RadialCount { get; }

    /// <inheritdoc/>
    public int MaximumDegree { get; }

    /// <inheritdoc/>
    public double Cutoff { get; }

    /// <summary>x_n, Å.</summary>
    internal double[] Nodes { get; }

    /// <summary>w_n, Å.</summary>
    internal double[] QuadratureWeights { get; }

    /// <inheritdoc/>
    public void Evaluate(double r, Span<double> values, Span<double> slopes, Span<double> curvatures)
    {
        var (f, f1, f2) = CosineCutoff.Evaluate(r, Cutoff);
        // g_l = exp(−α(x − r)²) exp(−z) i_l(z), z = 2αxr; its derivatives need the two next degrees.
        Span<double> g = stackalloc double[MaximumDegree + 3], g1 = stackalloc double[MaximumDegree + 2];
        for (var n = 0; n < RadialCount; n++)
        {
            var x = Nodes[n];
            SphericalBessel.ScaledModified(2 * _alpha * x * r, g);
            var gaussian = _weights[n] * Math.Exp(-_alpha * (x - r) * (x - r));
            foreach (ref var value in g) value *= gaussian;
            for (var l = 0; l < g1.Length; l++) g1[l] = Derivative(l, x, g) - 2 * _alpha * r * g[l];
            for (var l = 0; l <= MaximumDegree; l++)
            {
                var second = Derivative(l, x, g1) - 2 * _alpha * (g[l] + r * g1[l]);
                (values[l * RadialCount + n], slopes[l * RadialCount + n], curvatures[l * RadialCount + n]) = (f * g[l], f1 * g[l] + f * g1[l], f2 * g[l] + 2 * f1 * g1[l] + f * second);
            }
        }
    }

    // From i_l' = (l i_(l−1) + (l+1) i_(l+1))/(2l+1), which has no singularity at zero.
    private double Derivative(int l, double x, ReadOnlySpan<double> g) => 2 * _alpha * x * ((l > 0 ? l * g[l - 1] : 0) + (l + 1) * g[l + 1]) / (2 * l + 1);
}
