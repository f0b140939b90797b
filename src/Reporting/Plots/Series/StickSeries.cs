namespace Lithoscope.Reporting;

/// <summary>Vertical sticks from y = 0: the unbroadened lines of a spectrum.</summary>
public sealed record StickSeries : PlotSeries
{
    private readonly double[] _x, _height;

    /// <summary>Creates the series from coordinates in the units of the axes; both have the same length.</summary>
    public StickSeries(IEnumerable<double> x, IEnumerable<double> height, string? label = null, string? colour = null)
    {
        _x = Copy(x, null, nameof(x));
        _height = Copy(height, _x.Length, nameof(height));
        (Label, Colour) = (label, colour);
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X => _x;

    /// <summary>Heights.</summary>
    public IReadOnlyList<double> Height => _height;

    /// <summary>Thickness in pixels.</summary>
    public double Thickness { get; init; } = 1.2;

    /// <summary>Opacity from 0 to 1.</summary>
    public double Opacity { get; init; } = 0.8;

    internal override void Extend(DataBounds bounds)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            bounds.Include(_x[i], _height[i]);
        }
        bounds.Y.IncludeBase(0);
        bounds.X.Padded = true;
    }

    internal override void Draw(PlotCanvas canvas, string colour) => canvas.Sticks(_x, _height, colour, Thickness, Opacity);

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour)
    {
        svg.Line(x + 5, y + 6, x + 5, y - 2, colour, Thickness);
        svg.Line(x + 11, y + 6, x + 11, y - 6, colour, Thickness);
        svg.Line(x + 17, y + 6, x + 17, y + 1, colour, Thickness);
    }
}
