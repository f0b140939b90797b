namespace Lithoscope.Descriptors;

/// <summary>
/// A bump on an interval: a form of <see cref="CutoffFunction"/> of the distance from the middle, 0 outside. Bircher, Singraber and Dellago, Mach. Learn.: Sci. Technol. 2,
/// 035026 (2021), doi:10.1088/2632-2153/abf817.
/// </summary>
/// <param name="Kind">Exponential or a polynomial.</param>
/// <param name="Low">Where it begins; may be negative.</param>
/// <param name="High">Where it ends.</param>
/// <param name="IsAsymmetric">Whether x is replaced by x(2 − x), which makes the bump narrower and its sides steeper near the middle.</param>
internal readonly record struct CompactFunction(CutoffKind Kind, double Low, double High, bool IsAsymmetric = false)
{
    /// <summary>The middle.</summary>
    public double Centre => 0.5 * (Low + High);

    /// <summary>Half of the length of the interval.</summary>
    public double HalfWidth => High - Centre;

    /// <summary>Value and derivative.</summary>
    public (double Value, double Slope) At(double argument)
    {
        var scale = 1 / HalfWidth;
        var x = (argument - Centre) * scale;
        var sign = Math.Sign(x);
        x = Math.Abs(x);
        if (!(x < 1)) return (0, 0);
        if (IsAsymmetric) (x, scale) = ((2 - x) * x, scale * 2 * (1 - x));
        if (!(x < 1)) return (0, 0);
        var (value, slope) = CutoffFunction.Core(Kind, x);
        return (value, sign * slope * scale);
    }
}
