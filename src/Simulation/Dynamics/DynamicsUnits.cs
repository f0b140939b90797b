namespace Lithoscope.Simulation;

/// <summary>Constants of dynamics in eV, Å, fs, amu and K; CODATA 2018, doi:10.1103/RevModPhys.93.025010.</summary>
public static class DynamicsUnits
{
    /// <summary>Boltzmann's constant, eV/K.</summary>
    public const double Boltzmann = 8.617333262e-5;

    /// <summary>1 eV/(Å·amu) in Å/fs²: e/m_u = 1.602176634e-19 C / 1.66053906660e-27 kg, times 1e-10.</summary>
    public const double Acceleration = 1.602176634 / 1.66053906660 * 1e-2;
}
