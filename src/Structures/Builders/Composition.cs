using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>How many atoms of which elements, in the order named.</summary>
/// <param name="Parts">Each element once, with its number of atoms, at least 1.</param>
public sealed record Composition(IReadOnlyList<(byte Element, int Count)> Parts)
{
    /// <summary>Atoms in all.</summary>
    public long Atoms => Parts.Sum(p => (long)p.Count);

    /// <summary>The mass of all atoms, amu (<see cref="Element.Mass"/>).</summary>
    public double Mass => Parts.Sum(p => p.Count * Element.Mass(p.Element));

    /// <summary>Reads a formula without brackets: "Li15Si4", "Li 750 Si 200", "LiPF6". An element named again is counted together.</summary>
    /// <exception cref="InputException">The text is no formula.</exception>
    public static Composition Parse(string formula)
    {
        var parts = new List<(byte Element, int Count)>();
        var at = 0;
        while (Skip(formula, ref at))
        {
            var start = at++;
            while (at < formula.Length && char.IsAsciiLetterLower(formula[at])) at++;
            if (!char.IsAsciiLetterUpper(formula[start]) || !Structures.Element.TryParse(formula.AsSpan(start, at - start), out var element) || element == 0) throw Malformed(formula);
            var symbol = at;
            while (symbol < formula.Length && formula[symbol] == ' ') symbol++;
            var end = symbol;
            while (end < formula.Length && char.IsAsciiDigit(formula[end])) end++;
            var count = 1;
            if (end > symbol && (!int.TryParse(formula.AsSpan(symbol, end - symbol), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0)) throw Malformed(formula);
            if (end > symbol) at = end;
            var known = parts.FindIndex(p => p.Element == element);
            if (known < 0) parts.Add((element, count));
            else parts[known] = (element, checked(parts[known].Count + count));
        }

        return parts.Count > 0 ? new(parts) : throw Malformed(formula);
    }

    /// <summary>So many times as many atoms.</summary>
    /// <exception cref="InputException">The number is not positive, or the atoms become too many to count.</exception>
    public Composition Times(int units)
    {
        if (units < 1 || Parts.Any(p => (long)p.Count * units > int.MaxValue)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{units} formula units are not possible"), remedy: "give a whole number from 1");
        return new([.. Parts.Select(p => (p.Element, p.Count * units))]);
    }

    private static bool Skip(string text, ref int at)
    {
        while (at < text.Length && text[at] == ' ') at++;
        return at < text.Length;
    }

    private static InputException Malformed(string formula) => new($"'{formula}' is not a chemical formula", remedy: "write symbols and whole numbers without brackets, such as Li15Si4");
}
