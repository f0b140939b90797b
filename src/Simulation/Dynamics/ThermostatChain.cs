namespace Lithoscope.Simulation;

/// <summary>
/// Three thermostats of which the first acts on a kinetic energy and each of the others on the one before, moved by half a step: a Suzuki–Yoshida product of seven weights.
/// Martyna, Klein and Tuckerman, J. Chem. Phys. 97, 2635 (1992), doi:10.1063/1.463940; Martyna, Tuckerman, Tobias and Klein, Mol. Phys. 87, 1117 (1996), doi:10.1080/00268979600100761.
/// </summary>
/// <param name="timeConstant">τ, fs: the masses are Q₁ = N_f k_B T τ² and Q_k = k_B T τ².</param>
internal sealed class ThermostatChain(double timeConstant)
{
    private const int Length = 3;

    // Weights of the sixth order: Yoshida, Phys. Lett. A 150, 262 (1990), doi:10.1016/0375-9601(90)90092-3, solution A.
    private static readonly double[] Weights = MakeWeights();

    private readonly double[] _place = new double[Length];
    private readonly double[] _velocity = new double[Length]; // 1/fs

    /// <summary>Places, then velocities.</summary>
    public double[] State
    {
        get => [.. _place, .. _velocity];
        set
        {
            Array.Copy(value, 0, _place, 0, Length);
            Array.Copy(value, Length, _velocity, 0, Length);
        }
    }

    /// <summary>Numbers in <see cref="State"/>.</summary>
    public static int StateLength => 2 * Length;

    /// <summary>Energy of the chain, eV, ½ Σ Q_k v_k² + k_B T (N_f η₁ + η₂ + η₃).</summary>
    /// <param name="freedom">N_f, degrees of freedom that the kinetic energy belongs to.</param>
    /// <param name="temperature">T, K.</param>
    public double Energy(int freedom, double temperature)
    {
        double sum = 0;
        for (var k = 0; k < Length; k++) sum += (k == 0 ? freedom : 1) * (0.5 * timeConstant * timeConstant * _velocity[k] * _velocity[k] + _place[k]);
        return DynamicsUnits.Boltzmann * temperature * sum;
    }

    /// <summary>Moves the chain by half a step.</summary>
    /// <param name="kinetic">Kinetic energy, eV, positive; on return what has become of it.</param>
    /// <param name="freedom">N_f.</param>
    /// <param name="timeStep">The whole step, fs.</param>
    /// <param name="temperature">T, K.</param>
    /// <returns>What velocities are to be multiplied by.</returns>
    public double Half(ref double kinetic, int freedom, double timeStep, double temperature)
    {
        var scale = 1.0;
        var thermal = DynamicsUnits.Boltzmann * temperature;
        foreach (var weight in Weights)
        {
            var h = weight * timeStep;
            _velocity[Length - 1] += 0.25 * h * Pull(Length - 1, kinetic, freedom, thermal);
            for (var k = Length - 2; k >= 0; k--) Turn(k, h, kinetic, freedom, thermal);
            var factor = Math.Exp(-0.5 * h * _velocity[0]);
            scale *= factor;
            kinetic *= factor * factor;
            for (var k = 0; k < Length; k++) _place[k] += 0.5 * h * _velocity[k];
            for (var k = 0; k < Length - 1; k++) Turn(k, h, kinetic, freedom, thermal);
            _velocity[Length - 1] += 0.25 * h * Pull(Length - 1, kinetic, freedom, thermal);
        }

        return scale;
    }

    private void Turn(int k, double h, double kinetic, int freedom, double thermal)
    {
        var damping = Math.Exp(-0.125 * h * _velocity[k + 1]);
        _velocity[k] = (_velocity[k] * damping + 0.25 * h * Pull(k, kinetic, freedom, thermal)) * damping;
    }

    // With energies in eV and times in fs, a force on the chain over its mass is in 1/fs².
    private double Pull(int k, double kinetic, int freedom, double thermal)
    {
        var mass = (k == 0 ? freedom : 1) * thermal * timeConstant * timeConstant;
        var twice = k == 0 ? 2 * kinetic : (k == 1 ? freedom : 1) * thermal * timeConstant * timeConstant * _velocity[k - 1] * _velocity[k - 1];
        return (twice - (k == 0 ? freedom : 1) * thermal) / mass;
    }

    private static double[] MakeWeights()
    {
        double[] outer = [0.784513610477560, 0.235573213359357, -1.17767998417887];
        var middle = 1 - 2 * outer.Sum();
        return [.. outer, middle, .. outer.Reverse()];
    }
}
