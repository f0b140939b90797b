using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>
/// Photoelectron spectra from binding energies of atoms: I(E) = Σ_i m_i/M · V(E − E_i; σ, γ) with M = Σ_i m_i, in 1/eV, so that
/// the area over all energies is 1.
/// </summary>
/// <remarks>
/// Small sets are summed as they stand. Large ones are first gathered on a lattice that divides the grid, each line shared by its four
/// nearest points with Lagrange's cubic weights, which keep the moments 0 to 3; the lattice is made fine enough that the error of
/// the spectrum stays below <see cref="LatticeError"/> of the height of one line. The result does not depend on threads.
/// </remarks>
public static class PhotoelectronSpectrum
{
    /// <summary>Largest error of the fast path, relative to the maximum of one line of area 1.</summary>
    public const double LatticeError = 1e-9;

    // Evaluations up to which the sum is done as it stands.
    private const long DirectEvaluations = 200_000;

    // Points of the lattice up to which it is worth its memory.
    private const double MostLatticePoints = 2e6;

    /// <summary>Broadens the levels of one element.</summary>
    /// <param name="bindingEnergies">Binding energies, eV, finite; centroids where a doublet is given.</param>
    /// <param name="weights">Multiplicities, as many, not negative; empty: 1 each.</param>
    /// <param name="profile">The line.</param>
    /// <param name="doublet">Splitting of each line, or null.</param>
    /// <param name="grid">Where the spectrum is wanted.</param>
    /// <param name="label">Label of the result.</param>
    /// <param name="edge">Core level of the result.</param>
    /// <exception cref="InputException">There is no level, a value is not finite, a weight is negative, or all are zero.</exception>
    public static Spectrum Broaden(
        ReadOnlySpan<double> bindingEnergies, ReadOnlySpan<double> weights, VoigtProfile profile, SpinOrbitDoublet? doublet, EnergyGrid grid, string label = "", string edge = "")
    {
        ArgumentNullException.ThrowIfNull(profile);
        var total = TotalWeight(bindingEnergies, weights);
        return new Spectrum(grid.ToArray(), Intensities(bindingEnergies, weights, total, profile, doublet, grid), label, edge);
    }

