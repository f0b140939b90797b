namespace Lithoscope.Potentials;

/// <summary>The sizes that the head of a nep.txt fixes.</summary>
/// <param name="RadialFunctions">Functions g_n of the radial descriptors, n_max + 1.</param>
/// <param name="AngularFunctions">Functions g_n of the angular descriptors.</param>
/// <param name="RadialBasis">Chebyshev functions f_k each radial g_n is made of, basis_size + 1.</param>
/// <param name="AngularBasis">The same for the angular ones.</param>
/// <param name="MaximumDegree">Largest degree L of the squares q_nL.</param>
/// <param name="Invariants">Further invariants.</param>
/// <param name="Neurons">Width of the hidden layer.</param>
internal sealed record NepLayout(int RadialFunctions, int AngularFunctions, int RadialBasis, int AngularBasis, int MaximumDegree, NepInvariants Invariants, int Neurons)
{
    /// <summary>The invariants of <see cref="Invariants"/> one by one, in the order of their blocks.</summary>
    public IReadOnlyList<NepInvariants> Blocks { get; } = [.. Enum.GetValues<NepInvariants>().Where(v => v != NepInvariants.None && (Invariants & v) != 0)];

    /// <summary>Number of descriptors: radial n; then for each degree, then for each further invariant, a block of the angular n.</summary>
    public int Descriptors => RadialFunctions + AngularFunctions * (MaximumDegree + Blocks.Count);

    /// <summary>Numbers of one network: weights, biases and output weights.</summary>
    public int NetworkSize => Neurons * (Descriptors + 2);

    /// <summary>Coefficients c_nk of one pair of types, radial and angular together.</summary>
    public int CoefficientsPerPair => RadialFunctions * RadialBasis + AngularFunctions * AngularBasis;
}
