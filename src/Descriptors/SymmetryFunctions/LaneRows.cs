using System.Numerics;
using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The functions that symmetry functions are made of, over rows of numbers: a whole number of vectors, values and slopes beside each other. Each form has a short loop of its own
/// (<see cref="ILaneFunction{TLanes}"/> says why).
/// </summary>
internal static unsafe class LaneRows<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    /// <summary>A cutoff function and its derivative; zero from the cutoff on.</summary>
    /// <param name="f">The function.</param>
    /// <param name="r">Distances.</param>
    /// <param name="count">Their number, whole vectors.</param>
    /// <param name="value">Values.</param>
    /// <param name="slope">Derivatives.</param>
    public static void Cutoff(in CutoffFunction f, TReal* r, int count, TReal* value, TReal* slope)
    {
        switch (f.Kind)
        {
            case CutoffKind.Hard: Hard(f.Cutoff, r, count, value, slope); break;
            case CutoffKind.CubedTanh: CubedTanh(f.Cutoff, 1, r, count, value, slope); break;
            case CutoffKind.NormalisedCubedTanh: CubedTanh(f.Cutoff, CutoffFunction.TanhNormalisation, r, count, value, slope); break;
            case CutoffKind.Cosine: Falling<LaneCores<TLanes, TReal>.Cosine>(f.Inner, f.Cutoff, r, count, value, slope); break;
            case CutoffKind.Exponential: Falling<LaneCores<TLanes, TReal>.Exponential>(f.Inner, f.Cutoff, r, count, value, slope); break;
            case CutoffKind.Polynomial1: Falling<LaneCores<TLanes, TReal>.Polynomial1>(f.Inner, f.Cutoff, r, count, value, slope); break;
            case CutoffKind.Polynomial2: Falling<LaneCores<TLanes, TReal>.Polynomial2>(f.Inner, f.Cutoff, r, count, value, slope); break;
            case CutoffKind.Polynomial3: Falling<LaneCores<TLanes, TReal>.Polynomial3>(f.Inner, f.Cutoff, r, count, value, slope); break;
            default: Falling<LaneCores<TLanes, TReal>.Polynomial4>(f.Inner, f.Cutoff, r, count, value, slope); break;
        }
    }

    /// <summary>A bump and its derivative.</summary>
    /// <param name="f">The bump.</param>
    /// <param name="argument">Distances or angles.</param>
    /// <param name="count">Their number, whole vectors.</param>
    /// <param name="value">Values.</param>
    /// <param name="slope">Derivatives.</param>
    public static void Bump(in CompactFunction f, TReal* argument, int count, TReal* value, TReal* slope)
    {
        switch (f.Kind)
        {
            case CutoffKind.Exponential: Bump<LaneCores<TLanes, TReal>.Exponential>(f, argument, count, value, slope); break;
            case CutoffKind.Polynomial1: Bump<LaneCores<TLanes, TReal>.Polynomial1>(f, argument, count, value, slope); break;
            case CutoffKind.Polynomial2: Bump<LaneCores<TLanes, TReal>.Polynomial2>(f, argument, count, value, slope); break;
            case CutoffKind.Polynomial3: Bump<LaneCores<TLanes, TReal>.Polynomial3>(f, argument, count, value, slope); break;
            default: Bump<LaneCores<TLanes, TReal>.Polynomial4>(f, argument, count, value, slope); break;
        }
    }

    /// <summary>exp(−η(r − r_s)²).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gaussian(double eta, double shift, TReal* r, int count, TReal* value)
    {
        TLanes exponent = TLanes.Of(-eta), centre = TLanes.Of(shift);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var d = TLanes.Load(r + k) - centre;
            Elementary<TLanes, TReal>.Exp(exponent * d * d).Store(value + k);
        }
    }

    /// <summary>Integer powers of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Power(TReal* x, int n, int count, TReal* value)
    {
        for (var k = 0; k < count; k += TLanes.Count) Power(TLanes.Load(x + k), n).Store(value + k);
    }

    /// <summary>xⁿ of n ≥ 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Power(TLanes x, int n)
    {
        var result = TLanes.Of(1);
        while (true)
        {
            if ((n & 1) != 0) result *= x;
            n >>= 1;
            if (n == 0) return result;
            x *= x;
        }
    }

    /// <summary>A Gaussian e times a cutoff function, and its derivative, each times a factor; rows of results may be those of the arguments.</summary>
    /// <param name="eta">η.</param>
    /// <param name="shift">r_s.</param>
    /// <param name="r">Distances.</param>
    /// <param name="count">Their number, whole vectors.</param>
    /// <param name="e">The Gaussian.</param>
    /// <param name="f">The cutoff function.</param>
    /// <param name="fall">Its derivative.</param>
    /// <param name="value">e f.</param>
    /// <param name="slope">Its derivative.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CutGaussian(double eta, double shift, TReal* r, int count, TReal* e, TReal* f, TReal* fall, TReal* value, TReal* slope)
    {
        TLanes twice = TLanes.Of(2 * eta), centre = TLanes.Of(shift);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            TLanes g = TLanes.Load(e + k), cut = TLanes.Load(f + k), d = TLanes.Load(r + k) - centre;
            (g * cut).Store(value + k);
            (g * TLanes.SubtractProduct(twice * d, cut, TLanes.Load(fall + k))).Store(slope + k);
        }
    }

    /// <summary>cos(κr) times a cutoff function, and its derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CutCosine(double kappa, TReal* r, int count, TReal* f, TReal* fall, TReal* value, TReal* slope)
    {
        TLanes turns = TLanes.Of(kappa / Math.PI), steep = TLanes.Of(kappa);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var (sine, cosine) = Elementary<TLanes, TReal>.SinCosPi(TLanes.Load(r + k) * turns);
            var cut = TLanes.Load(f + k);
            (cosine * cut).Store(value + k);
            TLanes.SubtractProduct(steep * sine, cut, cosine * TLanes.Load(fall + k)).Store(slope + k);
        }
    }

    /// <summary>Multiplies a row by another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(TReal* row, TReal* by, int count)
    {
        for (var k = 0; k < count; k += TLanes.Count) (TLanes.Load(row + k) * TLanes.Load(by + k)).Store(row + k);
    }

    /// <summary>Multiplies a row by a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(TReal* row, double factor, int count)
    {
        var f = TLanes.Of(factor);
        for (var k = 0; k < count; k += TLanes.Count) (f * TLanes.Load(row + k)).Store(row + k);
    }

    /// <summary>Square roots, in place, and their inverses, finite for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Roots(TReal* squares, int count, TReal* inverse)
    {
        TLanes one = TLanes.Of(1), least = TLanes.Of(1e-12);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var r = TLanes.Sqrt(TLanes.Load(squares + k));
            r.Store(squares + k);
            (one / TLanes.Max(r, least)).Store(inverse + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Hard(double cutoff, TReal* r, int count, TReal* value, TReal* slope)
    {
        TLanes zero = TLanes.Of(0), one = TLanes.Of(1), end = TLanes.Of(cutoff);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            TLanes.WhereLess(TLanes.Load(r + k), end, one, zero).Store(value + k);
            zero.Store(slope + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CubedTanh(double cutoff, double factor, TReal* r, int count, TReal* value, TReal* slope)
    {
        TLanes zero = TLanes.Of(0), one = TLanes.Of(1), inverse = TLanes.Of(1 / cutoff), scale = TLanes.Of(factor), fall = TLanes.Of(-3 * factor / cutoff);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            // Rounded as in the definition. Beyond the cutoff the argument, and all of it, is zero.
            var t = LaneCores<TLanes, TReal>.Tanh(TLanes.Min(TLanes.Max(one - TLanes.Load(r + k) * inverse, zero), one));
            var square = t * t;
            (scale * square * t).Store(value + k);
            (fall * square * (one - square)).Store(slope + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Falling<TCore>(double inner, double cutoff, TReal* r, int count, TReal* value, TReal* slope)
        where TCore : struct, ILaneFunction<TLanes>
    {
        TLanes zero = TLanes.Of(0), one = TLanes.Of(1), start = TLanes.Of(inner), end = TLanes.Of(cutoff), scale = TLanes.Of(1 / (cutoff - inner));
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var distance = TLanes.Load(r + k);
            var x = TLanes.Max((distance - start) * scale, zero);
            var (f, s) = TCore.At(TLanes.Min(x, one));
            TLanes.WhereLess(distance, end, f, zero).Store(value + k);
            TLanes.WhereLess(distance, end, s * scale, zero).Store(slope + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Bump<TCore>(in CompactFunction bump, TReal* argument, int count, TReal* value, TReal* slope)
        where TCore : struct, ILaneFunction<TLanes>
    {
        TLanes zero = TLanes.Of(0), one = TLanes.Of(1), scale = TLanes.Of(1 / bump.HalfWidth), centre = TLanes.Of(bump.Centre);
        var isAsymmetric = bump.IsAsymmetric;
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var d = TLanes.Load(argument + k) - centre;
            var x = TLanes.Min(TLanes.Abs(d) * scale, one);
            var outer = x;
            var steep = TLanes.WhereLess(d, zero, -scale, scale);
            if (isAsymmetric)
            {
                var left = one - x;
                steep *= left + left;
                x *= one + left;
            }

            var (f, s) = TCore.At(x);
            TLanes.WhereLess(outer, one, f, zero).Store(value + k);
            TLanes.WhereLess(outer, one, s * steep, zero).Store(slope + k);
        }
    }
}
