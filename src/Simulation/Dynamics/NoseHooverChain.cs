namespace Lithoscope.Simulation;

/// <summary>
/// A Nosé–Hoover chain of three thermostats, with velocity Verlet between two halves of its step: deterministic. Martyna, Klein and Tuckerman, J. Chem. Phys. 97, 2635 (1992),
/// doi:10.1063/1.463940.
/// </summary>
/// <param name="timeConstant">τ, fs: the masses are Q₁ = N_f k_B T τ² and Q_k = k_B T τ².</param>
public sealed class NoseHooverChain(double timeConstant) : Ensemble
{
    private readonly ThermostatChain _chain = new(timeConstant);

    /// <inheritdoc/>
    public override double[] State
    {
        get => [Exchanged, .. _chain.State];
        set
        {
            Exchanged = value[0];
            _chain.State = value[1..];
        }
    }

    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step)
    {
        Half(system, timeStep, temperature);
        VelocityVerlet(system, timeStep, temperature, step);
        Half(system, timeStep, temperature);
    }

    /// <summary>Energy of the chain, eV: with that of the atoms it is conserved at constant temperature.</summary>
    internal double ChainEnergy(int freedom, double temperature) => _chain.Energy(freedom, temperature);

    private void Half(MolecularSystem system, double timeStep, double temperature)
    {
        var (freedom, kinetic) = (system.DegreesOfFreedom, system.KineticEnergy());
        if (freedom == 0 || kinetic == 0) return;
        var before = kinetic;
        system.ScaleVelocities(_chain.Half(ref kinetic, freedom, timeStep, temperature));
        Exchanged += kinetic - before;
    }
}
