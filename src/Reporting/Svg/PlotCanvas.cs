using System.Text;

namespace Lithoscope.Reporting;

/// <summary>
/// The inside of the frame: draws in the units of the axes, drops what cannot be shown, and notes where ink went, so that
/// texts find room afterwards.
/// </summary>
internal sealed class PlotCanvas(SvgWriter svg, AxisScale x, AxisScale y)
{
    // How far (px) lines run on beyond the frame, which clips them.
    private const double Beyond = 40;

    private readonly List<(bool Vertical, double Pixel, string Text, string Colour)> _lineLabels = [];

    public AxisScale X => x;

    public AxisScale Y => y;

    public Occupancy Ink { get; } = new(x.Length, y.Length);

    /// <summary>Texts that stand to the right of the frame, at the height of their lines.</summary>
    public List<(double Y, string Text, string Colour)> EndLabels { get; } = [];

    public void Polyline(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string colour, double thickness, Dash dash, bool marksPlace = true)
    {
        var data = new StringBuilder();
        foreach (var piece in Polylines.Clip(Pixels(xs, ys), -Beyond, -Beyond, x.Length + Beyond, y.Length + Beyond))
        {
            var points = Polylines.Simplify(piece);
            Polylines.Append(data, points);
            for (var i = 1; i < points.Count && marksPlace; i++)
            {
                Ink.MarkLine(points[i - 1], points[i]);
            }
        }
        svg.Path(data.ToString(), colour, thickness, dash, cap: dash == Dash.Solid ? "round" : "butt");
    }

    public void Markers(IReadOnlyList<double> xs, IReadOnlyList<double> ys, Marker marker, double size, string colour, double opacity)
    {
        var points = Pixels(xs, ys).Where(p => p.X >= -size && p.X <= x.Length + size && p.Y >= -size && p.Y <= y.Length + size).ToArray();
        MarkerShapes.Draw(svg, points, marker, size, colour, opacity);
        foreach (var p in points)
        {
            Ink.MarkBox(p.X - size / 2, p.Y - size / 2, size, size);
        }
    }

    public void Area(IReadOnlyList<double> xs, IReadOnlyList<double> lows, IReadOnlyList<double> highs, string colour, double opacity)
    {
        var (upper, lower) = (Pixels(xs, highs), Pixels(xs, lows));
        var data = new StringBuilder();
        var start = 0;
        for (var i = 0; i <= upper.Length; i++)
        {
            var gap = i == upper.Length || double.IsNaN(upper[i].X + upper[i].Y + lower[i].Y);
            if (!gap)
            {
                upper[i] = Tame(upper[i]);
                lower[i] = Tame(lower[i]);
                if (i > start)
                {
                    var top = Math.Min(upper[i].Y, upper[i - 1].Y);
                    Ink.MarkBox(Math.Min(upper[i - 1].X, upper[i].X), top, Math.Abs(upper[i].X - upper[i - 1].X), Math.Max(lower[i].Y, lower[i - 1].Y) - top);
                }
                continue;
            }
            if (i - start > 1)
            {
                Polylines.Append(data, Polylines.Simplify([.. upper[start..i]]));
                Polylines.Append(data, Polylines.Simplify([.. lower[start..i].Reverse()]), join: true);
                data.Append('z');
            }
            start = i + 1;
        }
        svg.Fill(data.ToString(), colour, opacity);
    }

    public void ErrorBars(IReadOnlyList<double> xs, IReadOnlyList<double> ys, IReadOnlyList<double> errors, string colour)
    {
        var data = new StringBuilder();
        var middle = Pixels(xs, ys);
        for (var i = 0; i < middle.Length; i++)
        {
            var (px, high, low) = (middle[i].X, y.Pixel(ys[i] + errors[i]), y.Pixel(ys[i] - errors[i]));
            // On a logarithmic axis a bar may reach below zero: it then runs out of the frame.
            low = double.IsNaN(low) && double.IsFinite(errors[i]) ? y.Length + Beyond : low;
            if (double.IsNaN(px + middle[i].Y + high + low) || px < -Beyond || px > x.Length + Beyond)
            {
                continue;
            }
            (high, low) = (Tame((0, high)).Y, Tame((0, low)).Y);
            data.Append($"M{SvgWriter.Number(px)} {SvgWriter.Number(low)}V{SvgWriter.Number(high)}");
            foreach (var end in (double[])[low, high])
            {
                data.Append($"M{SvgWriter.Number(px - 3)} {SvgWriter.Number(end)}h6");
            }
            Ink.MarkLine((px, low), (px, high));
        }
        svg.Path(data.ToString(), colour, 1.2);
    }

