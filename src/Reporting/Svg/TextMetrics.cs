namespace Lithoscope.Reporting;

/// <summary>Widths of text without a font at hand: the advance widths of Helvetica, a little enlarged for its substitutes.</summary>
internal static class TextMetrics
{
    // Characters 32 to 126, in thousandths of the font size.
    private static ReadOnlySpan<short> Advance =>
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Width in pixels of a line of text at a font size in pixels.</summary>
    public static double Width(string text, double size)
    {
        var sum = 0;
        foreach (var c in text)
        {
            sum += c switch
            {
                >= ' ' and <= '~' => Advance[c - ' '],
                '\u2009' => 200,
                >= '⁰' and <= '₟' => 370,
                '²' or '³' or '¹' => 333,
                >= '\u1100' => 1000,
                _ => 600,
            };
        }
        return sum * size * 1.05 / 1000;
    }

    /// <summary>Breaks text into lines no wider than <paramref name="width"/> pixels, between words where there are any.</summary>
    public static List<string> Wrap(string text, double width, double size)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Width(longer, size) > width)
                {
                    lines.Add(line);
                    longer = word;
                }
                line = longer;
            }
            lines.Add(line);
        }
        return lines;
    }
}
