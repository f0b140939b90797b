using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>
/// The weak coupling of H. J. C. Berendsen et al., J. Chem. Phys. 81, 3684 (1984), doi:10.1063/1.448118: the cell relaxes towards the pressure without noise. Volumes fluctuate too little: it
/// samples no ensemble and is good for equilibration alone.
/// </summary>
/// <param name="timeConstant">τ, fs.</param>
/// <param name="compressibility">β, Å³/eV; it enters as β/τ alone.</param>
/// <param name="motion">What of the cell moves.</param>
public sealed class BerendsenBarostat(double timeConstant, double compressibility, CellMotion motion) : Barostat
{
    /// <inheritdoc/>
    public override Matrix3D Strain(MolecularSystem system, double timeStep, double temperature, long step)
    {
        var rate = compressibility * timeStep / (3 * timeConstant);
        var excess = motion == CellMotion.Isotropic ? (system.Pressure(system.KineticEnergy()) - Pressure) * Matrix3D.Identity : StrainFunctions.PlusUnit(system.PressureTensor(), -Pressure);
        var strain = StrainFunctions.Symmetric(rate * excess);
        system.Strain(StrainFunctions.Exponential(strain), Matrix3D.Identity);
        if (motion == CellMotion.Full) system.SetUpright();
        return strain;
    }
}
