namespace Lithoscope.Reporting;

/// <summary>Something drawn inside the axes of a <see cref="Plot"/>.</summary>
public abstract record PlotSeries
{
    private protected PlotSeries() { }

    /// <summary>Its name in the key; null: not in the key.</summary>
    public string? Label { get; init; }

    /// <summary>CSS colour such as "#0072b2"; null: the next of <see cref="Palette"/>.</summary>
    public string? Colour { get; init; }

    /// <summary>True where a series without a colour takes one of the palette; false where it is grey by default.</summary>
    internal virtual bool TakesPaletteColour => true;

    /// <summary>False where the next series is to have the same palette colour: a band belongs to the line that follows it.</summary>
    internal virtual bool AdvancesPalette => true;

    /// <summary>Adds what must be visible to the ranges of the axes.</summary>
    internal abstract void Extend(DataBounds bounds);

    /// <summary>Draws the series.</summary>
    internal abstract void Draw(PlotCanvas canvas, string colour);

    /// <summary>Draws its sign in the key, 22 pixels wide, centred on the height <paramref name="y"/>.</summary>
    internal abstract void DrawKey(SvgWriter svg, double x, double y, string colour);

    /// <summary>A private copy, so that the series cannot change after its creation.</summary>
    private protected static double[] Copy(IEnumerable<double> values, int? length, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        var copy = values.ToArray();
        return length is { } n && n != copy.Length
            ? throw new ArgumentException($"There are {copy.Length} values where x has {n}.", name)
            : copy;
    }
}

/// <summary>How a line is broken.</summary>
public enum Dash
{
    /// <summary>Unbroken.</summary>
    Solid,

    /// <summary>Dashes.</summary>
    Dashed,

    /// <summary>Dots.</summary>
    Dotted,

    /// <summary>Dash, dot, dash, dot.</summary>
    DashDotted,
}

/// <summary>The shape of a point.</summary>
public enum Marker
{
    /// <summary>Filled circle.</summary>
    Circle,

    /// <summary>Filled square.</summary>
    Square,

    /// <summary>Filled diamond.</summary>
    Diamond,

    /// <summary>Filled triangle.</summary>
    Triangle,

    /// <summary>Ring.</summary>
    OpenCircle,

    /// <summary>Two crossed strokes.</summary>
    Cross,
}
