using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>Factors of the angle.</summary>
internal sealed unsafe partial class SymmetryFunctionKernel<TLanes, TReal>
{
    private const int LargestIntegerPower = 1024;

    // On the tape stand the cosine and, where there are bumps, the angle.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Angle(in AngularFactor factor, TLanes cosine, TReal* tape)
    {
        if (factor.IsCompact) return LaneFunctions<TLanes, TReal>.Bump(factor.Bump, TLanes.Load(tape + TLanes.Count)).Value;
        var u = TLanes.Max(TLanes.MultiplyAdd(TLanes.Of(factor.Lambda), cosine, TLanes.Of(1)), TLanes.Of(0));
        return PowerLessOne(factor, u) * u;
    }

    // Value, and slope with respect to the cosine.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Angle(in AngularFactor factor, TLanes cosine, TLanes inverseSine, TReal* tape, out TLanes slope)
    {
        if (factor.IsCompact)
        {
            var (value, turn) = LaneFunctions<TLanes, TReal>.Bump(factor.Bump, TLanes.Load(tape + TLanes.Count));
            slope = -turn * inverseSine;
            return value;
        }

        var zero = TLanes.Of(0);
        var u = TLanes.Max(TLanes.MultiplyAdd(TLanes.Of(factor.Lambda), cosine, TLanes.Of(1)), zero);
        var power = TLanes.WhereLess(zero, u, PowerLessOne(factor, u), zero);
        slope = TLanes.Of(factor.Zeta * factor.Lambda) * power;
        return power * u;
    }

    // 2^(1−ζ) u^(ζ−1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes PowerLessOne(in AngularFactor factor, TLanes u)
    {
        var less = factor.Zeta - 1;
        // Halved first, so that the power stays below one.
        if (less == Math.Round(less) && less is >= 0 and <= LargestIntegerPower) return Power(u * TLanes.Of(0.5), (int)less);
        return Elementary<TLanes, TReal>.Exp(TLanes.Of(less) * Elementary<TLanes, TReal>.Log(TLanes.Max(u * TLanes.Of(0.5), TLanes.Of(1e-37))));
    }

    // 1/sin of the angle; slopes of bumps vanish where it does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes InverseSine(TLanes cosine)
    {
        var one = TLanes.Of(1);
        return one / TLanes.Sqrt(TLanes.Max((one - cosine) * (one + cosine), TLanes.Of(1e-24)));
    }
}
