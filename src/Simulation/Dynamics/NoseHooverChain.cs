namespace Lithoscope.Simulation;

/// <summary>
/// A Nosé–Hoover chain of three thermostats, integrated with velocity Verlet between two halves of a Suzuki–Yoshida step of seven weights: deterministic.
/// Martyna, Klein and Tuckerman, J. Chem. Phys. 97, 2635 (1992), doi:10.1063/1.463940; Martyna, Tuckerman, Tobias and Klein, Mol. Phys. 87, 1117 (1996),
/// doi:10.1080/00268979600100761.
/// </summary>
/// <param name="timeConstant">τ, fs: the masses are Q₁ = N_f k_B T τ² and Q_k = k_B T τ².</param>
public sealed class NoseHooverChain(double timeConstant) : Ensemble
{
    private const int Length = 3;

    // Weights of the sixth order: Yoshida, Phys. Lett. A 150, 262 (1990), doi:10.1016/0375-9601(90)90092-3, solution A.
    private static readonly double[] Weights = MakeWeights();

    private readonly double[] _place = new double[Length];
    private readonly double[] _velocity = new double[Length]; // 1/fs

    /// <inheritdoc/>
    public override double[] State
    {
        get => [Exchanged, .. _place, .. _velocity];
        set
        {
            Exchanged = value[0];
            Array.Copy(value, 1, _place, 0, Length);
            Array.Copy(value, 1 + Length, _velocity, 0, Length);
        }
    }

    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step)
    {
        Half(system, timeStep, temperature);
        VelocityVerlet(system, timeStep);
        Half(system, timeStep, temperature);
    }

    /// <summary>Energy of the chain, eV, ½ Σ Q_k v_k² + k_B T (N_f η₁ + η₂ + η₃): with that of the atoms it is conserved at constant temperature.</summary>
    internal double ChainEnergy(int freedom, double temperature)
    {
        double sum = 0;
        for (var k = 0; k < Length; k++) sum += (k == 0 ? freedom : 1) * (0.5 * timeConstant * timeConstant * _velocity[k] * _velocity[k] + _place[k]);
        return DynamicsUnits.Boltzmann * temperature * sum;
    }

    private void Half(MolecularSystem system, double timeStep, double temperature)
    {
        var freedom = system.DegreesOfFreedom;
        var kinetic = system.KineticEnergy();
        if (freedom == 0 || kinetic == 0) return;
        var (start, scale) = (kinetic, 1.0);
        var thermal = DynamicsUnits.Boltzmann * temperature;
        // With energies in eV and times in fs, a force on the chain over its mass is in 1/fs².
        double Pull(int k)
        {
            var mass = (k == 0 ? freedom : 1) * thermal * timeConstant * timeConstant;
            var twice = k == 0 ? 2 * kinetic : (k == 1 ? freedom : 1) * thermal * timeConstant * timeConstant * _velocity[k - 1] * _velocity[k - 1];
            return (twice - (k == 0 ? freedom : 1) * thermal) / mass;
        }

        foreach (var weight in Weights)
        {
            var h = weight * timeStep;
            _velocity[Length - 1] += 0.25 * h * Pull(Length - 1);
            for (var k = Length - 2; k >= 0; k--)
            {
                var damping = Math.Exp(-0.125 * h * _velocity[k + 1]);
                _velocity[k] = (_velocity[k] * damping + 0.25 * h * Pull(k)) * damping;
            }

            var factor = Math.Exp(-0.5 * h * _velocity[0]);
            scale *= factor;
            kinetic *= factor * factor;
            for (var k = 0; k < Length; k++) _place[k] += 0.5 * h * _velocity[k];
            for (var k = 0; k < Length - 1; k++)
            {
                var damping = Math.Exp(-0.125 * h * _velocity[k + 1]);
                _velocity[k] = (_velocity[k] * damping + 0.25 * h * Pull(k)) * damping;
            }

            _velocity[Length - 1] += 0.25 * h * Pull(Length - 1);
        }

        system.ScaleVelocities(scale);
        Exchanged += kinetic - start;
    }

    private static double[] MakeWeights()
    {
        double[] outer = [0.784513610477560, 0.235573213359357, -1.17767998417887];
        var middle = 1 - 2 * outer.Sum();
        return [.. outer, middle, .. outer.Reverse()];
    }
}
