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
        var chunk = new Chunk { Pairs = room.Pairs, Tape = room.Tape };
        for (var g = 0; g < _groups.Length; g++)
        {
            var layout = _groups[g];
            var functions = layout.Group.Functions;
            for (var f = 0; f < functions.Length; f++) room.Weights[f] = TReal.CreateTruncating(factors[functions[f]]);
            for (var left = room.Listed[g]; left > 0; left -= ChunkVectors)
            {
                chunk.Count = Math.Min(left, ChunkVectors);
                AddChunkGradients(room, layout, chunk);
                chunk.Pairs += chunk.Count;
                chunk.Tape += layout.Record * ChunkRow;
            }
        }
    }

    private void AddChunkGradients(SymmetryFunctionWorkspace<TReal> room, GroupLayout layout, in Chunk chunk)
    {
        var (group, count) = (layout.Group, chunk.Count * TLanes.Count);
        EvaluateAngles(room, layout, chunk);
        new Span<TReal>(Scratch(room, Turn), 4 * ChunkRow).Clear();
        for (var b = 0; b < group.Blocks.Length; b++)
        {
            ref readonly var block = ref group.Blocks[b];
            if (!IsReached(chunk, b)) break;
            Combine(Scratch(room, Angles), group.AngularOf, block, room.Weights, count, Scratch(room, Product));
            Combine(Scratch(room, Angles + group.Angulars.Length), group.AngularOf, block, room.Weights, count, Scratch(room, Slope));
            if (block.Across >= 0) AddNarrow(room, chunk, b, Values(room, block.Radial), Slopes(room, block.Radial), chunk.Tape + (layout.Across + 2 * block.Across) * ChunkRow);
            else AddWide(room, chunk, b, Values(room, block.Radial), Slopes(room, block.Radial));
        }

        if (layout.IsNarrow) PullThirdSides(room, chunk);
        Distribute(room, chunk);
    }

    private static bool IsReached(in Chunk chunk, int block)
    {
        for (var m = 0; m < chunk.Count; m++)
        {
            if (chunk.Pairs[m].Blocks > block) return true;
        }

        return false;
    }

    // Σ_f w_f A_f over a block.
    private static void Combine(TReal* angles, int[] angularOf, in SymmetryFunctionPlan.Block block, TReal* weights, int count, TReal* result)
    {
        var f = block.Start;
        if (block.End - f >= 2)
        {
            Begin(angles + angularOf[f] * ChunkRow, weights[f], angles + angularOf[f + 1] * ChunkRow, weights[f + 1], count, result);
            f += 2;
        }
        else
        {
            Begin(angles + angularOf[f] * ChunkRow, weights[f], count, result);
            f++;
        }

        for (; f + 2 <= block.End; f += 2) Add(angles + angularOf[f] * ChunkRow, weights[f], angles + angularOf[f + 1] * ChunkRow, weights[f + 1], count, result);
        if (f < block.End) Add(angles + angularOf[f] * ChunkRow, weights[f], count, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin(TReal* a, TReal weight, int count, TReal* result)
    {
        var w = TLanes.Broadcast(weight);
        for (var k = 0; k < count; k += TLanes.Count) (w * TLanes.Load(a + k)).Store(result + k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Begin(TReal* a, TReal weightA, TReal* b, TReal weightB, int count, TReal* result)
    {
        TLanes wa = TLanes.Broadcast(weightA), wb = TLanes.Broadcast(weightB);
        for (var k = 0; k < count; k += TLanes.Count) TLanes.MultiplyAdd(wb, TLanes.Load(b + k), wa * TLanes.Load(a + k)).Store(result + k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(TReal* a, TReal weight, int count, TReal* result)
    {
        var w = TLanes.Broadcast(weight);
        for (var k = 0; k < count; k += TLanes.Count) TLanes.MultiplyAdd(w, TLanes.Load(a + k), TLanes.Load(result + k)).Store(result + k);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(TReal* a, TReal weightA, TReal* b, TReal weightB, int count, TReal* result)
    {
        TLanes wa = TLanes.Broadcast(weightA), wb = TLanes.Broadcast(weightB);
        for (var k = 0; k < count; k += TLanes.Count) TLanes.MultiplyAdd(wb, TLanes.Load(b + k), TLanes.MultiplyAdd(wa, TLanes.Load(a + k), TLanes.Load(result + k))).Store(result + k);
    }

    // Derivatives of a block with respect to the cosine and both distances.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(SymmetryFunctionWorkspace<TReal> room, in Chunk chunk, int block, TReal* values, TReal* slopes)
    {
        TReal* combined = Scratch(room, Product);
        var pairs = chunk.Pairs;
        for (var m = 0; m < chunk.Count; m++)
        {
            if (pairs[m].Blocks <= block) continue;
            var (j, k) = (pairs[m].First, pairs[m].Second);
            var own = combined + m * TLanes.Count;
            TLanes value = TLanes.Load(own), slope = TLanes.Load(own + ChunkRow), rj = TLanes.Broadcast(values[j]), rk = TLanes.Load(values + k);
            AddTo(own + (Turn - Product) * ChunkRow, slope, rj * rk);
            AddTo(own + (AlongFirst - Product) * ChunkRow, value * rk, TLanes.Broadcast(slopes[j]));
            AddTo(own + (AlongSecond - Product) * ChunkRow, value * rj, TLanes.Load(slopes + k));
        }
    }

    // The same, with a factor of the third side.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddNarrow(SymmetryFunctionWorkspace<TReal> room, in Chunk chunk, int block, TReal* values, TReal* slopes, TReal* across)
    {
        TReal* combined = Scratch(room, Product);
        var pairs = chunk.Pairs;
        for (var m = 0; m < chunk.Count; m++)
        {
            if (pairs[m].Blocks <= block) continue;
            var (j, k) = (pairs[m].First, pairs[m].Second);
            TReal* own = combined + m * TLanes.Count, third = across + m * TLanes.Count;
            TLanes value = TLanes.Load(own), s = TLanes.Load(third), rj = TLanes.Broadcast(values[j]), rk = TLanes.Load(values + k), product = rj * rk;
            AddTo(own + (Pull - Product) * ChunkRow, value * product, TLanes.Load(third + ChunkRow));
            AddTo(own + (Turn - Product) * ChunkRow, TLanes.Load(own + ChunkRow) * s, product);
            value *= s;
            AddTo(own + (AlongFirst - Product) * ChunkRow, value * rk, TLanes.Broadcast(slopes[j]));
            AddTo(own + (AlongSecond - Product) * ChunkRow, value * rj, TLanes.Load(slopes + k));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(TReal* target, TLanes a, TLanes b) => TLanes.MultiplyAdd(a, b, TLanes.Load(target)).Store(target);

    // From derivatives with respect to cosines and distances to those with respect to places: d cos/d r_j = (û_k − cos û_j)/r_j, and the same with j and k exchanged.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Distribute(SymmetryFunctionWorkspace<TReal> room, in Chunk chunk)
    {
        TReal* ux = room.Row(Ux), uy = room.Row(Uy), uz = room.Row(Uz), inverses = room.Row(Inverses), stretch = room.Row(Stretch), gx = room.Row(Gx), gy = room.Row(Gy), gz = room.Row(Gz);
        TReal* turns = Scratch(room, Turn), cosines = chunk.Tape;
        var pairs = chunk.Pairs;
        for (var m = 0; m < chunk.Count;)
        {
            var j = pairs[m].First;
            TLanes inverse = TLanes.Broadcast(inverses[j]), uxj = TLanes.Broadcast(ux[j]), uyj = TLanes.Broadcast(uy[j]), uzj = TLanes.Broadcast(uz[j]);
            TLanes sumStretch = TLanes.Of(0), sumX = sumStretch, sumY = sumStretch, sumZ = sumStretch;
            for (; m < chunk.Count && pairs[m].First == j; m++)
            {
                var k = pairs[m].Second;
                var at = turns + m * TLanes.Count;
                TLanes turn = TLanes.Load(at), cosine = TLanes.Load(cosines + m * TLanes.Count), turnJ = turn * inverse, turnK = turn * TLanes.Load(inverses + k);
                sumStretch += TLanes.SubtractProduct(turnJ, cosine, TLanes.Load(at + (AlongFirst - Turn) * ChunkRow));
                sumX = TLanes.MultiplyAdd(turnJ, TLanes.Load(ux + k), sumX);
                sumY = TLanes.MultiplyAdd(turnJ, TLanes.Load(uy + k), sumY);
                sumZ = TLanes.MultiplyAdd(turnJ, TLanes.Load(uz + k), sumZ);
                (TLanes.Load(stretch + k) + TLanes.SubtractProduct(turnK, cosine, TLanes.Load(at + (AlongSecond - Turn) * ChunkRow))).Store(stretch + k);
                AddTo(gx + k, turnK, uxj);
                AddTo(gy + k, turnK, uyj);
                AddTo(gz + k, turnK, uzj);
            }

            stretch[j] += sumStretch.Sum();
            gx[j] += sumX.Sum();
            gy[j] += sumY.Sum();
            gz[j] += sumZ.Sum();
        }
    }

    // The third side pulls at both of its ends.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PullThirdSides(SymmetryFunctionWorkspace<TReal> room, in Chunk chunk)
    {
        TReal* x = room.Row(0), y = room.Row(1), z = room.Row(2), gx = room.Row(Gx), gy = room.Row(Gy), gz = room.Row(Gz), pulls = Scratch(room, Pull);
        var pairs = chunk.Pairs;
        for (var m = 0; m < chunk.Count;)
        {
            var j = pairs[m].First;
            TLanes xj = TLanes.Broadcast(x[j]), yj = TLanes.Broadcast(y[j]), zj = TLanes.Broadcast(z[j]);
            TLanes sumX = TLanes.Of(0), sumY = sumX, sumZ = sumX;
            for (; m < chunk.Count && pairs[m].First == j; m++)
            {
                var k = pairs[m].Second;
                var pull = TLanes.Load(pulls + m * TLanes.Count);
                TLanes fx = pull * (TLanes.Load(x + k) - xj), fy = pull * (TLanes.Load(y + k) - yj), fz = pull * (TLanes.Load(z + k) - zj);
                (TLanes.Load(gx + k) + fx).Store(gx + k);
                (TLanes.Load(gy + k) + fy).Store(gy + k);
                (TLanes.Load(gz + k) + fz).Store(gz + k);
                sumX += fx;
                sumY += fy;
                sumZ += fz;
            }

            gx[j] -= sumX.Sum();
            gy[j] -= sumY.Sum();
            gz[j] -= sumZ.Sum();
        }
    }
}
