using System.Text;

namespace Lithoscope.Structures;

/// <summary>Text as bytes: UTF-8, and Latin-1 where the bytes are not valid UTF-8, as in old files with an Å in a comment.</summary>
internal static class TextBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of <paramref name="bytes"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes)) return Encoding.ASCII.GetString(bytes);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    /// <summary>A word for a message: cut after 40 characters, control characters replaced.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = Decode(bytes[..Math.Min(bytes.Length, 160)]).Trim();
        if (text.Length > 40) text = text[..40] + "…";
        return "'" + string.Concat(text.Select(c => char.IsControl(c) ? '�' : c)) + "'";
    }

    /// <summary>As <see cref="Quote(ReadOnlySpan{byte})"/>, for text.</summary>
    public static string Quote(string text) => Quote(Encoding.UTF8.GetBytes(text.Length > 160 ? text[..160] : text));
}
