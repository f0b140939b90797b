namespace Lithoscope.Reporting;

/// <summary>Distances (px) between the outer edges of a panel and its frame.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom);

/// <summary>Draws one plot into its place in a figure.</summary>
internal sealed class PanelRenderer
{
    private readonly Plot _plot;
    private readonly (double Low, double High) _x, _y;
    private readonly List<(PlotSeries Series, string Colour)> _series = [];
    private readonly List<string> _title = [], _subtitle = [], _notes = [];
    private bool _legendAbove;

    public PanelRenderer(Plot plot, (double Low, double High) x, (double Low, double High) y)
    {
        (_plot, _x, _y) = (plot, x, y);
        var next = 0;
        foreach (var series in plot.Series)
        {
            var fromPalette = series.Colour is null && series.TakesPaletteColour;
            _series.Add((series, series.Colour ?? (fromPalette ? Palette.At(next) : Palette.Grey)));
            next += fromPalette && series.AdvancesPalette ? 1 : 0;
        }
    }

    /// <summary>False where the panel below shows the numbers and the label of the x axis.</summary>
    public bool ShowsX { get; init; } = true;

    /// <summary>True in a stack with a shared x axis, whose frames nearly touch.</summary>
    public bool Tight { get; init; }

    /// <summary>False where the panel to the left shows the numbers and the label of the y axis.</summary>
    public bool ShowsY { get; init; } = true;

    /// <summary>True where there is nothing to show, which the panel then says.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>"(a)", or empty.</summary>
    public string Letter { get; init; } = "";

    private IEnumerable<(PlotSeries Series, string Colour)> Keyed => _series.Where(s =>
        _plot.ShowLegend && !string.IsNullOrEmpty(s.Series.Label) && s.Series is not (LineSeries { LabelAtEnd: true } or ReferenceLine { LabelOnLine: true }));

    /// <summary>The margins that a panel of this outer size needs; decides whether the key goes inside the frame or above it.</summary>
    public Margins Measure(double width, double height)
    {
        var heading = _plot.Title is { Length: > 0 } title ? (Letter + " " + title).Trim() : "";
        Fill(_title, heading, width, Style.TitleSize * 1.06);
        Fill(_subtitle, _plot.Subtitle ?? "", width, Style.SubtitleSize);
        Fill(_notes, string.Join('\n', _plot.Notes), width, Style.NoteSize);
        _legendAbove = false;
        var margins = Add(width, height, new Margins(60, 30, 20, 50));
        margins = Add(width, height, margins);
        if (Keyed.Any())
        {
            var (frameWidth, frameHeight) = Frame(width, height, margins);
            var canvas = DrawInside(new SvgWriter(), frameWidth, frameHeight);
            PlaceAnnotations(canvas, null);
            var (w, h) = Legend.Size(Keyed, double.PositiveInfinity);
            _legendAbove = canvas.Ink.BestPlace(w, h).Covered > 0;
            margins = _legendAbove ? Add(width, height, margins) : margins;
        }
        return margins;
    }

    /// <summary>Draws the panel with its outer top left corner at (x, y).</summary>
    public void Draw(SvgWriter svg, double x, double y, double width, double height, Margins margins)
    {
        var line = y + Style.Margin - 2;
        foreach (var text in _title)
        {
            svg.Text(x + Style.Margin, (line += 19) - 5, text, Style.TitleSize, bold: true);
        }
        foreach (var text in _subtitle)
        {
            svg.Text(x + Style.Margin, (line += 17) - 4, text, Style.SubtitleSize, colour: Style.QuietInk);
        }
        var (frameWidth, frameHeight) = Frame(width, height, margins);
        var left = x + margins.Left + (width - margins.Left - margins.Right - frameWidth) / 2;
        var top = y + margins.Top;
        var (scaleX, scaleY) = Scales(frameWidth, frameHeight);
        var axes = new AxesRenderer(svg, scaleX, scaleY, left, top);
        var (ticksX, ticksY) = Ticks(scaleX, scaleY);
        axes.DrawGrid(ticksX, ticksY);
        // A nested <svg> clips to its box without an identifier, which would clash where several figures share a page.
        svg.Raw($"<svg x=\"{SvgWriter.Number(left)}\" y=\"{SvgWriter.Number(top)}\" width=\"{SvgWriter.Number(frameWidth)}\" height=\"{SvgWriter.Number(frameHeight)}\">\n");
        var canvas = DrawInside(svg, frameWidth, frameHeight);
        PlaceAnnotations(canvas, svg);
        if (Keyed.Any() && !_legendAbove)
        {
            var (w, h) = Legend.Size(Keyed, double.PositiveInfinity);
            var place = canvas.Ink.BestPlace(w, h);
            svg.Rectangle(place.X, place.Y, w, h, "#fff", 0.85);
            Legend.Draw(svg, Keyed, place.X, place.Y, double.PositiveInfinity);
        }
        svg.Raw("</svg>\n");
        axes.DrawFrame(ticksX, ticksY, ShowsX, ShowsY);
        axes.DrawLabels(ShowsX ? _plot.XAxis.Label : "", ShowsY ? _plot.YAxis.Label : "",
            left - margins.Left + Style.Margin, y + height - Style.Margin - 15 * _notes.Count, ticksX, ticksY);
        axes.DrawEndLabels(canvas.EndLabels);
        if (_legendAbove)
        {
            Legend.Draw(svg, Keyed, x + Style.Margin, line + 4, width - 2 * Style.Margin);
        }
        var note = y + height - Style.Margin + 2 - 15 * _notes.Count;
        foreach (var text in _notes)
        {
            svg.Text(x + Style.Margin, (note += 15) - 4, text, Style.NoteSize, colour: Style.QuietInk);
        }
    }