    /// <summary>
    /// Broadens the levels of one element class by class (for instance by the number of Si neighbours); the total is the sum of the
    /// classes point by point.
    /// </summary>
    /// <param name="bindingEnergies">Binding energies, eV, finite; centroids where a doublet is given.</param>
    /// <param name="weights">Multiplicities, as many, not negative; empty: 1 each.</param>
    /// <param name="classes">The class of each level, as many; classes are reported in ordinal order, numbers in numerical order.</param>
    /// <param name="profile">The line.</param>
    /// <param name="doublet">Splitting of each line, or null.</param>
    /// <param name="grid">Where the spectrum is wanted.</param>
    /// <param name="edge">Core level of the results.</param>
    /// <exception cref="InputException">As for <see cref="Broaden"/>, or there are not as many classes as levels.</exception>
    public static SiteDecomposition BroadenByClass(
        ReadOnlySpan<double> bindingEnergies, ReadOnlySpan<double> weights, IReadOnlyList<string> classes, VoigtProfile profile, SpinOrbitDoublet? doublet, EnergyGrid grid, string edge = "")
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != bindingEnergies.Length)
        {
            throw new InputException($"there are {classes.Count} site classes for {bindingEnergies.Length} binding energies", remedy: "give one class a level");
        }
        var total = TotalWeight(bindingEnergies, weights);
        var members = new Dictionary<string, (List<double> Energies, List<double> Weights)>(StringComparer.Ordinal);
        for (var i = 0; i < classes.Count; i++)
        {
            if (!members.TryGetValue(classes[i], out var member))
            {
                members.Add(classes[i], member = ([], []));
            }
            member.Energies.Add(bindingEnergies[i]);
            member.Weights.Add(weights.IsEmpty ? 1 : weights[i]);
        }
        var energies = grid.ToArray();
        var sum = new double[grid.Count];
        var sites = new List<SiteSpectrum>(members.Count);
        foreach (var (name, (levels, multiplicities)) in members.OrderBy(m => m.Key.TakeWhile(char.IsAsciiDigit).Count()).ThenBy(m => m.Key, StringComparer.Ordinal))
        {
            var intensities = Intensities(levels.ToArray(), multiplicities.ToArray(), total, profile, doublet, grid);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += intensities[i];
            }
            var (weight, mean) = (0.0, 0.0);
            for (var i = 0; i < levels.Count; i++)
            {
                (weight, mean) = (weight + multiplicities[i], mean + multiplicities[i] * levels[i]);
            }
            sites.Add(new SiteSpectrum(name, levels.Count, weight / total, mean / weight, new Spectrum(energies, intensities, name, edge)));
        }
        return new SiteDecomposition(new Spectrum(energies, sum, "total", edge), sites);
    }

    /// <summary>The sum as it stands, which defines the result.</summary>
    internal static double[] Direct(ReadOnlySpan<double> levels, ReadOnlySpan<double> weights, double total, VoigtProfile profile, SpinOrbitDoublet? doublet, EnergyGrid grid)
    {
        var intensities = new double[grid.Count];
        foreach (var (shift, share) in Lines(doublet))
        {
            for (var i = 0; i < levels.Length; i++)
            {
                var weight = share * (weights.IsEmpty ? 1 : weights[i]) / total;
                for (var g = 0; g < intensities.Length; g++)
                {
                    intensities[g] += weight * profile.At(grid[g] - levels[i] - shift);
                }
            }
        }
        return intensities;
    }

    /// <summary>The sum by way of a lattice with <paramref name="divisions"/> points a step of the grid.</summary>
    internal static double[] ByLattice(
        ReadOnlySpan<double> levels, ReadOnlySpan<double> weights, double total, VoigtProfile profile, SpinOrbitDoublet? doublet, EnergyGrid grid, int divisions)
    {
        var spacing = grid.Step / divisions;
        var (low, high) = Extent(levels, doublet);
        var first = (long)Math.Floor(low / spacing) - 1;
        var lattice = new double[(long)Math.Floor(high / spacing) + 3 - first];
        foreach (var (shift, share) in Lines(doublet))
        {
            for (var i = 0; i < levels.Length; i++)
            {
                Deposit(lattice, (levels[i] + shift) / spacing - first, share * (weights.IsEmpty ? 1 : weights[i]) / total);
            }
        }
        // Distances between grid and lattice are whole numbers of spacings: the profile is evaluated once for each.
        var offset = grid.First * divisions - first;
        var nearest = offset - (lattice.Length - 1);
        var table = new double[lattice.Length + (long)(grid.Count - 1) * divisions];
        for (var k = 0; k < table.Length; k++)
        {
            var mirror = -2 * nearest - k;
            // The profile is even; distances seen before are not evaluated again.
            table[k] = mirror >= 0 && mirror < k ? table[mirror] : profile.At((nearest + k) * spacing);
        }
        var intensities = new double[grid.Count];
        for (var g = 0; g < intensities.Length; g++)
        {
            var sum = 0.0;
            var at = g * divisions + lattice.Length - 1;
            for (var b = 0; b < lattice.Length; b++)
            {
                sum += lattice[b] * table[at - b];
            }
            intensities[g] = sum;
        }
        return intensities;
    }

    /// <summary>Points of the lattice a step of the grid that keep the error below <see cref="LatticeError"/>.</summary>
    internal static int Divisions(VoigtProfile profile, EnergyGrid grid)
    {
        // The error of cubic interpolation is at most 9/16 · h⁴/24 · max|V''''|.
        var spacing = Math.Pow(LatticeError / (9.0 / 16 / 24 * profile.RelativeFourthDerivative), 0.25);
        return (int)Math.Clamp(Math.Ceiling(grid.Step / spacing), 1, int.MaxValue / 2.0);
    }

    private static double[] Intensities(ReadOnlySpan<double> levels, ReadOnlySpan<double> weights, double total, VoigtProfile profile, SpinOrbitDoublet? doublet, EnergyGrid grid)
    {
        var divisions = Divisions(profile, grid);
        var (low, high) = Extent(levels, doublet);
        var direct = (long)levels.Length * grid.Count <= DirectEvaluations || ((high - low) / grid.Step + grid.Count) * divisions > MostLatticePoints;
        return direct ? Direct(levels, weights, total, profile, doublet, grid) : ByLattice(levels, weights, total, profile, doublet, grid, divisions);
    }

    /// <summary>Shares a weight among four lattice points with the cubic Lagrange polynomials at −1, 0, 1, 2.</summary>
    private static void Deposit(double[] lattice, double position, double weight)
    {
        var cell = (int)Math.Floor(position);
        var t = position - cell;
        lattice[cell - 1] += weight * (-t * (t - 1) * (t - 2) / 6);
        lattice[cell] += weight * ((t + 1) * (t - 1) * (t - 2) / 2);
        lattice[cell + 1] += weight * (-(t + 1) * t * (t - 2) / 2);
        lattice[cell + 2] += weight * ((t + 1) * t * (t - 1) / 6);
    }

    private static (double Shift, double Share)[] Lines(SpinOrbitDoublet? doublet) =>
        doublet is null ? [(0, 1)] : [(doublet.StrongShift, doublet.StrongFraction), (doublet.WeakShift, 1 - doublet.StrongFraction)];

    private static (double Low, double High) Extent(ReadOnlySpan<double> levels, SpinOrbitDoublet? doublet)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var level in levels)
        {
            (low, high) = (Math.Min(low, level), Math.Max(high, level));
        }
        return (low + (doublet?.StrongShift ?? 0), high + (doublet?.WeakShift ?? 0));
    }

    private static double TotalWeight(ReadOnlySpan<double> levels, ReadOnlySpan<double> weights)
    {
        if (levels.IsEmpty)
        {
            throw new InputException("there is no binding energy to draw a spectrum from", remedy: "choose an element that the structure contains");
        }
        if (!weights.IsEmpty && weights.Length != levels.Length)
        {
            throw new InputException($"there are {weights.Length} weights for {levels.Length} binding energies", remedy: "give one weight a level, or none at all");
        }
        var total = 0.0;
        for (var i = 0; i < levels.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            if (!double.IsFinite(levels[i]) || !double.IsFinite(weight) || weight < 0)
            {
                throw new InputException(FormattableString.Invariant($"level {i + 1} has binding energy {levels[i]} eV and weight {weight}"), remedy: "leave out atoms without a value; weights must not be negative");
            }
            total += weight;
        }
        return total > 0 ? total : throw new InputException("all weights of a spectrum are zero");
    }
}
