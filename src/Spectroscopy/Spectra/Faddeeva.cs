namespace Lithoscope.Spectroscopy;

/// <summary>
/// Real part of the Faddeeva function w(z) = exp(−z²) erfc(−iz) in the upper half plane, the kernel of the Voigt profile.
/// </summary>
internal static class Faddeeva
{
    // Distance of the nodes. The part of the error that is not corrected below is exp(−π²/h²) = 7e-18 of the value.
    private const double Step = 0.5;

    // Beyond this |z|, exp(−x²) has left the range of double precision, and six levels of the continued fraction are exact.
    private const double Far = 27;

    // Nodes further than this from x weigh less than exp(−49).
    private const double Reach = 7;

    private static readonly double InverseRootPi = 1 / Math.Sqrt(Math.PI);

    /// <summary>
    /// Re w(x + iy) for y ≥ 0, to a relative accuracy better than 2e-13 (tested).
    /// </summary>
    /// <remarks>
    /// Near the origin: the integral y/π ∫ exp(−t²)/((x − t)² + y²) dt by the midpoint rule with its pole correction, a sum of
    /// positive terms that converges like exp(−π²/h²) for every x and y (Matta and Reichel, doi:10.1090/S0025-5718-1971-0295538-4;
    /// nodes relative to the pole as in Zaghloul and Ali, doi:10.1145/2049673.2049679). Midpoints instead of end points keep the
    /// nodes off the pole, so nothing cancels as y goes to 0. Far out: Laplace's continued fraction (Gautschi, doi:10.1137/0707012).
    /// </remarks>
    public static double Real(double x, double y)
    {
        x = Math.Abs(x);
        return x > Far || y > Far ? Fraction(x, y) : Midpoint(x, y);
    }

    private static double Midpoint(double x, double y)
    {
        // Nodes t = (n + ½)h near t = x of exp(−(x − t)²) · y/π / (t² + y²).
        var sum = 0.0;
        var first = (int)Math.Floor((x - Reach) / Step);
        var last = (int)Math.Ceiling((x + Reach) / Step);
        for (var n = first; n <= last; n++)
        {
            var t = (n + 0.5) * Step;
            var d = x - t;
            sum += Math.Exp(-d * d) / (t * t + y * y);
        }
        var value = Step / Math.PI * y * sum;
        if (y < Math.PI / Step)
        {
            // The pole at iy lies inside the strip where the rule is exact.
            var decay = Math.Exp(-2 * Math.PI * y / Step);
            value += 2 * Math.Exp((y - x) * (y + x)) * Math.Cos(2 * x * y) * decay / (1 + decay);
        }
        return value;
    }

    private static double Fraction(double x, double y)
    {
        // w = i/√π · 1/(z − ½/(z − 1/(z − (3/2)/…))); imaginary parts have one sign at every level, so none cancels.
        var (re, im) = (x, y);
        for (var k = 10; k >= 1; k--)
        {
            var scale = 0.5 * k / (re * re + im * im);
            (re, im) = (x - scale * re, y + scale * im);
        }
        // Divided by the larger part twice, so that the square of a huge z does not overflow.
        var size = Math.Max(re, im);
        return InverseRootPi * (im / size) / size / ((re / size) * (re / size) + (im / size) * (im / size));
    }
}
