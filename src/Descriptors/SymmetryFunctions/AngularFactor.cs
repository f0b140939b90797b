namespace Lithoscope.Descriptors;

/// <summary>What a symmetry function takes of the angle θ between two neighbours: 2^(1−ζ)(1 + λ cos θ)^ζ, or a <see cref="CompactFunction"/> of θ.</summary>
internal readonly record struct AngularFactor
{
    // Where sin θ is zero so is the slope of every bump that n2p2 allows; their ratio stays finite.
    private const double LeastSine = 1e-12;

    private AngularFactor(bool isCompact, double lambda, double zeta, CompactFunction bump) => (IsCompact, Lambda, Zeta, Bump) = (isCompact, lambda, zeta, bump);

    /// <summary>Whether it is a bump.</summary>
    public bool IsCompact { get; }

    /// <summary>λ.</summary>
    public double Lambda { get; }

    /// <summary>ζ.</summary>
    public double Zeta { get; }

    /// <summary>The bump in θ, radians, if it is one.</summary>
    public CompactFunction Bump { get; }

    /// <summary>2^(1−ζ).</summary>
    public double Normalisation => Math.Pow(2, 1 - Zeta);

    /// <summary>2^(1−ζ)(1 + λ cos θ)^ζ.</summary>
    public static AngularFactor Power(double lambda, double zeta) => new(false, lambda, zeta, default);

    /// <summary>A bump in θ, radians.</summary>
    public static AngularFactor Compact(CompactFunction bump) => new(true, 0, 0, bump);

    /// <summary>Value, and derivative with respect to cos θ.</summary>
    /// <param name="cosine">cos θ, from −1 to 1.</param>
    public (double Value, double Slope) At(double cosine)
    {
        if (IsCompact)
        {
            var (bump, slope) = Bump.At(Math.Acos(cosine));
            return (bump, -slope / Math.Max(Math.Sqrt((1 - cosine) * (1 + cosine)), LeastSine));
        }

        var u = 1 + Lambda * cosine;
        if (u <= 0) return (0, 0);
        var power = Normalisation * Math.Pow(u, Zeta - 1);
        return (power * u, power * Zeta * Lambda);
    }
}
