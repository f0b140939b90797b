namespace Lithoscope.Reporting;

/// <summary>A thin straight line across the axes: a target, a limit, or the diagonal of a parity plot.</summary>
public sealed record ReferenceLine : PlotSeries
{
    private readonly double _slope, _offset;
    private readonly bool _vertical;

    private ReferenceLine(double slope, double offset, bool vertical, string? label) =>
        (_slope, _offset, _vertical, Label) = (slope, offset, vertical, label);

    /// <summary>How the line is broken.</summary>
    public Dash Dash { get; init; } = Dash.Dashed;

    /// <summary>The line y = x (+ <paramref name="offset"/>); it does not widen the range of the axes.</summary>
    public static ReferenceLine Diagonal(string? label = null, double offset = 0) =>
        new(1, offset, false, label) { Dash = Dash.Solid };

    /// <summary>The line y = <paramref name="y"/>, kept within the range; its label stands on it.</summary>
    public static ReferenceLine Horizontal(double y, string? label = null) => new(0, y, false, label);

    /// <summary>The line x = <paramref name="x"/>, kept within the range; its label stands beside it.</summary>
    public static ReferenceLine Vertical(double x, string? label = null) => new(0, x, true, label);

    internal override bool TakesPaletteColour => false;

    /// <summary>Horizontal and vertical lines carry their label themselves.</summary>
    internal bool LabelOnLine => _slope == 0;

    internal override void Extend(DataBounds bounds)
    {
        if (_slope == 0)
        {
            (_vertical ? bounds.X : bounds.Y).Include(_offset);
        }
    }

    internal override void Draw(PlotCanvas canvas, string colour)
    {
        if (_vertical)
        {
            canvas.VerticalLine(_offset, colour, Dash, Label);
        }
        else if (_slope == 0)
        {
            canvas.HorizontalLine(_offset, colour, Dash, Label);
        }
        else
        {
            // Many points, because the line is a curve where an axis is logarithmic; those not needed are dropped when drawn.
            var x = canvas.X.Samples(200);
            canvas.Polyline(x, [.. x.Select(v => _slope * v + _offset)], colour, 1, Dash, marksPlace: false);
        }
    }

    internal override void DrawKey(SvgWriter svg, double x, double y, string colour) =>
        svg.Line(x, y, x + 22, y, colour, 1, Dash);
}
