namespace Lithoscope.Potentials;

/// <summary>The parameters of a pair of elements, which hold for both orders.</summary>
/// <param name="First">Atomic number of the one.</param>
/// <param name="Second">Atomic number of the other.</param>
public abstract record PairParameters(int First, int Second)
{
    /// <summary>A cutoff of this pair's own, Å; null for that of the potential.</summary>
    public double? Cutoff { get; init; }
}

/// <summary>How a pair function φ(r) ends at its cutoff r_c.</summary>
public enum PairEnding
{
    /// <summary>φ(r) as it is, so that the energy jumps by φ(r_c): what LAMMPS does unless told otherwise.</summary>
    Cut,

    /// <summary>φ(r) − φ(r_c): the energy is continuous, the force jumps (LAMMPS: pair_modify shift yes).</summary>
    Shifted,

    /// <summary>φ(r) − φ(r_c) − (r − r_c) φ′(r_c): energy and force are continuous.</summary>
    ForceShifted,
}
