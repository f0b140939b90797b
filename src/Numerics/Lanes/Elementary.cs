using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lithoscope.Numerics;

/// <summary>
/// Elementary functions of lanes, without branches and calls, by argument reduction and truncated power series: the remainder of each series stands beside it.
/// Errors are a few units in the last place of the largest value, 1e-15 or 5e-7; NaN in, NaN or any number out.
/// </summary>
public static class Elementary<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(TReal) == typeof(float);
    }

    /// <summary>eˣ. Arguments are limited to ±708, in single precision to ±87, so that results stay normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp(TLanes x)
    {
        var limit = IsSingle ? 87.0 : 708.0;
        x = TLanes.Min(TLanes.Max(x, TLanes.Of(-limit)), TLanes.Of(limit));
        var n = TLanes.Round(x * TLanes.Of(1.4426950408889634));
        // ln 2 in two parts: n times the first is exact.
        var r = IsSingle
            ? TLanes.SubtractProduct(n, TLanes.Of(-2.12194440e-4), TLanes.SubtractProduct(n, TLanes.Of(0.693359375), x))
            : TLanes.SubtractProduct(n, TLanes.Of(1.9082149292705877e-10), TLanes.SubtractProduct(n, TLanes.Of(0.6931471803691238), x));
        return ExpSeries(r) * TLanes.PowerOfTwo(n);
    }

    /// <summary>tanh x, to an absolute error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh(TLanes x)
    {
        var limit = TLanes.Of(IsSingle ? 10 : 20);
        var e = Exp(TLanes.Of(2) * TLanes.Min(TLanes.Max(x, -limit), limit));
        return (e - TLanes.Of(1)) / (e + TLanes.Of(1));
    }

    /// <summary>ln x of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log(TLanes x)
    {
        var m = TLanes.Mantissa(x, out var n);
        // m to [√½, √2), where ln m = 2 artanh((m − 1)/(m + 1)) with an argument below 0.172.
        var half = TLanes.Of(0.5);
        var large = TLanes.WhereLess(TLanes.Of(1.4142135623730951), m, TLanes.Of(1), TLanes.Of(0));
        m = TLanes.WhereLess(half, large, m * half, m);
        n += large;
        var s = (m - TLanes.Of(1)) / (m + TLanes.Of(1));
        var y = s * s;
        TLanes p;
        if (IsSingle)
        {
            p = TLanes.Of(2.0 / 9); // 0.172¹¹/11 = 4e-10
        }
        else
        {
            p = TLanes.Of(2.0 / 21); // 0.172²³/23 = 1e-19
            p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 19));
            p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 17));
            p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 15));
            p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 13));
            p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 11));
            p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 9));
        }

        p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 7));
        p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 5));
        p = TLanes.MultiplyAdd(p, y, TLanes.Of(2.0 / 3));
        p = TLanes.MultiplyAdd(p, y, TLanes.Of(2));
        return TLanes.MultiplyAdd(n, TLanes.Of(0.6931471805599453), p * s);
    }

    /// <summary>sin(πx) and cos(πx) of any x for which whole numbers are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Sine, TLanes Cosine) SinCosPi(TLanes x)
    {
        var n = TLanes.Round(x);
        var (sine, cosine) = SinCosPiNearZero(x - n);
        // (−1)ⁿ
        var half = n * TLanes.Of(0.5);
        var sign = TLanes.SubtractProduct(TLanes.Of(4), TLanes.Abs(half - TLanes.Round(half)), TLanes.Of(1));
        return (sine * sign, cosine * sign);
    }

    /// <summary>The cosine cutoff ½(1 + cos πx) and its derivative with respect to x, for x in [0, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Value, TLanes Slope) CosineCutoff(TLanes x)
    {
        // cos πx = −sin πt and sin πx = cos πt with t = x − ½.
        var (sine, cosine) = SinCosPiNearZero(x - TLanes.Of(0.5));
        return (TLanes.SubtractProduct(TLanes.Of(0.5), sine, TLanes.Of(0.5)), TLanes.Of(-Math.PI / 2) * cosine);
    }

    /// <summary>sin(πt) and cos(πt) for |t| ≤ ½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (TLanes Sine, TLanes Cosine) SinCosPiNearZero(TLanes t)
    {
        var x = t * TLanes.Of(Math.PI);
        var y = x * x;
        TLanes s, c;
        if (IsSingle)
        {
            s = TLanes.MultiplyAdd(TLanes.Of(1.0 / 6227020800), y, TLanes.Of(-1.0 / 39916800)); // (π/2)¹⁵/15! = 7e-10
            c = TLanes.Of(1.0 / 479001600); // (π/2)¹⁴/14! = 6e-9
        }
        else
        {
            s = TLanes.Of(1.0 / 51090942171709440000.0); // (π/2)²³/23! = 1.3e-18
            s = TLanes.MultiplyAdd(s, y, TLanes.Of(-1.0 / 121645100408832000));
            s = TLanes.MultiplyAdd(s, y, TLanes.Of(1.0 / 355687428096000));
            s = TLanes.MultiplyAdd(s, y, TLanes.Of(-1.0 / 1307674368000));
            s = TLanes.MultiplyAdd(s, y, TLanes.Of(1.0 / 6227020800));
            s = TLanes.MultiplyAdd(s, y, TLanes.Of(-1.0 / 39916800));
            c = TLanes.Of(1.0 / 2432902008176640000); // (π/2)²²/22! = 1.8e-17
            c = TLanes.MultiplyAdd(c, y, TLanes.Of(-1.0 / 6402373705728000));
            c = TLanes.MultiplyAdd(c, y, TLanes.Of(1.0 / 20922789888000));
            c = TLanes.MultiplyAdd(c, y, TLanes.Of(-1.0 / 87178291200));
            c = TLanes.MultiplyAdd(c, y, TLanes.Of(1.0 / 479001600));
        }

        s = TLanes.MultiplyAdd(s, y, TLanes.Of(1.0 / 362880));
        s = TLanes.MultiplyAdd(s, y, TLanes.Of(-1.0 / 5040));
        s = TLanes.MultiplyAdd(s, y, TLanes.Of(1.0 / 120));
        s = TLanes.MultiplyAdd(s, y, TLanes.Of(-1.0 / 6));
        s = TLanes.MultiplyAdd(s, y, TLanes.Of(1));
        c = TLanes.MultiplyAdd(c, y, TLanes.Of(-1.0 / 3628800));
        c = TLanes.MultiplyAdd(c, y, TLanes.Of(1.0 / 40320));
        c = TLanes.MultiplyAdd(c, y, TLanes.Of(-1.0 / 720));
        c = TLanes.MultiplyAdd(c, y, TLanes.Of(1.0 / 24));
        c = TLanes.MultiplyAdd(c, y, TLanes.Of(-0.5));
        c = TLanes.MultiplyAdd(c, y, TLanes.Of(1));
        return (s * x, c);
    }

    // |r| ≤ ½ ln 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpSeries(TLanes r)
    {
        TLanes p;
        if (IsSingle)
        {
            p = TLanes.Of(1.0 / 5040); // 0.347⁸/8! = 5e-9
        }
        else
        {
            p = TLanes.Of(1.0 / 6227020800); // 0.347¹⁴/14! = 4e-18
            p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 479001600));
            p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 39916800));
            p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 3628800));
            p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 362880));
            p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 40320));
            p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 5040));
        }

        p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 720));
        p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 120));
        p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 24));
        p = TLanes.MultiplyAdd(p, r, TLanes.Of(1.0 / 6));
        p = TLanes.MultiplyAdd(p, r, TLanes.Of(0.5));
        p = TLanes.MultiplyAdd(p, r, TLanes.Of(1));
        return TLanes.MultiplyAdd(p, r, TLanes.Of(1));
    }
}
