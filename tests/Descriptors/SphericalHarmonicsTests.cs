using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Tests;

public class SphericalHarmonicsTests
{
    [Fact]
    public void The_first_degrees_have_their_textbook_values()
    {
        double x = 0.48, y = -0.6, z = 0.64;
        var values = new double[9];
        new SphericalHarmonics(2).Evaluate(x, y, z, values);
        double[] expected =
        [
            Math.Sqrt(1 / (4 * Math.PI)),
            Math.Sqrt(3 / (4 * Math.PI)) * y, Math.Sqrt(3 / (4 * Math.PI)) * z, Math.Sqrt(3 / (4 * Math.PI)) * x,
            Math.Sqrt(15 / (4 * Math.PI)) * x * y, Math.Sqrt(15 / (4 * Math.PI)) * y * z, Math.Sqrt(5 / (16 * Math.PI)) * (3 * z * z - 1),
            Math.Sqrt(15 / (4 * Math.PI)) * x * z, Math.Sqrt(15 / (16 * Math.PI)) * (x * x - y * y),
        ];
        for (var k = 0; k < 9; k++) Assert.Equal(expected[k], values[k], 1e-15);
    }

    [Fact]
    public void The_addition_theorem_holds_to_degree_twelve()
    {
        var harmonics = new SphericalHarmonics(12);
        double[] first = new double[harmonics.Count], second = new double[harmonics.Count];
        for (ulong k = 0; k < 20; k++)
        {
            var (u, v) = (Unit(2 * k), Unit(2 * k + 1));
            harmonics.Evaluate(u.X, u.Y, u.Z, first);
            harmonics.Evaluate(v.X, v.Y, v.Z, second);
            var cosine = Vector3D.Dot(u, v);
            double before = 1, legendre = cosine;
            for (var l = 1; l <= 12; l++)
            {
                double sum = 0;
                for (var lm = l * l; lm < (l + 1) * (l + 1); lm++) sum += first[lm] * second[lm];
                Assert.Equal((2 * l + 1) / (4 * Math.PI) * legendre, sum, 1e-12);
                (before, legendre) = (legendre, ((2 * l + 1) * cosine * legendre - l * before) / (l + 1));
            }
        }
    }

    [Fact]
    public void Gradients_equal_finite_differences_on_the_sphere()
    {
        var harmonics = new SphericalHarmonics(8);
        var weights = new double[harmonics.Count];
        var values = new double[harmonics.Count];
        var stream = new RandomStream(2, "weights");
        for (var k = 0; k < weights.Length; k++) weights[k] = stream.NextNormal();
        double At(Vector3D v)
        {
            var u = (1 / v.Norm) * v;
            harmonics.Evaluate(u.X, u.Y, u.Z, values);
            return VectorKernels.Dot(values, weights);
        }

        const double h = 1e-5;
        for (ulong k = 0; k < 10; k++)
        {
            var u = Unit(100 + k);
            var gradient = harmonics.Gradient(u.X, u.Y, u.Z, weights);
            Assert.Equal((At(u + new Vector3D(h, 0, 0)) - At(u - new Vector3D(h, 0, 0))) / (2 * h), gradient.X, 1e-7);
            Assert.Equal((At(u + new Vector3D(0, h, 0)) - At(u - new Vector3D(0, h, 0))) / (2 * h), gradient.Y, 1e-7);
            Assert.Equal((At(u + new Vector3D(0, 0, h)) - At(u - new Vector3D(0, 0, h))) / (2 * h), gradient.Z, 1e-7);
        }
    }

    private static Vector3D Unit(ulong index)
    {
        var stream = new RandomStream(1, "unit", index);
        var v = new Vector3D(stream.NextNormal(), stream.NextNormal(), stream.NextNormal());
        return (1 / v.Norm) * v;
    }
}
