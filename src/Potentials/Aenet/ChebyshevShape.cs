using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>
/// Chebyshev descriptors of radial and angular distributions: N. Artrith, A. Urban, G. Ceder, Phys. Rev. B 96, 014112 (2017), doi:10.1103/PhysRevB.96.014112, as aenet evaluates them.
/// R_n = Σ_j T_n(2r_ij/r_c − 1) f(r_ij), n = 0…N_r; A_n = Σ_j&lt;k T_n(y) f(r_ij) f(r_ik), n = 0…N_a with y = cos θ_jik; then, where there is more than one element, the same sums
/// with each neighbour weighted by the number of its element.
/// </summary>
/// <param name="RadialCutoff">r_c of R_n, Å.</param>
/// <param name="RadialOrder">N_r.</param>
/// <param name="AngularCutoff">r_c of A_n, Å.</param>
/// <param name="AngularOrder">N_a.</param>
/// <param name="Spins">The number of each element that may surround the atom, in the order of the set-up.</param>
/// <param name="IsLegacy">Whether y = 2 cos θ/π − 1, as in aenet before its commit 0ec7154.</param>
internal sealed record ChebyshevShape(double RadialCutoff, int RadialOrder, double AngularCutoff, int AngularOrder, double[] Spins, bool IsLegacy)
{
    private const int MaximumOrder = 100;

    /// <summary>Whether there are weighted sums.</summary>
    public bool IsWeighted => Spins.Length > 1;

    /// <summary>Number of R_n and A_n.</summary>
    public int Half => RadialOrder + AngularOrder + 2;

    /// <summary>Number of descriptors.</summary>
    public int Count => IsWeighted ? 2 * Half : Half;

    /// <summary>dy/d cos θ and y at cos θ = 0.</summary>
    public (double Slope, double Zero) Argument => IsLegacy ? (2 / Math.PI, -1) : (1, 0);

    /// <summary>Reads parameters off a set-up.</summary>
    /// <exception cref="InputException">They are not sound.</exception>
    public static ChebyshevShape Of(AenetSetup setup, string file)
    {
        InputException Fault(string what, string remedy) => new(what, file, remedy: remedy);
        if (setup.ParameterCount < 4) throw Fault($"Chebyshev descriptors have 4 parameters and the file gives {setup.ParameterCount}", "restore the file from its source");
        var p = setup.Parameters;
        foreach (var cutoff in new[] { p[0], p[2] })
        {
            if (cutoff is not (> 0 and < 1000)) throw Fault(FormattableString.Invariant($"a cutoff of the Chebyshev descriptors is {cutoff} Å"), "restore the file from its source");
        }

        foreach (var order in new[] { p[1], p[3] })
        {
            if (order is not (>= 0 and <= MaximumOrder) || order != Math.Floor(order)) throw Fault(FormattableString.Invariant($"an order of the Chebyshev descriptors is {order}"), $"it must be a whole number up to {MaximumOrder}");
        }

        ChebyshevShape shape = new(p[0], (int)p[1], p[2], (int)p[3], SpinsOf(setup.Environment.Length), false);
        if (shape.Count != setup.Mean.Length) throw Fault($"orders {shape.RadialOrder} and {shape.AngularOrder} with {setup.Environment.Length} elements make {shape.Count} descriptors and the file has {setup.Mean.Length}", "restore the file from its source");
        if (shape.IsWeighted && shape.AngularCutoff > shape.RadialCutoff)
        {
            throw Fault(
                FormattableString.Invariant($"the angular cutoff of {shape.AngularCutoff} Å is above the radial one of {shape.RadialCutoff} Å, for which aenet weights neighbours between the two with the number of another atom"),
                "train with an angular cutoff no larger than the radial one");
        }

        return shape with { IsLegacy = LargestMean(setup, shape) > 1 + 1e-9 };
    }

    /// <summary>
    /// The largest |mean A_n / mean A_0| of the training set. Files do not say which argument they were trained with; |T_n(cos θ)| ≤ 1 keeps it below 1, and the legacy argument goes
    /// down to −1.64, where T_n grows.
    /// </summary>
    public static double LargestMean(AenetSetup setup, ChebyshevShape shape)
    {
        var means = setup.Mean.AsSpan(shape.RadialOrder + 1, shape.AngularOrder + 1);
        double largest = 0;
        foreach (var mean in means) largest = Math.Max(largest, means[0] == 0 ? 0 : Math.Abs(mean / means[0]));
        return largest;
    }

    // −n/2 … −1, 1 … n/2 for an even number of elements, −(n−1)/2 … (n−1)/2 for an odd one.
    private static double[] SpinsOf(int count)
    {
        var spins = new double[count];
        for (var k = 0; k < count; k++)
        {
            spins[k] = k - count / 2;
            if (count % 2 == 0 && spins[k] >= 0) spins[k]++;
        }

        return spins;
    }
}
