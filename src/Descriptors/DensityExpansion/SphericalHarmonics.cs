namespace Lithoscope.Descriptors;

/// <summary>
/// Real orthonormal spherical harmonics without the Condon–Shortley phase, in the order (l, m) = (0,0), (1,−1), (1,0), (1,1), …: index l² + l + m.
/// Y_1,−1, Y_1,0, Y_1,1 are √(3/4π) times y, z, x.
/// </summary>
/// <remarks>
/// Written as solid harmonics N_lm Q_lm(z) c_m(x, y) (or s_m for m &lt; 0) on the unit sphere, Q_lm = d^m P_l/dz^m and c_m + i s_m = (x + iy)^m, whose Cartesian
/// gradients are again such products: ∂Q_lm/∂z = (l+m) Q_(l−1)m and ∂Q_lm/∂x = −x Q_(l−1)(m+1) (homogeneous continuation). Compare Bigi et al., J. Chem. Phys. 159,
/// 064802 (2023), doi:10.1063/5.0156307. Immutable and thread-safe.
/// </remarks>
public sealed class SphericalHarmonics
{
    /// <summary>Prepares the constants up to degree <paramref name="maximumDegree"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The degree is negative or above 30, where double factorials lose their meaning here.</exception>
    public SphericalHarmonics(int maximumDegree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumDegree);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumDegree, 30);
        MaximumDegree = maximumDegree;
        Norms = new double[Triangle(maximumDegree + 1, 0)];
        for (var l = 0; l <= maximumDegree; l++)
        {
            for (var m = 0; m <= l; m++)
            {
                var ratio = 1.0; // (l−m)!/(l+m)!
                for (var k = l - m + 1; k <= l + m; k++) ratio /= k;
                Norms[Triangle(l, m)] = Math.Sqrt((2 * l + 1) / (4 * Math.PI) * ratio * (m == 0 ? 1 : 2));
            }
        }
    }

    /// <summary>Largest degree l.</summary>
    public int MaximumDegree { get; }

    /// <summary>Number of functions, (l_max + 1)².</summary>
    public int Count => (MaximumDegree + 1) * (MaximumDegree + 1);

    /// <summary>N_lm with the √2 of real harmonics, in triangle order.</summary>
    internal double[] Norms { get; }

    /// <summary>Evaluates all functions for a unit vector.</summary>
    /// <param name="x">x of the unit vector.</param>
    /// <param name="y">y of the unit vector.</param>
    /// <param name="z">z of the unit vector.</param>
    /// <param name="values"><see cref="Count"/> values in the order l² + l + m.</param>
    public void Evaluate(double x, double y, double z, Span<double> values)
    {
        Span<double> q = stackalloc double[Triangle(MaximumDegree + 1, 0)];
        Span<double> c = stackalloc double[MaximumDegree + 2], s = stackalloc double[MaximumDegree + 2];
        Polynomials(x, y, z, q, c, s);
        for (var l = 0; l <= MaximumDegree; l++)
        {
            for (var m = 0; m <= l; m++)
            {
                var f = Norms[Triangle(l, m)] * q[Triangle(l, m)];
                if (m > 0) values[l * l + l - m] = f * s[m];
                values[l * l + l + m] = f * c[m];
            }
        }
    }

    /// <summary>
    /// The gradient of Σ_lm w_lm Y_lm(r/|r|) with respect to r, times |r|: what the weights pull on the direction of a unit vector.
    /// </summary>
    /// <param name="x">x of the unit vector.</param>
    /// <param name="y">y of the unit vector.</param>
    /// <param name="z">z of the unit vector.</param>
    /// <param name="weights"><see cref="Count"/> weights w_lm.</param>
    /// <returns>The gradient, perpendicular to the unit vector.</returns>
    public Numerics.Vector3D Gradient(double x, double y, double z, ReadOnlySpan<double> weights)
    {
        Span<double> q = stackalloc double[Triangle(MaximumDegree + 1, 0)];
        Span<double> c = stackalloc double[MaximumDegree + 2], s = stackalloc double[MaximumDegree + 2];
        Polynomials(x, y, z, q, c, s);
        double gx = 0, gy = 0, gz = 0, radial = 0;
        for (var l = 1; l <= MaximumDegree; l++)
        {
            for (var m = 0; m <= l; m++)
            {
                var norm = Norms[Triangle(l, m)];
                var plus = norm * weights[l * l + l + m];
                var minus = m > 0 ? norm * weights[l * l + l - m] : 0;
                var inPlane = plus * c[m] + minus * s[m];
                var value = q[Triangle(l, m)];
                var lower = m < l ? q[Triangle(l - 1, m)] : 0;
                var raised = m < l - 1 ? q[Triangle(l - 1, m + 1)] : 0;
                radial += l * value * inPlane;
                gz += (l + m) * lower * inPlane;
                gx -= x * raised * inPlane;
                gy -= y * raised * inPlane;
                if (m == 0) continue;
                gx += m * value * (plus * c[m - 1] + minus * s[m - 1]);
                gy += m * value * (minus * c[m - 1] - plus * s[m - 1]);
            }
        }

        // Solid harmonics are homogeneous of degree l: taking off l·S along r leaves the gradient on the sphere.
        return new(gx - radial * x, gy - radial * y, gz - radial * z);
    }

    internal static int Triangle(int l, int m) => l * (l + 1) / 2 + m;

    private void Polynomials(double x, double y, double z, Span<double> q, Span<double> c, Span<double> s)
    {
        (c[0], s[0]) = (1, 0);
        var diagonal = 1.0; // (2m−1)!!
        for (var m = 0; m <= MaximumDegree; m++)
        {
            if (m > 0)
            {
                diagonal *= 2 * m - 1;
                (c[m], s[m]) = (x * c[m - 1] - y * s[m - 1], x * s[m - 1] + y * c[m - 1]);
            }

            q[Triangle(m, m)] = diagonal;
            if (m < MaximumDegree) q[Triangle(m + 1, m)] = (2 * m + 1) * z * diagonal;
            for (var l = m + 2; l <= MaximumDegree; l++)
            {
                q[Triangle(l, m)] = ((2 * l - 1) * z * q[Triangle(l - 1, m)] - (l + m - 1) * q[Triangle(l - 2, m)]) / (l - m);
            }
        }
    }
}