    public void Sticks(IReadOnlyList<double> xs, IReadOnlyList<double> heights, string colour, double thickness, double opacity)
    {
        var data = new StringBuilder();
        var foot = Foot();
        foreach (var (px, py) in Pixels(xs, heights))
        {
            if (!double.IsNaN(py) && px >= 0 && px <= x.Length)
            {
                var top = Tame((px, py)).Y;
                data.Append($"M{SvgWriter.Number(px)} {SvgWriter.Number(foot)}V{SvgWriter.Number(top)}");
                Ink.MarkLine((px, foot), (px, top));
            }
        }
        svg.Path(data.ToString(), colour, thickness, opacity: opacity);
    }

    public void Bars(IReadOnlyList<double> edges, IReadOnlyList<double> heights, string colour, double opacity)
    {
        var data = new StringBuilder();
        var foot = Foot();
        for (var i = 0; i < heights.Count; i++)
        {
            var (a, b, top) = (x.Pixel(edges[i]), x.Pixel(edges[i + 1]), y.Pixel(heights[i]));
            if (double.IsNaN(a + b + top) || heights[i] == 0)
            {
                continue;
            }
            (a, top) = Tame((a, top));
            b = Tame((b, 0)).X;
            data.Append($"M{SvgWriter.Number(a)} {SvgWriter.Number(foot)}V{SvgWriter.Number(top)}H{SvgWriter.Number(b)}V{SvgWriter.Number(foot)}");
            Ink.MarkBox(Math.Min(a, b), Math.Min(top, foot), Math.Abs(b - a), Math.Abs(foot - top));
        }
        svg.Fill(data.ToString(), colour, opacity);
        svg.Path(data.ToString(), colour, 0.8);
    }

    public void HorizontalLine(double value, string colour, Dash dash, string? label)
    {
        if (y.Pixel(value) is var p && p >= 0 && p <= y.Length)
        {
            svg.Line(0, p, x.Length, p, colour, 1, dash);
            Ink.MarkLine((0, p), (x.Length, p));
            _lineLabels.Add((false, p, label ?? "", colour));
        }
    }

    public void VerticalLine(double value, string colour, Dash dash, string? label)
    {
        if (x.Pixel(value) is var p && p >= 0 && p <= x.Length)
        {
            svg.Line(p, 0, p, y.Length, colour, 1, dash);
            Ink.MarkLine((p, 0), (p, y.Length));
            _lineLabels.Add((true, p, label ?? "", colour));
        }
    }

    public void LabelAtRightEnd(IReadOnlyList<double> xs, IReadOnlyList<double> ys, string text, string colour)
    {
        var visible = Pixels(xs, ys).Where(p => p.X >= -1 && p.X <= x.Length + 1 && !double.IsNaN(p.Y)).ToArray();
        if (visible.Length > 0)
        {
            EndLabels.Add((Math.Clamp(visible.MaxBy(p => p.X).Y, 0, y.Length), text, colour));
        }
    }

    /// <summary>Writes the labels of reference lines where they cover least; called after all series.</summary>
    public void DrawLineLabels()
    {
        foreach (var (vertical, pixel, text, colour) in _lineLabels.Where(l => l.Text.Length > 0))
        {
            const double height = 14;
            var width = TextMetrics.Width(text, Style.TickSize);
            (double X, double Y)[] places = vertical
                ? [(pixel + 5, 6), (pixel - width - 5, 6), (pixel + 5, y.Length - height - 6), (pixel - width - 5, y.Length - height - 6)]
                : [(x.Length - width - 8, pixel - height - 3), (8, pixel - height - 3), (x.Length - width - 8, pixel + 3), (8, pixel + 3)];
            var inside = places.Where(p => p.X >= 2 && p.Y >= 2 && p.X + width <= x.Length - 2 && p.Y + height <= y.Length - 2).DefaultIfEmpty(places[0]);
            var place = inside.MinBy(p => Ink.Count(p.X + 2, p.Y + 1, width - 4, height - 2));
            svg.Text(place.X, place.Y + 11, text, Style.TickSize, colour: Style.Darker(colour));
            Ink.MarkBox(place.X, place.Y, width, height);
        }
    }

    private double Foot() => y.Logarithmic ? y.Length + Beyond : Tame((0, y.Pixel(0))).Y;

    private (double X, double Y) Tame((double X, double Y) p) =>
        (Math.Clamp(p.X, -Beyond, x.Length + Beyond), Math.Clamp(p.Y, -Beyond, y.Length + Beyond));

    private (double X, double Y)[] Pixels(IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        var pixels = new (double X, double Y)[xs.Count];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (px, py) = (x.Pixel(xs[i]), y.Pixel(ys[i]));
            pixels[i] = double.IsNaN(px + py) ? (double.NaN, double.NaN) : (px, py);
        }
        return pixels;
    }
}
