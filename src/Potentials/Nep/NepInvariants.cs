namespace Lithoscope.Potentials;

/// <summary>Invariants beyond the squares q_nL that a potential uses, in the order of their blocks among the descriptors.</summary>
[Flags]
internal enum NepInvariants
{
    /// <summary>Squares alone.</summary>
    None = 0,

    /// <summary>Three expansions of degree 2 coupled to a scalar ("four-body").</summary>
    Cubic222 = 1,

    /// <summary>(7/15) q_n1², the square of the square ("five-body").</summary>
    Quartic1111 = 2,

    /// <summary>Degrees 1, 1 and 2 coupled.</summary>
    Cubic112 = 4,

    /// <summary>Degrees 1, 2 and 3 coupled.</summary>
    Cubic123 = 8,

    /// <summary>Degrees 2, 3 and 3 coupled.</summary>
    Cubic233 = 16,

    /// <summary>Degrees 1, 3 and 4 coupled.</summary>
    Cubic134 = 32,
}
