namespace Lithoscope.Structures;

/// <summary>The chemical elements by atomic number, 0 (a dummy atom, X) to 118 (Og).</summary>
public static class Element
{
    /// <summary>The largest atomic number known here.</summary>
    public const int MaximumAtomicNumber = 118;

    /// <summary>The symbol of element <paramref name="z"/>, such as "Si".</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="z"/> is not within 0 to 118.</exception>
    public static string Symbol(int z) => ElementData.Symbols[Checked(z)];

    /// <summary>
    /// The standard atomic weight of element <paramref name="z"/>, amu (conventional value where the standard is an interval). For an element
    /// without one, the mass number of its longest-lived isotope; NaN for a dummy atom. CIAAW 2021, doi:10.1515/pac-2019-0603.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="z"/> is not within 0 to 118.</exception>
    public static double Mass(int z) => ElementData.Masses[Checked(z)];

    /// <summary>
    /// The covalent radius of element <paramref name="z"/>, Å (sp3 carbon, low-spin Mn, Fe, Co); NaN for a dummy atom and beyond Cm.
    /// Cordero et al. 2008, doi:10.1039/b801115j.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="z"/> is not within 0 to 118.</exception>
    public static double CovalentRadius(int z) => Checked(z) is var i && i < ElementData.CovalentRadii.Length ? ElementData.CovalentRadii[i] : double.NaN;

    /// <summary>Finds the atomic number of a symbol, in upper or lower case ("Si", "SI", "si"); X is 0.</summary>
    /// <param name="symbol">The symbol, without blanks.</param>
    /// <param name="z">The atomic number, or 0 when there is no such element.</param>
    public static bool TryParse(ReadOnlySpan<char> symbol, out byte z)
    {
        z = 0;
        if (symbol.Length is 0 or > 2 || symbol[0] > 127 || symbol[^1] is (char)0 or > (char)127) return false;
        return TryParse((byte)symbol[0], symbol.Length == 2 ? (byte)symbol[1] : (byte)0, out z);
    }

    /// <summary>As <see cref="TryParse(ReadOnlySpan{char}, out byte)"/>, from ASCII bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> symbol, out byte z)
    {
        z = 0;
        if (symbol.Length is 0 or > 2 || symbol[^1] == 0) return false;
        return TryParse(symbol[0], symbol.Length == 2 ? symbol[1] : (byte)0, out z);
    }

    // A table over (first letter, second letter or none): 26 × 27 entries, 255 where there is no element.
    private static readonly byte[] BySymbol = BuildTable();

    private static bool TryParse(byte first, byte second, out byte z)
    {
        z = 0;
        var a = (first | 0x20) - 'a';
        var b = second == 0 ? 0 : (second | 0x20) - 'a' + 1;
        if ((uint)a >= 26 || (uint)b >= 27 || (second != 0 && b == 0)) return false;
        var found = BySymbol[27 * a + b];
        if (found == 255) return false;
        z = found;
        return true;
    }

    private static byte[] BuildTable()
    {
        var table = new byte[26 * 27];
        Array.Fill(table, (byte)255);
        for (var z = 0; z < ElementData.Symbols.Length; z++)
        {
            var s = ElementData.Symbols[z];
            table[27 * (s[0] - 'A') + (s.Length == 2 ? s[1] - 'a' + 1 : 0)] = (byte)z;
        }

        return table;
    }

    private static int Checked(int z) =>
        (uint)z <= MaximumAtomicNumber ? z : throw new ArgumentOutOfRangeException(nameof(z), z, "Atomic numbers go from 0 to 118.");
}
