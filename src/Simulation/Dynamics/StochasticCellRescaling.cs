using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>
/// Stochastic cell rescaling: an overdamped equation of motion for the cell whose noise makes volumes, and shapes where they move, those of the isothermal–isobaric ensemble.
/// Isotropic: M. Bernetti, G. Bussi, J. Chem. Phys. 153, 114107 (2020), doi:10.1063/5.0020514; all of the cell: V. Del Tatto, P. Raiteri, M. Bernetti, G. Bussi, Appl. Sci. 12, 1139 (2022),
/// doi:10.3390/app12031139.
/// </summary>
/// <remarks>
/// Positions and cell are multiplied by exp(E), velocities by exp(−E). All of the cell: E = (β/3τ)(P − P₀)Δt + √(2kTβΔt/3Vτ) R, with P the pressure tensor at the present velocities and R a
/// symmetric matrix of normal numbers of variance 1 on the diagonal and ½ beside it: its antisymmetric part would turn the cell and nothing else. Isotropic: the volume moves by
/// Δλ = (βλ/2τ)(P − P₀ + kT/2V)Δt + √(kTβΔt/2τ) R with λ = √V, whose noise does not depend on the volume.
/// </remarks>
/// <param name="seed">The run's seed.</param>
/// <param name="timeConstant">τ, fs.</param>
/// <param name="compressibility">β, Å³/eV; it enters as β/τ alone.</param>
/// <param name="motion">What of the cell moves.</param>
public sealed class StochasticCellRescaling(ulong seed, double timeConstant, double compressibility, CellMotion motion) : Barostat
{
    /// <inheritdoc/>
    public override Matrix3D Strain(MolecularSystem system, double timeStep, double temperature, long step)
    {
        RandomStream stream = new(seed, "md.cell", (ulong)step);
        var (volume, thermal, rate) = (system.Volume, DynamicsUnits.Boltzmann * temperature, compressibility * timeStep / timeConstant);
        if (motion == CellMotion.Isotropic)
        {
            var root = Math.Sqrt(volume);
            var moved = root + 0.5 * rate * root * (system.Pressure(system.KineticEnergy()) - Pressure + 0.5 * thermal / volume) + Math.Sqrt(0.5 * thermal * rate) * stream.NextNormal();
            return Deform(system, (2.0 / 3 * Math.Log(moved / root)) * Matrix3D.Identity);
        }

        var drift = (rate / 3) * StrainFunctions.PlusUnit(system.PressureTensor(), -Pressure);
        Vector3D Normals(ref RandomStream s) => new(s.NextNormal(), s.NextNormal(), s.NextNormal());
        Matrix3D noise = new(Normals(ref stream), Normals(ref stream), Normals(ref stream));
        var strain = Deform(system, StrainFunctions.Symmetric(StrainFunctions.Plus(drift, Math.Sqrt(2 * thermal * rate / (3 * volume)) * noise)));
        system.SetUpright();
        return strain;
    }

    private static Matrix3D Deform(MolecularSystem system, in Matrix3D strain)
    {
        system.Strain(StrainFunctions.Exponential(strain), StrainFunctions.Exponential(-1 * strain));
        return strain;
    }
}
