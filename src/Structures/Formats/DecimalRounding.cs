using System.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The double nearest to w·10^q for w of up to 19 digits and everyday exponents: the algorithm of D. Lemire, "Number parsing at a gigabyte per
/// second", doi:10.1002/spe.2984, which decides all but a few cases from one product with a truncated power of five.
/// </summary>
internal static class DecimalRounding
{
    private const int Lowest = -40;
    private const int Highest = 40;

    private static readonly UInt128[] Powers = [.. Enumerable.Range(Lowest, Highest - Lowest + 1).Select(Normalised)];

    /// <summary>Rounds w·10^q to the nearest double, ties to even; false where another way must decide.</summary>
    public static bool TryRound(ulong w, int q, out double value)
    {
        value = 0;
        if (w == 0 || q is < Lowest or > Highest) return false;
        var shift = BitOperations.LeadingZeroCount(w);
        w <<= shift;
        var power = Powers[q - Lowest];
        var high = Math.BigMul(w, (ulong)(power >> 64), out var low);
        // Only where the bits below the rounding bit are all ones can the cut-off half of the power matter.
        if ((high & 0x1FF) == 0x1FF)
        {
            var more = Math.BigMul(w, (ulong)power, out _);
            low += more;
            if (low < more) high++;
        }

        if (low == ulong.MaxValue && q is < -27) return false;
        var upper = (int)(high >> 63);
        var mantissa = high >> (upper + 9);
        var exponent = (((152170 + 65536) * q) >> 16) + 63 + upper - shift + 1023;
        // Exactly half-way between two doubles: to the even one.
        if (low <= 1 && q is >= -4 and <= 23 && (mantissa & 3) == 1 && mantissa << (upper + 9) == high) mantissa &= ~1UL;
        mantissa = (mantissa + (mantissa & 1)) >> 1;
        if (mantissa >= 1UL << 53) (mantissa, exponent) = (1UL << 52, exponent + 1);
        value = BitConverter.UInt64BitsToDouble((mantissa & ~(1UL << 52)) | ((ulong)exponent << 52));
        return true;
    }

    // The 128 leading bits of 5^q: cut off, but rounded up from -27 to -1, where ties occur and are told by the product's lowest bits.
    private static UInt128 Normalised(int q)
    {
        var power = BigInteger.Pow(5, Math.Abs(q));
        var length = (int)power.GetBitLength();
        if (q >= 0) return (UInt128)(length <= 128 ? power << (128 - length) : power >> (length - 128));
        if (q >= -27) return (UInt128)((BigInteger.One << (127 + length)) / power) + 1;
        var reciprocal = ((BigInteger.One << (128 + (2 * length))) / power) + 1;
        return (UInt128)(reciprocal >> ((int)reciprocal.GetBitLength() - 128));
    }
}
