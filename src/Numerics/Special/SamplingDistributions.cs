namespace Lithoscope.Numerics;

/// <summary>
/// The distributions of statistics of normal samples, and their quantiles: Student's t, χ² and Fisher's F, for any positive degrees of freedom.
/// Abramowitz and Stegun, Handbook of Mathematical Functions (1964), section 26.
/// </summary>
public static class SamplingDistributions
{
    /// <summary>Probability that χ² with ν degrees of freedom is below <paramref name="x"/>.</summary>
    public static double ChiSquared(double x, double freedom) => IncompleteGamma.Lower(freedom / 2, x / 2);

    /// <summary>Probability that Student's t with ν degrees of freedom is below <paramref name="t"/>.</summary>
    public static double Student(double t, double freedom)
    {
        var tail = 0.5 * IncompleteBeta.Regularised(freedom / 2, 0.5, freedom / (freedom + t * t));
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>Probability that F with ν₁ and ν₂ degrees of freedom is below <paramref name="f"/>.</summary>
    public static double Fisher(double f, double numerator, double denominator) =>
        f > 0 ? IncompleteBeta.Regularised(numerator / 2, denominator / 2, numerator * f / (numerator * f + denominator)) : 0;

    /// <summary>The value below which χ² lies with probability <paramref name="p"/>.</summary>
    public static double ChiSquaredQuantile(double p, double freedom) => Positive(p, x => ChiSquared(x, freedom));

    /// <summary>The value below which Student's t lies with probability <paramref name="p"/>.</summary>
    public static double StudentQuantile(double p, double freedom) =>
        p < 0.5 ? -StudentQuantile(1 - p, freedom) : p == 0.5 ? 0 : Positive(p, t => Student(t, freedom));

    /// <summary>The value below which F lies with probability <paramref name="p"/>.</summary>
    public static double FisherQuantile(double p, double numerator, double denominator) => Positive(p, f => Fisher(f, numerator, denominator));

    // Halving the interval of the logarithm: a hundred evaluations, to the last digits, whatever the shape.
    private static double Positive(double p, Func<double, double> probability)
    {
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A probability between 0 and 1 is needed.");
        var (low, high) = (-700.0, 700.0);
        while (high - low > 4e-16 * Math.Max(1, Math.Abs(low)))
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if (probability(Math.Exp(middle)) < p) low = middle;
            else high = middle;
        }

        return Math.Exp(0.5 * (low + high));
    }
}
