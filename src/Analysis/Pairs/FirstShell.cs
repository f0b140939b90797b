namespace Lithoscope.Analysis;

/// <summary>The first shell of a radial distribution function.</summary>
/// <param name="Peak">Where the first peak is highest, Å.</param>
/// <param name="Height">g there, not smoothed.</param>
/// <param name="Minimum">The first minimum beyond it, Å; the middle where it is flat.</param>
internal readonly record struct FirstShell(double Peak, double Height, double Minimum)
{
    // Å: narrower than any thermal peak, wide enough against the noise of single bins.
    private const double Smoothing = 0.05;

    /// <summary>Finds the shell, or null where g has no peak above 1 that is followed by a minimum.</summary>
    /// <param name="r">Middles of bins of equal width, Å.</param>
    /// <param name="g">Values.</param>
    public static FirstShell? Find(double[] r, double[] g)
    {
        var s = Smooth(r, g);
        var (peak, valley) = (-1, -1);
        for (var k = 0; k < s.Length; k++)
        {
            if (valley < 0)
            {
                if (s[k] > 1 && (peak < 0 || s[k] > s[peak])) peak = k;
                // The peak is over when a quarter of its height is lost; what is less may be noise or a shoulder.
                if (peak >= 0 && s[k] < 0.75 * s[peak]) valley = k;
                continue;
            }

            if (s[k] < s[valley]) valley = k;
            if (s[k] > s[valley] + 0.1 * (s[peak] - s[valley])) return new(r[Highest(g, peak, r)], g[Highest(g, peak, r)], Middle(r, s, valley, s[peak]));
        }

        return null;
    }

    private static int Highest(double[] g, int near, double[] r)
    {
        var reach = (int)Math.Ceiling(2 * Smoothing / (r.Length > 1 ? r[1] - r[0] : 1));
        var best = near;
        for (var k = Math.Max(0, near - reach); k <= Math.Min(g.Length - 1, near + reach); k++)
        {
            if (g[k] > g[best]) best = k;
        }

        return best;
    }

    private static double Middle(double[] r, double[] s, int valley, double top)
    {
        var (last, level) = (valley, s[valley] + 1e-6 * top);
        while (last + 1 < s.Length && s[last + 1] <= level) last++;
        return 0.5 * (r[valley] + r[last]);
    }

    private static double[] Smooth(double[] r, double[] g)
    {
        var width = r.Length > 1 ? r[1] - r[0] : 1;
        var reach = (int)Math.Ceiling(3 * Smoothing / width);
        var smooth = new double[g.Length];
        for (var k = 0; k < g.Length; k++)
        {
            var (sum, weights) = (0.0, 0.0);
            for (var m = Math.Max(0, k - reach); m <= Math.Min(g.Length - 1, k + reach); m++)
            {
                var x = (m - k) * width / Smoothing;
                var weight = Math.Exp(-0.5 * x * x);
                (sum, weights) = (sum + weight * g[m], weights + weight);
            }

            smooth[k] = sum / weights;
        }

        return smooth;
    }
}
