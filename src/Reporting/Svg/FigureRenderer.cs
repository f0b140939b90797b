namespace Lithoscope.Reporting;

/// <summary>Arranges the panels of a figure so that frames in a row or column are aligned, and draws all of it.</summary>
internal sealed class FigureRenderer(PlotGrid grid, double width, double height)
{
    public string Render()
    {
        var svg = new SvgWriter();
        var name = grid.Title ?? (grid.Panels.Count > 0 ? grid.Panels[0].Title : null) ?? "Plot";
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SvgWriter.Number(width)} {SvgWriter.Number(height)}\" width=\"{SvgWriter.Number(width)}\" height=\"{SvgWriter.Number(height)}\" font-family=\"{Style.Fonts}\" role=\"img\" aria-label=\"{SvgWriter.Escape(name)}\">\n");
        svg.Rectangle(0, 0, width, height, "#fff");
        var line = Style.Margin - 2;
        foreach (var text in Lines(grid.Title, Style.TitleSize * 1.06))
        {
            svg.Text(Style.Margin, (line += 21) - 5, text, Style.TitleSize + 1, bold: true);
        }
        foreach (var text in Lines(grid.Subtitle, Style.SubtitleSize))
        {
            svg.Text(Style.Margin, (line += 17) - 4, text, Style.SubtitleSize, colour: Style.QuietInk);
        }
        var above = line > Style.Margin ? line : 0;
        var notes = Lines(string.Join('\n', grid.Notes), Style.NoteSize);
        var below = notes.Count > 0 ? 15 * notes.Count + 8 : 0;
        DrawPanels(svg, above, height - above - below);
        for (var i = 0; i < notes.Count; i++)
        {
            svg.Text(Style.Margin, height - Style.Margin - 2 - 15 * (notes.Count - 1 - i), notes[i], Style.NoteSize, colour: Style.QuietInk);
        }
        return svg.Raw("</svg>\n").ToString();
    }

    private void DrawPanels(SvgWriter svg, double top, double available)
    {
        var count = grid.Panels.Count;
        if (count == 0)
        {
            return;
        }
        var columns = grid.Columns > 0 ? Math.Min(grid.Columns, count) : count;
        var rows = (count + columns - 1) / columns;
        var panels = Panels(columns);
        var margins = panels.Select(p => p.Measure(width / columns, available / rows)).ToArray();
        double Largest(Func<int, bool> where, Func<Margins, double> side) => margins.Where((_, i) => where(i)).Max(side);
        var lefts = Enumerable.Range(0, columns).Select(c => Largest(i => i % columns == c, m => m.Left)).ToArray();
        var rights = Enumerable.Range(0, columns).Select(c => Largest(i => i % columns == c, m => m.Right)).ToArray();
        var tops = Enumerable.Range(0, rows).Select(r => Largest(i => i / columns == r, m => m.Top)).ToArray();
        var bottoms = Enumerable.Range(0, rows).Select(r => Largest(i => i / columns == r, m => m.Bottom)).ToArray();
        var frameWidth = (width - lefts.Sum() - rights.Sum()) / columns;
        var frameHeight = (available - tops.Sum() - bottoms.Sum()) / rows;
        var y = top;
        for (var row = 0; row < rows; row++)
        {
            var (x, cellHeight) = (0.0, tops[row] + frameHeight + bottoms[row]);
            for (var column = 0; column < columns && row * columns + column < count; column++)
            {
                var cellWidth = lefts[column] + frameWidth + rights[column];
                panels[row * columns + column].Draw(svg, x, y, cellWidth, cellHeight, new Margins(lefts[column], tops[row], rights[column], bottoms[row]));
                x += cellWidth;
            }
            y += cellHeight;
        }
    }

    private PanelRenderer[] Panels(int columns)
    {
        Plot[] plots = [.. grid.Panels.Select(p => p.EqualAxes ? p with { YAxis = p.XAxis with { Label = p.YAxis.Label } } : p)];
        var bounds = plots.Select(DataBounds.Of).ToArray();
        if (grid.SharedX)
        {
            Share([.. bounds.Select(b => b.X)]);
        }
        if (grid.SharedY)
        {
            Share([.. bounds.Select(b => b.Y)]);
        }
        return [.. plots.Select((plot, i) =>
        {
            if (plot.EqualAxes)
            {
                Share([bounds[i].X, bounds[i].Y]);
            }
            var (x, y) = (bounds[i].X.Resolve(plot.XAxis), bounds[i].Y.Resolve(plot.YAxis));
            return new PanelRenderer(plot, x, y)
            {
                ShowsX = !grid.SharedX || i + columns >= plots.Length,
                Tight = grid.SharedX,
                IsEmpty = bounds[i].X.IsEmpty || bounds[i].Y.IsEmpty,
                ShowsY = !grid.SharedY || i % columns == 0,
                Letter = grid.Letters && plots.Length > 1 ? $"({(char)('a' + i % 26)})" : "",
            };
        })];
    }

    private static void Share(DataRange[] ranges)
    {
        foreach (var range in ranges)
        {
            ranges[0].Include(range);
        }
        foreach (var range in ranges)
        {
            range.Include(ranges[0]);
        }
    }

    private List<string> Lines(string? text, double size) =>
        string.IsNullOrEmpty(text) ? [] : TextMetrics.Wrap(text, width - 2 * Style.Margin, size);
}
