using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace Lithoscope.Descriptors.Tests;

public class RadialBasisTests
{
    [Theory]
    [InlineData(8, 6, 6.0, 0.5)]
    [InlineData(4, 3, 4.0, 0.3)]
    public void The_functions_are_orthonormal(int count, int degree, double cutoff, double width)
    {
        var basis = new GaussianRadialBasis(count, degree, cutoff, width);
        var last = basis.Exponents[^1];
        for (var l = 0; l <= degree; l++)
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    var overlap = GaussLegendreRule.Integrate(r => r * r * Function(basis, l, i, r) * Function(basis, l, j, r), 0, Math.Sqrt((40 + 10 * l) / last), 512);
                    Assert.Equal(i == j ? 1 : 0, overlap, 1e-7);
                }
            }
        }
    }

    // c = f_c(r) ∫ R_nl(s) s² 4π exp(−α(s² + r²)) i_l(2α s r) ds, i_l the modified spherical Bessel function.
    [Theory]
    [InlineData(0, 1.7)]
    [InlineData(1, 2.4)]
    [InlineData(3, 3.9)]
    [InlineData(6, 5.2)]
    public void The_closed_form_equals_the_radial_integral(int l, double r)
    {
        var basis = new GaussianRadialBasis(6, 6, 6.0, 0.5);
        double[] v = new double[42], s = new double[42], c = new double[42];
        basis.Evaluate(r, v, s, c);
        var alpha = 1 / (2 * basis.Width * basis.Width);
        double Bessel(double x)
        {
            // exp(−x) i_l(x) = ½ exp(−x) ∫ exp(x t) P_l(t) dt over −1…1
            return 0.5 * GaussLegendreRule.Integrate(t => Math.Exp(x * (t - 1)) * Legendre(l, t), -1, 1, 256);
        }

        var cutoff = 0.5 * (1 + Math.Cos(Math.PI * r / 6));
        for (var n = 0; n < 6; n++)
        {
            var index = n;
            var integral = GaussLegendreRule.Integrate(
                q => Function(basis, l, index, q) * q * q * 4 * Math.PI * Math.Exp(-alpha * (q - r) * (q - r)) * Bessel(2 * alpha * q * r), 0, r + 8, 128);
            Assert.Equal(cutoff * integral, v[l * 6 + n], 1e-8);
        }
    }

    // R_nl = √w x · 4π exp(−α(x² + r²)) i_l(2αxr) f(r), with exp(−z) i_l(z) = ½ ∫ exp(z (t − 1)) P_l(t) dt over −1…1.
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.02)]
    [InlineData(1.7)]
    [InlineData(5.2)]
    public void The_discrete_variables_are_the_density_on_the_nodes(double r)
    {
        var basis = new DiscreteVariableRadialBasis(10, 6, 6.0, 0.5);
        double[] v = new double[70], s = new double[70], c = new double[70];
        basis.Evaluate(r, v, s, c);
        var cutoff = 0.5 * (1 + Math.Cos(Math.PI * r / 6));
        for (var n = 0; n < 10; n++)
        {
            var x = basis.Nodes[n];
            for (var degree = 0; degree <= 6; degree++)
            {
                var l = degree;
                var bessel = 0.5 * GaussLegendreRule.Integrate(t => Math.Exp(4 * x * r * (t - 1)) * Legendre(l, t), -1, 1, 256);
                Assert.Equal(cutoff * Math.Sqrt(basis.QuadratureWeights[n]) * x * 4 * Math.PI * Math.Exp(-2 * (x - r) * (x - r)) * bessel, v[l * 10 + n], 1e-12);
            }
        }
    }

    [Fact]
    public void Scaled_modified_Bessel_functions_are_right_from_zero_to_large_arguments()
    {
        // e^(−z) i_l(z) for l = 0, 1, 2 in closed form: sinh z/z, (z cosh z − sinh z)/z², ((z² + 3) sinh z − 3z cosh z)/z³.
        var values = new double[9];
        foreach (var z in new[] { 0.5, 3.0, 20.0, 300.0, 5000.0 })
        {
            SphericalBessel.ScaledModified(z, values);
            double sinh = 0.5 * (1 - Math.Exp(-2 * z)), cosh = 0.5 * (1 + Math.Exp(-2 * z));
            Assert.Equal(1, values[0] / (sinh / z), 1e-13);
            Assert.Equal(1, values[1] / ((z * cosh - sinh) / (z * z)), 1e-12);
            Assert.Equal(1, values[2] / (((z * z + 3) * sinh - 3 * z * cosh) / (z * z * z)), 1e-11);
        }

        SphericalBessel.ScaledModified(0, values);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0], values);
        // i_l(z) → z^l/(2l + 1)!!
        SphericalBessel.ScaledModified(1e-3, values);
        Assert.Equal(1, values[3] / (Math.Exp(-1e-3) * 1e-9 / 105), 1e-6);
    }

    public static TheoryData<string> Bases => ["gaussian", "discrete", "scaled"];

    private static IRadialBasis Create(string kind, double width) => kind switch
    {
        "gaussian" => new GaussianRadialBasis(8, 6, 6.0, width),
        "discrete" => new DiscreteVariableRadialBasis(8, 6, 6.0, width),
        _ => new ScaledRadialBasis(new GaussianRadialBasis(8, 6, 6.0, width), new RadialScaling(1, 2.5, 4)),
    };

    [Theory]
    [MemberData(nameof(Bases))]
    public void Slopes_and_curvatures_equal_finite_differences(string kind)
    {
        var basis = Create(kind, 0.4);
        const int size = 56;
        double[] v = new double[size], s = new double[size], c = new double[size], low = new double[size], high = new double[size], a = new double[size], b = new double[size], unused = new double[size];
        const double h = 1e-5;
        foreach (var r in new[] { 0.3, 1.1, 2.5, 4.4, 5.9 })
        {
            basis.Evaluate(r, v, s, c);
            basis.Evaluate(r - h, low, a, unused);
            basis.Evaluate(r + h, high, b, unused);
            for (var k = 0; k < size; k++)
            {
                Assert.Equal((high[k] - low[k]) / (2 * h), s[k], 1e-7);
                Assert.Equal((b[k] - a[k]) / (2 * h), c[k], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData("gaussian", 0.3)]
    [InlineData("gaussian", 0.5)]
    [InlineData("discrete", 0.4)]
    [InlineData("scaled", 0.4)]
    public void The_table_follows_the_basis(string kind, double width)
    {
        var basis = Create(kind, width);
        var table = new RadialTable(basis);
        double[] v = new double[56], s = new double[56], c = new double[56], tv = new double[table.Functions], ts = new double[table.Functions];
        double worst = 0, worstSlope = 0;
        for (var r = 0.0; r < 6; r += 0.00317)
        {
            basis.Evaluate(r, v, s, c);
            table.Evaluate(r, tv, ts);
            for (var k = 0; k < 56; k++)
            {
                worst = Math.Max(worst, Math.Abs(v[k] - tv[k]));
                worstSlope = Math.Max(worstSlope, Math.Abs(s[k] - ts[k]));
            }
        }

        Assert.InRange(worst, 0, 1e-9);
        Assert.InRange(worstSlope, 0, 1e-7);
        table.Evaluate(6.0, tv, ts);
        Assert.All(tv, t => Assert.Equal(0, t));
    }

    [Fact]
    public void The_vector_form_of_the_table_equals_the_scalar_form()
    {
        var table = new RadialTable(new GaussianRadialBasis(7, 5, 5.0, 0.5));
        double[] v = new double[table.Functions], s = new double[table.Functions], vv = new double[table.Functions], vs = new double[table.Functions];
        for (var r = 0.0; r < 5.2; r += 0.0713)
        {
            table.Evaluate(r, v, s);
            unsafe
            {
                fixed (double* pv = vv, ps = vs) table.EvaluateVector(r, pv, ps);
            }

            for (var k = 0; k < v.Length; k++)
            {
                Assert.Equal(v[k], vv[k], 1e-14);
                Assert.Equal(s[k], vs[k], 1e-13);
            }
        }
    }

    private static double Function(GaussianRadialBasis basis, int l, int n, double r)
    {
        double sum = 0;
        for (var k = 0; k < basis.RadialCount; k++) sum += basis.Orthonormalisation[l][n * basis.RadialCount + k] * Math.Pow(r, l) * Math.Exp(-basis.Exponents[k] * r * r);
        return sum;
    }

    private static double Legendre(int l, double t)
    {
        double before = 1, value = t;
        if (l == 0) return 1;
        for (var k = 1; k < l; k++) (before, value) = (value, ((2 * k + 1) * t * value - k * before) / (k + 1));
        return value;
    }
}
