namespace Lithoscope.Structures;

/// <summary>Words in double quotes within a row of atoms, which may hold blanks or nothing at all.</summary>
internal static class QuotedToken
{
    /// <summary>
    /// Reads the quoted word that begins at <paramref name="at"/>. False, with nothing read, where no closing quote followed by a blank
    /// or the end of the line is found: then the quote is an ordinary character.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> line, ref int at, out ReadOnlySpan<byte> word)
    {
        word = default;
        var escapes = 0;
        for (var i = at + 1; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                escapes++;
                i++;
            }
            else if (line[i] == '"')
            {
                if (i + 1 < line.Length && line[i + 1] > ' ') return false;
                word = escapes == 0 ? line[(at + 1)..i] : Unescape(line[(at + 1)..i], escapes);
                at = i + 1;
                return true;
            }
        }

        return false;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> text, int escapes)
    {
        var word = new byte[text.Length - escapes];
        for (int i = 0, k = 0; i < text.Length; i++, k++)
        {
            var escaped = text[i] == '\\';
            if (escaped) i++;
            word[k] = escaped && text[i] == 'n' ? (byte)'\n' : text[i];
        }

        return word;
    }
}
