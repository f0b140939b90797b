namespace Lithoscope.Potentials;

/// <summary>The parameters of one triplet of elements in Tersoff's form as LAMMPS has it.</summary>
/// <param name="First">Atomic number of the atom at the centre, i.</param>
/// <param name="Second">Atomic number of j, at the other end of the bond.</param>
/// <param name="Third">Atomic number of k, which weakens the bond. n, β, λ₂, B, λ₁ and A belong to the pair and are taken from entries with j = k; there, R and D are also those of the bond.</param>
/// <param name="M">m, 1 or 3.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Lambda3">λ₃, 1/Å.</param>
/// <param name="C">c.</param>
/// <param name="D">d.</param>
/// <param name="CosineAtRest">cos θ₀.</param>
/// <param name="N">n.</param>
/// <param name="Beta">β.</param>
/// <param name="Lambda2">λ₂, 1/Å.</param>
/// <param name="Attraction">B, eV.</param>
/// <param name="Radius">R, the middle of the cutoff's range, Å.</param>
/// <param name="HalfWidth">D, half the width of that range, Å.</param>
/// <param name="Lambda1">λ₁, 1/Å.</param>
/// <param name="Repulsion">A, eV.</param>
public sealed record TersoffEntry(
    int First, int Second, int Third, double M, double Gamma, double Lambda3, double C, double D, double CosineAtRest, double N, double Beta, double Lambda2, double Attraction, double Radius, double HalfWidth,
    double Lambda1, double Repulsion);
