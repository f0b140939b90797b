using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Lithoscope.Structures;

/// <summary>
/// Numbers as text, to and from UTF-8. Reading is correctly rounded and also takes Fortran's exponents (1.5d-3); writing gives the
/// shortest text that reads back to the same bits.
/// </summary>
internal static class NumberText
{
    /// <summary>No number is written with more bytes than this.</summary>
    public const int MaximumLength = 32;

    // 10^0 … 10^22 are exact in double precision: a mantissa below 2^53 times or divided by one of them is rounded once, hence correctly.
    private static readonly double[] ExactPowers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a real number: decimal, with an exponent e or d, or nan, inf, infinity in any case. All bytes must belong to it.</summary>
    public static bool TryParseReal(ReadOnlySpan<byte> text, out double value)
    {
        var i = 0;
        var negative = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+') negative = text[i++] == '-';

        ulong mantissa = 0;
        int first = i, point = -1;
        for (; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9) mantissa = 10 * mantissa + digit;
            else if (text[i] == '.' && point < 0) point = i;
            else break;
        }

        var digits = i - first - (point >= 0 ? 1 : 0);
        if (digits == 0) return TryParseSpecial(text, out value);
        var exponent = point >= 0 ? point + 1 - i : 0;
        if (i < text.Length)
        {
            if (!TryParseExponent(text[i..], out var written)) return Fail(out value);
            exponent += written;
        }

        // Leading zeros count as digits here, which only sends a few numbers the slow way.
        if (digits <= 19 && mantissa <= 1UL << 53 && exponent is >= -22 and <= 22)
        {
            value = exponent < 0 ? mantissa / ExactPowers[-exponent] : mantissa * ExactPowers[exponent];
            if (negative) value = -value;
            return true;
        }

        if (digits > 19 || !DecimalRounding.TryRound(mantissa, exponent, out value)) return TryParseSlowly(text, out value);
        if (negative) value = -value;
        return true;
    }

    /// <summary>Reads a whole number of 64 bits with an optional sign. All bytes must belong to it.</summary>
    public static bool TryParseInteger(ReadOnlySpan<byte> text, out long value)
    {
        if (text.Length > 1 && text[0] == '+' && text[1] is >= (byte)'0' and <= (byte)'9') text = text[1..];
        return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
    }

    /// <summary>Writes a real number; <paramref name="target"/> has room for <see cref="MaximumLength"/> bytes.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(double value, Span<byte> target)
    {
        if (TryWriteDecimal(value, target, out var written)) return written;
        if (double.IsFinite(value))
        {
            value.TryFormat(target, out written, "R", CultureInfo.InvariantCulture);
            return written;
        }

        var text = double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8;
        text.CopyTo(target);
        return text.Length;
    }

    /// <summary>Writes a whole number; <paramref name="target"/> has room for <see cref="MaximumLength"/> bytes.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(long value, Span<byte> target)
    {
        value.TryFormat(target, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>A real number as text that cannot be taken for a whole number: 5 is "5.0".</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    // Most numbers in files have at most eight decimals. Where size is the double nearest to m/10^8 with m below 10^15, that decimal without its
    // trailing zeros is the shortest text: no two decimals of up to 15 digits share a double.
    private static bool TryFindShort(double size, out ulong digits)
    {
        digits = 0;
        if (size >= 1e7) return false;
        digits = (ulong)(size * 1e8 + 0.5);
        return digits / 1e8 == size;
    }

    private static bool TryWriteDecimal(double value, Span<byte> target, out int written)
    {
        written = 0;
        var size = Math.Abs(value);
        if (!(size is >= ShortestDecimal.Smallest and < ShortestDecimal.Limit)) return false;
        var exponent = -8;
        if (!TryFindShort(size, out var digits)) (digits, exponent) = ShortestDecimal.Find(size);
        if (value < 0) target[written++] = (byte)'-';
        if (exponent > 0) (digits, exponent) = (digits * (ulong)ExactPowers[exponent], 0);

        // Below 10^-19 a digit of 64 bits cannot reach the point.
        var (scale, whole) = (1UL, 0UL);
        if (exponent >= -19) whole = digits / (scale = (ulong)ExactPowers[-exponent]);
        whole.TryFormat(target[written..], out var length, default, CultureInfo.InvariantCulture);
        written += length;
        var fraction = digits - whole * scale;
        if (fraction == 0) return true;
        target[written] = (byte)'.';
        var last = 0;
        for (var i = -exponent; i > 0; i--)
        {
            var digit = fraction % 10;
            fraction /= 10;
            target[written + i] = (byte)('0' + digit);
            if (last == 0 && digit != 0) last = i;
        }

        written += 1 + last;
        return true;
    }

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.Length < 2 || (text[0] | 0x20) is not ('e' or 'd')) return false;
        var i = 1;
        var negative = false;
        if (text[1] is (byte)'-' or (byte)'+') negative = text[i++] == '-';
        if (i == text.Length) return false;
        for (; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            exponent = Math.Min(10 * exponent + digit, 1_000_000);
        }

        if (negative) exponent = -exponent;
        return true;
    }

    private static bool TryParseSlowly(ReadOnlySpan<byte> text, out double value)
    {
        var d = text.IndexOfAny((byte)'d', (byte)'D');
        if (d < 0) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        var copy = text.ToArray();
        copy[d] = (byte)'e';
        return double.TryParse(copy, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryParseSpecial(ReadOnlySpan<byte> text, out double value)
    {
        var sign = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        var word = text[sign..];
        if (Ascii.EqualsIgnoreCase(word, "nan")) return Succeed(double.NaN, out value);
        if (!Ascii.EqualsIgnoreCase(word, "inf") && !Ascii.EqualsIgnoreCase(word, "infinity")) return Fail(out value);
        return Succeed(sign == 1 && text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity, out value);
    }

    private static bool Succeed(double found, out double value)
    {
        value = found;
        return true;
    }

    private static bool Fail(out double value)
    {
        value = 0;
        return false;
    }
}
