namespace Lithoscope.Reporting;

/// <summary>
/// A tinted band between two curves, such as mean ± standard deviation. Without label and colour it takes the colour of the
/// series that follows it.
/// </summary>
public sealed record BandSeries : PlotSeries
{
    private readonly double[] _x, _low, _high;

    /// <summary>Creates the series from coordinates in the units of the axes; all have the same length.</summary>
    public BandSeries(IEnumerable<double> x, IEnumerable<double> low, IEnumerable<double> high, string? label = null, string? colour = null)
    {
        _x = Copy(x, null, nameof(x));
        _low = Copy(low, _x.Length, nameof(low));
        _high = Copy(high, _x.Length, nameof(high));
        (Label, Colour) = (label, colour);
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X => _x;

    /// <summary>Lower curve.</summary>
    public IReadOnlyList<double> Low => _low;

    /// <summary>Upper curve.</summary>
    public IReadOnlyList<double> High => _high;

    /// <summary>Opacity from 0 to 1.</summary>
    public double Opacity { get; init; } = 0.2;

    internal override bool AdvancesPalette => Label is not null;

    internal override void Extend(DataBounds bounds)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            bounds.Include(_x[i], _low[i]);
            bounds.Include(_x[i], _high[i]);
        }
    }

    internal override void Draw(PlotCanvas canvas, string colour) => canvas.Area(_x, _low, _high, colour, Opacity);

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour) =>
        svg.Rectangle(x, y - 5, 22, 10, colour, Math.Min(1, Opacity * 1.5));
}
