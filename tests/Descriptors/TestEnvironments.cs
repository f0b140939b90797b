using Lithoscope.Numerics;

namespace Lithoscope.Descriptors.Tests;

/// <summary>Random environments and rotations, from fixed streams.</summary>
internal static class TestEnvironments
{
    /// <summary>Neighbours between 1.5 Å and a little beyond the cutoff in random directions, and the centre itself.</summary>
    public static AtomEnvironment Random(ulong index, int count, double cutoff, int channels, bool centre = true)
    {
        var stream = new RandomStream(17, "environment", index);
        var environment = new AtomEnvironment();
        if (centre) environment.Add(0, 0, 0, 0);
        for (var j = 0; j < count; j++)
        {
            double x = stream.NextNormal(), y = stream.NextNormal(), z = stream.NextNormal();
            var scale = (1.5 + (cutoff - 1.3) * stream.NextDouble()) / Math.Sqrt(x * x + y * y + z * z);
            environment.Add(scale * x, scale * y, scale * z, stream.NextInt(channels));
        }

        return environment;
    }

    public static Matrix3D Rotation(double alpha, double beta, double gamma)
    {
        static Matrix3D Z(double t) => new(new(Math.Cos(t), -Math.Sin(t), 0), new(Math.Sin(t), Math.Cos(t), 0), new(0, 0, 1));
        var y = new Matrix3D(new(Math.Cos(beta), 0, Math.Sin(beta)), new(0, 1, 0), new(-Math.Sin(beta), 0, Math.Cos(beta)));
        return Z(alpha) * y * Z(gamma);
    }

    public static AtomEnvironment Transform(AtomEnvironment source, Matrix3D matrix, bool reverseOrder = false)
    {
        var result = new AtomEnvironment();
        for (var k = 0; k < source.Count; k++)
        {
            var j = reverseOrder ? source.Count - 1 - k : k;
            var v = matrix.Transform(new Vector3D(source.X[j], source.Y[j], source.Z[j]));
            result.Add(v.X, v.Y, v.Z, source.Channel[j]);
        }

        return result;
    }

    public static AtomEnvironment Moved(AtomEnvironment source, int neighbour, int axis, double step)
    {
        var result = new AtomEnvironment();
        for (var j = 0; j < source.Count; j++)
        {
            var d = j == neighbour ? step : 0;
            result.Add(source.X[j] + (axis == 0 ? d : 0), source.Y[j] + (axis == 1 ? d : 0), source.Z[j] + (axis == 2 ? d : 0), source.Channel[j]);
        }

        return result;
    }
}
