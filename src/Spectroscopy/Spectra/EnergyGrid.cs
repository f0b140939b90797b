using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>Energies at equal distances, at whole multiples of the step: E_i = (First + i) · Step, eV.</summary>
/// <param name="First">The first energy in steps.</param>
/// <param name="Step">Distance, eV, positive.</param>
/// <param name="Count">Number of energies, 2 or more.</param>
public readonly record struct EnergyGrid(long First, double Step, int Count)
{
    /// <summary>Distance of energies where none is asked for, eV.</summary>
    public const double DefaultStep = 0.02;

    private const int Most = 1_000_000;

    /// <summary>The energy with this index, eV.</summary>
    public double this[int index]
    {
        get
        {
            // Division by a whole number of steps a unit gives 99.3 where a product gives 99.30000000000001.
            var inverse = 1 / Step;
            return Math.Abs(inverse - Math.Round(inverse)) < 1e-9 * inverse ? (First + index) / Math.Round(inverse) : (First + index) * Step;
        }
    }

    /// <summary>All energies, eV, ascending.</summary>
    public double[] ToArray()
    {
        var energies = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            energies[i] = this[i];
        }
        return energies;
    }

    /// <summary>
    /// The grid over [low, high], widened to whole steps.
    /// </summary>
    /// <exception cref="InputException">A limit is not finite, high is below low, the step is not positive, or there would be more than a million energies.</exception>
    public static EnergyGrid Between(double low, double high, double step = DefaultStep)
    {
        if (!(step > 0 && double.IsFinite(step) && double.IsFinite(low) && double.IsFinite(high) && high >= low))
        {
            throw new InputException(
                FormattableString.Invariant($"an energy grid from {low} to {high} eV with step {step} eV is impossible"), remedy: "give finite limits in ascending order and a positive step");
        }
        // A limit that is a multiple of the step up to rounding must not gain another step.
        var (first, last) = (Math.Floor(low / step + 1e-6), Math.Ceiling(high / step - 1e-6));
        if (!(last - first < Most && Math.Abs(first) < 1e15))
        {
            throw new InputException(
                FormattableString.Invariant($"an energy grid from {low} to {high} eV with step {step} eV has too many energies"), remedy: "take a larger step or a smaller range");
        }
        return new EnergyGrid((long)first, step, (int)Math.Max(2, last - first + 1));
    }

    /// <summary>
    /// The grid that shows all lines: from the lowest to the highest binding energy, <paramref name="widths"/> full widths more on
    /// either side. Outside <paramref name="widths"/> = k full widths lies at most the share 1/(πk) of a line's area.
    /// </summary>
    /// <param name="bindingEnergies">Centres, eV; those that are not finite are left out.</param>
    /// <param name="profile">The line.</param>
    /// <param name="doublet">Splitting of each line, or null.</param>
    /// <param name="widths">Full widths at half maximum beyond the outermost lines.</param>
    /// <param name="step">Distance of energies, eV.</param>
    /// <exception cref="InputException">No binding energy is finite, or the grid is impossible.</exception>
    public static EnergyGrid Covering(
        ReadOnlySpan<double> bindingEnergies, VoigtProfile profile, SpinOrbitDoublet? doublet = null, double widths = 5, double step = DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var energy in bindingEnergies)
        {
            if (double.IsFinite(energy))
            {
                (low, high) = (Math.Min(low, energy), Math.Max(high, energy));
            }
        }
        if (low > high)
        {
            throw new InputException("there is no finite binding energy to draw a spectrum from");
        }
        var margin = widths * profile.FullWidth;
        return Between(low + (doublet?.StrongShift ?? 0) - margin, high + (doublet?.WeakShift ?? 0) + margin, step);
    }
}
