using System.Numerics;
using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// Angular Chebyshev descriptors in a time proportional to the number of neighbours: A_n = ½ (Σ_l c_nl p_l − T_n(1) Σ_j w_j²) with p_l = Σ_m M_lm² and
/// M_lm = Σ_j w_j Y_lm(r̂_j), where the Y_lm are real spherical harmonics normalised to Σ_m Y_lm² = 1 and the c_nl those of <see cref="LegendreExpansion"/>. Exact, by the addition theorem.
/// </summary>
/// <remarks>
/// With û = (x, y, z), Y_lm = Q_lm(z) Re (x + iy)^m and, for m &gt; 0, Q_lm(z) Im (x + iy)^m. The Q_lm lie one after another, m after m and in it l = m…L.
/// Neighbours lie across lanes.
/// </remarks>
internal sealed unsafe class AngularMoments<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private readonly int _order;
    private readonly bool _isWeighted;
    private readonly double _cutoff;

    // For each Q: from the two before it of the same m, Q_lm = a z Q_(l−1)m − b Q_(l−2)m; and dQ_lm/dz = κ Q_l(m+1).
    private readonly AlignedBuffer<TReal> _a;
    private readonly AlignedBuffer<TReal> _b;
    private readonly AlignedBuffer<TReal> _kappa;
    private readonly AlignedBuffer<TReal> _diagonal;

    // For each moment ½c_nl with n across lanes, in the end −½T_n(1); for each n, c_nl with the moments across lanes, in the end T_n(1).
    private readonly AlignedBuffer<TReal> _toValues;
    private readonly AlignedBuffer<TReal> _toMoments;

    public AngularMoments(LegendreExpansion expansion, double cutoff, bool isWeighted)
    {
        (_order, _cutoff, _isWeighted) = (expansion.Order, cutoff, isWeighted);
        Functions = (_order + 1) * (_order + 2) / 2;
        Moments = 2 * Functions - (_order + 1);
        (_a, _b, _kappa, _diagonal) = (new(Functions), new(Functions), new(Functions), new(_order + 1));
        var at = 0;
        for (var m = 0; m <= _order; m++)
        {
            _diagonal.Span[m] = Real(m < 2 ? 1 : double.CreateTruncating(_diagonal.Span[m - 1]) * Math.Sqrt((2 * m - 1) / (2.0 * m)));
            for (var l = m; l <= _order; l++, at++)
            {
                if (l == m) continue;
                double sum = l + m, difference = l - m;
                _a.Span[at] = Real((2 * l - 1) / Math.Sqrt(sum * difference));
                _b.Span[at] = Real(Math.Sqrt((sum - 1) * (difference - 1) / (sum * difference)));
                _kappa.Span[at] = Real(Math.Sqrt(difference * (sum + 1) / (m == 0 ? 2 : 1)));
            }
        }

        PaddedValues = (_order + TLanes.Count) / TLanes.Count * TLanes.Count;
        PaddedMoments = (Moments + TLanes.Count) / TLanes.Count * TLanes.Count;
        (_toValues, _toMoments) = (new((Moments + 1) * PaddedValues), new((_order + 1) * PaddedMoments));
        for (var n = 0; n <= _order; n++)
        {
            at = 0;
            for (var m = 0; m <= _order; m++)
            {
                for (var l = m; l <= _order; l++, at++)
                {
                    Set(at);
                    if (m > 0) Set(at + Functions - _order - 1);
                    void Set(int moment)
                    {
                        _toValues.Span[moment * PaddedValues + n] = Real(0.5 * expansion.Coefficients[n, l]);
                        _toMoments.Span[n * PaddedMoments + moment] = Real(expansion.Coefficients[n, l]);
                    }
                }
            }

            _toValues.Span[Moments * PaddedValues + n] = Real(-0.5 * expansion.AtOne[n]);
            _toMoments.Span[n * PaddedMoments + Moments] = Real(expansion.AtOne[n]);
        }
    }

    /// <summary>Number of functions Q.</summary>
    public int Functions { get; }

    /// <summary>Number of moments of one set of weights; a row each, and one more for Σ w².</summary>
    public int Moments { get; }

    /// <summary>Rows that <see cref="Accumulate"/> adds to.</summary>
    public int Rows => (Moments + 1) * (_isWeighted ? 2 : 1);

    /// <summary>Room for the values of one set of weights: N + 1, rounded up to whole vectors.</summary>
    public int PaddedValues { get; }

    /// <summary>Room for the moments of one set of weights and Σ w², rounded up to whole vectors.</summary>
    public int PaddedMoments { get; }

    /// <summary>Adds up the moments of some neighbours.</summary>
    /// <param name="room">The neighbours.</param>
    /// <param name="rows"><see cref="Rows"/> vectors, added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Accumulate(AngularRoom<TReal> room, TReal* rows)
    {
        var n = TLanes.Count;
        var second = rows + (Moments + 1) * n;
        TLanes one = TLanes.Of(1), zero = TLanes.Of(0), limit = TLanes.Of(_cutoff), inverseCutoff = TLanes.Of(1 / _cutoff);
        TReal* a = _a.Pointer, b = _b.Pointer, diagonal = _diagonal.Pointer;
        for (var k = 0; k < room.Padded; k += n)
        {
            var r = TLanes.LoadDoubles(room.R + k);
            var inverse = one / r;
            var (value, slope) = Elementary<TLanes, TReal>.CosineCutoff(TLanes.Min(r * inverseCutoff, one));
            var w = TLanes.WhereLess(r, limit, value, zero);
            TLanes x = TLanes.LoadDoubles(room.X + k) * inverse, y = TLanes.LoadDoubles(room.Y + k) * inverse, z = TLanes.LoadDoubles(room.Z + k) * inverse;
            x.Store(room.Ux + k);
            y.Store(room.Uy + k);
            z.Store(room.Uz + k);
            inverse.Store(room.Inverse + k);
            w.Store(room.Weight + k);
            TLanes.WhereLess(r, limit, slope * inverseCutoff, zero).Store(room.Steep + k);
            var spin = TLanes.Load(room.Spin + k);
            Add(rows + Moments * n, w * w);
            if (_isWeighted) Add(second + Moments * n, w * w * (spin * spin));

            var q = room.Functions + k * Functions;
            TLanes c = w, s = zero;
            var at = 0;
            for (var m = 0; m <= _order; m++)
            {
                TLanes cSpin = c * spin, sSpin = s * spin, now = TLanes.Broadcast(diagonal[m]), before = zero;
                for (var l = m; l <= _order; l++, at++)
                {
                    if (l > m)
                    {
                        var next = TLanes.MultiplySubtract(TLanes.Broadcast(a[at]) * z, now, TLanes.Broadcast(b[at]) * before);
                        before = now;
                        now = next;
                    }

                    now.Store(q + at * n);
                    Add(rows + at * n, now, c);
                    if (_isWeighted) Add(second + at * n, now, cSpin);
                    if (m == 0) continue;
                    var sine = (at + Functions - _order - 1) * n;
                    Add(rows + sine, now, s);
                    if (_isWeighted) Add(second + sine, now, sSpin);
                }

                var turned = TLanes.MultiplySubtract(c, x, s * y);
                s = TLanes.MultiplyAdd(c, y, s * x);
                c = turned;
            }
        }
    }

    /// <summary>The descriptors from the moments.</summary>
    /// <param name="moments">Sums of the rows of one set of weights.</param>
    /// <param name="values"><see cref="PaddedValues"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Values(TReal* moments, TReal* values)
    {
        for (var h = 0; h < PaddedValues; h += TLanes.Count)
        {
            TLanes even = TLanes.Broadcast(moments[Moments]) * TLanes.Load(_toValues.Pointer + Moments * PaddedValues + h), odd = TLanes.Of(0);
            var column = _toValues.Pointer + h;
            var k = 0;
            for (; k < Moments - 1; k += 2, column += 2 * PaddedValues)
            {
                TLanes a = TLanes.Broadcast(moments[k]), b = TLanes.Broadcast(moments[k + 1]);
                even = TLanes.MultiplyAdd(a * a, TLanes.Load(column), even);
                odd = TLanes.MultiplyAdd(b * b, TLanes.Load(column + PaddedValues), odd);
            }

            // N² moments of an odd order are odd in number.
            if (k < Moments)
            {
                var a = TLanes.Broadcast(moments[k]);
                even = TLanes.MultiplyAdd(a * a, TLanes.Load(column), even);
            }

            (even + odd).Store(values + h);
        }
    }

    /// <summary>From the derivatives with respect to the descriptors to those with respect to the moments; in the place of Σ w², Σ_n slopes_n T_n(1).</summary>
    /// <param name="slopes">With respect to A_0 … A_N.</param>
    /// <param name="moments">The moments of that set of weights, with room for <see cref="PaddedMoments"/>; Σ w² is lost.</param>
    /// <param name="target"><see cref="PaddedMoments"/> values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Reverse(TReal* slopes, TReal* moments, TReal* target)
    {
        moments[Moments] = TReal.One;
        for (var h = 0; h < PaddedMoments; h += TLanes.Count)
        {
            var sum = TLanes.Of(0);
            for (var n = 0; n <= _order; n++) sum = TLanes.MultiplyAdd(TLanes.Broadcast(slopes[n]), TLanes.Load(_toMoments.Pointer + n * PaddedMoments + h), sum);
            (sum * TLanes.Load(moments + h)).Store(target + h);
        }
    }

    /// <summary>The derivatives with respect to the positions of the neighbours, from those with respect to the moments.</summary>
    /// <param name="room">The neighbours, after <see cref="Accumulate"/>.</param>
    /// <param name="first">What <see cref="Reverse"/> made of the moments of the plain weights.</param>
    /// <param name="second">Of the other weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradients(AngularRoom<TReal> room, TReal* first, TReal* second)
    {
        var n = TLanes.Count;
        TReal* firstSines = first + (Functions - _order - 1), secondSines = second + (Functions - _order - 1), kappa = _kappa.Pointer;
        for (var k = 0; k < room.Padded; k += n)
        {
            var q = room.Functions + k * Functions;
            TLanes x = TLanes.Load(room.Ux + k), y = TLanes.Load(room.Uy + k), z = TLanes.Load(room.Uz + k), spin = TLanes.Load(room.Spin + k);
            TLanes f = TLanes.Of(0), fx = f, fy = f, fz = f, c = TLanes.Of(1), s = f, cBefore = f, sBefore = f;
            var at = 0;
            for (var m = 0; m <= _order; m++)
            {
                // Σ_l over the moments with Re (x + iy)^m and Im (x + iy)^m: their sums and the slopes of those with z.
                TLanes even = TLanes.Of(0), odd = even, evenSlope = even, oddSlope = even;
                // Q_l(m+1) stands where the next m begins, l from m + 1 on.
                var next = q + (at + _order - m) * n;
                for (var l = m; l <= _order; l++, at++)
                {
                    var value = TLanes.Load(q + at * n);
                    var h = Weight(first, second, at, spin);
                    even = TLanes.MultiplyAdd(h, value, even);
                    TLanes steep = TLanes.Of(0), g = steep;
                    if (m > 0)
                    {
                        g = Weight(firstSines, secondSines, at, spin);
                        odd = TLanes.MultiplyAdd(g, value, odd);
                    }

                    if (l == m) continue;
                    steep = TLanes.Broadcast(kappa[at]) * TLanes.Load(next + (l - m) * n);
                    evenSlope = TLanes.MultiplyAdd(h, steep, evenSlope);
                    if (m > 0) oddSlope = TLanes.MultiplyAdd(g, steep, oddSlope);
                }

                f = TLanes.MultiplyAdd(even, c, TLanes.MultiplyAdd(odd, s, f));
                fz = TLanes.MultiplyAdd(evenSlope, c, TLanes.MultiplyAdd(oddSlope, s, fz));
                var power = TLanes.Of(m);
                even *= power;
                odd *= power;
                fx = TLanes.MultiplyAdd(even, cBefore, TLanes.MultiplyAdd(odd, sBefore, fx));
                fy = TLanes.MultiplyAdd(odd, cBefore, TLanes.SubtractProduct(even, sBefore, fy));
                (cBefore, sBefore) = (c, s);
                c = TLanes.MultiplySubtract(cBefore, x, sBefore * y);
                s = TLanes.MultiplyAdd(cBefore, y, sBefore * x);
            }

            var w = TLanes.Load(room.Weight + k);
            var self = TLanes.Broadcast(first[Moments]);
            if (_isWeighted) self = TLanes.MultiplyAdd(spin * spin, TLanes.Broadcast(second[Moments]), self);
            // Along r̂ through the weight, across it through the harmonics: (∇ − û û·∇)/r.
            var across = w * TLanes.Load(room.Inverse + k);
            var radial = TLanes.MultiplyAdd(x, fx, TLanes.MultiplyAdd(y, fy, z * fz));
            var along = TLanes.SubtractProduct(across, radial, TLanes.SubtractProduct(w, self, f) * TLanes.Load(room.Steep + k));
            TLanes.MultiplyAdd(along, x, across * fx).StoreDoubles(room.Gx + k);
            TLanes.MultiplyAdd(along, y, across * fy).StoreDoubles(room.Gy + k);
            TLanes.MultiplyAdd(along, z, across * fz).StoreDoubles(room.Gz + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Weight(TReal* first, TReal* second, int at, TLanes spin) =>
        _isWeighted ? TLanes.MultiplyAdd(TLanes.Broadcast(second[at]), spin, TLanes.Broadcast(first[at])) : TLanes.Broadcast(first[at]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TReal* row, TLanes value) => (TLanes.Load(row) + value).Store(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(TReal* row, TLanes a, TLanes b) => TLanes.MultiplyAdd(a, b, TLanes.Load(row)).Store(row);

    private static TReal Real(double value) => TReal.CreateTruncating(value);
}
