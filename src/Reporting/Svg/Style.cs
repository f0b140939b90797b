namespace Lithoscope.Reporting;

/// <summary>Sizes (px) and colours that all plots share.</summary>
internal static class Style
{
    public const string Fonts = "Helvetica Neue,Helvetica,Arial,Liberation Sans,DejaVu Sans,sans-serif";
    public const string Ink = "#222";
    public const string QuietInk = "#555";
    public const string Frame = "#555";
    public const string Grid = "#ececec";
    public const double TitleSize = 16;
    public const double SubtitleSize = 13;
    public const double LabelSize = 14;
    public const double TickSize = 12.5;
    public const double NoteSize = 11.5;
    public const double MajorTick = 5;
    public const double MinorTick = 2.5;
    public const double Margin = 12;

    /// <summary>A darker shade of a "#rrggbb" colour, for text; any other colour is kept.</summary>
    public static string Darker(string colour)
    {
        if (colour.Length != 7 || colour[0] != '#' || !uint.TryParse(colour.AsSpan(1), System.Globalization.NumberStyles.HexNumber, null, out var rgb))
        {
            return colour;
        }
        var darker = 0u;
        for (var shift = 0; shift < 24; shift += 8)
        {
            darker |= (((rgb >> shift) & 0xff) * 3 / 4) << shift;
        }
        return $"#{darker:x6}";
    }
}
