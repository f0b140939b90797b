namespace Lithoscope.Structures;

/// <summary>Numbers as Fortran prints them in columns of fixed width: neighbours may touch, and stars stand for one that does not fit.</summary>
internal static class FortranReals
{
    /// <summary>Reads the first numbers of a line; what does not fit its column is NaN.</summary>
    /// <param name="line">The line.</param>
    /// <param name="width">Width of a column, by which stars that touch are told apart.</param>
    /// <param name="decimals">Digits after each point, by which numbers that touch are told apart.</param>
    /// <param name="values">Room for the numbers.</param>
    /// <returns>False where there are fewer.</returns>
    public static bool TryRead(ReadOnlySpan<byte> line, int width, int decimals, scoped Span<double> values)
    {
        var words = new Words(line);
        var found = 0;
        while (found < values.Length && words.TryNext(out var word))
        {
            while (found < values.Length && word.Length > 0)
            {
                if (word[0] == '*')
                {
                    var rest = word.TrimStart((byte)'*');
                    for (var stars = word.Length - rest.Length; stars > 0 && found < values.Length; stars -= width) values[found++] = double.NaN;
                    word = rest;
                    continue;
                }

                var length = word.Length;
                if (!NumberText.TryParseReal(word, out values[found]))
                {
                    length = word.IndexOf((byte)'.') + 1 + decimals;
                    if (length == decimals || length > word.Length || !NumberText.TryParseReal(word[..length], out values[found])) return false;
                }

                found++;
                word = word[length..];
            }
        }

        return found == values.Length;
    }

    /// <summary>The number after a label in a line, such as "TOTEN  =   -27.1 eV"; NaN where it is stars or no number.</summary>
    /// <param name="line">The line.</param>
    /// <param name="label">The label; the number follows it, or follows an equals sign or a colon after it.</param>
    public static double After(ReadOnlySpan<byte> line, ReadOnlySpan<byte> label)
    {
        var at = line.IndexOf(label);
        if (at < 0) return double.NaN;
        var words = new Words(line[(at + label.Length)..].TrimStart(" =:"u8));
        return words.TryNext(out var word) && NumberText.TryParseReal(word, out var value) ? value : double.NaN;
    }
}
