using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Velocities to begin with: Maxwell's distribution, without motion of the whole, scaled to the temperature exactly.</summary>
public static class InitialVelocities
{
    /// <summary>Draws velocities.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="temperature">Temperature, K.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="frozen">Atoms that stay at rest, or null; with any, the whole is not brought to rest.</param>
    /// <returns>x y z of each in turn, Å/fs.</returns>
    public static double[] Draw(Atoms atoms, double temperature, ulong seed, bool[]? frozen = null)
    {
        var velocities = new double[3 * atoms.Count];
        for (var i = 0; i < atoms.Count; i++)
        {
            if (frozen?[i] == true) continue;
            RandomStream stream = new(seed, "md.velocities", (ulong)i);
            var width = Math.Sqrt(DynamicsUnits.Boltzmann * temperature * DynamicsUnits.Acceleration / Element.Mass(atoms.AtomicNumbers[i]));
            for (var k = 0; k < 3; k++) velocities[3 * i + k] = width * stream.NextNormal();
        }

        if (frozen is null) RemoveDrift(atoms, velocities);
        double twice = 0;
        for (var k = 0; k < velocities.Length; k++) twice += Element.Mass(atoms.AtomicNumbers[k / 3]) * velocities[k] * velocities[k] / DynamicsUnits.Acceleration;
        var wanted = (frozen is null ? 3 * atoms.Count - 3 : 3 * frozen.Count(f => !f)) * DynamicsUnits.Boltzmann * temperature;
        if (twice > 0)
        {
            var factor = Math.Sqrt(Math.Max(wanted, 0) / twice);
            for (var k = 0; k < velocities.Length; k++) velocities[k] *= factor;
        }

        return velocities;
    }

    /// <summary>Takes the velocity of the centre of mass off all velocities.</summary>
    public static void RemoveDrift(Atoms atoms, double[] velocities)
    {
        Span<double> momentum = stackalloc double[3];
        momentum.Clear();
        double total = 0;
        for (var i = 0; i < atoms.Count; i++)
        {
            var mass = Element.Mass(atoms.AtomicNumbers[i]);
            total += mass;
            for (var k = 0; k < 3; k++) momentum[k] += mass * velocities[3 * i + k];
        }

        for (var i = 0; i < atoms.Count; i++)
        {
            for (var k = 0; k < 3; k++) velocities[3 * i + k] -= momentum[k] / total;
        }
    }
}
