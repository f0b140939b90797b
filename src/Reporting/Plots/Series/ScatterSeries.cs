namespace Lithoscope.Reporting;

/// <summary>Points; many of them stay small in the file (about 13 bytes each).</summary>
public sealed record ScatterSeries : PlotSeries
{
    private readonly double[] _x, _y;

    /// <summary>Creates the series from coordinates in the units of the axes; both have the same length.</summary>
    public ScatterSeries(IEnumerable<double> x, IEnumerable<double> y, string? label = null, string? colour = null)
    {
        _x = Copy(x, null, nameof(x));
        _y = Copy(y, _x.Length, nameof(y));
        (Label, Colour) = (label, colour);
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X => _x;

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y => _y;

    /// <summary>Shape of a point.</summary>
    public Marker Marker { get; init; }

    /// <summary>Diameter in pixels; null: smaller the more points there are.</summary>
    public double? Size { get; init; }

    /// <summary>Opacity from 0 to 1; null: lower the more points there are, so that dense regions stand out.</summary>
    public double? Opacity { get; init; }

    internal override void Extend(DataBounds bounds)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            bounds.Include(_x[i], _y[i]);
        }
        bounds.X.Padded = true;
    }

    internal override void Draw(PlotCanvas canvas, string colour)
    {
        var size = Size ?? (_x.Length > 5000 ? 3 : _x.Length > 800 ? 4 : _x.Length > 100 ? 5 : 6.5);
        var opacity = Opacity ?? (_x.Length > 5000 ? 0.3 : _x.Length > 800 ? 0.45 : _x.Length > 100 ? 0.65 : 0.9);
        canvas.Markers(_x, _y, Marker, size, colour, opacity);
    }

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour) =>
        MarkerShapes.Draw(svg, [(x + 11, y)], Marker, 7, colour, 1);
}
