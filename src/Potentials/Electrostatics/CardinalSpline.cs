namespace Lithoscope.Potentials;

/// <summary>Cardinal B-splines M_p: zero outside of 0 … p, a polynomial of degree p − 1 between whole numbers (Schoenberg 1973, doi:10.1137/1.9781611970555).</summary>
internal static class CardinalSpline
{
    /// <summary>M_p(w + j) for j = 0 … p − 1 by M_p(x) = (x M_{p−1}(x) + (p − x) M_{p−1}(x − 1))/(p − 1).</summary>
    /// <param name="w">From 0 to 1.</param>
    /// <param name="values">p values.</param>
    public static void Values(double w, Span<double> values) => Raise(w, values, values.Length);

    /// <summary>The same with derivatives, M_p′(x) = M_{p−1}(x) − M_{p−1}(x − 1).</summary>
    /// <param name="w">From 0 to 1.</param>
    /// <param name="values">p values.</param>
    /// <param name="slopes">p derivatives.</param>
    public static void Values(double w, Span<double> values, Span<double> slopes)
    {
        var order = values.Length;
        Raise(w, values, order - 1);
        slopes[0] = values[0];
        for (var j = 1; j < order - 1; j++) slopes[j] = values[j] - values[j - 1];
        slopes[order - 1] = -values[order - 2];
        Last(w, values, order);
    }

    private static void Raise(double w, Span<double> values, int order)
    {
        (values[0], values[1]) = (w, 1 - w);
        for (var p = 3; p <= order; p++) Last(w, values, p);
    }

    // From order p − 1 to p, in place from the end.
    private static void Last(double w, Span<double> values, int p)
    {
        var scale = 1.0 / (p - 1);
        values[p - 1] = scale * (1 - w) * values[p - 2];
        for (var j = p - 2; j >= 1; j--) values[j] = scale * ((w + j) * values[j] + (p - w - j) * values[j - 1]);
        values[0] *= scale * w;
    }
}
