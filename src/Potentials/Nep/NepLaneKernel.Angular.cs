using System.Runtime.CompilerServices;

namespace Lithoscope.Potentials;

internal sealed unsafe partial class NepLaneKernel<TLanes, TReal>
{
    // A_lm,n = Σ_j g_n(r_j) Y_lm(r̂_j).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumAngularly(NepLaneTables<TLanes, TReal> table, NepLaneWorkspace<TLanes, TReal> room)
    {
        Harmonics(room);
        for (var t = 0; t < _model.Types; t++)
        {
            var (from, to) = (room.Angular.Start[t], room.Angular.Start[t + 1]);
            if (from < to) Functions(table.AngularByBasis.Pointer + t * _layout.AngularBasis * _width, room, from, to);
        }

        var (count, stride) = (room.Angular.Count, room.Angular.Stride);
        for (var lm = 0; lm < _rows; lm += Tile)
        {
            for (var n = 0; n < _width; n += TLanes.Count)
            {
                TLanes a0 = TLanes.Of(0), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
                TReal* y = room.Harmonics + lm * stride, row = room.Rows + n;
                for (var j = 0; j < count; j++, y++, row += _width)
                {
                    var g = TLanes.Load(row);
                    a0 = TLanes.MultiplyAdd(TLanes.Broadcast(y[0]), g, a0);
                    a1 = TLanes.MultiplyAdd(TLanes.Broadcast(y[stride]), g, a1);
                    a2 = TLanes.MultiplyAdd(TLanes.Broadcast(y[2 * stride]), g, a2);
                    a3 = TLanes.MultiplyAdd(TLanes.Broadcast(y[3 * stride]), g, a3);
                    a4 = TLanes.MultiplyAdd(TLanes.Broadcast(y[4 * stride]), g, a4);
                    a5 = TLanes.MultiplyAdd(TLanes.Broadcast(y[5 * stride]), g, a5);
                    a6 = TLanes.MultiplyAdd(TLanes.Broadcast(y[6 * stride]), g, a6);
                    a7 = TLanes.MultiplyAdd(TLanes.Broadcast(y[7 * stride]), g, a7);
                }

                var target = room.A + lm * _width + n;
                a0.Store(target);
                a1.Store(target + _width);
                a2.Store(target + 2 * _width);
                a3.Store(target + 3 * _width);
                a4.Store(target + 4 * _width);
                a5.Store(target + 5 * _width);
                a6.Store(target + 6 * _width);
                a7.Store(target + 7 * _width);
            }
        }
    }

    // A row of g_n for each neighbour of one type, four neighbours at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Functions(TReal* coefficients, NepLaneWorkspace<TLanes, TReal> room, int from, int to)
    {
        var (basis, stride) = (_layout.AngularBasis, room.Angular.Stride);
        for (var n = 0; n < _width; n += TLanes.Count)
        {
            var j = from;
            for (; j <= to - 4; j += 4)
            {
                TLanes g0 = TLanes.Of(0), g1 = g0, g2 = g0, g3 = g0;
                TReal* c = coefficients + n, f = room.Angular.F + j;
                for (var k = 0; k < basis; k++, c += _width, f += stride)
                {
                    var factor = TLanes.Load(c);
                    g0 = TLanes.MultiplyAdd(TLanes.Broadcast(f[0]), factor, g0);
                    g1 = TLanes.MultiplyAdd(TLanes.Broadcast(f[1]), factor, g1);
                    g2 = TLanes.MultiplyAdd(TLanes.Broadcast(f[2]), factor, g2);
                    g3 = TLanes.MultiplyAdd(TLanes.Broadcast(f[3]), factor, g3);
                }

                var row = room.Rows + j * _width + n;
                g0.Store(row);
                g1.Store(row + _width);
                g2.Store(row + 2 * _width);
                g3.Store(row + 3 * _width);
            }

            for (; j < to; j++)
            {
                var g = TLanes.Of(0);
                TReal* c = coefficients + n, f = room.Angular.F + j;
                for (var k = 0; k < basis; k++, c += _width, f += stride) g = TLanes.MultiplyAdd(TLanes.Broadcast(*f), TLanes.Load(c), g);
                g.Store(room.Rows + j * _width + n);
            }
        }
    }

    // From dE/dA to dE/dr of each angular neighbour, a vector of neighbours at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PullAngularly(NepLaneTables<TLanes, TReal> table, NepLaneWorkspace<TLanes, TReal> room)
    {
        for (var t = 0; t < _model.Types; t++)
        {
            var (from, to) = (room.Angular.Start[t], room.Angular.Start[t + 1]);
            if (from < to) FunctionsAcross(table.AngularByBasis.Pointer + t * _layout.AngularBasis * _width, room, from, to);
        }

        for (var v = 0; v < room.Angular.Padded; v += TLanes.Count) PullOnDirections(room, v, PullOnHarmonics(room, v));
    }

