namespace Lithoscope.Structures;

/// <summary>
/// Units of other programs in ours (docs/conventions.md): multiply a value in the named unit to have it in Å, eV, fs, amu, K or e, or in what is made
/// of them. CODATA 2018, doi:10.1103/RevModPhys.93.025010; programs that carry older constants differ from the ninth digit on.
/// </summary>
public static class Unit
{
    /// <summary>Bohr radius, Å.</summary>
    public const double Bohr = 0.529177210903;

    /// <summary>Hartree energy, eV.</summary>
    public const double Hartree = 27.211386245988;

    /// <summary>Rydberg energy, half of <see cref="Hartree"/>, eV.</summary>
    public const double Rydberg = Hartree / 2;

    /// <summary>Force: Hartree per Bohr, eV/Å.</summary>
    public const double HartreePerBohr = Hartree / Bohr;

    /// <summary>Force: Rydberg per Bohr, eV/Å.</summary>
    public const double RydbergPerBohr = Rydberg / Bohr;

    /// <summary>Atomic unit of time, ħ/Hartree, fs.</summary>
    public const double AtomicTime = 0.024188843265857;

    /// <summary>Velocity: Bohr per atomic unit of time, Å/fs.</summary>
    public const double BohrPerAtomicTime = Bohr / AtomicTime;

    /// <summary>Picosecond, fs.</summary>
    public const double Picosecond = 1000;

    /// <summary>Gigapascal, eV/Å³.</summary>
    public const double Gigapascal = 1 / 160.2176634;

    /// <summary>Kilobar, eV/Å³.</summary>
    public const double Kilobar = Gigapascal / 10;

    /// <summary>Bar, eV/Å³.</summary>
    public const double Bar = Gigapascal / 10000;

    /// <summary>Standard atmosphere, eV/Å³.</summary>
    public const double Atmosphere = 1.01325 * Bar;

    /// <summary>Kilocalorie (thermochemical) per mole, eV.</summary>
    public const double KilocaloriePerMole = 4184 / (6.02214076e23 * 1.602176634e-19);

    /// <summary>Kilojoule per mole, eV.</summary>
    public const double KilojoulePerMole = 1000 / (6.02214076e23 * 1.602176634e-19);
}
