namespace Lithoscope.Reporting;

/// <summary>Points with vertical error bars.</summary>
public sealed record ErrorBarSeries : PlotSeries
{
    private readonly double[] _x, _y, _error;

    /// <summary>Creates the series from coordinates in the units of the axes; all have the same length.</summary>
    /// <param name="x">Abscissae.</param>
    /// <param name="y">Ordinates.</param>
    /// <param name="error">Half length of each bar; one that is not finite draws no bar.</param>
    /// <param name="label">Name in the key, or null.</param>
    /// <param name="colour">CSS colour, or null.</param>
    public ErrorBarSeries(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double> error, string? label = null, string? colour = null)
    {
        _x = Copy(x, null, nameof(x));
        _y = Copy(y, _x.Length, nameof(y));
        _error = Copy(error, _x.Length, nameof(error));
        (Label, Colour) = (label, colour);
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X => _x;

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y => _y;

    /// <summary>Half lengths of the bars.</summary>
    public IReadOnlyList<double> Error => _error;

    /// <summary>Shape of a point.</summary>
    public Marker Marker { get; init; }

    /// <summary>True: the points are joined by a thin line.</summary>
    public bool Joined { get; init; }

    internal override void Extend(DataBounds bounds)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            bounds.Include(_x[i], _y[i]);
            bounds.Include(_x[i], _y[i] - _error[i]);
            bounds.Include(_x[i], _y[i] + _error[i]);
        }
        bounds.X.Padded = true;
    }

    internal override void Draw(PlotCanvas canvas, string colour)
    {
        if (Joined)
        {
            canvas.Polyline(_x, _y, colour, 1.4, Dash.Solid);
        }
        canvas.ErrorBars(_x, _y, _error, colour);
        canvas.Markers(_x, _y, Marker, 6.5, colour, 1);
    }

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour)
    {
        if (Joined)
        {
            svg.Line(x, y, x + 22, y, colour, 1.4);
        }
        svg.Line(x + 11, y - 7, x + 11, y + 7, colour, 1.2);
        MarkerShapes.Draw(svg, [(x + 11, y)], Marker, 6.5, colour, 1);
    }
}
