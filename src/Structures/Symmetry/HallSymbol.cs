using System.Globalization;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Space groups from their Hall symbols: S. R. Hall, Acta Cryst. A37, 517 (1981), doi:10.1107/S0567739481001228; International Tables for
/// Crystallography B (2010), section A1.4.2.3.
/// </summary>
internal static class HallSymbol
{
    // No space group has more operations in a conventional cell.
    private const int MaximumOperations = 192;

    /// <summary>Twenty-fourths are the unit of translations here.</summary>
    private const int Unit = 24;

    /// <summary>All operations of the group, the identity first; null where the symbol is none.</summary>
    public static SymmetryOperation[]? Operations(string symbol)
    {
        var text = symbol.Replace('_', ' ').Replace("''", "\"", StringComparison.Ordinal).Trim();
        SymmetryOperation? change = null;
        if (text.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open)
        {
            if (!text.EndsWith(')') || ParseChange(text[(open + 1)..^1]) is not { } found) return null;
            change = found;
            text = text[..open];
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 && !(words.Length == 1 && words[0].Length > 0)) return null;
        var generators = new List<int[]>();
        if (!AddLattice(words[0], generators)) return null;
        var previous = new Rotation(0, 'z');
        for (var i = 1; i < words.Length; i++)
        {
            if (!AddRotation(words[i], i, ref previous, generators)) return null;
        }

        return Close(generators) is { } all ? [.. all.Select(o => Convert(o, change))] : null;
    }

    private readonly record struct Rotation(int Order, char Axis);

    private static bool AddLattice(string word, List<int[]> generators)
    {
        if (word[0] == '-')
        {
            generators.Add([-1, 0, 0, 0, -1, 0, 0, 0, -1, 0, 0, 0]);
            word = word[1..];
        }

        if (word.Length != 1) return false;
        int[][]? centring = char.ToUpperInvariant(word[0]) switch
        {
            'P' => [],
            'A' => [[0, 12, 12]],
            'B' => [[12, 0, 12]],
            'C' => [[12, 12, 0]],
            'I' => [[12, 12, 12]],
            'R' => [[16, 8, 8], [8, 16, 16]],
            'S' => [[8, 8, 16], [16, 16, 8]],
            'T' => [[8, 16, 8], [16, 8, 16]],
            'H' => [[16, 8, 0], [8, 16, 0]],
            'F' => [[0, 12, 12], [12, 0, 12]],
            _ => null,
        };
        foreach (var t in centring ?? []) generators.Add([1, 0, 0, 0, 1, 0, 0, 0, 1, .. t]);
        return centring is not null;
    }

    // A rotation such as -4, 2", 31 or 2yab: sign, order, axis, and translations along letters or, for a digit, the screw axis.
    private static bool AddRotation(string word, int place, ref Rotation previous, List<int[]> generators)
    {
        var at = 0;
        var improper = word[at] == '-';
        if (improper) at++;
        if (at == word.Length || word[at] is not ('1' or '2' or '3' or '4' or '6')) return false;
        var order = word[at++] - '0';
        var axis = at < word.Length && word[at] is 'x' or 'y' or 'z' or '\'' or '"' or '*' ? word[at++] : DefaultAxis(order, place, previous);
        if (axis is '\0' || Matrix(order, axis, previous.Axis) is not { } matrix) return false;

        var t = new int[3];
        for (; at < word.Length; at++)
        {
            if (word[at] is >= '1' and <= '5')
            {
                if (axis is not ('x' or 'y' or 'z') || word[at] - '0' >= order) return false;
                t[axis - 'x'] += Unit * (word[at] - '0') / order;
                continue;
            }

            int[]? shift = word[at] switch
            {
                'a' => [12, 0, 0],
                'b' => [0, 12, 0],
                'c' => [0, 0, 12],
                'n' => [12, 12, 12],
                'u' => [6, 0, 0],
                'v' => [0, 6, 0],
                'w' => [0, 0, 6],
                'd' => [6, 6, 6],
                _ => null,
            };
            if (shift is null) return false;
            for (var k = 0; k < 3; k++) t[k] += shift[k];
        }

        generators.Add([.. matrix.Select(m => improper ? -m : m), .. t]);
        previous = new(order, axis);
        return true;
    }

