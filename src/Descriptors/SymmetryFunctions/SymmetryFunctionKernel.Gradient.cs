using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The gradient of a weighted sum of functions of pairs, in one passage over the tape: with P = Σ_f w_f A_f over the functions of a block, a pair of neighbours contributes
/// P R_j R_k S, so that A_f is combined once for all derivatives.
/// </summary>
internal sealed unsafe partial class SymmetryFunctionKernel<TLanes, TReal>
{
    private void AddPairGradients(SymmetryFunctionWorkspace<TReal> room, ReadOnlySpan<double> factors)
    {
        var weights = room.Small + _accumulators * TLanes.Count;
        var visit = 0;
        var tape = room.Tape;
        foreach (var group in _groups)
        {
            var functions = group.Group.Functions;
            for (var f = 0; f < functions.Length; f++) TLanes.Of(factors[functions[f]]).Store(weights + (group.Start + f) * TLanes.Count);
            foreach (var (first, second) in group.Group.Pairs) AddPairGradients(room, group, first, second, ref visit, ref tape);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPairGradients(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, int first, int second, ref int visit, ref TReal* tapeAt)
    {
        var group = layout.Group;
        var (blocks, angularOf, angulars) = (group.Blocks, group.AngularOf, group.Angulars);
        var (outer, inner) = (room.Segments[first], room.Segments[second]);
        TReal* x = room.Row(0), y = room.Row(1), z = room.Row(2), ux = room.Row(Ux), uy = room.Row(Uy), uz = room.Row(Uz), inverses = room.Row(Inverses);
        TReal* stretch = room.Row(Stretch), gx = room.Row(Gx), gy = room.Row(Gy), gz = room.Row(Gz);
        TReal* tables = Values(room, 0), weights = room.Small + (_accumulators + layout.Start) * TLanes.Count;
        TReal* angles = room.Small + 2 * _accumulators * TLanes.Count, turns = angles + angulars.Length * TLanes.Count;
        var tape = tapeAt;
        var (stride, slopesFrom) = (room.Room, (nint)_plan.Radials.Length * room.Room);
        var zero = TLanes.Of(0);
        for (var j = outer.Start; j < outer.End; j++)
        {
            TLanes xj = TLanes.Broadcast(x[j]), yj = TLanes.Broadcast(y[j]), zj = TLanes.Broadcast(z[j]);
            TLanes uxj = TLanes.Broadcast(ux[j]), uyj = TLanes.Broadcast(uy[j]), uzj = TLanes.Broadcast(uz[j]), inverse = TLanes.Broadcast(inverses[j]);
            TLanes sumStretch = zero, sumX = zero, sumY = zero, sumZ = zero, pullX = zero, pullY = zero, pullZ = zero;
            for (var k = first == second ? (j + 1) / TLanes.Count * TLanes.Count : inner.Start; k < inner.End; k += TLanes.Count)
            {
                var taken = room.Visits[visit++];
                var hasNarrow = taken < WideOnly;
                taken &= WideOnly - 1;
                if (taken == 0) continue;
                var cosine = TLanes.Load(tape);
                var across = tape + (layout.HasAngles ? 2 : 1) * TLanes.Count;
                var inverseSine = layout.HasAngles ? InverseSine(cosine) : zero;
                for (var a = 0; a < angulars.Length; a++)
                {
                    Angle(angulars[a], cosine, inverseSine, tape, out var slope).Store(angles + a * TLanes.Count);
                    slope.Store(turns + a * TLanes.Count);
                }

                if (first == second && k <= j)
                {
                    Mask(angles, angulars.Length, j - k);
                    Mask(turns, angulars.Length, j - k);
                }

                TLanes turn = zero, alongJ = zero, alongK = zero, pull = zero;
                for (var b = 0; b < taken; b++)
                {
                    ref readonly var block = ref blocks[b];
                    if (block.Across >= 0 && !hasNarrow) continue;
                    TLanes value = zero, slope = zero;
                    for (var f = block.Start; f < block.End; f++)
                    {
                        var weight = TLanes.Load(weights + f * TLanes.Count);
                        value = TLanes.MultiplyAdd(weight, TLanes.Load(angles + angularOf[f] * TLanes.Count), value);
                        slope = TLanes.MultiplyAdd(weight, TLanes.Load(turns + angularOf[f] * TLanes.Count), slope);
                    }

                    var table = tables + (nint)block.Radial * stride;
                    TLanes rj = TLanes.Broadcast(table[j]), rk = TLanes.Load(table + k), product = rj * rk;
                    if (block.Across >= 0)
                    {
                        pull = TLanes.MultiplyAdd(value * product, TLanes.Load(across + (2 * block.Across + 1) * TLanes.Count), pull);
                        var s = TLanes.Load(across + 2 * block.Across * TLanes.Count);
                        value *= s;
                        slope *= s;
                    }

                    turn = TLanes.MultiplyAdd(slope, product, turn);
                    alongJ = TLanes.MultiplyAdd(value * rk, TLanes.Broadcast(table[slopesFrom + j]), alongJ);
                    alongK = TLanes.MultiplyAdd(value * rj, TLanes.Load(table + slopesFrom + k), alongK);
                }

                // d cos/d r_j = (û_k − cos û_j)/r_j, and the same with j and k exchanged.
                TLanes turnJ = turn * inverse, turnK = turn * TLanes.Load(inverses + k);
                TLanes uxk = TLanes.Load(ux + k), uyk = TLanes.Load(uy + k), uzk = TLanes.Load(uz + k);
                sumStretch += TLanes.SubtractProduct(turnJ, cosine, alongJ);
                sumX = TLanes.MultiplyAdd(turnJ, uxk, sumX);
                sumY = TLanes.MultiplyAdd(turnJ, uyk, sumY);
                sumZ = TLanes.MultiplyAdd(turnJ, uzk, sumZ);
                (TLanes.Load(stretch + k) + TLanes.SubtractProduct(turnK, cosine, alongK)).Store(stretch + k);
                TLanes ownX = TLanes.MultiplyAdd(turnK, uxj, TLanes.Load(gx + k)), ownY = TLanes.MultiplyAdd(turnK, uyj, TLanes.Load(gy + k)), ownZ = TLanes.MultiplyAdd(turnK, uzj, TLanes.Load(gz + k));
                if (hasNarrow)
                {
                    TLanes dx = TLanes.Load(x + k) - xj, dy = TLanes.Load(y + k) - yj, dz = TLanes.Load(z + k) - zj;
                    pullX = TLanes.MultiplyAdd(pull, dx, pullX);
                    pullY = TLanes.MultiplyAdd(pull, dy, pullY);
                    pullZ = TLanes.MultiplyAdd(pull, dz, pullZ);
                    ownX = TLanes.MultiplyAdd(pull, dx, ownX);
                    ownY = TLanes.MultiplyAdd(pull, dy, ownY);
                    ownZ = TLanes.MultiplyAdd(pull, dz, ownZ);
                }

                ownX.Store(gx + k);
                ownY.Store(gy + k);
                ownZ.Store(gz + k);
                tape += layout.Record * TLanes.Count;
            }

            stretch[j] += sumStretch.Sum();
            gx[j] += (sumX - pullX).Sum();
            gy[j] += (sumY - pullY).Sum();
            gz[j] += (sumZ - pullZ).Sum();
        }

        tapeAt = tape;
    }
}
