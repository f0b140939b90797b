using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Potentials;

/// <summary>A line of the form <c>name key=value key={several values} …</c>, of which every key must be asked for: what is left over is not understood.</summary>
internal sealed class GapArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string, InputException> _fault;

    /// <summary>Splits the line.</summary>
    public GapArguments(string text, Func<string, string, InputException> fault)
    {
        _fault = fault;
        var words = Split(text);
        if (words.Count == 0) throw fault("the descriptor is empty", "write a descriptor such as 'soap cutoff=5 …'");
        Name = words[0];
        foreach (var word in words.Skip(1))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw Fault($"{GapDescriptor.Quote(word)} in the descriptor is not of the form key=value", "check the descriptor");
            if (!_values.TryAdd(word[..at], word[(at + 1)..].Trim())) throw Fault($"{GapDescriptor.Quote(word[..at])} occurs twice in the descriptor", "remove one of the two");
        }
    }

    /// <summary>The first word.</summary>
    public string Name { get; }

    /// <summary>A fault of this line.</summary>
    public InputException Fault(string what, string remedy) => _fault($"{Name}: {what}", remedy);

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Passes over a key.</summary>
    public void Ignore(string key) => _values.Remove(key);

    /// <summary>A value as it stands.</summary>
    public string Text(string key, string? otherwise) => _values.Remove(key, out var text) ? text : otherwise ?? throw Fault($"{key} is missing", "check the line");

    /// <summary>A real number.</summary>
    public double Real(string key, double? otherwise)
    {
        if (!_values.Remove(key, out var text)) return otherwise ?? throw Fault($"{key} is missing", "check the descriptor");
        return TryReal(text, out var value) ? value : throw Fault($"{key}={GapDescriptor.Quote(text)} is not a number", "check the descriptor");
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string key, int? otherwise, int least, int largest) => Integers(key, otherwise is { } value ? [value] : null, 1, least, largest)[0];

    /// <summary>Whole numbers within bounds, at least one.</summary>
    public int[] Integers(string key, int[]? otherwise, int most, int least, int largest)
    {
        if (!_values.Remove(key, out var text)) return otherwise ?? throw Fault($"{key} is missing", "check the descriptor");
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var values = new int[words.Length];
        for (var k = 0; k < words.Length; k++)
        {
            if (int.TryParse(words[k], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[k]) && values[k] >= least && values[k] <= largest) continue;
            throw Fault($"{key}={GapDescriptor.Quote(text)} is not made of whole numbers from {least} to {largest}", "check the descriptor");
        }

        if (words.Length == 0 || words.Length > most) throw Fault($"{key} has {words.Length} values, from 1 to {most} are possible", "check the descriptor");
        return values;
    }

    /// <summary>An atomic number; 0, also where it is left out, for any.</summary>
    public int Element(string key) => Integer(key, 0, 0, Structures.Element.MaximumAtomicNumber);

    /// <summary>Keys that may only have one value, each followed by that value.</summary>
    public void Expect(params ReadOnlySpan<string> pairs)
    {
        for (var k = 0; k < pairs.Length; k += 2)
        {
            if (!_values.Remove(pairs[k], out var text)) continue;
            var same = text.Equals(pairs[k + 1], StringComparison.OrdinalIgnoreCase)
                || (TryReal(text, out var value) && TryReal(pairs[k + 1], out var wanted) && value == wanted)
                || (pairs[k + 1] is "T" or "F" && Logical(text) == pairs[k + 1]);
            if (!same) throw Fault($"{pairs[k]}={GapDescriptor.Quote(text)} is not supported", $"use a model without it");
        }
    }

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void RefuseRest()
    {
        foreach (var key in _values.Keys) throw Fault($"the key {GapDescriptor.Quote(key)} is not known", "check the descriptor, or remove the key if it does not change what is evaluated");
    }

    /// <summary>A number as Fortran writes it: also with the exponent letter d, or with none before a sign.</summary>
    public static bool TryReal(ReadOnlySpan<char> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return double.IsFinite(value);
        value = 0;
        if (text.Length is 0 or > 64) return false;
        var at = text.LastIndexOfAny('+', '-');
        var d = text.IndexOfAny('d', 'D');
        string repaired;
        if (d > 0) repaired = string.Concat(text[..d], "e", text[(d + 1)..]);
        else if (at > 0 && (char.IsAsciiDigit(text[at - 1]) || text[at - 1] == '.')) repaired = string.Concat(text[..at], "e", text[at..]);
        else return false;
        return double.TryParse(repaired, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    private static string Logical(string text) => text.Trim('.').ToUpperInvariant() switch
    {
        "T" or "TRUE" => "T",
        "F" or "FALSE" => "F",
        _ => "",
    };

    // Words at blanks outside braces and quotes, which are taken off.
    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new System.Text.StringBuilder();
        var depth = 0;
        var quote = '\0';
        foreach (var c in text)
        {
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && depth == 0 && c is '"' or '\'') quote = c;
            else if (quote == '\0' && c == '{' && depth++ == 0) continue;
            else if (quote == '\0' && c == '}' && depth > 0 && --depth == 0) continue;
            else if (char.IsWhiteSpace(c) && depth == 0 && quote == '\0')
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
            }
            else word.Append(c);
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
