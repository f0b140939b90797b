using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>The values of functions of pairs: for each neighbour j, all later neighbours k of the other species in vectors.</summary>
internal sealed unsafe partial class SymmetryFunctionKernel<TLanes, TReal>
{
    // Added to the number of blocks of a visit in which no third side is short enough.
    private const int WideOnly = 1 << 16;

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

    private void EvaluatePairs(SymmetryFunctionWorkspace<TReal> room, Span<double> values)
    {
        var (visits, reals) = TapeLength(room);
        room.ReserveTape(visits, reals);
        new Span<TReal>(room.Small, _accumulators * TLanes.Count).Clear();
        var visit = 0;
        var tape = room.Tape;
        foreach (var group in _groups)
        {
            foreach (var (first, second) in group.Group.Pairs) EvaluatePairs(room, group, first, second, ref visit, ref tape);
            for (var f = 0; f < group.Group.Functions.Length; f++) values[group.Group.Functions[f]] = double.CreateTruncating(TLanes.Load(room.Small + (group.Start + f) * TLanes.Count).Sum());
        }
    }

    private (int Visits, int Reals) TapeLength(SymmetryFunctionWorkspace<TReal> room)
    {
        var (visits, reals) = (0, 0);
        foreach (var group in _groups)
        {
            foreach (var (first, second) in group.Group.Pairs)
            {
                var (a, b) = (room.Segments[first], room.Segments[second]);
                var own = (a.End - a.Start) * ((b.End - b.Start) / TLanes.Count + 1);
                visits += own;
                reals = checked(reals + own * group.Record * TLanes.Count);
            }
        }

        return (visits, reals);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void EvaluatePairs(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, int first, int second, ref int visit, ref TReal* tapeAt)
    {
        var group = layout.Group;
        var (blocks, angularOf, angulars) = (group.Blocks, group.AngularOf, group.Angulars);
        var (outer, inner) = (room.Segments[first], room.Segments[second]);
        TReal* x = room.Row(0), y = room.Row(1), z = room.Row(2), ux = room.Row(Ux), uy = room.Row(Uy), uz = room.Row(Uz), tables = Values(room, 0);
        TReal* sums = room.Small + layout.Start * TLanes.Count, angles = room.Small + 2 * _accumulators * TLanes.Count;
        var tape = tapeAt;
        var (stride, hasAcross) = (room.Room, group.AcrossFactors.Length > 0);
        TLanes one = TLanes.Of(1), reach = TLanes.Of(layout.Reach * layout.Reach);
        for (var j = outer.Start; j < outer.End; j++)
        {
            var most = BlocksWithin(blocks, double.CreateTruncating(room.Row(Distances)[j]), blocks.Length);
            TLanes xj = TLanes.Broadcast(x[j]), yj = TLanes.Broadcast(y[j]), zj = TLanes.Broadcast(z[j]);
            TLanes uxj = TLanes.Broadcast(ux[j]), uyj = TLanes.Broadcast(uy[j]), uzj = TLanes.Broadcast(uz[j]);
            for (var k = first == second ? (j + 1) / TLanes.Count * TLanes.Count : inner.Start; k < inner.End; k += TLanes.Count)
            {
                var taken = BlocksWithin(blocks, room.Nearest[k / TLanes.Count], most);
                var hasNarrow = false;
                var square = one;
                if (hasAcross && taken > 0)
                {
                    TLanes dx = TLanes.Load(x + k) - xj, dy = TLanes.Load(y + k) - yj, dz = TLanes.Load(z + k) - zj;
                    square = TLanes.MultiplyAdd(dx, dx, TLanes.MultiplyAdd(dy, dy, dz * dz));
                    hasNarrow = TLanes.AnyLess(square, reach);
                    if (!hasNarrow && !layout.HasWide) taken = 0;
                }

                room.Visits[visit++] = hasNarrow ? taken : taken + WideOnly;
                if (taken == 0) continue;
                var cosine = TLanes.MultiplyAdd(TLanes.Load(ux + k), uxj, TLanes.MultiplyAdd(TLanes.Load(uy + k), uyj, TLanes.Load(uz + k) * uzj));
                cosine = TLanes.Max(TLanes.Min(cosine, one), -one);
                cosine.Store(tape);
                var across = tape + TLanes.Count;
                if (layout.HasAngles)
                {
                    LaneFunctions<TLanes, TReal>.ArcCosine(cosine).Store(across);
                    across += TLanes.Count;
                }

                if (hasNarrow) EvaluateAcross(group, square, across);
                for (var a = 0; a < angulars.Length; a++) Angle(angulars[a], cosine, tape).Store(angles + a * TLanes.Count);
                if (first == second && k <= j) Mask(angles, angulars.Length, j - k);
                for (var b = 0; b < taken; b++)
                {
                    ref readonly var block = ref blocks[b];
                    if (block.Across >= 0 && !hasNarrow) continue;
                    var table = tables + (nint)block.Radial * stride;
                    var product = TLanes.Load(table + k) * TLanes.Broadcast(table[j]);
                    if (block.Across >= 0) product *= TLanes.Load(across + 2 * block.Across * TLanes.Count);
                    for (var f = block.Start; f < block.End; f++)
                    {
                        TLanes.MultiplyAdd(TLanes.Load(angles + angularOf[f] * TLanes.Count), product, TLanes.Load(sums + f * TLanes.Count)).Store(sums + f * TLanes.Count);
                    }
                }

                tape += layout.Record * TLanes.Count;
            }
        }

        tapeAt = tape;
    }

    // Blocks are in order of where they end, the farthest first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlocksWithin(SymmetryFunctionPlan.Block[] blocks, double distance, int most)
    {
        while (most > 0 && !(distance < blocks[most - 1].Cutoff)) most--;
        return most;
    }

    private static void Mask(TReal* angles, int count, int last)
    {
        var mask = TLanes.Load(Triangle.Pointer + last * TLanes.Count);
        for (var a = 0; a < count; a++) (TLanes.Load(angles + a * TLanes.Count) * mask).Store(angles + a * TLanes.Count);
    }

    // Factors of the third side, and their slopes divided by it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EvaluateAcross(SymmetryFunctionPlan.Group group, TLanes square, TReal* target)
    {
        var r = TLanes.Sqrt(square);
        var inverse = TLanes.Of(1) / TLanes.Max(r, TLanes.Of(1e-12));
        var factors = group.AcrossFactors;
        var last = -1;
        TLanes f = TLanes.Of(0), slope = f;
        for (var q = 0; q < factors.Length; q++)
        {
            var factor = factors[q].Factor;
            TReal* value = target + 2 * q * TLanes.Count, over = value + TLanes.Count;
            if (factors[q].Cutoff < 0)
            {
                var (v, s) = LaneFunctions<TLanes, TReal>.Bump(factor.Bump, r);
                v.Store(value);
                (s * inverse).Store(over);
                continue;
            }

            if (factors[q].Cutoff != last)
            {
                last = factors[q].Cutoff;
                (f, slope) = LaneFunctions<TLanes, TReal>.Cutoff(group.Cutoffs[last], r);
            }

            if (factor.Kind == RadialFactor.RadialKind.Cosine)
            {
                var (v, s) = Product(factor, r, f, slope);
                v.Store(value);
                (s * inverse).Store(over);
                continue;
            }

            // The exponential stands where the slope will, until those that are its powers have been there.
            var d = r - TLanes.Of(factor.Shift);
            var e = factors[q].Base >= 0
                ? Power(TLanes.Load(target + (2 * factors[q].Base + 1) * TLanes.Count), factors[q].Power)
                : factor.Exponent == 0 ? TLanes.Of(1) : Elementary<TLanes, TReal>.Exp(TLanes.Of(-factor.Exponent) * d * d);
            e.Store(over);
        }

        last = -1;
        for (var q = 0; q < factors.Length; q++)
        {
            var factor = factors[q].Factor;
            if (factors[q].Cutoff < 0 || factor.Kind == RadialFactor.RadialKind.Cosine) continue;
            if (factors[q].Cutoff != last && group.Cutoffs.Length > 1)
            {
                last = factors[q].Cutoff;
                (f, slope) = LaneFunctions<TLanes, TReal>.Cutoff(group.Cutoffs[last], r);
            }

            TReal* value = target + 2 * q * TLanes.Count, over = value + TLanes.Count;
            var e = TLanes.Load(over);
            var d = r - TLanes.Of(factor.Shift);
            (e * f).Store(value);
            (e * TLanes.SubtractProduct(TLanes.Of(2 * factor.Exponent) * d, f, slope) * inverse).Store(over);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Power(TLanes x, int n)
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
}
