using System.Numerics;
using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The forms of <see cref="CutoffFunction"/> and <see cref="CompactFunction"/> on lanes, and what they need. Polynomials stand for arcsine and tanh; their coefficients are those
/// of Chebyshev interpolation on the interval given, with the largest relative error beside them. Forms are for 0 ≤ x ≤ 1; their slopes at 0 are zero.
/// </summary>
internal static class LaneCores<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    // (arcsin √z/√z − 1)/z for 0 ≤ z ≤ ¼; 5e-18 and 1e-9.
    private static ReadOnlySpan<double> ArcSine =>
    [
        0.028757851367421566, -0.014851887071247204, 0.01740087944269402, 0.005457506718640358, 0.01032281435018578, 0.011479177415184906, 0.013971212973552933, 0.017352392720869973,
        0.02237217294214989, 0.030381944138531247, 0.04464285714635543, 0.07499999999998433, 0.16666666666666669,
    ];

    private static ReadOnlySpan<double> SingleArcSine =>
        [0.03369084720283012, 0.017149238357677253, 0.03110066273549457, 0.04459940152851218, 0.07500094543497424, 0.16666666337430908];

    // (tanh √z/√z − 1)/z for 0 ≤ z ≤ 1; 7e-17 and 2e-8.
    private static ReadOnlySpan<double> TanhSeries =>
    [
        -7.41114097654018e-08, 7.386981472384082e-07, -3.6986096809521603e-06, 1.2889423623414145e-05, -3.679721325874468e-05, 9.540778823530722e-05, -0.00023845344045191568,
        0.0005898067307783174, -0.0014557829138450453, 0.0035921197425441464, -0.00886323465252544, 0.02186948847999737, -0.05396825396636394, 0.13333333333330813, -0.33333333333333326,
    ];

    private static ReadOnlySpan<double> SingleTanhSeries =>
        [-0.0004206954938640047, 0.0025104593252183887, -0.008218921897791422, 0.021660115374758985, -0.053934788850892486, 0.13333128520786391, -0.3333333125201679];

    private static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(TReal) == typeof(float);
    }

    /// <summary>arccos c for −1 ≤ c ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ArcCosine(TLanes c)
    {
        TLanes half = TLanes.Of(0.5), magnitude = TLanes.Abs(c), zero = TLanes.Of(0);
        // Up to ½, arccos c = π/2 − arcsin c; beyond, arccos |c| = 2 arcsin √((1 − |c|)/2).
        var far = (TLanes.Of(1) - magnitude) * half;
        var z = TLanes.WhereLess(half, magnitude, far, c * c);
        var s = TLanes.WhereLess(half, magnitude, TLanes.Sqrt(far), c);
        var arcSine = TLanes.MultiplyAdd(Series(IsSingle ? SingleArcSine : ArcSine, z), z * s, s);
        var twice = arcSine + arcSine;
        return TLanes.WhereLess(half, magnitude, TLanes.WhereLess(c, zero, TLanes.Of(Math.PI) - twice, twice), TLanes.Of(Math.PI / 2) - arcSine);
    }

    /// <summary>tanh x for 0 ≤ x ≤ 1, to a relative error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh(TLanes x)
    {
        var z = x * x;
        return TLanes.MultiplyAdd(Series(IsSingle ? SingleTanhSeries : TanhSeries, z), z * x, x);
    }

    // Near 1 the terms of the polynomials, some hundreds, cancel. In double this is rounded as in the definition and in the peers, who then agree to the last digits even there; in
    // single precision, where that would cost half of them, as (1 − x)ⁿ times a polynomial without cancellation.

    /// <summary><see cref="CutoffKind.Cosine"/>.</summary>
    internal readonly struct Cosine : ILaneFunction<TLanes>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x) => Elementary<TLanes, TReal>.CosineCutoff(x);
    }

    /// <summary><see cref="CutoffKind.Exponential"/>.</summary>
    internal readonly struct Exponential : ILaneFunction<TLanes>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            // Where the value is nothing, the slope's factor stays finite.
            var one = TLanes.Of(1);
            var rest = TLanes.Max(TLanes.SubtractProduct(x, x, one), TLanes.Of(1.0 / 708));
            var inverse = one / rest;
            var value = TLanes.WhereLess(rest, TLanes.Of(IsSingle ? 1.0 / 80 : 1.0 / 700), TLanes.Of(0), Elementary<TLanes, TReal>.Exp(one - inverse));
            return (value, TLanes.Of(-2) * x * inverse * inverse * value);
        }
    }

    /// <summary><see cref="CutoffKind.Polynomial1"/>.</summary>
    internal readonly struct Polynomial1 : ILaneFunction<TLanes>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            TLanes one = TLanes.Of(1), rest = one - x;
            var value = IsSingle ? rest * rest * TLanes.MultiplyAdd(TLanes.Of(2), x, one) : one + x * x * (TLanes.Of(2) * x - TLanes.Of(3));
            return (value, TLanes.Of(-6) * x * rest);
        }
    }

    /// <summary><see cref="CutoffKind.Polynomial2"/>.</summary>
    internal readonly struct Polynomial2 : ILaneFunction<TLanes>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            TLanes one = TLanes.Of(1), rest = one - x, square = rest * rest;
            var value = IsSingle ? square * rest * Horner(x, 6, 3, 1) : one + x * x * x * ((TLanes.Of(15) - TLanes.Of(6) * x) * x - TLanes.Of(10));
            return (value, TLanes.Of(-30) * (x * x) * square);
        }
    }

    /// <summary><see cref="CutoffKind.Polynomial3"/>.</summary>
    internal readonly struct Polynomial3 : ILaneFunction<TLanes>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            TLanes one = TLanes.Of(1), rest = one - x, square = rest * rest;
            var value = IsSingle
                ? square * square * TLanes.MultiplyAdd(Horner(x, 20, 10, 4), x, one)
                : one + x * x * x * x * (x * (x * (TLanes.Of(20) * x - TLanes.Of(70)) + TLanes.Of(84)) - TLanes.Of(35));
            return (value, TLanes.Of(-140) * (x * x * x) * (square * rest));
        }
    }

    /// <summary><see cref="CutoffKind.Polynomial4"/>.</summary>
    internal readonly struct Polynomial4 : ILaneFunction<TLanes>
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static (TLanes Value, TLanes Slope) At(TLanes x)
        {
            TLanes one = TLanes.Of(1), rest = one - x, square = rest * rest;
            var value = IsSingle
                ? square * square * rest * TLanes.MultiplyAdd(TLanes.MultiplyAdd(Horner(x, 70, 35, 15), x, TLanes.Of(5)), x, one)
                : one + x * x * x * x * x * (x * (x * ((TLanes.Of(315) - TLanes.Of(70) * x) * x - TLanes.Of(540)) + TLanes.Of(420)) - TLanes.Of(126));
            return (value, TLanes.Of(-630) * (x * x * (x * x)) * (square * square));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Horner(TLanes x, double a, double b, double c) => TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Of(a), x, TLanes.Of(b)), x, TLanes.Of(c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Series(ReadOnlySpan<double> coefficients, TLanes z)
    {
        var sum = TLanes.Of(coefficients[0]);
        for (var k = 1; k < coefficients.Length; k++) sum = TLanes.MultiplyAdd(sum, z, TLanes.Of(coefficients[k]));
        return sum;
    }
}
