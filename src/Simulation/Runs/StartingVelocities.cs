using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Velocities that a run begins with.</summary>
internal static class StartingVelocities
{
    private const string Column = "velocities";

    /// <summary>Those of the structure, or drawn.</summary>
    /// <exception cref="InputException">The structure's velocities are no three numbers for each atom.</exception>
    public static double[] Find(Structure structure, Atoms atoms, MolecularDynamicsOptions options, Stage first, bool[]? frozen, StepContext context)
    {
        if (options.Velocities == VelocityOrigin.Draw || structure.FindColumn(Column) is not { } column) return InitialVelocities.Draw(atoms, first.Temperature, context.Seed, frozen);
        if (column is not RealColumn { Width: 3 } real) throw Fault(structure, $"the column '{Column}' does not hold three real numbers for each atom");
        if (Array.FindIndex(real.Values, v => !double.IsFinite(v)) is >= 0 and var at) throw Fault(structure, $"the velocity of atom {at / 3} is not a number");
        double[] velocities = [.. real.Values];
        if (frozen is not null)
        {
            for (var k = 0; k < velocities.Length; k++) velocities[k] = frozen[k / 3] ? 0 : velocities[k];
            return velocities;
        }

        if (DriftShare(structure, velocities) is > 1e-6 and var share && first.Thermostat != ThermostatKind.Langevin)
        {
            context.Warn(FormattableString.Invariant($"The velocities of the structure held a motion of the whole, {100 * share:G3} % of the kinetic energy, which was taken away."));
        }

        return velocities;
    }

    private static double DriftShare(Structure structure, double[] velocities)
    {
        Span<double> momentum = stackalloc double[3];
        momentum.Clear();
        double mass = 0, twice = 0;
        for (var i = 0; i < structure.Count; i++)
        {
            var m = Element.Mass(structure.AtomicNumbers[i]);
            mass += m;
            for (var k = 0; k < 3; k++)
            {
                var v = velocities[3 * i + k];
                momentum[k] += m * v;
                twice += m * v * v;
            }
        }

        return twice > 0 ? (momentum[0] * momentum[0] + momentum[1] * momentum[1] + momentum[2] * momentum[2]) / mass / twice : 0;
    }

    private static InputException Fault(Structure structure, string what) => new(what, structure.Origin.File, structure.Origin.Line > 0 ? structure.Origin.Line : null, "correct it, or set 'velocities: draw'");
}
