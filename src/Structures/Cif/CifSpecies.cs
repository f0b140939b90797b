namespace Lithoscope.Structures;

/// <summary>The elements of sites, from their type symbols or, where there are none, from their labels.</summary>
internal static class CifSpecies
{
    /// <summary>The element of a type symbol: its letters, without a charge or number behind them (Fe3+, O2-, Si1). D and T are hydrogen, X is a dummy atom.</summary>
    public static bool TryParseType(string text, out byte z)
    {
        var letters = Letters(text);
        if (letters is "D" or "T" or "d" or "t") letters = "H";
        return Element.TryParse(letters, out z) && letters.Length > 0;
    }

    /// <summary>
    /// The element of a label such as Si1, O2A or LI(1), which begins with its type symbol: of the first two letters and the first letter alone, the one that the formula
    /// of the block holds; else the longest that is a symbol, with a second letter in upper case only where the label has no third letter.
    /// </summary>
    public static bool TryParseLabel(string label, IReadOnlySet<byte> formula, out byte z)
    {
        var letters = Letters(label);
        z = 0;
        if (letters.Length == 0) return false;
        byte two = 0;
        var both = letters.Length >= 2 && Element.TryParse(letters[..2], out two);
        var first = TryParseType(letters[..1].ToString(), out var one);
        if (both && formula.Contains(two)) z = two;
        else if (first && formula.Contains(one)) z = one;
        else if (both && (char.IsAsciiLetterLower(letters[1]) || letters.Length == 2 || !first)) z = two;
        else z = one;
        return both || first;
    }

    /// <summary>The elements of a formula such as 'Li4 Ti5 O12'.</summary>
    public static HashSet<byte> Formula(string? formula)
    {
        var elements = new HashSet<byte>();
        foreach (var word in formula?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (TryParseType(word, out var z)) elements.Add(z);
        }

        return elements;
    }

    private static ReadOnlySpan<char> Letters(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        return end < 0 ? trimmed : trimmed[..end];
    }
}
