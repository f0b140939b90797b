using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;

namespace Lithoscope.Descriptors.Tests;

public class EquispacedGaussianRadialBasisTests
{
    private const int Count = 6;
    private const int Degree = 5;
    private static readonly EquispacedGaussianRadialBasis Basis = new(Count, Degree, 4.5, 0.8, 0.55);

    private static double Alpha => 1 / (2 * Basis.Width * Basis.Width);

    // exp(−α(s² + r²)) i_l(2αsr), the radial part of a Gaussian at distance r.
    private static double Radial(int l, double s, double r)
    {
        var bessel = new double[l + 1];
        SphericalBessel.ScaledModified(2 * Alpha * s * r, bessel);
        return Math.Exp(-Alpha * (s - r) * (s - r)) * bessel[l];
    }

    [Fact]
    public void The_centres_reach_to_where_an_atom_at_the_cutoff_has_fallen_off()
    {
        Assert.Equal(0, Basis.Centres[0]);
        var end = Count * Basis.Centres[1];
        Assert.Equal(1e-10, Math.Exp(-Alpha * Math.Pow(end - Basis.Cutoff, 2)), 1e-20);
    }

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(1, 2.2)]
    [InlineData(3, 3.4)]
    [InlineData(5, 3.6)]
    public void Sums_over_n_are_integrals_of_the_interpolated_density(int l, double r)
    {
        // The weights of the Gaussians from the values at their centres, by elimination; before the cutoff begins to fall it is 1.
        Vector<double> Interpolate(double distance) => Matrix<double>.Build.Dense(Count, Count, (a, b) => Math.Exp(-Alpha * Math.Pow(Basis.Centres[a] - Basis.Centres[b], 2)))
            .Solve(Vector<double>.Build.Dense(Count, a => Radial(l, Basis.Centres[a], distance)));
        double Density(Vector<double> weights, double s) => Enumerable.Range(0, Count).Sum(a => weights[a] * Math.Exp(-Alpha * Math.Pow(s - Basis.Centres[a], 2)));
        double[] Values(double distance)
        {
            double[] v = new double[(Degree + 1) * Count], s = new double[v.Length], c = new double[v.Length];
            Basis.Evaluate(distance, v, s, c);
            return v[(l * Count)..((l + 1) * Count)];
        }

        const double Other = 2.9;
        var (one, two) = (Interpolate(r), Interpolate(Other));
        var integral = GaussLegendreRule.Integrate(s => s * s * Density(one, s) * Density(two, s), 0, 16, 512);
        Assert.Equal(integral, Values(r).Zip(Values(Other), (a, b) => a * b).Sum(), 1e-11);
    }

    [Fact]
    public void The_atom_itself_is_the_first_function()
    {
        double[] v = new double[(Degree + 1) * Count], s = new double[v.Length], c = new double[v.Length];
        Basis.Evaluate(0, v, s, c);
        // √∫ s² exp(−2αs²) ds
        Assert.Equal(Math.Sqrt(Math.Sqrt(Math.PI) / (4 * Math.Pow(2 * Alpha, 1.5))), v[0], 1e-14);
        for (var k = 1; k < v.Length; k++) Assert.Equal(0, v[k], 1e-14);
    }

    [Fact]
    public void Slopes_and_curvatures_are_derivatives_on_either_side_of_the_joint()
    {
        const double H = 1e-5;
        var size = (Degree + 1) * Count;
        double[] v = new double[size], s = new double[size], c = new double[size], low = new double[size], high = new double[size], a = new double[size], b = new double[size], unused = new double[size];
        foreach (var r in new[] { 0.3, 1.9, Basis.Joint - 2 * H, Basis.Joint + 2 * H, 4.1, 4.499 })
        {
            Basis.Evaluate(r, v, s, c);
            Basis.Evaluate(r - H, low, a, unused);
            Basis.Evaluate(r + H, high, b, unused);
            for (var k = 0; k < size; k++)
            {
                Assert.Equal((high[k] - low[k]) / (2 * H), s[k], 1e-8);
                Assert.Equal((b[k] - a[k]) / (2 * H), c[k], 1e-7);
            }
        }

        Basis.Evaluate(Basis.Cutoff, v, s, c);
        Assert.All(v, x => Assert.Equal(0, x));
        Assert.All(s, x => Assert.Equal(0, x, 1e-15));
    }

    [Theory]
    [InlineData(256, 1e-10, 1e-8)]
    [InlineData(400, 1e-11, 1e-9)]
    public void The_table_follows_the_basis_across_the_joint(int intervals, double value, double slope)
    {
        var table = new RadialTable(Basis, intervals);
        var size = (Degree + 1) * Count;
        double[] v = new double[size], s = new double[size], c = new double[size], tv = new double[table.Functions], ts = new double[table.Functions];
        for (var r = 0.0; r < 4.5; r += 0.00117)
        {
            Basis.Evaluate(r, v, s, c);
            table.Evaluate(r, tv, ts);
            for (var k = 0; k < size; k++)
            {
                Assert.Equal(v[k], tv[k / Count * table.PaddedCount + k % Count], value);
                Assert.Equal(s[k], ts[k / Count * table.PaddedCount + k % Count], slope);
            }
        }
    }
}
