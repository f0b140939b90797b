namespace Lithoscope.Reporting;

/// <summary>Where a text box stands inside the axes.</summary>
public enum Corner
{
    /// <summary>The emptiest place.</summary>
    Automatic,

    /// <summary>Top left.</summary>
    TopLeft,

    /// <summary>Top right.</summary>
    TopRight,

    /// <summary>Bottom left.</summary>
    BottomLeft,

    /// <summary>Bottom right.</summary>
    BottomRight,
}

/// <summary>A short text in a corner of the axes, such as "RMSE 0.098 eV".</summary>
/// <param name="Text">The text; line breaks are kept.</param>
/// <param name="Corner">Where it stands.</param>
public sealed record Annotation(string Text, Corner Corner = Corner.Automatic);
