using Lithoscope.Numerics;

namespace Lithoscope.Analysis.Tests;

/// <summary>Walkers whose diffusion is known. Series: component k of walker a in frame f at (3a + k) × frames + f.</summary>
internal static class Walkers
{
    /// <summary>Steps of normal distribution: D = variance/(2 time step).</summary>
    public static double[] Brownian(int walkers, int frames, double deviation, ulong seed, ulong index = 0)
    {
        RandomStream random = new(seed, "brownian", index);
        var x = new double[3 * walkers * frames];
        for (var row = 0; row < 3 * walkers; row++)
        {
            for (var f = 1; f < frames; f++) x[row * frames + f] = x[row * frames + f - 1] + deviation * random.NextNormal();
        }

        return x;
    }

    /// <summary>Rare hops of one length along each axis, on top of vibrations: D = rate length²/2 along an axis, far from normal while hops are few.</summary>
    public static double[] Hopping(int walkers, int frames, double probability, double length, double vibration, ulong seed, ulong index = 0)
    {
        RandomStream random = new(seed, "hopping", index);
        var x = new double[3 * walkers * frames];
        for (var row = 0; row < 3 * walkers; row++)
        {
            var site = 0.0;
            for (var f = 0; f < frames; f++)
            {
                if (random.NextDouble() < probability) site += random.NextDouble() < 0.5 ? length : -length;
                x[row * frames + f] = site + vibration * random.NextNormal();
            }
        }

        return x;
    }

    /// <summary>
    /// The Ornstein–Uhlenbeck process dv = −γ v dt + √(2γ kT/m) dW, its integral x beside it, both drawn from their exact joint distribution for a step:
    /// Gillespie, Phys. Rev. E 54, 2084 (1996), doi:10.1103/PhysRevE.54.2084. D = (kT/m)/γ.
    /// </summary>
    public static (double[] Positions, double[] Velocities) OrnsteinUhlenbeck(int walkers, int frames, double timeStep, double gamma, double variance, ulong seed, ulong index = 0)
    {
        RandomStream random = new(seed, "ornstein-uhlenbeck", index);
        double[] x = new double[3 * walkers * frames], v = new double[3 * walkers * frames];
        var decay = Math.Exp(-gamma * timeStep);
        var vv = variance * (1 - decay * decay);
        var xx = variance / (gamma * gamma) * (2 * gamma * timeStep - 3 + 4 * decay - decay * decay);
        var xv = variance / gamma * (1 - decay) * (1 - decay);
        for (var row = 0; row < 3 * walkers; row++)
        {
            var at = row * frames;
            v[at] = Math.Sqrt(variance) * random.NextNormal();
            for (var f = 1; f < frames; f++)
            {
                var (a, b) = (random.NextNormal(), random.NextNormal());
                v[at + f] = v[at + f - 1] * decay + Math.Sqrt(vv) * a;
                x[at + f] = x[at + f - 1] + v[at + f - 1] * (1 - decay) / gamma + xv / Math.Sqrt(vv) * a + Math.Sqrt(xx - xv * xv / vv) * b;
            }
        }

        return (x, v);
    }
}
