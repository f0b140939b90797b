using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>Which elements the counts of a POSCAR file belong to.</summary>
internal static class PoscarSpecies
{
    /// <summary>From the line of names of VASP 5 and later; names may carry the suffix of a potential or a hash (Si_pv, Si/0f3a).</summary>
    public static byte[] FromNames(string[] names, int[] counts, LineReader lines)
    {
        if (names.Length != counts.Length) throw lines.Fault($"there are {Plain(names.Length)} species and {Plain(counts.Length)} counts", "give one count for each species");
        var species = new byte[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (!TryParse(names[i], out species[i])) throw lines.Fault($"{TextBytes.Quote(names[i])} is not the symbol of an element", "write symbols such as Si or Si_pv", lines.LineNumber - 1);
        }

        return species;
    }

    /// <summary>For files of VASP 4, which do not name their species: from the options, else from a comment line such as "Li Si" or "Li2 O1".</summary>
    public static byte[] FromElsewhere(string comment, int[] counts, PoscarOptions options, LineReader lines)
    {
        if (options.Species is { } given) return FromNames([.. given], counts, lines);
        var words = comment.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var species = new byte[counts.Length];
        var matches = words.Length >= counts.Length;
        for (var i = 0; i < counts.Length && matches; i++) matches = Matches(words[i], counts[i], out species[i]);
        // One symbol too many, and the comment is about something else.
        matches = matches && !(words.Length > counts.Length && Matches(words[counts.Length], null, out _));
        if (matches) return species;
        throw lines.Fault("the file does not name its species, as those of VASP 4", "insert a line with their symbols above this one, or begin the comment line with them");
    }

    private static bool Matches(string word, int? count, out byte z)
    {
        var digits = word.AsSpan().TrimEnd("0123456789");
        return Element.TryParse(digits, out z) && char.IsAsciiLetterUpper(word[0])
            && (count is null || digits.Length == word.Length || word.AsSpan(digits.Length).SequenceEqual(Plain(count.Value)));
    }

    /// <summary>The element of a potential's title, such as "PAW_PBE Na_pv 19Sep2006": its first word that is a symbol, with or without a suffix.</summary>
    public static bool TryParseTitle(string title, out byte z)
    {
        z = 0;
        foreach (var word in title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (TryParse(word, out z)) return true;
        }

        return false;
    }

    /// <summary>The element of a name that may carry the suffix of a potential or a hash.</summary>
    public static bool TryParse(string name, out byte z)
    {
        var end = name.AsSpan().IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        return Element.TryParse(end < 0 ? name : name.AsSpan(0, end), out z);
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
