using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>Rows of a chunk: factors of the angle and of the third side.</summary>
internal sealed unsafe partial class SymmetryFunctionKernel<TLanes, TReal>
{
    private const int LargestIntegerPower = 1024;

    // Row d: zero in lanes 0 to d, one in later ones, so that each pair counts once.
    private static readonly AlignedBuffer<TReal> Triangle = CreateTriangle();

    private static AlignedBuffer<TReal> CreateTriangle()
    {
        var table = new AlignedBuffer<TReal>(TLanes.Count * TLanes.Count);
        for (var d = 0; d < TLanes.Count; d++)
        {
            for (var lane = 0; lane < TLanes.Count; lane++) table.Span[d * TLanes.Count + lane] = lane > d ? TReal.One : TReal.Zero;
        }

        return table;
    }

    // Factors of the angle and their slopes with respect to the cosine, zero where a pair has counted already. On the tape stand the cosine and, where there are bumps, the angle.
    private static void EvaluateAngles(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, in Chunk chunk)
    {
        var angulars = layout.Group.Angulars;
        var count = chunk.Count * TLanes.Count;
        TReal* values = Scratch(room, Angles), slopes = values + angulars.Length * ChunkRow, inverseSine = Scratch(room, Inverse);
        if (layout.HasAngles) InverseSines(chunk.Tape, count, inverseSine);
        for (var a = 0; a < angulars.Length; a++)
        {
            ref readonly var factor = ref angulars[a];
            TReal* value = values + a * ChunkRow, slope = slopes + a * ChunkRow;
            if (factor.IsCompact)
            {
                LaneRows<TLanes, TReal>.Bump(factor.Bump, chunk.Tape + ChunkRow, count, value, slope);
                LaneRows<TLanes, TReal>.Multiply(slope, inverseSine, count);
            }
            else if (factor.Zeta - 1 is var less && less == Math.Round(less) && less is >= 0 and <= LargestIntegerPower)
            {
                IntegerPower(factor.Lambda, (int)less, chunk.Tape, count, value, slope);
            }
            else
            {
                RealPower(factor.Lambda, less, chunk.Tape, count, value, slope);
            }
        }

        for (var m = 0; m < chunk.Count; m++)
        {
            var past = chunk.Pairs[m].First - chunk.Pairs[m].Second;
            if (past >= 0) Mask(values + m * TLanes.Count, 2 * angulars.Length, past);
        }
    }

    // 2^(1−ζ)(1 + λ cos θ)^ζ = u (u/2)^(ζ−1): halved first, so that the power stays below one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void IntegerPower(double lambda, int less, TReal* cosine, int count, TReal* value, TReal* slope)
    {
        TLanes l = TLanes.Of(lambda), one = TLanes.Of(1), half = TLanes.Of(0.5), zero = TLanes.Of(0), steep = TLanes.Of((less + 1) * lambda);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var u = TLanes.Max(TLanes.MultiplyAdd(l, TLanes.Load(cosine + k), one), zero);
            var power = TLanes.WhereLess(zero, u, LaneRows<TLanes, TReal>.Power(u * half, less), zero);
            (power * u).Store(value + k);
            (power * steep).Store(slope + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RealPower(double lambda, double less, TReal* cosine, int count, TReal* value, TReal* slope)
    {
        TLanes l = TLanes.Of(lambda), one = TLanes.Of(1), half = TLanes.Of(0.5), zero = TLanes.Of(0), steep = TLanes.Of((less + 1) * lambda), exponent = TLanes.Of(less);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var u = TLanes.Max(TLanes.MultiplyAdd(l, TLanes.Load(cosine + k), one), zero);
            var power = Elementary<TLanes, TReal>.Exp(exponent * Elementary<TLanes, TReal>.Log(TLanes.Max(u * half, TLanes.Of(1e-37))));
            power = TLanes.WhereLess(zero, u, power, zero);
            (power * u).Store(value + k);
            (power * steep).Store(slope + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ArcCosines(TReal* cosine, int count, TReal* angle)
    {
        for (var k = 0; k < count; k += TLanes.Count) LaneCores<TLanes, TReal>.ArcCosine(TLanes.Load(cosine + k)).Store(angle + k);
    }

    // −1/sin of the angle, the derivative of the angle with respect to its cosine; slopes of bumps vanish where it has no bound.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InverseSines(TReal* cosine, int count, TReal* result)
    {
        TLanes one = TLanes.Of(1), least = TLanes.Of(1e-24);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var c = TLanes.Load(cosine + k);
            (-one / TLanes.Sqrt(TLanes.Max((one - c) * (one + c), least))).Store(result + k);
        }
    }

    private static void Mask(TReal* values, int rows, int last)
    {
        var mask = TLanes.Load(Triangle.Pointer + last * TLanes.Count);
        for (var a = 0; a < rows; a++) (TLanes.Load(values + a * ChunkRow) * mask).Store(values + a * ChunkRow);
    }

    // Factors of the third side, and their slopes divided by it, onto the tape.
    private static void EvaluateThirdSides(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, in Chunk chunk)
    {
        var (factors, cutoffs) = (layout.Group.AcrossFactors, layout.Group.Cutoffs);
        var count = chunk.Count * TLanes.Count;
        TReal* r = Scratch(room, Squares), inverse = Scratch(room, Inverse), f = Scratch(room, Fall), fall = f + ChunkRow, target = chunk.Tape + layout.Across * ChunkRow;
        LaneRows<TLanes, TReal>.Roots(r, count, inverse);
        // Exponentials stand where slopes will, until those that are their powers have been there.
        for (var q = 0; q < factors.Length; q++)
        {
            var factor = factors[q].Factor;
            if (factor.Kind != RadialFactor.RadialKind.Gaussian) continue;
            var e = target + (2 * q + 1) * ChunkRow;
            if (factors[q].Base >= 0) LaneRows<TLanes, TReal>.Power(target + (2 * factors[q].Base + 1) * ChunkRow, factors[q].Power, count, e);
            else LaneRows<TLanes, TReal>.Gaussian(factor.Exponent, factor.Shift, r, count, e);
        }

        var last = -1;
        for (var q = 0; q < factors.Length; q++)
        {
            var factor = factors[q].Factor;
            TReal* value = target + 2 * q * ChunkRow, slope = value + ChunkRow;
            if (factors[q].Cutoff >= 0 && factors[q].Cutoff != last)
            {
                last = factors[q].Cutoff;
                LaneRows<TLanes, TReal>.Cutoff(cutoffs[last], r, count, f, fall);
            }

            EvaluateFactor(factor, r, count, slope, f, fall, value, slope);
            LaneRows<TLanes, TReal>.Multiply(slope, inverse, count);
        }
    }

    private static void EvaluateFactor(in RadialFactor factor, TReal* r, int count, TReal* gaussian, TReal* f, TReal* fall, TReal* value, TReal* slope)
    {
        switch (factor.Kind)
        {
            case RadialFactor.RadialKind.Compact: LaneRows<TLanes, TReal>.Bump(factor.Bump, r, count, value, slope); break;
            case RadialFactor.RadialKind.Cosine: LaneRows<TLanes, TReal>.CutCosine(factor.Exponent, r, count, f, fall, value, slope); break;
            default: LaneRows<TLanes, TReal>.CutGaussian(factor.Exponent, factor.Shift, r, count, gaussian, f, fall, value, slope); break;
        }
    }
}
