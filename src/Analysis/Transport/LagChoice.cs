namespace Lithoscope.Analysis;

/// <summary>Lags that a table or a picture shows of many.</summary>
internal static class LagChoice
{
    private const double Ratio = 1.005;

    /// <summary>All lags from <paramref name="first"/> up to where steps of half a percent are longer than 1, then such steps; the last one always.</summary>
    public static int[] Of(int last, int first = 1)
    {
        List<int> lags = [];
        for (var m = first; m < last; m = Math.Max(m + 1, (int)(m * Ratio))) lags.Add(m);
        lags.Add(last);
        return [.. lags];
    }
}
