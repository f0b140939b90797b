using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Which elements the numbered atom types of LAMMPS are.</summary>
internal static class LammpsElements
{
    // Farther than this from every standard atomic weight, amu, a mass is that of no element.
    private const double Tolerance = 0.15;

    // A name beside a mass counts unless they differ by more than this, amu: a force field calls an alpha carbon CA.
    private const double NameTolerance = 0.5;

    /// <summary>What to do where the elements are not known.</summary>
    public const string Remedy = "name the elements of the types in their order with --species, such as --species Li Si";

    /// <summary>The elements that the user named for the types.</summary>
    /// <exception cref="InputException">A name is no element.</exception>
    public static byte[] FromNames(IReadOnlyList<string> names)
    {
        var elements = new byte[names.Count];
        for (var i = 0; i < elements.Length; i++)
        {
            if (!Element.TryParse(names[i].AsSpan(), out elements[i])) throw new InputException($"{TextBytes.Quote(names[i])} is not the symbol of an element", remedy: Remedy);
        }

        return elements;
    }

    /// <summary>The one element whose standard atomic weight is near a mass, in amu; 0 where none is, or two are.</summary>
    public static byte FromMass(double mass)
    {
        var (nearest, first, second) = ((byte)0, double.PositiveInfinity, double.PositiveInfinity);
        for (byte z = 1; z <= Element.MaximumAtomicNumber; z++)
        {
            var distance = Math.Abs(mass - Element.Mass(z));
            if (distance < first) (nearest, first, second) = (z, distance, first);
            else if (distance < second) second = distance;
        }

        return first <= Tolerance && second > 3 * first ? nearest : (byte)0;
    }

    /// <summary>The element of a type from the name beside its mass and from the mass, amu (NaN where there is none); 0 where neither tells.</summary>
    public static byte FromNameAndMass(string? name, double mass)
    {
        if (!TryReadSymbol(name, out var named)) return FromMass(mass);
        if (double.IsNaN(mass) || Math.Abs(mass - Element.Mass(named)) <= NameTolerance) return named;
        var weighed = FromMass(mass);
        return weighed == 0 ? named : weighed;
    }

    /// <summary>The element whose symbol, in its usual case, begins a name: Si, Si1 and Si_core, but not SILICON.</summary>
    public static bool TryReadSymbol(string? name, out byte z)
    {
        z = 0;
        if (string.IsNullOrEmpty(name) || !char.IsAsciiLetterUpper(name[0])) return false;
        var letters = 1;
        while (letters < name.Length && char.IsAsciiLetter(name[letters])) letters++;
        return letters <= 2 && Element.TryParse(name.AsSpan(0, letters), out z) && z != 0;
    }

    /// <summary>The remark that says which elements were found from masses.</summary>
    public static string Remark(IEnumerable<(int Type, byte Element, double Mass)> found) =>
        "elements were found from masses: " + string.Join(", ", found.Select(f => string.Create(CultureInfo.InvariantCulture, $"type {f.Type} is {Element.Symbol(f.Element)} ({f.Mass} amu)")));
}
