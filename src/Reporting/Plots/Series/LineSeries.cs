namespace Lithoscope.Reporting;

/// <summary>Points joined by straight lines in the order given; a value that is not finite leaves a gap.</summary>
public sealed record LineSeries : PlotSeries
{
    private readonly double[] _x, _y;

    /// <summary>Creates the series from coordinates in the units of the axes; both have the same length.</summary>
    public LineSeries(IEnumerable<double> x, IEnumerable<double> y, string? label = null, string? colour = null)
    {
        _x = Copy(x, null, nameof(x));
        _y = Copy(y, _x.Length, nameof(y));
        (Label, Colour) = (label, colour);
    }

    /// <summary>Abscissae.</summary>
    public IReadOnlyList<double> X => _x;

    /// <summary>Ordinates.</summary>
    public IReadOnlyList<double> Y => _y;

    /// <summary>How the line is broken.</summary>
    public Dash Dash { get; init; }

    /// <summary>Thickness in pixels.</summary>
    public double Thickness { get; init; } = 1.8;

    /// <summary>A sign at each point, or none.</summary>
    public Marker? Marker { get; init; }

    /// <summary>True: the area down to y = 0 is tinted.</summary>
    public bool Filled { get; init; }

    /// <summary>True: the label stands at the right end of the line instead of in the key.</summary>
    public bool LabelAtEnd { get; init; }

    internal override void Extend(DataBounds bounds)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            bounds.Include(_x[i], _y[i]);
        }
        if (Filled)
        {
            bounds.Y.IncludeBase(0);
        }
        bounds.X.Padded |= Marker is not null;
    }

    internal override void Draw(PlotCanvas canvas, string colour)
    {
        if (Filled)
        {
            canvas.Area(_x, new double[_x.Length], _y, colour, 0.18);
        }
        canvas.Polyline(_x, _y, colour, Thickness, Dash);
        if (Marker is { } marker)
        {
            canvas.Markers(_x, _y, marker, 6.5, colour, 1);
        }
        if (LabelAtEnd && Label is { Length: > 0 } label)
        {
            canvas.LabelAtRightEnd(_x, _y, label, colour);
        }
    }

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour)
    {
        svg.Line(x, y, x + 22, y, colour, Math.Max(Thickness, 1.5), Dash);
        if (Marker is { } marker)
        {
            MarkerShapes.Draw(svg, [(x + 11, y)], marker, 6.5, colour, 1);
        }
    }
}
