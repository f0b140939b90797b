using System.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// The shortest decimal that reads back to a double, for numbers of everyday size: the algorithm Schubfach (R. Giulietti, "The Schubfach way to
/// render doubles", 2020) restricted to 10^-4 ≤ |v| &lt; 10^15, where all powers of ten it needs are exact.
/// </summary>
internal static class ShortestDecimal
{
    /// <summary>The smallest magnitude that is handled.</summary>
    public const double Smallest = 1e-4;

    /// <summary>All magnitudes handled are below this.</summary>
    public const double Limit = 1e15;

    // 10^n for n = 0 … 20, shifted so that the highest of 128 bits is set.
    private static readonly UInt128[] Powers = [.. Enumerable.Range(0, 21).Select(Normalised)];

    /// <summary>The digits d and the exponent k of the shortest d·10^k that reads back to <paramref name="value"/>, a positive number within the limits.</summary>
    public static (ulong Digits, int Exponent) Find(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var fraction = bits & ((1UL << 52) - 1);
        var c = fraction | (1UL << 52);
        var q = (int)(bits >> 52) - 1075;
        // A power of two has a neighbour below that is half as far away as the one above.
        var close = fraction == 0;
        var k = ((q * 1262611) - (close ? 524031 : 0)) >> 22;
        var power = Powers[-k];
        var h = q + ((-k * 1741647) >> 19) + 1;
        var vLow = RoundToOdd(power, ((4 * c) - (close ? 1UL : 2UL)) << h);
        var v = RoundToOdd(power, (4 * c) << h);
        var vHigh = RoundToOdd(power, ((4 * c) + 2) << h);

        // An odd significand does not own the ends of its interval.
        var odd = c & 1;
        var (low, high) = (vLow + odd, vHigh - odd);
        var s = v / 4;
        if (s >= 10)
        {
            var tenth = s / 10;
            var (below, above) = (low <= 40 * tenth, (40 * tenth) + 40 <= high);
            if (below != above) return (tenth + (above ? 1UL : 0UL), k + 1);
        }

        var (inside, next) = (low <= 4 * s, (4 * s) + 4 <= high);
        if (inside != next) return (s + (next ? 1UL : 0UL), k);
        var middle = (4 * s) + 2;
        return (s + (v > middle || (v == middle && (s & 1) == 1) ? 1UL : 0UL), k);
    }

    // power · c / 2^128, whose last bit stands for all that was cut off.
    private static ulong RoundToOdd(UInt128 power, ulong c)
    {
        var x = Math.BigMul((ulong)power, c, out _);
        var y = Math.BigMul((ulong)(power >> 64), c, out var rest);
        var sum = rest + x;
        if (sum < rest) y++;
        return y | (sum > 1 ? 1UL : 0UL);
    }

    private static UInt128 Normalised(int exponent)
    {
        var power = (UInt128)BigInteger.Pow(10, exponent);
        return power << (int)UInt128.LeadingZeroCount(power);
    }
}
