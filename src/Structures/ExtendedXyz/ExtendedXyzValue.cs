using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>What the values of an extended XYZ comment line mean: numbers, truth values, text, lists and tables of them, JSON.</summary>
internal static class ExtendedXyzValue
{
    /// <summary>The prefix by which a value is JSON (an extension of ASE).</summary>
    public const string JsonPrefix = "_JSON ";

    /// <summary>The value of a pair; null with a reason where it has none.</summary>
    public static InfoValue? Interpret(in ExtendedXyzPair pair, out string? fault)
    {
        fault = null;
        switch (pair.Enclosure)
        {
            case ExtendedXyzEnclosure.None:
                return new LogicalInfo(true);
            case ExtendedXyzEnclosure.Brackets:
                if (ExtendedXyzArray.TryParse(pair.Text, out var array)) return array;
                fault = $"the value of {pair.Key} is neither a list nor a table with rows of equal length";
                return null;
            default:
                if (!pair.Text.StartsWith(JsonPrefix, StringComparison.Ordinal)) return InterpretText(pair.Text);
                if (JsonText.TryParse(pair.Text.AsSpan(JsonPrefix.Length), out var json)) return json;
                fault = $"the value of {pair.Key} is not valid JSON";
                return null;
        }
    }

    /// <summary>A value without brackets: one word or a list of words separated by blanks or commas that share a type, else text.</summary>
    public static InfoValue InterpretText(string text)
    {
        var words = SplitWords(text);
        if (words.Count == 0) return new TextInfo(text);
        return InterpretWords(words) is { } typed ? typed with { Shape = words.Count == 1 ? [] : [words.Count] } : new TextInfo(text);
    }

    /// <summary>Words that are all whole numbers, all real numbers or all truth values, as a list of that type; else null.</summary>
    public static InfoValue? InterpretWords(List<string> words)
    {
        // The first character tells numbers and T/F words from text without parsing: most text ends here.
        var first = words[0][0];
        if (first is 'T' or 't' or 'F' or 'f')
        {
            var logicals = new bool[words.Count];
            for (var i = 0; i < logicals.Length; i++)
            {
                if (!TryParseLogical(words[i], out logicals[i])) return null;
            }

            return new LogicalInfo(logicals);
        }

        if (!char.IsAsciiDigit(first) && !"+-.nNiI".Contains(first)) return null;
        var integers = new long[words.Count];
        var whole = true;
        for (var i = 0; i < integers.Length && whole; i++) whole = long.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integers[i]);
        if (whole) return new IntegerInfo(integers);

        var reals = new double[words.Count];
        for (var i = 0; i < reals.Length; i++)
        {
            if (!TryParseReal(words[i], out reals[i])) return null;
        }

        return new RealInfo(reals);
    }

    /// <summary>T, True, true, TRUE and their opposites.</summary>
    public static bool TryParseLogical(string word, out bool value)
    {
        value = word is "T" or "True" or "true" or "TRUE";
        return value || word is "F" or "False" or "false" or "FALSE";
    }

    /// <summary>A real number as <see cref="NumberText"/> reads it.</summary>
    public static bool TryParseReal(string word, out double value)
    {
        value = 0;
        if (word.Length > 2000) return false;
        Span<byte> bytes = stackalloc byte[word.Length];
        return Encoding.ASCII.GetByteCount(word) == word.Length && System.Text.Ascii.FromUtf16(word, bytes, out _) == System.Buffers.OperationStatus.Done
            && NumberText.TryParseReal(bytes, out value);
    }

    private static List<string> SplitWords(string text)
    {
        var words = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]) || text[i] == ',')
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] != ',') i++;
            words.Add(text[start..i]);
        }

        return words;
    }
}
