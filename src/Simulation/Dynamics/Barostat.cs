using Lithoscope.Numerics;

namespace Lithoscope.Simulation;

/// <summary>How a cell follows the pressure.</summary>
public enum CellMotion
{
    /// <summary>It keeps its shape.</summary>
    Isotropic,

    /// <summary>All its lengths and angles move, without turning as a whole.</summary>
    Full,
}

/// <summary>Coupling of the cell to a pressure, acting in the middle of a step.</summary>
public abstract class Barostat
{
    /// <summary>The pressure outside, eV/Å³.</summary>
    public double Pressure { get; set; }

    /// <summary>Strains the cell by what a step brings, with forces and virial of the last positions at which they were evaluated.</summary>
    /// <param name="system">The atoms.</param>
    /// <param name="timeStep">Time step, fs.</param>
    /// <param name="temperature">Temperature of the bath, K.</param>
    /// <param name="step">Number of the step in the whole run: random numbers depend on it alone.</param>
    /// <returns>The strain E: positions were multiplied by exp(E).</returns>
    public abstract Matrix3D Strain(MolecularSystem system, double timeStep, double temperature, long step);
}
