using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Symmetry operations from text, and whether they fit a cell.</summary>
internal static class SymmetryOperationText
{
    private const int LargestCoefficient = 9;

    /// <summary>Leaves everything where it is.</summary>
    public static SymmetryOperation Identity { get; } = new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), default);

    /// <summary>The rotation as a matrix, to be multiplied with a column.</summary>
    public static Matrix3D Rotation(this SymmetryOperation operation) => new(Row(operation.A), Row(operation.B), Row(operation.C));

    /// <summary>The operation of a rotation of whole numbers and a translation.</summary>
    public static SymmetryOperation Create(Matrix3D rotation, Vector3D translation) => new(Row(rotation.A), Row(rotation.B), Row(rotation.C), translation);

    /// <summary>Reads an operation written as in the International Tables, such as "-y, x-y, z+1/3".</summary>
    public static bool TryParse(string text, out SymmetryOperation operation)
    {
        operation = default;
        var parts = text.Split(',');
        if (parts.Length != 3) return false;
        var rows = new Vector3D[3];
        var shifts = new double[3];
        for (var i = 0; i < 3; i++)
        {
            if (!TryParse(parts[i], out rows[i], out shifts[i])) return false;
        }

        var rotation = new Matrix3D(rows[0], rows[1], rows[2]);
        operation = Create(rotation, new(shifts[0], shifts[1], shifts[2]));
        return Math.Abs(rotation.Determinant) == 1;
    }

    /// <summary>Whether an operation leaves lengths and angles as they are, within one part in fifty.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="metric">The products of the lattice vectors with each other.</param>
    public static bool Fits(this SymmetryOperation operation, Matrix3D metric)
    {
        const double Tolerance = 0.02;
        var rotation = operation.Rotation();
        var turned = rotation.Transpose() * metric * rotation;
        for (var i = 0; i < 3; i++)
        {
            for (var k = 0; k < 3; k++)
            {
                var scale = Math.Sqrt(Component(metric[i], i) * Component(metric[k], k));
                if (!(Math.Abs(Component(turned[i], k) - Component(metric[i], k)) <= Tolerance * scale)) return false;
            }
        }

        return true;
    }

    private static Vector3D Row(LatticeShift row) => new(row.A, row.B, row.C);

    private static LatticeShift Row(Vector3D row) => new((int)row.X, (int)row.Y, (int)row.Z);

    private static double Component(Vector3D v, int axis) => axis switch { 0 => v.X, 1 => v.Y, _ => v.Z };

    // One coordinate: terms of a sign, a number or a fraction, and a letter.
    private static bool TryParse(ReadOnlySpan<char> text, out Vector3D row, out double shift)
    {
        (row, shift) = (default, 0);
        var (at, terms) = (0, 0);
        while (true)
        {
            Skip(text, ref at);
            if (at == text.Length) break;
            var sign = 1.0;
            if (text[at] is '+' or '-') sign = text[at++] == '-' ? -1 : 1;
            else if (terms > 0) return false;
            Skip(text, ref at);
            var any = TryReadNumber(text, ref at, out var number);
            Skip(text, ref at);
            if (any && at < text.Length && text[at] == '*') at++;
            Skip(text, ref at);
            var axis = at < text.Length ? "xyz".IndexOf(char.ToLowerInvariant(text[at]), StringComparison.Ordinal) : -1;
            if (axis < 0 && !any) return false;
            terms++;
            if (axis < 0)
            {
                shift += sign * number;
                continue;
            }

            at++;
            var factor = sign * (any ? number : 1);
            if (factor != Math.Round(factor) || Math.Abs(factor) > LargestCoefficient) return false;
            row += factor * (axis switch { 0 => new Vector3D(1, 0, 0), 1 => new(0, 1, 0), _ => new(0, 0, 1) });
        }

        // 0.333 and 0.16667 mean the fraction: all translations of space groups are multiples of 1/24.
        var nearest = Math.Round(24 * shift);
        if (Math.Abs(24 * shift - nearest) < 0.024) shift = nearest / 24;
        return terms > 0 && double.IsFinite(shift) && Math.Abs(shift) < 1000;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, ref int at, out double number)
    {
        if (!TryReadDecimal(text, ref at, out number)) return false;
        var slash = at;
        Skip(text, ref slash);
        if (slash == text.Length || text[slash] != '/') return true;
        slash++;
        Skip(text, ref slash);
        if (!TryReadDecimal(text, ref slash, out var divisor) || divisor == 0) return false;
        (at, number) = (slash, number / divisor);
        return true;
    }

    private static bool TryReadDecimal(ReadOnlySpan<char> text, ref int at, out double number)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
        Span<byte> digits = stackalloc byte[32];
        number = 0;
        if (at == start || at - start > digits.Length) return false;
        for (var i = start; i < at; i++) digits[i - start] = (byte)text[i];
        return NumberText.TryParseReal(digits[..(at - start)], out number);
    }

    private static void Skip(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }
}
