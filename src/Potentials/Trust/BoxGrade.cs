namespace Lithoscope.Potentials;

/// <summary>How far a value lies outside the range it took in training.</summary>
internal static class BoxGrade
{
    // What is outside by rounding alone is inside.
    private const double Rounding = 1e-12;

    /// <summary>0 inside, else the distance in units of the range; of a range without width, in units of its value, or in the feature's own where that is zero.</summary>
    public static double Of(double value, double minimum, double maximum)
    {
        var outside = Math.Max(minimum - value, value - maximum);
        if (!(outside > 0)) return double.IsNaN(value) ? double.PositiveInfinity : 0;
        var size = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (outside <= Rounding * size) return 0;
        var range = maximum - minimum;
        return outside / (range > 0 ? range : size > 0 ? size : 1);
    }
}
