namespace Lithoscope.Descriptors;

/// <summary>Forms of a function that falls from 1 to 0 at the cutoff, in the order of n2p2's numbers 0 to 8. x = (r − r_i)/(r_c − r_i) with r_i the inner radius.</summary>
internal enum CutoffKind
{
    /// <summary>1, with a step at the cutoff.</summary>
    Hard,

    /// <summary>½(1 + cos πx).</summary>
    Cosine,

    /// <summary>tanh³(1 − r/r_c); knows no inner radius.</summary>
    CubedTanh,

    /// <summary>The same divided by its value at 0.</summary>
    NormalisedCubedTanh,

    /// <summary>exp(1 − 1/(1 − x²)).</summary>
    Exponential,

    /// <summary>2x³ − 3x² + 1.</summary>
    Polynomial1,

    /// <summary>−6x⁵ + 15x⁴ − 10x³ + 1.</summary>
    Polynomial2,

    /// <summary>20x⁷ − 70x⁶ + 84x⁵ − 35x⁴ + 1.</summary>
    Polynomial3,

    /// <summary>−70x⁹ + 315x⁸ − 540x⁷ + 420x⁶ − 126x⁵ + 1.</summary>
    Polynomial4,
}

/// <summary>A cutoff function: 1 up to the inner radius, 0 from the cutoff on. Behler, J. Chem. Phys. 134, 074106 (2011), doi:10.1063/1.3553717.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Cutoff">r_c.</param>
/// <param name="Inner">r_i, below r_c; of no effect for the forms with tanh.</param>
internal readonly record struct CutoffFunction(CutoffKind Kind, double Cutoff, double Inner = 0)
{
    /// <summary>1/tanh³(1), which makes <see cref="CutoffKind.NormalisedCubedTanh"/> 1 at the centre.</summary>
    public static readonly double TanhNormalisation = Math.Pow(Math.Tanh(1), -3);

    /// <summary>Value and derivative at a distance.</summary>
    public (double Value, double Slope) At(double r)
    {
        if (!(r < Cutoff)) return (0, 0);
        if (Kind is CutoffKind.Hard) return (1, 0);
        if (Kind is CutoffKind.CubedTanh or CutoffKind.NormalisedCubedTanh)
        {
            var c = Kind is CutoffKind.CubedTanh ? 1 : TanhNormalisation;
            // Near the cutoff the rounding of x decides all digits of t; the peers multiply by 1/r_c, so that is how it is rounded here.
            var inverse = 1 / Cutoff;
            var t = Math.Tanh(1 - r * inverse);
            return (c * t * t * t, -3 * c * t * t * (1 - t * t) * inverse);
        }

        if (r < Inner) return (1, 0);
        var scale = 1 / (Cutoff - Inner);
        var (value, slope) = Core(Kind, (r - Inner) * scale);
        return (value, slope * scale);
    }

    /// <summary>Value and derivative of a form at 0 ≤ x &lt; 1.</summary>
    public static (double Value, double Slope) Core(CutoffKind kind, double x)
    {
        switch (kind)
        {
            case CutoffKind.Cosine: return (0.5 * (1 + Math.Cos(Math.PI * x)), -0.5 * Math.PI * Math.Sin(Math.PI * x));
            case CutoffKind.Exponential:
                var inverse = 1 / (1 - x * x);
                var value = Math.Exp(1 - inverse);
                return (value, value == 0 ? 0 : -2 * x * inverse * inverse * value);
            case CutoffKind.Polynomial1: return (1 + x * x * (2 * x - 3), 6 * x * (x - 1));
            case CutoffKind.Polynomial2: return (1 + x * x * x * ((15 - 6 * x) * x - 10), -30 * x * x * (x - 1) * (x - 1));
            case CutoffKind.Polynomial3:
                var x3 = x * x * x;
                return (1 + x3 * x * (x * (x * (20 * x - 70) + 84) - 35), 140 * x3 * (x - 1) * (x - 1) * (x - 1));
            case CutoffKind.Polynomial4:
                var (x4, y) = (x * x * x * x, (x - 1) * (x - 1));
                return (1 + x4 * x * (x * (x * ((315 - 70 * x) * x - 540) + 420) - 126), -630 * x4 * y * y);
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }
}
