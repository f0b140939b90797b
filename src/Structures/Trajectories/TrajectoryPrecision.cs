namespace Lithoscope.Structures;

/// <summary>In which precision a trajectory holds positions and other real columns of atoms.</summary>
public enum TrajectoryPrecision
{
    /// <summary>64 bits: what is written reads back to the last bit.</summary>
    Double,

    /// <summary>32 bits: positions as displacements from reference positions in 64 bits, so that a displacement is wrong by at most 6e-8 of itself, however far the atom went.</summary>
    Single,
}
