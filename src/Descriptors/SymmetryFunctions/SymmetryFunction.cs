namespace Lithoscope.Descriptors;

/// <summary>
/// A number that describes the surroundings of an atom i and that does not change with rotation or the order of equal atoms: G = Σ_j w_j R(r_ij) over neighbours of one element, or
/// G = Σ_{j&lt;k} w_j w_k A(θ_jik) R(r_ij) R(r_ik) [R(r_jk)] over pairs of neighbours, each once, of two elements in either order.
/// </summary>
/// <remarks>
/// With <see cref="RadialFactor"/> and <see cref="AngularFactor"/> this covers Behler's functions and those with compact support; docs/potentials/n2p2.md has the table of n2p2's
/// numbers. Behler's G1 is a Gaussian with η = 0, G2 a Gaussian, G3 a cosine, G4 the sum with R(r_jk), G5 that without. Behler, J. Chem. Phys. 134, 074106 (2011),
/// doi:10.1063/1.3553717; weights w = Z: Gastegger et al., J. Chem. Phys. 148, 241709 (2018), doi:10.1063/1.5019667.
/// </remarks>
internal sealed record SymmetryFunction
{
    private SymmetryFunction(RadialFactor radial, AngularFactor? angular, bool isNarrow, int first, int second) =>
        (Radial, Angular, IsNarrow, First, Second) = (radial, angular, isNarrow, first, second);

    /// <summary>R.</summary>
    public RadialFactor Radial { get; }

    /// <summary>A, or null where the sum goes over single neighbours.</summary>
    public AngularFactor? Angular { get; }

    /// <summary>Whether R(r_jk) is a factor.</summary>
    public bool IsNarrow { get; }

    /// <summary>Atomic number of the neighbour, or of one of the two; 0 for neighbours of all elements, each with its atomic number for weight.</summary>
    public int First { get; }

    /// <summary>Atomic number of the other; 0 as above, and where there is one neighbour.</summary>
    public int Second { get; }

    /// <summary>Whether neighbours of all elements enter, weighted with their atomic numbers.</summary>
    public bool IsWeighted => First == 0;

    /// <summary>A sum over neighbours of one element.</summary>
    public static SymmetryFunction OfNeighbours(RadialFactor radial, int element) => new(radial, null, false, element, 0);

    /// <summary>A sum over all neighbours, weighted with their atomic numbers.</summary>
    public static SymmetryFunction OfWeightedNeighbours(RadialFactor radial) => new(radial, null, false, 0, 0);

    /// <summary>A sum over pairs of neighbours of two elements.</summary>
    public static SymmetryFunction OfPairs(RadialFactor radial, AngularFactor angular, bool isNarrow, int first, int second) => new(radial, angular, isNarrow, first, second);

    /// <summary>A sum over all pairs of neighbours, weighted with the products of their atomic numbers.</summary>
    public static SymmetryFunction OfWeightedPairs(RadialFactor radial, AngularFactor angular, bool isNarrow) => new(radial, angular, isNarrow, 0, 0);

    /// <summary>The same function with another factor of distances.</summary>
    public SymmetryFunction With(RadialFactor radial) => new(radial, Angular, IsNarrow, First, Second);

    /// <summary>The weight of a neighbour; 0 where it is of neither element.</summary>
    public double Weight(int element) => IsWeighted ? element : element == First || element == Second ? 1 : 0;

    /// <summary>The weight of a pair of neighbours; 0 where their elements are not those of the function.</summary>
    public double Weight(int one, int other) =>
        IsWeighted ? (double)one * other : (one == First && other == Second) || (one == Second && other == First) ? 1 : 0;
}
