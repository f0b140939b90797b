namespace Lithoscope.Reporting;

/// <summary>Bars between edges, from y = 0.</summary>
public sealed record HistogramSeries : PlotSeries
{
    private readonly double[] _edges, _heights;

    /// <summary>Creates the series from n + 1 ascending edges and n heights.</summary>
    public HistogramSeries(IEnumerable<double> edges, IEnumerable<double> heights, string? label = null, string? colour = null)
    {
        _edges = Copy(edges, null, nameof(edges));
        _heights = Copy(heights, Math.Max(0, _edges.Length - 1), nameof(heights));
        (Label, Colour) = (label, colour);
    }

    /// <summary>Edges of the bars, one more than heights.</summary>
    public IReadOnlyList<double> Edges => _edges;

    /// <summary>Heights of the bars.</summary>
    public IReadOnlyList<double> Heights => _heights;

    /// <summary>Opacity of the bars from 0 to 1.</summary>
    public double Opacity { get; init; } = 0.55;

    /// <summary>
    /// Counts values in bins of equal width; values that are not finite are left out.
    /// </summary>
    /// <param name="values">The sample.</param>
    /// <param name="bins">Number of bins; 0: by the rule of Freedman and Diaconis (doi:10.1007/BF01025868), from 5 to 80.</param>
    /// <param name="density">True: heights are per unit of x, with area 1; false: counts.</param>
    /// <param name="label">Name in the key, or null.</param>
    /// <param name="colour">CSS colour, or null.</param>
    public static HistogramSeries Of(IEnumerable<double> values, int bins = 0, bool density = false, string? label = null, string? colour = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var sorted = values.Where(DataRange.Usable).Order().ToArray();
        if (sorted.Length == 0)
        {
            return new HistogramSeries([], [], label, colour);
        }
        var (low, high) = (sorted[0], sorted[^1]);
        if (!(high - low > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high))))
        {
            var half = low == 0 ? 0.5 : Math.Abs(low) * 0.05;
            (low, high) = (low - half, high + half);
        }
        if (bins <= 0)
        {
            var spread = sorted[(int)(0.75 * (sorted.Length - 1))] - sorted[(int)(0.25 * (sorted.Length - 1))];
            var wanted = (high - low) / (2 * spread / Math.Cbrt(sorted.Length));
            bins = double.IsFinite(wanted) ? (int)Math.Clamp(Math.Ceiling(wanted), 5, 80) : 10;
        }
        var width = (high - low) / bins;
        var heights = new double[bins];
        foreach (var value in sorted)
        {
            heights[Math.Clamp((int)((value - low) / width), 0, bins - 1)] += density ? 1 / (sorted.Length * width) : 1;
        }
        return new HistogramSeries(Enumerable.Range(0, bins + 1).Select(i => i == bins ? high : low + i * width), heights, label, colour);
    }

    internal override void Extend(DataBounds bounds)
    {
        for (var i = 0; i < _heights.Length; i++)
        {
            bounds.Include(_edges[i], _heights[i]);
            bounds.Include(_edges[i + 1], _heights[i]);
        }
        bounds.Y.IncludeBase(0);
        bounds.X.Padded = true;
    }

    internal override void Draw(PlotCanvas canvas, string colour) => canvas.Bars(_edges, _heights, colour, Opacity);

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour) =>
        svg.Rectangle(x + 2, y - 5, 18, 10, colour, Opacity, colour);
}