    private static void Fill(List<string> lines, string text, double width, double size)
    {
        lines.Clear();
        if (text.Length > 0)
        {
            lines.AddRange(TextMetrics.Wrap(text, width - 2 * Style.Margin, size));
        }
    }

    private Margins Add(double width, double height, Margins guess)
    {
        var (frameWidth, frameHeight) = Frame(width, height, guess);
        var (scaleX, scaleY) = Scales(frameWidth, frameHeight);
        var (ticksX, ticksY) = Ticks(scaleX, scaleY);
        var numbers = ShowsY ? ticksY.Ticks.Where(t => t.Text is not null).Select(t => TextMetrics.Width(t.Text!, Style.TickSize)).DefaultIfEmpty(-4).Max() : -4;
        var left = Style.Margin + (ShowsY && _plot.YAxis.Label.Length > 0 ? 22 : 0) + numbers + Style.MajorTick + 5;
        // The last number of the x axis may stick out at the right.
        var overhang = ticksX.Ticks.Where(t => t.Text is not null && ShowsX)
            .Select(t => scaleX.Pixel(t.Value) + TextMetrics.Width(t.Text!, Style.TickSize) / 2 - frameWidth).DefaultIfEmpty(0).Max();
        var ends = _series.Select(s => s.Series is LineSeries { LabelAtEnd: true, Label: { } label } ? TextMetrics.Width(label, Style.TickSize) + 8 : 0).DefaultIfEmpty(0).Max();
        var right = Math.Max(Math.Max(overhang + 2, ends), 4) + Style.Margin;
        var headings = 19 * _title.Count + 17 * _subtitle.Count + (_legendAbove ? Legend.Size(Keyed, width - 2 * Style.Margin).Height + 2 : 0);
        var top = (headings > 0 ? Style.Margin + headings + 6 : Tight ? 6 : Style.Margin) + (ticksY.Exponent != 0 ? 14 : 0);
        var bottom = !ShowsX ? 6 : Style.Margin + (ticksX.Ticks.Count > 0 ? Style.MajorTick + 16 : 4)
            + (_plot.XAxis.Label.Length > 0 || ticksX.Exponent != 0 ? 19 : 0);
        return new Margins(left, top, right, bottom + (_notes.Count > 0 ? 15 * _notes.Count + 4 : 0));
    }

    private (double Width, double Height) Frame(double width, double height, Margins margins)
    {
        var (w, h) = (Math.Max(20, width - margins.Left - margins.Right), Math.Max(20, height - margins.Top - margins.Bottom));
        return _plot.EqualAxes ? (Math.Min(w, h), Math.Min(w, h)) : (w, h);
    }

    private (AxisScale X, AxisScale Y) Scales(double width, double height) =>
        (new AxisScale(_x.Low, _x.High, width, _plot.XAxis.Logarithmic, _plot.XAxis.Reversed),
         new AxisScale(_y.Low, _y.High, height, _plot.YAxis.Logarithmic, !_plot.YAxis.Reversed));

    private (TickSet X, TickSet Y) Ticks(AxisScale x, AxisScale y)
    {
        var horizontal = TickSet.For(_plot.XAxis, x, true);
        return (horizontal, _plot.EqualAxes ? horizontal : TickSet.For(_plot.YAxis, y, false));
    }

    private PlotCanvas DrawInside(SvgWriter svg, double width, double height)
    {
        var (scaleX, scaleY) = Scales(width, height);
        var canvas = new PlotCanvas(svg, scaleX, scaleY);
        foreach (var (series, colour) in _series)
        {
            series.Draw(canvas, colour);
        }
        canvas.DrawLineLabels();
        if (IsEmpty)
        {
            svg.Text(width / 2, height / 2, "no data", Style.LabelSize, "middle", Style.QuietInk);
        }
        return canvas;
    }

    private void PlaceAnnotations(PlotCanvas canvas, SvgWriter? svg)
    {
        var notes = _plot.Title is { Length: > 0 } || Letter.Length == 0 ? _plot.Annotations : [new Annotation(Letter, Corner.TopLeft), .. _plot.Annotations];
        var placed = new List<(double X, double Y, double Width, double Height)>();
        foreach (var (text, corner) in notes.OrderBy(n => n.Corner == Corner.Automatic))
        {
            var lines = text.Split('\n');
            var (w, h) = (lines.Max(l => TextMetrics.Width(l, Style.SubtitleSize)) + 8, lines.Length * 17 + 4);
            var (x, y, _) = canvas.Ink.BestPlace(w, h, corner);
            var away = corner is Corner.BottomLeft or Corner.BottomRight ? -1 : 1;
            while (corner != Corner.Automatic && placed.Any(p => x < p.X + p.Width && p.X < x + w && y < p.Y + p.Height && p.Y < y + h))
            {
                y += away * 4;
            }
            placed.Add((x, y, w, h));
            canvas.Ink.MarkBox(x, y, w, h);
            svg?.Rectangle(x, y, w, h, "#fff", 0.85);
            for (var i = 0; i < lines.Length && svg is not null; i++)
            {
                svg.Text(x + 4, y + 14 + 17 * i, lines[i], Style.SubtitleSize, bold: lines[i] == Letter);
            }
        }
    }
}
