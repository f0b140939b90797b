namespace Lithoscope.Structures;

/// <summary>The line before the coordinates of each frame of an XDATCAR file.</summary>
/// <param name="IsBlank">Whether it is the blank line of old versions.</param>
/// <param name="Step">The number of the configuration, or null where the line does not say it.</param>
internal sealed record XdatcarSeparator(bool IsBlank, long? Step)
{
    /// <summary>The blank line of old versions.</summary>
    public static XdatcarSeparator Blank { get; } = new(true, null);

    /// <summary>The separator that <paramref name="line"/> is: "Direct configuration=     1", "Konfig=     1" or blank; null where it is none.</summary>
    public static XdatcarSeparator? Recognise(ReadOnlySpan<byte> line)
    {
        var text = line.Trim(" \t\r\v\f"u8);
        if (text.Length == 0) return Blank;
        if (!text.StartsWith("Direct configuration"u8) && !text.StartsWith("Konfig"u8)) return null;
        var equals = text.IndexOf((byte)'=');
        return new(false, NumberText.TryParseInteger(text[(equals + 1)..].TrimStart((byte)' '), out var step) ? step : null);
    }
}
