namespace Lithoscope.Descriptors;

/// <summary>
/// What a symmetry function takes of one distance r: exp(−η(r − r_s)²) f_c(r), cos(κr) f_c(r), or a <see cref="CompactFunction"/>. Zero from <see cref="Cutoff"/> on.
/// </summary>
internal readonly record struct RadialFactor
{
    private RadialFactor(RadialKind kind, double exponent, double shift, CutoffFunction cutoffFunction, CompactFunction bump) =>
        (Kind, Exponent, Shift, CutoffFunction, Bump) = (kind, exponent, shift, cutoffFunction, bump);

    /// <summary>The forms.</summary>
    public enum RadialKind
    {
        /// <summary>exp(−η(r − r_s)²) f_c(r).</summary>
        Gaussian,

        /// <summary>cos(κr) f_c(r).</summary>
        Cosine,

        /// <summary>A bump.</summary>
        Compact,
    }

    /// <summary>The form.</summary>
    public RadialKind Kind { get; }

    /// <summary>η, or κ of a cosine.</summary>
    public double Exponent { get; }

    /// <summary>r_s.</summary>
    public double Shift { get; }

    /// <summary>f_c; of no meaning for a bump.</summary>
    public CutoffFunction CutoffFunction { get; }

    /// <summary>The bump, if it is one.</summary>
    public CompactFunction Bump { get; }

    /// <summary>Distance from which on it is zero.</summary>
    public double Cutoff => Kind is RadialKind.Compact ? Bump.High : CutoffFunction.Cutoff;

    /// <summary>exp(−η(r − r_s)²) f_c(r).</summary>
    public static RadialFactor Gaussian(double eta, double shift, CutoffFunction cutoff) => new(RadialKind.Gaussian, eta, shift, cutoff, default);

    /// <summary>cos(κr) f_c(r).</summary>
    public static RadialFactor Cosine(double kappa, CutoffFunction cutoff) => new(RadialKind.Cosine, kappa, 0, cutoff, default);

    /// <summary>A bump.</summary>
    public static RadialFactor Compact(CompactFunction bump) => new(RadialKind.Compact, 0, 0, default, bump);

    /// <summary>Value and derivative.</summary>
    public (double Value, double Slope) At(double r)
    {
        if (Kind is RadialKind.Compact) return Bump.At(r);
        var (f, slope) = CutoffFunction.At(r);
        if (Kind is RadialKind.Cosine)
        {
            var (sin, cos) = Math.SinCos(Exponent * r);
            return (cos * f, cos * slope - Exponent * sin * f);
        }

        var d = r - Shift;
        var e = Math.Exp(-Exponent * d * d);
        return (e * f, e * (slope - 2 * Exponent * d * f));
    }
}