    // g_n and g_n′ with neighbours across lanes, four n at a time. Vectors at both ends keep what belongs to other types.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FunctionsAcross(TReal* coefficients, NepLaneWorkspace<TLanes, TReal> room, int from, int to)
    {
        var (basis, stride) = (_layout.AngularBasis, room.Angular.Stride);
        for (var v = from / TLanes.Count * TLanes.Count; v < to; v += TLanes.Count)
        {
            for (var n = 0; n < _layout.AngularFunctions; n += 4)
            {
                TLanes g0 = TLanes.Of(0), g1 = g0, g2 = g0, g3 = g0, d0 = g0, d1 = g0, d2 = g0, d3 = g0;
                TReal* c = coefficients + n, f = room.Angular.F + v, df = room.Angular.Slope + v;
                for (var k = 0; k < basis; k++, c += _width, f += stride, df += stride)
                {
                    TLanes value = TLanes.Load(f), slope = TLanes.Load(df);
                    TLanes c0 = TLanes.Broadcast(c[0]), c1 = TLanes.Broadcast(c[1]), c2 = TLanes.Broadcast(c[2]), c3 = TLanes.Broadcast(c[3]);
                    g0 = TLanes.MultiplyAdd(c0, value, g0);
                    d0 = TLanes.MultiplyAdd(c0, slope, d0);
                    g1 = TLanes.MultiplyAdd(c1, value, g1);
                    d1 = TLanes.MultiplyAdd(c1, slope, d1);
                    g2 = TLanes.MultiplyAdd(c2, value, g2);
                    d2 = TLanes.MultiplyAdd(c2, slope, d2);
                    g3 = TLanes.MultiplyAdd(c3, value, g3);
                    d3 = TLanes.MultiplyAdd(c3, slope, d3);
                }

                TReal* g = room.G + n * stride + v, dg = room.GSlope + n * stride + v;
                if (v < from)
                {
                    var outside = TLanes.Load(_lanes.Pointer) + TLanes.Of(v + 0.5);
                    var edge = TLanes.Of(from);
                    g0 = TLanes.WhereLess(outside, edge, TLanes.Load(g), g0);
                    g1 = TLanes.WhereLess(outside, edge, TLanes.Load(g + stride), g1);
                    g2 = TLanes.WhereLess(outside, edge, TLanes.Load(g + 2 * stride), g2);
                    g3 = TLanes.WhereLess(outside, edge, TLanes.Load(g + 3 * stride), g3);
                    d0 = TLanes.WhereLess(outside, edge, TLanes.Load(dg), d0);
                    d1 = TLanes.WhereLess(outside, edge, TLanes.Load(dg + stride), d1);
                    d2 = TLanes.WhereLess(outside, edge, TLanes.Load(dg + 2 * stride), d2);
                    d3 = TLanes.WhereLess(outside, edge, TLanes.Load(dg + 3 * stride), d3);
                }

                g0.Store(g);
                g1.Store(g + stride);
                g2.Store(g + 2 * stride);
                g3.Store(g + 3 * stride);
                d0.Store(dg);
                d1.Store(dg + stride);
                d2.Store(dg + 2 * stride);
                d3.Store(dg + 3 * stride);
            }
        }
    }

    // dE/dY_lm = Σ_n dE/dA g_n to the workspace; returns Σ_lm Y_lm Σ_n dE/dA g_n′, the derivative with respect to the distance.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TLanes PullOnHarmonics(NepLaneWorkspace<TLanes, TReal> room, int v)
    {
        var (functions, stride) = (_layout.AngularFunctions, room.Angular.Stride);
        var rows = (_layout.MaximumDegree + 1) * (_layout.MaximumDegree + 1) - 1;
        TLanes even = TLanes.Of(0), odd = even;
        for (var lm = 0; lm < rows; lm += 4)
        {
            TLanes p0 = TLanes.Of(0), p1 = p0, p2 = p0, p3 = p0, q0 = p0, q1 = p0, q2 = p0, q3 = p0;
            TReal* pull = room.Pull + lm * _width, g = room.G + v, dg = room.GSlope + v;
            for (var n = 0; n < functions; n++, pull++, g += stride, dg += stride)
            {
                TLanes value = TLanes.Load(g), slope = TLanes.Load(dg);
                TLanes d0 = TLanes.Broadcast(pull[0]), d1 = TLanes.Broadcast(pull[_width]), d2 = TLanes.Broadcast(pull[2 * _width]), d3 = TLanes.Broadcast(pull[3 * _width]);
                p0 = TLanes.MultiplyAdd(d0, value, p0);
                q0 = TLanes.MultiplyAdd(d0, slope, q0);
                p1 = TLanes.MultiplyAdd(d1, value, p1);
                q1 = TLanes.MultiplyAdd(d1, slope, q1);
                p2 = TLanes.MultiplyAdd(d2, value, p2);
                q2 = TLanes.MultiplyAdd(d2, slope, q2);
                p3 = TLanes.MultiplyAdd(d3, value, p3);
                q3 = TLanes.MultiplyAdd(d3, slope, q3);
            }

            TReal* y = room.Harmonics + lm * stride + v, target = room.Direction + lm * TLanes.Count;
            p0.Store(target);
            p1.Store(target + TLanes.Count);
            p2.Store(target + 2 * TLanes.Count);
            p3.Store(target + 3 * TLanes.Count);
            even = TLanes.MultiplyAdd(q0, TLanes.Load(y), even);
            odd = TLanes.MultiplyAdd(q1, TLanes.Load(y + stride), odd);
            even = TLanes.MultiplyAdd(q2, TLanes.Load(y + 2 * stride), even);
            odd = TLanes.MultiplyAdd(q3, TLanes.Load(y + 3 * stride), odd);
        }

        return even + odd;
    }
}
