using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>
/// Constant temperature and pressure, deterministic: the cell has a velocity and a mass of its own, and Nosé–Hoover chains act on atoms and cell. G. J. Martyna, D. J. Tobias, M. L. Klein,
/// J. Chem. Phys. 101, 4177 (1994), doi:10.1063/1.467468; integrated as by Martyna, Tuckerman, Tobias and Klein, Mol. Phys. 87, 1117 (1996), doi:10.1080/00268979600100761.
/// </summary>
/// <remarks>
/// ṙ = v + r·g, v̇ = F/m − v·(g + 1 tr g/N_f), ḣ = h·g, with W ġ = V(P − P₀) + 1·2K/N_f less the pull of its chain. Isotropic: g = 1·ε̇ and W_ε ε̈ = 3V(P − P₀) + 3·2K/N_f with
/// W_ε = (N_f + 3) k_B T τ²; all of the cell: g is symmetric, so that the cell does not turn, with W = W_ε/3. Each of its six components has a chain of its own: under one for all of them
/// the volume of a small crystal swung for 100 ps with up to three times the energy that it should have.
/// </remarks>
/// <param name="timeConstant">τ of the chains, fs.</param>
/// <param name="pressureTimeConstant">τ of the cell, fs.</param>
/// <param name="motion">What of the cell moves.</param>
public sealed class MartynaTobiasKlein(double timeConstant, double pressureTimeConstant, CellMotion motion) : Ensemble
{
    private readonly ThermostatChain _atoms = new(timeConstant);
    private readonly ThermostatChain[] _cell = [.. Enumerable.Range(0, motion == CellMotion.Isotropic ? 1 : 6).Select(_ => new ThermostatChain(pressureTimeConstant))];
    private Matrix3D _rate; // g, 1/fs
    private double _pressure;

    /// <inheritdoc/>
    public override double Pressure
    {
        set => _pressure = value;
    }

    /// <inheritdoc/>
    public override double[] State
    {
        get => [Exchanged, _rate.A.X, _rate.A.Y, _rate.A.Z, _rate.B.X, _rate.B.Y, _rate.B.Z, _rate.C.X, _rate.C.Y, _rate.C.Z, .. _atoms.State, .. _cell.SelectMany(c => c.State)];
        set
        {
            Exchanged = value[0];
            _rate = new(new(value[1], value[2], value[3]), new(value[4], value[5], value[6]), new(value[7], value[8], value[9]));
            var at = 10;
            foreach (var chain in _cell.Prepend(_atoms))
            {
                chain.State = value[at..(at + ThermostatChain.StateLength)];
                at += ThermostatChain.StateLength;
            }
        }
    }

    /// <inheritdoc/>
    public override void Step(MolecularSystem system, double timeStep, double temperature, long step)
    {
        Thermalise(system, timeStep, temperature);
        // What the cell's motion and the pressure outside gain, the atoms lose.
        var (before, volume) = (CellEnergy(system, temperature), system.Volume);
        Accelerate(system, timeStep, temperature);
        Kick(system, timeStep);
        var strain = timeStep * _rate;
        system.DriftStrained(StrainFunctions.Exponential(strain), timeStep * StrainFunctions.Integral(strain));
        if (motion == CellMotion.Full)
        {
            var turn = system.SetUpright();
            _rate = StrainFunctions.Symmetric(turn.Transpose() * _rate * turn);
        }

        system.UpdateForces();
        Kick(system, timeStep);
        Accelerate(system, timeStep, temperature);
        Exchanged -= CellEnergy(system, temperature) - before + _pressure * (system.Volume - volume);
        Thermalise(system, timeStep, temperature);
    }

    /// <summary>Mass of the cell, eV fs²: of ε̇, and of each component of g.</summary>
    private double Mass(MolecularSystem system, double temperature) =>
        (system.DegreesOfFreedom + 3) * DynamicsUnits.Boltzmann * temperature * pressureTimeConstant * pressureTimeConstant / 3;

    // ½W tr(g gᵀ): of an isotropic g with three equal components ½ W_ε ε̇².
    private double CellEnergy(MolecularSystem system, double temperature) => 0.5 * Mass(system, temperature) * StrainFunctions.Contraction(_rate, _rate);

    private void Accelerate(MolecularSystem system, double timeStep, double temperature)
    {
        var kinetic = system.KineticEnergy();
        var extra = 2 * kinetic / Math.Max(1, system.DegreesOfFreedom);
        var pull = motion == CellMotion.Isotropic
            ? (system.Volume * (system.Pressure(kinetic) - _pressure) + extra) * Matrix3D.Identity
            : StrainFunctions.Symmetric(StrainFunctions.PlusUnit(system.Volume * StrainFunctions.PlusUnit(system.PressureTensor(), -_pressure), extra));
        _rate = StrainFunctions.Plus(_rate, 0.5 * timeStep / Mass(system, temperature) * pull);
    }

    private void Kick(MolecularSystem system, double timeStep)
    {
        var friction = -0.5 * timeStep * StrainFunctions.PlusUnit(_rate, StrainFunctions.Trace(_rate) / Math.Max(1, system.DegreesOfFreedom));
        system.KickStrained(StrainFunctions.Exponential(friction), 0.5 * timeStep * StrainFunctions.Integral(friction));
    }

    private void Thermalise(MolecularSystem system, double timeStep, double temperature)
    {
        var (freedom, kinetic) = (system.DegreesOfFreedom, system.KineticEnergy());
        if (freedom > 0 && kinetic > 0)
        {
            var before = kinetic;
            system.ScaleVelocities(_atoms.Half(ref kinetic, freedom, timeStep, temperature));
            Exchanged += kinetic - before;
        }

        // What the cell takes from its chains is no exchange of the atoms until the cell does work on them.
        var mass = Mass(system, temperature);
        double Slowed(int chain, double energy, double rate) => rate * _cell[chain].Half(ref energy, 1, timeStep, temperature);
        if (motion == CellMotion.Isotropic)
        {
            _rate = Slowed(0, 1.5 * mass * _rate.A.X * _rate.A.X, _rate.A.X) * Matrix3D.Identity;
            return;
        }

        double Diagonal(int chain, double rate) => Slowed(chain, 0.5 * mass * rate * rate, rate);
        double Beside(int chain, double rate) => Slowed(chain, mass * rate * rate, rate); // it stands there twice
        var (xy, xz, yz) = (Beside(3, _rate.A.Y), Beside(4, _rate.A.Z), Beside(5, _rate.B.Z));
        _rate = new(new(Diagonal(0, _rate.A.X), xy, xz), new(xy, Diagonal(1, _rate.B.Y), yz), new(xz, yz, Diagonal(2, _rate.C.Z)));
    }
}
