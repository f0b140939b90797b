using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>
/// Stochastic velocity rescaling: after each step all velocities are multiplied by one random number, such that the kinetic energy has its canonical distribution. Dynamics
/// is hardly disturbed where the time constant is half a picosecond or more. Bussi, Donadio and Parrinello, J. Chem. Phys. 126, 014101 (2007), doi:10.1063/1.2408420.
/// </summary>
/// <param name="seed">The run's seed.</param>
/// <param name="timeConstant">τ, fs.</param>
public sealed class StochasticRescaling(ulong seed, double timeConstant) : Ensemble
{
    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step)
    {
        VelocityVerlet(system, timeStep, temperature, step);
        var freedom = system.DegreesOfFreedom;
        var kinetic = system.KineticEnergy();
        if (freedom == 0 || kinetic == 0) return;
        RandomStream stream = new(seed, "md.rescaling", (ulong)step);
        var factor = Factor(ref stream, kinetic, 0.5 * freedom * DynamicsUnits.Boltzmann * temperature, freedom, Math.Exp(-timeStep / timeConstant));
        system.ScaleVelocities(factor);
        Exchanged += (factor * factor - 1) * kinetic;
    }

    /// <summary>The number α that velocities are multiplied by.</summary>
    /// <param name="stream">Random numbers.</param>
    /// <param name="kinetic">K, eV.</param>
    /// <param name="mean">K̄, the mean kinetic energy at the temperature, eV.</param>
    /// <param name="freedom">N_f.</param>
    /// <param name="memory">c = exp(−Δt/τ).</param>
    internal static double Factor(ref RandomStream stream, double kinetic, double mean, int freedom, double memory)
    {
        // K α² = K + (1 − c)(K̄(S + R²)/N_f − K) + 2R √(K K̄ c (1 − c)/N_f), with S the sum of N_f − 1 squares of normal numbers.
        var r = stream.NextNormal();
        var s = freedom > 1 ? 2 * GammaDistribution.Draw(ref stream, 0.5 * (freedom - 1)) : 0;
        var ratio = mean / (freedom * kinetic);
        var square = memory + (1 - memory) * ratio * (s + r * r) + 2 * r * Math.Sqrt(memory * (1 - memory) * ratio);
        var factor = Math.Sqrt(Math.Max(square, 0));
        // Few degrees of freedom may turn back: the sign of R + √(c/((1 − c) ratio)).
        return r + Math.Sqrt(memory / ((1 - memory) * ratio)) < 0 ? -factor : factor;
    }
}