    // The first rotation is about c; a twofold one after 2 or 4 about a, after 3 or 6 about a − b; a threefold one in third place about a + b + c.
    private static char DefaultAxis(int order, int place, Rotation previous) => (place, order, previous.Order) switch
    {
        (1, _, _) or (_, 1, _) => 'z',
        (2, 2, 2 or 4) => 'x',
        (2, 2, 3 or 6) => '\'',
        ( >= 3, 3, _) => '*',
        _ => '\0',
    };

    private static int[]? Matrix(int order, char axis, char reference)
    {
        if (axis == '*') return order == 3 ? [0, 0, 1, 1, 0, 0, 0, 1, 0] : null;
        if (axis is '\'' or '"')
        {
            if (order != 2) return null;
            int[] twofold = axis == '"' ? [0, 1, 0, 1, 0, 0, 0, 0, -1] : [0, -1, 0, -1, 0, 0, 0, 0, -1];
            return Turn(twofold, reference is 'x' or 'y' ? reference : 'z');
        }

        return Turn(order switch
        {
            1 => [1, 0, 0, 0, 1, 0, 0, 0, 1],
            2 => [-1, 0, 0, 0, -1, 0, 0, 0, 1],
            3 => [0, -1, 0, 1, -1, 0, 0, 0, 1],
            4 => [0, -1, 0, 1, 0, 0, 0, 0, 1],
            _ => [1, -1, 0, 1, 0, 0, 0, 0, 1],
        }, axis);
    }

    // The matrix of a rotation about z as one about x or y: the axes change places in a circle.
    private static int[] Turn(int[] m, char axis)
    {
        var shift = axis switch { 'x' => 1, 'y' => 2, _ => 0 };
        var turned = new int[9];
        for (var i = 0; i < 3; i++)
        {
            for (var k = 0; k < 3; k++) turned[3 * ((i + shift) % 3) + (k + shift) % 3] = m[3 * i + k];
        }

        return turned;
    }

    // A shift of the origin in twelfths, "0 0 -1", or a change of basis, "x-1/4,y,z".
    private static SymmetryOperation? ParseChange(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal)) return SymmetryOperationText.TryParse(text, out var change) ? change : null;
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var v = new int[3];
        if (words.Length != 3) return null;
        for (var i = 0; i < 3; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out v[i]) || Math.Abs(v[i]) > 12) return null;
        }

        return SymmetryOperationText.Create(Matrix3D.Identity, new(v[0] / 12.0, v[1] / 12.0, v[2] / 12.0));
    }

    private static List<int[]>? Close(List<int[]> generators)
    {
        int[] identity = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
        var (all, known) = (new List<int[]> { identity }, new HashSet<string> { string.Join(' ', identity) });
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var generator in generators)
            {
                var product = Multiply(all[i], generator);
                if (!known.Add(string.Join(' ', product))) continue;
                all.Add(product);
                if (all.Count > MaximumOperations) return null;
            }
        }

        return all;
    }

    private static int[] Multiply(int[] a, int[] b)
    {
        var c = new int[12];
        for (var i = 0; i < 3; i++)
        {
            for (var k = 0; k < 3; k++)
            {
                for (var j = 0; j < 3; j++) c[3 * i + k] += a[3 * i + j] * b[3 * j + k];
                c[9 + i] += a[3 * i + k] * b[9 + k];
            }

            c[9 + i] = (((c[9 + i] + a[9 + i]) % Unit) + Unit) % Unit;
        }

        return c;
    }

    private static SymmetryOperation Convert(int[] o, SymmetryOperation? change)
    {
        var rotation = new Matrix3D(new(o[0], o[1], o[2]), new(o[3], o[4], o[5]), new(o[6], o[7], o[8]));
        var translation = new Vector3D(o[9], o[10], o[11]);
        if (change is { } v)
        {
            // V S V⁻¹: the translation is V's rotation of w, plus v, minus the new rotation of v.
            var basis = v.Rotation();
            rotation = basis * rotation * basis.Inverse();
            var shift = (double)Unit * v.Translation;
            translation = basis.Transpose().Transform(translation) + shift + -1 * rotation.Transpose().Transform(shift);
        }

        return SymmetryOperationText.Create(rotation, new(Within(translation.X), Within(translation.Y), Within(translation.Z)));
    }

    private static double Within(double twentyFourths) => (((Math.Round(twentyFourths) % Unit) + Unit) % Unit) / Unit;
}
