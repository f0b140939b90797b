using System.Globalization;
using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>The values behind a keyword of an input.</summary>
internal static class Cp2kInputValues
{
    /// <summary>Three numbers, before which a unit may stand in brackets.</summary>
    /// <param name="words">The keyword and its values.</param>
    /// <param name="unit">The factor of a unit, or null where it is none.</param>
    /// <param name="lines">The file, for messages.</param>
    public static Vector3D Vector(string[] words, Func<string, double?> unit, LineReader lines)
    {
        var (first, factor) = (1, 1.0);
        if (words.Length > 1 && words[1].StartsWith('['))
        {
            factor = unit(words[1]) ?? throw lines.Fault($"{TextBytes.Quote(words[1])} behind {words[0]} is no unit that is known", "use [angstrom] or [bohr], [deg] or [rad]");
            first = 2;
        }

        return factor * Vector(words, first, lines);
    }

    /// <summary>Three finite numbers from a place on.</summary>
    public static Vector3D Vector(string[] words, int first, LineReader lines)
    {
        var v = new double[3];
        for (var k = 0; k < 3; k++)
        {
            if (first + k >= words.Length || !NumberText.TryParseReal(Encoding.UTF8.GetBytes(words[first + k]), out v[k]) || !double.IsFinite(v[k]))
            {
                throw lines.Fault($"expected three numbers, found {TextBytes.Quote(string.Join(' ', words))}", "correct the line");
            }
        }

        return new(v[0], v[1], v[2]);
    }

    /// <summary>Three whole numbers of a MULTIPLE_UNIT_CELL.</summary>
    public static int[] Repeats(string[] words, LineReader lines)
    {
        var repeats = new int[3];
        for (var k = 0; k < 3; k++)
        {
            if (words.Length != 4 || !int.TryParse(words[k + 1], NumberStyles.None, CultureInfo.InvariantCulture, out repeats[k]) || repeats[k] is < 1 or > 1000)
            {
                throw lines.Fault("MULTIPLE_UNIT_CELL does not hold three whole numbers from 1 to 1000", "correct the line");
            }
        }

        return repeats;
    }

    /// <summary>Whether a switch is on: without a value it is.</summary>
    public static bool Switch(string[] words) => words.Length == 1 || words[1].Trim('.').ToUpperInvariant() is "T" or "TRUE" or "YES" or "ON" or "Y" or "1";
}
