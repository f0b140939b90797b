namespace Lithoscope.Reporting;

/// <summary>
/// A figure with one pair of axes, as data; <see cref="ToSvg"/> draws it. Immutable. Values that are not finite are left out,
/// empty series are allowed, and any text is escaped, so that drawing never fails on data.
/// </summary>
public sealed record Plot
{
    /// <summary>Headline above the axes, or null.</summary>
    public string? Title { get; init; }

    /// <summary>Second, quieter line above the axes, or null.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The horizontal axis.</summary>
    public Axis XAxis { get; init; } = new();

    /// <summary>The vertical axis.</summary>
    public Axis YAxis { get; init; } = new();

    /// <summary>What is drawn, the first at the back. Series without a colour of their own take <see cref="Palette"/> in order.</summary>
    public IReadOnlyList<PlotSeries> Series { get; init; } = [];

    /// <summary>Short texts inside the axes.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>Small print under the plot; each is a paragraph, wrapped to the width.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True: the vertical axis is as the horizontal one but for its caption, with one range and a square frame, as in a parity plot.</summary>
    public bool EqualAxes { get; init; }

    /// <summary>True: a key for the series that have labels (and do not carry them at their end).</summary>
    public bool ShowLegend { get; init; } = true;

    /// <summary>The figure as a self-contained SVG document on a white ground, without identifiers, scripts or links.</summary>
    /// <param name="width">Width in CSS pixels, 120 or more.</param>
    /// <param name="height">Height in CSS pixels, 120 or more.</param>
    public string ToSvg(double width = 680, double height = 440) =>
        new PlotGrid { Panels = [this], Letters = false }.ToSvg(width, height);

    /// <summary>
    /// Predicted against reference values, with the diagonal, equal axes and a square frame.
    /// </summary>
    /// <param name="title">Headline.</param>
    /// <param name="quantity">What is compared, with its unit, such as "Si 2p binding energy (eV)".</param>
    /// <param name="series">Usually one <see cref="ScatterSeries"/> a data set: x reference, y prediction.</param>
    public static Plot Parity(string title, string quantity, params IReadOnlyList<PlotSeries> series) => new()
    {
        Title = title,
        XAxis = new Axis("Reference: " + quantity),
        YAxis = new Axis("Predicted: " + quantity),
        Series = [.. series, ReferenceLine.Diagonal() with { Colour = Palette.Black }],
        EqualAxes = true,
    };
}
