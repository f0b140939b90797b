namespace Lithoscope.Reporting;

/// <summary>Draws what surrounds the data: grid, frame, ticks, numbers and labels.</summary>
internal sealed class AxesRenderer(SvgWriter svg, AxisScale x, AxisScale y, double left, double top)
{
    private double Bottom => top + y.Length;

    private double Right => left + x.Length;

    public void DrawGrid(TickSet ticksX, TickSet ticksY)
    {
        var lines = string.Concat(ticksX.Ticks.Where(t => t.Text is not null).Select(t => $"M{N(left + x.Pixel(t.Value))} {N(top)}V{N(Bottom)}"))
            + string.Concat(ticksY.Ticks.Where(t => t.Text is not null).Select(t => $"M{N(left)} {N(top + y.Pixel(t.Value))}H{N(Right)}"));
        svg.Path(lines, Style.Grid, 1);
    }

    public void DrawFrame(TickSet ticksX, TickSet ticksY, bool numbersX, bool numbersY)
    {
        var lines = $"M{N(left)} {N(top)}H{N(Right)}V{N(Bottom)}H{N(left)}z"
            + string.Concat(ticksX.Ticks.Select(t => $"M{N(left + x.Pixel(t.Value))} {N(Bottom)}v{N(Length(t))}"))
            + string.Concat(ticksY.Ticks.Select(t => $"M{N(left)} {N(top + y.Pixel(t.Value))}h{N(-Length(t))}"));
        svg.Path(lines, Style.Frame, 1);
        foreach (var tick in ticksX.Ticks.Where(t => numbersX && t.Text is not null))
        {
            svg.Text(left + x.Pixel(tick.Value), Bottom + Style.MajorTick + 13, tick.Text!, Style.TickSize, "middle");
        }
        foreach (var tick in ticksY.Ticks.Where(t => numbersY && t.Text is not null))
        {
            svg.Text(left - Style.MajorTick - 4, top + y.Pixel(tick.Value) + 4.4, tick.Text!, Style.TickSize, "end");
        }
    }

    /// <summary>Writes the captions; the vertical one, where longer than the frame, shrinks and may reach down to <paramref name="lowest"/>.</summary>
    public void DrawLabels(string labelX, string labelY, double outerLeft, double lowest, TickSet ticksX, TickSet ticksY)
    {
        var below = Bottom + (ticksX.Ticks.Count > 0 ? Style.MajorTick + 16 : 4) + 16;
        svg.Text((left + Right) / 2, below, labelX, Style.LabelSize, "middle");
        var length = TextMetrics.Width(labelY, Style.LabelSize);
        var size = Math.Max(8, Style.LabelSize * Math.Min(1, (lowest - top) / length));
        length *= size / Style.LabelSize;
        svg.Text(outerLeft + 12, Math.Max((top + Bottom) / 2, top + length / 2), labelY, size, "middle", turned: true);
        if (ticksX.Exponent != 0)
        {
            svg.Text(Right, below, "×10" + TickSet.Superscript(ticksX.Exponent), Style.TickSize, "end");
        }
        if (ticksY.Exponent != 0)
        {
            svg.Text(left, top - 5, "×10" + TickSet.Superscript(ticksY.Exponent), Style.TickSize);
        }
    }

    /// <summary>Writes labels right of the frame, each as near to its line as its neighbours allow.</summary>
    public void DrawEndLabels(IEnumerable<(double Y, string Text, string Colour)> labels)
    {
        const double height = 15;
        var sorted = labels.OrderBy(l => l.Y).ToArray();
        var places = sorted.Select(l => l.Y).ToArray();
        for (var i = 1; i < places.Length; i++)
        {
            places[i] = Math.Max(places[i], places[i - 1] + height);
        }
        // Where the pile passes the lower edge it is pushed up again from below.
        for (var i = places.Length - 1; i >= 0; i--)
        {
            places[i] = Math.Min(places[i], i == places.Length - 1 ? y.Length : places[i + 1] - height);
        }
        for (var i = 0; i < places.Length; i++)
        {
            svg.Text(Right + 6, top + places[i] + 4.4, sorted[i].Text, Style.TickSize, colour: Style.Darker(sorted[i].Colour));
        }
    }

    private static double Length(Tick tick) => tick.Text is null ? Style.MinorTick : Style.MajorTick;

    private static string N(double value) => SvgWriter.Number(value);
}
