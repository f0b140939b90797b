namespace Lithoscope.Analysis;

/// <summary>Units of vibrations; CODATA 2018, doi:10.1103/RevModPhys.93.025010.</summary>
internal static class VibrationalUnits
{
    /// <summary>k/m for 1 amu, Å²/(fs² K): 1.380649e-23 J/K over 1.66053906660e-27 kg, times 1e-10.</summary>
    public const double ThermalVelocity = 1.380649e-23 / 1.66053906660e-27 * 1e-10;

    /// <summary>1 THz in cm⁻¹: 1e12 over the speed of light in cm/s.</summary>
    public const double WavenumbersPerTerahertz = 1e12 / 2.99792458e10;

    /// <summary>1 THz in meV: Planck's constant, eV s, times 1e15.</summary>
    public const double MillielectronvoltsPerTerahertz = 4.135667696e-15 * 1e15;
}
