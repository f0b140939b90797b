namespace Lithoscope.Reporting;

/// <summary>The key: one entry under the other inside the frame, or side by side where a width is given.</summary>
internal static class Legend
{
    private const double Row = 18, Sign = 22, Gap = 7, Between = 18;

    public static (double Width, double Height) Size(IEnumerable<(PlotSeries Series, string Colour)> entries, double width)
    {
        var places = Places(entries, width);
        return (places.Max(p => p.X + p.Width) + 4, places.Max(p => p.Y) + Row + 2);
    }

    public static void Draw(SvgWriter svg, IEnumerable<(PlotSeries Series, string Colour)> entries, double x, double y, double width)
    {
        foreach (var (series, colour, px, py, _) in Places(entries, width))
        {
            series.DrawKey(svg, x + px, y + py + Row / 2 + 1, colour);
            svg.Text(x + px + Sign + Gap, y + py + Row / 2 + 5.4, series.Label!, Style.TickSize);
        }
    }

    private static List<(PlotSeries Series, string Colour, double X, double Y, double Width)> Places(IEnumerable<(PlotSeries Series, string Colour)> entries, double width)
    {
        var places = new List<(PlotSeries, string, double, double, double)>();
        var (x, y) = (4.0, 0.0);
        foreach (var (series, colour) in entries)
        {
            var own = Sign + Gap + TextMetrics.Width(series.Label!, Style.TickSize);
            if (places.Count > 0 && (double.IsInfinity(width) || x + own > width))
            {
                (x, y) = (4.0, y + Row);
            }
            places.Add((series, colour, x, y, own));
            x += double.IsInfinity(width) ? 0 : own + Between;
        }
        return places;
    }
}
