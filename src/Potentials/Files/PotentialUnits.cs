namespace Lithoscope.Potentials;

/// <summary>The units of a potential's files, where these do not say them.</summary>
public enum PotentialUnits
{
    /// <summary>eV and Å, those of this library.</summary>
    EvAngstrom,

    /// <summary>Hartree and Bohr.</summary>
    HartreeBohr,
}
