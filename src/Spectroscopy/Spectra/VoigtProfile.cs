using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>
/// A line of area 1: the convolution of a Gaussian (instrument, thermal motion) and a Lorentzian (life time of the core hole),
/// V(x; σ, γ) = Re w((x + iγ)/(σ√2)) / (σ√(2π)). Thread-safe.
/// </summary>
public sealed record VoigtProfile
{
    private readonly Lazy<double> _width;

    /// <summary>Creates a profile.</summary>
    /// <param name="sigma">Standard deviation of the Gaussian part, eV; 0 for a Lorentzian.</param>
    /// <param name="gamma">Half width at half maximum of the Lorentzian part, eV; 0 for a Gaussian.</param>
    /// <exception cref="InputException">A width is negative or not finite, or both are zero.</exception>
    public VoigtProfile(double sigma, double gamma)
    {
        if (!(sigma >= 0 && gamma >= 0 && sigma + gamma > 0 && double.IsFinite(sigma + gamma)))
        {
            throw new InputException(
                FormattableString.Invariant($"the widths σ = {sigma} eV and γ = {gamma} eV make no line"),
                remedy: "give widths that are not negative, at least one of them positive");
        }
        (Sigma, Gamma) = (sigma, gamma);
        _width = new Lazy<double>(FindWidth);
    }

    /// <summary>Standard deviation of the Gaussian part, eV.</summary>
    public double Sigma { get; }

    /// <summary>Half width at half maximum of the Lorentzian part, eV.</summary>
    public double Gamma { get; }

    /// <summary>Full width at half maximum of the whole, eV.</summary>
    public double FullWidth => _width.Value;

    /// <summary>The profile at a distance (eV) from its centre, in 1/eV; relative accuracy better than 2e-13.</summary>
    public double At(double distance)
    {
        if (Sigma == 0)
        {
            return Gamma / Math.PI / (distance * distance + Gamma * Gamma);
        }
        if (Gamma == 0)
        {
            return Math.Exp(-0.5 * (distance / Sigma) * (distance / Sigma)) / (Sigma * Math.Sqrt(2 * Math.PI));
        }
        var scale = 1 / (Sigma * Math.Sqrt(2));
        return Faddeeva.Real(distance * scale, Gamma * scale) / (Sigma * Math.Sqrt(2 * Math.PI));
    }

    /// <inheritdoc/>
    public bool Equals(VoigtProfile? other) => other is not null && (Sigma, Gamma) == (other.Sigma, other.Gamma);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sigma, Gamma);

    /// <summary>
    /// An upper bound of the fourth derivative relative to the maximum, 1/eV⁴: convolution makes no derivative larger, so both
    /// parts alone bound it.
    /// </summary>
    internal double RelativeFourthDerivative =>
        Math.Min(3 / (Math.Pow(Sigma, 5) * Math.Sqrt(2 * Math.PI)), 24 / (Math.PI * Math.Pow(Gamma, 5))) / At(0);

    private double FindWidth()
    {
        // The approximation of Olivero and Longbothum (doi:10.1016/0022-4073(77)90161-3), good to 0.02 %, then bisection.
        var gaussian = Sigma * Math.Sqrt(8 * Math.Log(2));
        var guess = 0.5346 * 2 * Gamma + Math.Sqrt(0.2166 * 4 * Gamma * Gamma + gaussian * gaussian);
        var (low, high, half) = (0.49 * guess, 0.51 * guess, At(0) / 2);
        for (var i = 0; i < 60 && low < high; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = At(middle) > half ? (middle, high) : (low, middle);
        }
        return low + high;
    }
}
