using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>A core level that photoelectrons come from.</summary>
/// <param name="Element">Symbol of the element, such as "Si".</param>
/// <param name="Shell">Main quantum number and letter, such as "2p"; without the total angular momentum.</param>
/// <param name="Doublet">Spin–orbit splitting, or null where it is none or left out.</param>
public sealed record CoreLevel(string Element, string Shell, SpinOrbitDoublet? Doublet = null)
{
    /// <summary>Si 2p as one line at the centroid of its doublet.</summary>
    public static CoreLevel Silicon2p { get; } = new("Si", "2p");

    /// <summary>Li 1s.</summary>
    public static CoreLevel Lithium1s { get; } = new("Li", "1s");

    /// <summary>Element and shell, such as "Si 2p".</summary>
    public string Name => $"{Element} {Shell}";

    /// <summary>Reads "Si 2p", "Si2p" or "Si-2p".</summary>
    /// <exception cref="InputException">The text names no core level.</exception>
    public static CoreLevel Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = text.AsSpan().IndexOfAnyInRange('1', '9');
        if (letters > 0 && text.Length == letters + 2 && "spdf".Contains(text[^1], StringComparison.Ordinal)
            && text[..letters].Trim(' ', '-', '_') is { Length: 1 or 2 } element
            && char.IsAsciiLetterUpper(element[0]) && element.Skip(1).All(char.IsAsciiLetterLower))
        {
            return new CoreLevel(element, text[letters..]);
        }
        throw new InputException($"'{text}' names no core level", remedy: "write element and shell, such as 'Si 2p'");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// The two lines of a level with orbital angular momentum: the stronger one (j = l + ½) below the centroid in binding energy, the
/// weaker one above, such that the centroid stays.
/// </summary>
/// <param name="Splitting">Distance Δ of the lines, eV, not negative.</param>
/// <param name="StrongFraction">Share of the area in the stronger line: 2/3 for p, 3/5 for d, 4/7 for f.</param>
public sealed record SpinOrbitDoublet(double Splitting, double StrongFraction = 2.0 / 3)
{
    /// <summary>2p of silicon: Δ = 0.6 eV, areas 2:1, so 2p3/2 at E − Δ/3 and 2p1/2 at E + 2Δ/3.</summary>
    public static SpinOrbitDoublet Silicon2p { get; } = new(0.6);

    /// <summary>Shift of the stronger line from the centroid, eV.</summary>
    public double StrongShift => -Splitting * (1 - StrongFraction);

    /// <summary>Shift of the weaker line from the centroid, eV.</summary>
    public double WeakShift => Splitting * StrongFraction;
}
