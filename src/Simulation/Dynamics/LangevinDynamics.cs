using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>
/// Langevin dynamics, split as B A O A B: half a kick, half a drift, friction and noise solved exactly, half a drift, half a kick. Averages over positions of a harmonic
/// system are exact at any stable time step. Leimkuhler and Matthews, Appl. Math. Res. Express 2013, 34, doi:10.1093/amrx/abs010.
/// </summary>
public sealed class LangevinDynamics : Ensemble
{
    private readonly ulong _seed;
    private readonly double _timeConstant;
    private readonly Action<int, int, int> _thermalise;
    private MolecularSystem _system = null!;
    private double _memory;
    private double _noise;
    private long _step;

    /// <summary>Couples to a bath.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="timeConstant">1/γ, fs.</param>
    /// <param name="isFixed">Whether the whole is kept at rest: its part of the noise, which is independent of all others, is taken away.</param>
    public LangevinDynamics(ulong seed, double timeConstant, bool isFixed = false) => (_seed, _timeConstant, ConservesMomentum, _thermalise) = (seed, timeConstant, isFixed, Thermalise);

    /// <summary>Whether the whole is kept at rest; noise acts on each atom.</summary>
    public override bool ConservesMomentum { get; }

    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step)
    {
        system.KickAndDrift(0.5 * timeStep, 0.5 * timeStep);
        var before = system.KineticEnergy();
        // v ← e^(−γΔt) v + √(kT/m (1 − e^(−2γΔt))) ξ
        (_system, _step, _memory) = (system, step, Math.Exp(-timeStep / _timeConstant));
        _noise = (1 - _memory * _memory) * DynamicsUnits.Boltzmann * temperature * DynamicsUnits.Acceleration;
        system.ForBlocks(_thermalise);
        if (system.IsWholeAtRest) InitialVelocities.RemoveDrift(system.Atoms, system.Velocities);
        Exchanged += system.KineticEnergy() - before;
        Strain(system, timeStep, temperature, step);
        system.Drift(0.5 * timeStep);
        UpdateForces(system);
        system.Kick(0.5 * timeStep);
    }

    private void Thermalise(int block, int from, int to)
    {
        // One stream for each block and step.
        RandomStream stream = new(_seed, "md.langevin", (ulong)(_step * _system.Blocks + block));
        for (var i = from; i < to; i++)
        {
            var width = Math.Sqrt(_noise * _system.InverseMasses[i]);
            for (var k = 3 * i; k < 3 * i + 3; k++) _system.Velocities[k] = _memory * _system.Velocities[k] + width * stream.NextNormal();
        }
    }
}
