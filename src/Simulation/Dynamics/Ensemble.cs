namespace Lithoscope.Simulation;

/// <summary>How atoms are moved by one step: Newton's equations alone, or coupled to a bath at a temperature.</summary>
public abstract class Ensemble
{
    /// <summary>Energy that the bath has given to the atoms so far, eV: the total energy less this is conserved, as far as steps are short.</summary>
    public double Exchanged { get; set; }

    /// <summary>What a continued run needs to know besides positions and velocities; <see cref="Exchanged"/> is the first.</summary>
    public virtual double[] State
    {
        get => [Exchanged];
        set => Exchanged = value[0];
    }

    /// <summary>Whether it leaves the momentum of the whole as it is.</summary>
    public virtual bool ConservesMomentum => true;

    /// <summary>Moves the atoms by one step.</summary>
    /// <param name="system">Atoms, whose forces are those of their positions before and after.</param>
    /// <param name="timeStep">Time step, fs.</param>
    /// <param name="temperature">Temperature of the bath, K.</param>
    /// <param name="step">Number of the step in the whole run: random numbers depend on it alone.</param>
    public abstract void Step(MolecularSystem system, double timeStep, double temperature, long step);

    /// <summary>Velocity Verlet: Swope, Andersen, Berens and Wilson, J. Chem. Phys. 76, 637 (1982), doi:10.1063/1.442716.</summary>
    protected static void VelocityVerlet(MolecularSystem system, double timeStep)
    {
        system.Kick(0.5 * timeStep);
        system.Drift(timeStep);
        system.UpdateForces();
        system.Kick(0.5 * timeStep);
    }
}

/// <summary>Constant number of atoms, volume and energy: velocity Verlet.</summary>
public sealed class MicrocanonicalEnsemble : Ensemble
{
    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step) => VelocityVerlet(system, timeStep);
}
