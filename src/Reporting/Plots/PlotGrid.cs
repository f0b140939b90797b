namespace Lithoscope.Reporting;

/// <summary>Several plots in one figure, row by row, with their frames aligned.</summary>
public sealed record PlotGrid
{
    /// <summary>Headline of the whole, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Second, quieter line of the whole, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The plots, row by row.</summary>
    public IReadOnlyList<Plot> Panels { get; init; } = [];

    /// <summary>Panels in a row; 1 stacks them. Not positive: all in one row.</summary>
    public int Columns { get; init; }

    /// <summary>True: one x range for all; in a column only the lowest panel shows numbers, and the frames nearly touch.</summary>
    public bool SharedX { get; init; }

    /// <summary>True: one y range for all.</summary>
    public bool SharedY { get; init; }

    /// <summary>True: panels are lettered (a), (b), …</summary>
    public bool Letters { get; init; } = true;

    /// <summary>Small print under the whole; each is a paragraph, wrapped to the width.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The figure as a self-contained SVG document on a white ground, without identifiers, scripts or links.</summary>
    /// <param name="width">Width in CSS pixels, 120 or more.</param>
    /// <param name="height">Height in CSS pixels, 120 or more.</param>
    public string ToSvg(double width = 900, double height = 440)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 120);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 120);
        return new FigureRenderer(this, width, height).Render();
    }
}
