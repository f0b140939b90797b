namespace Lithoscope.Structures;

/// <summary>Labels of species in Quantum ESPRESSO: a symbol, perhaps with something behind it, such as Fe1, O_h or Sih.</summary>
internal static class EspressoLabel
{
    // Masses of isotopes lie further from the element's mean, but no two elements that share a first letter are this close.
    private const double SameMass = 0.03;

    /// <summary>The element of a label.</summary>
    /// <param name="label">The label.</param>
    /// <param name="mass">The mass that goes with it, amu, or 0.</param>
    /// <param name="potential">The name of its pseudopotential, which begins with the symbol of the element; or empty.</param>
    /// <param name="z">The atomic number.</param>
    public static bool TryParse(string label, double mass, string potential, out byte z)
    {
        var two = label.Length > 1 && Element.TryParse(label.AsSpan(0, 2), out var long_) ? long_ : (byte)0;
        var one = label.Length > 0 && Element.TryParse(label.AsSpan(0, 1), out var short_) ? short_ : (byte)0;
        z = two != 0 ? two : one;
        // "Nh" is nitrogen with a hole or nihonium, "Co" may be carbon: mass and potential decide.
        if (two == 0 || one == 0 || label.Length > 1 && !char.IsAsciiLetter(label[1])) return z != 0;
        if (Near(one, mass) && !Near(two, mass)) z = one;
        else if (!Near(two, mass) && PoscarSpecies.TryParse(potential, out var named) && named == one) z = one;
        return true;
    }

    private static bool Near(byte z, double mass) => Math.Abs(Element.Mass(z) - mass) < SameMass * Element.Mass(z);
}
