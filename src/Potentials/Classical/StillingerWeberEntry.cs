namespace Lithoscope.Potentials;

/// <summary>The parameters of one triplet of elements in the form of Stillinger and Weber as LAMMPS has it.</summary>
/// <param name="First">Atomic number of the atom at the centre, i.</param>
/// <param name="Second">Atomic number of j.</param>
/// <param name="Third">Atomic number of k. Entries with j = k hold what belongs to the pair ij: all but λ and cos θ₀, which belong to the triplet, as its ε does too.</param>
/// <param name="Epsilon">ε, eV.</param>
/// <param name="Sigma">σ, Å.</param>
/// <param name="CutoffRatio">a: the cutoff is aσ.</param>
/// <param name="Lambda">λ.</param>
/// <param name="Gamma">γ.</param>
/// <param name="CosineAtRest">cos θ₀.</param>
/// <param name="A">A.</param>
/// <param name="B">B.</param>
/// <param name="P">p.</param>
/// <param name="Q">q.</param>
/// <param name="Tolerance">Where positive, the pair is cut off where the exponential falls to this, at the latest 0.01; 0 for the full range.</param>
public sealed record StillingerWeberEntry(
    int First, int Second, int Third, double Epsilon, double Sigma, double CutoffRatio, double Lambda, double Gamma, double CosineAtRest, double A, double B, double P, double Q, double Tolerance = 0);
