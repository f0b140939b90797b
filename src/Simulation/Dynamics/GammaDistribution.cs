using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>Numbers from the gamma distribution with unit scale, by the method of Marsaglia and Tsang, ACM Trans. Math. Softw. 26, 363 (2000), doi:10.1145/358407.358414.</summary>
internal static class GammaDistribution
{
    /// <summary>Draws a number.</summary>
    /// <param name="stream">Random numbers.</param>
    /// <param name="shape">Shape k, positive; mean and variance are k.</param>
    public static double Draw(ref RandomStream stream, double shape)
    {
        // Below 1: a draw of shape k + 1 times U^(1/k).
        var boost = shape < 1 ? Math.Pow(1 - stream.NextDouble(), 1 / shape) : 1;
        var d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.NextNormal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            var u = 1 - stream.NextDouble();
            if (Math.Log(u) < 0.5 * x * x + d * (1 - v + Math.Log(v))) return boost * d * v;
        }
    }
}
