using System.Runtime.CompilerServices;

namespace Lithoscope.Potentials;

internal sealed unsafe partial class NepLaneKernel<TLanes, TReal>
{
    // q_n = Σ_t Σ_k c_nk Σ_j∈t f_k(r_j).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumRadially(NepLaneTables<TLanes, TReal> table, NepLaneWorkspace<TLanes, TReal> room)
    {
        var (basis, functions, neighbours) = (_layout.RadialBasis, _layout.RadialFunctions, room.Radial);
        for (var t = 0; t < _model.Types; t++)
        {
            var (from, to) = (neighbours.Start[t], neighbours.Start[t + 1]);
            if (from < to) SumBasis(neighbours, from, to, room.Sums + t * basis);
        }

        var padded = (functions + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        for (var n = 0; n < padded; n += TLanes.Count)
        {
            TLanes even = TLanes.Of(0), odd = even;
            for (var t = 0; t < _model.Types; t++)
            {
                if (neighbours.Start[t] == neighbours.Start[t + 1]) continue;
                TReal* sums = room.Sums + t * basis, c = table.RadialByBasis.Pointer + t * basis * padded + n;
                var k = 0;
                for (; k < basis - 1; k += 2, c += 2 * padded)
                {
                    even = TLanes.MultiplyAdd(TLanes.Broadcast(sums[k]), TLanes.Load(c), even);
                    odd = TLanes.MultiplyAdd(TLanes.Broadcast(sums[k + 1]), TLanes.Load(c + padded), odd);
                }

                if (k < basis) even = TLanes.MultiplyAdd(TLanes.Broadcast(sums[k]), TLanes.Load(c), even);
            }

            (even + odd).Store(room.Q + n);
        }
    }

    // Σ f_k over the neighbours from … to − 1, four k at a time. Vectors at both ends may hold neighbours of other types.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumBasis(NepNeighbours<TLanes, TReal> neighbours, int from, int to, TReal* sums)
    {
        var zero = TLanes.Of(0);
        var first = from / TLanes.Count * TLanes.Count;
        for (var k = 0; k < _layout.RadialBasis; k += 4)
        {
            var f = neighbours.F + k * neighbours.Stride;
            // Rows past the last are read and forgotten: the table of slopes follows.
            var (s0, s1, s2, s3) = (zero, zero, zero, zero);
            for (var v = first; v < to; v += TLanes.Count)
            {
                TLanes f0 = TLanes.Load(f + v), f1 = TLanes.Load(f + neighbours.Stride + v), f2 = TLanes.Load(f + 2 * neighbours.Stride + v), f3 = TLanes.Load(f + 3 * neighbours.Stride + v);
                if (v < from || v + TLanes.Count > to)
                {
                    var inside = Inside(v, from, to);
                    (f0, f1, f2, f3) = (f0 * inside, f1 * inside, f2 * inside, f3 * inside);
                }

                (s0, s1, s2, s3) = (s0 + f0, s1 + f1, s2 + f2, s3 + f3);
            }

            sums[k] = s0.Sum();
            if (k + 1 < _layout.RadialBasis) sums[k + 1] = s1.Sum();
            if (k + 2 < _layout.RadialBasis) sums[k + 2] = s2.Sum();
            if (k + 3 < _layout.RadialBasis) sums[k + 3] = s3.Sum();
        }
    }

    // One in the lanes of neighbours from … to − 1, zero elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Inside(int v, int from, int to)
    {
        TLanes lane = TLanes.Load(_lanes.Pointer) + TLanes.Of(v + 0.5), one = TLanes.Of(1), zero = TLanes.Of(0);
        return TLanes.WhereLess(lane, TLanes.Of(to), TLanes.WhereLess(TLanes.Of(from), lane, one, zero), zero);
    }

    // dE/dr of each neighbour is Σ_k f_k′ Σ_n c_nk dE/dq_n.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PullRadially(NepLaneTables<TLanes, TReal> table, NepLaneWorkspace<TLanes, TReal> room)
    {
        var (basis, functions, neighbours) = (_layout.RadialBasis, _layout.RadialFunctions, room.Radial);
        var padded = (basis + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
        for (var v = 0; v < neighbours.Padded; v += TLanes.Count) TLanes.Of(0).Store(room.RadialPull + v);
        for (var t = 0; t < _model.Types; t++)
        {
            var (from, to) = (neighbours.Start[t], neighbours.Start[t + 1]);
            if (from == to) continue;
            var pull = room.SumPull;
            for (var k = 0; k < padded; k += TLanes.Count)
            {
                TLanes even = TLanes.Of(0), odd = even;
                var c = table.RadialByFunction.Pointer + t * functions * padded + k;
                var n = 0;
                for (; n < functions - 1; n += 2, c += 2 * padded)
                {
                    even = TLanes.MultiplyAdd(TLanes.Broadcast(room.Gradient[n]), TLanes.Load(c), even);
                    odd = TLanes.MultiplyAdd(TLanes.Broadcast(room.Gradient[n + 1]), TLanes.Load(c + padded), odd);
                }

                if (n < functions) even = TLanes.MultiplyAdd(TLanes.Broadcast(room.Gradient[n]), TLanes.Load(c), even);
                (even + odd).Store(pull + k);
            }

            for (var v = from / TLanes.Count * TLanes.Count; v < to; v += TLanes.Count)
            {
                TLanes even = TLanes.Of(0), odd = even;
                var slope = neighbours.Slope + v;
                var k = 0;
                for (; k < basis - 1; k += 2, slope += 2 * neighbours.Stride)
                {
                    even = TLanes.MultiplyAdd(TLanes.Broadcast(pull[k]), TLanes.Load(slope), even);
                    odd = TLanes.MultiplyAdd(TLanes.Broadcast(pull[k + 1]), TLanes.Load(slope + neighbours.Stride), odd);
                }

                if (k < basis) even = TLanes.MultiplyAdd(TLanes.Broadcast(pull[k]), TLanes.Load(slope), even);
                var sum = (even + odd) / TLanes.Load(neighbours.R + v);
                if (v < from || v + TLanes.Count > to) sum = TLanes.MultiplyAdd(sum, Inside(v, from, to), TLanes.Load(room.RadialPull + v));
                sum.Store(room.RadialPull + v);
            }
        }
    }
}
