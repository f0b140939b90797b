using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>How atoms are moved by one step: Newton's equations alone, or coupled to a bath at a temperature.</summary>
public abstract class Ensemble
{
    private Matrix3D _strain;

    /// <summary>Energy that the bath has given to the atoms so far, eV: the total energy less this is conserved, as far as steps are short.</summary>
    public double Exchanged { get; set; }

    /// <summary>Coupling of the cell to a pressure, or null.</summary>
    public Barostat? Barostat { get; init; }

    /// <summary>The pressure outside, eV/Å³, where the cell is coupled to one.</summary>
    public virtual double Pressure
    {
        set
        {
            if (Barostat is not null) Barostat.Pressure = value;
        }
    }

    /// <summary>What a continued run needs to know besides positions, velocities and cell; <see cref="Exchanged"/> is the first.</summary>
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
    protected void VelocityVerlet(MolecularSystem system, double timeStep, double temperature, long step)
    {
        if (Barostat is null) system.KickAndDrift(0.5 * timeStep, timeStep);
        else
        {
            system.KickAndDrift(0.5 * timeStep, 0.5 * timeStep);
            Strain(system, timeStep, temperature, step);
            system.Drift(0.5 * timeStep);
        }

        UpdateForces(system);
        system.Kick(0.5 * timeStep);
    }

    /// <summary>Evaluates the forces at the positions at the end of a step.</summary>
    protected void UpdateForces(MolecularSystem system)
    {
        var before = system.Result.Virial;
        system.UpdateForces();
        // What a strain did to the potential energy: with the mean of the virials before and after, since of noise its second order does not vanish however short the step.
        if (Barostat is not null) Exchanged -= 0.5 * StrainFunctions.Contraction(StrainFunctions.Plus(before, system.Result.Virial), _strain);
    }

    /// <summary>Lets the barostat act.</summary>
    protected void Strain(MolecularSystem system, double timeStep, double temperature, long step)
    {
        if (Barostat is null) return;
        var kinetic = system.KineticEnergy();
        _strain = Barostat.Strain(system, timeStep, temperature, step);
        Exchanged += system.KineticEnergy() - kinetic;
    }
}

/// <summary>Constant number of atoms, volume and energy: velocity Verlet.</summary>
public sealed class MicrocanonicalEnsemble : Ensemble
{
    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step) => VelocityVerlet(system, timeStep, temperature, step);
}
