using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// Radial Chebyshev descriptors R_n = Σ_j T_n(x_j) f(r_j), x = 2r/r_c − 1, and the weighted ones, with neighbours across lanes. Four vectors of neighbours are worked on at once, so
/// that sums go to memory once for four vectors and the recurrence T_{n+1} = 2x T_n − T_{n−1} has four chains.
/// </summary>
internal sealed unsafe class RadialChebyshev<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private readonly int _order;
    private readonly double _cutoff;
    private readonly bool _isWeighted;

    // For Coefficients: factors of a_n and a_(n+2) in d_n, and of a_(n+1) in e_n; zero beyond the order.
    private readonly AlignedBuffer<TReal> _factors;

    public RadialChebyshev(int order, double cutoff, bool isWeighted)
    {
        (_order, _cutoff, _isWeighted) = (order, cutoff, isWeighted);
        PaddedCoefficients = (order + TLanes.Count) / TLanes.Count * TLanes.Count;
        _factors = new(3 * PaddedCoefficients);
        for (var n = 0; n <= order; n++)
        {
            _factors.Span[n] = TReal.CreateTruncating(n == 0 ? 1 : 0.5);
            if (n + 2 <= order) _factors.Span[PaddedCoefficients + n] = TReal.CreateTruncating(0.5);
            if (n < order) _factors.Span[2 * PaddedCoefficients + n] = TReal.CreateTruncating(n + 1);
        }
    }

    /// <summary>Rows that <see cref="Accumulate"/> fills.</summary>
    public int Rows => _isWeighted ? 2 * (_order + 1) : _order + 1;

    /// <summary>Room for one of the four arrays of <see cref="Coefficients"/>.</summary>
    public int PaddedCoefficients { get; }

    /// <summary>The argument 2x, cutoff function and slope of every neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare(double* distance, int count, TReal* argument, TReal* value, TReal* slope)
    {
        TLanes one = TLanes.Of(1), zero = TLanes.Of(0), inverse = TLanes.Of(1 / _cutoff), four = TLanes.Of(4), two = TLanes.Of(2), limit = TLanes.Of(_cutoff);
        for (var k = 0; k < count; k += TLanes.Count)
        {
            var r = TLanes.LoadDoubles(distance + k);
            var t = TLanes.Min(r * inverse, one);
            var (f, d) = Elementary<TLanes, TReal>.CosineCutoff(t);
            TLanes.MultiplySubtract(t, four, two).Store(argument + k);
            TLanes.WhereLess(r, limit, f, zero).Store(value + k);
            TLanes.WhereLess(r, limit, d * inverse, zero).Store(slope + k);
        }
    }

    /// <summary>The rows: sums of T_0 f … T_N f of each lane, then of the same times the numbers of the elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Accumulate(TReal* argument, TReal* value, TReal* spin, int count, TReal* rows)
    {
        var n = TLanes.Count;
        if (count < 4 * n) new Span<TReal>(rows, Rows * n).Clear();
        var k = 0;
        for (; k <= count - 4 * n; k += 4 * n) Four(argument + k, value + k, spin + k, rows, k == 0);
        for (; k < count; k += n) One(argument + k, value + k, spin + k, rows);
    }

    /// <summary>
    /// What <see cref="Gradients"/> needs: with T_n = ½(U_n − U_{n−2}) and dT_n/dx = n U_{n−1}, Σ_n a_n T_n = Σ_n d_n U_n and its slope Σ_n e_n U_n need the polynomials U_n alone;
    /// d_n = ½(a_n − a_{n+2}), d_0 = a_0 − ½a_2, e_n = (n + 1) a_{n+1}.
    /// </summary>
    /// <param name="slopes">a_0 … a_N, and behind them numbers without meaning: two more than whole vectors.</param>
    /// <param name="target">d, then e, of <see cref="PaddedCoefficients"/> each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Coefficients(TReal* slopes, TReal* target)
    {
        TReal* here = _factors.Pointer, beyond = here + PaddedCoefficients, steep = here + 2 * PaddedCoefficients;
        for (var n = 0; n < PaddedCoefficients; n += TLanes.Count)
        {
            TLanes.SubtractProduct(TLanes.Load(beyond + n), TLanes.Load(slopes + n + 2), TLanes.Load(here + n) * TLanes.Load(slopes + n)).Store(target + n);
            (TLanes.Load(steep + n) * TLanes.Load(slopes + n + 1)).Store(target + PaddedCoefficients + n);
        }
    }

    /// <summary>Adds the derivatives with respect to the positions of the neighbours.</summary>
    /// <param name="environment">The atom and its neighbours.</param>
    /// <param name="argument">From <see cref="Prepare"/>.</param>
    /// <param name="value">From <see cref="Prepare"/>.</param>
    /// <param name="slope">From <see cref="Prepare"/>.</param>
    /// <param name="spin">Numbers of the elements.</param>
    /// <param name="first">From <see cref="Coefficients"/>, of the plain sums.</param>
    /// <param name="second">Of the weighted sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gradients(LocalEnvironment environment, TReal* argument, TReal* value, TReal* slope, TReal* spin, TReal* first, TReal* second)
    {
        var n = TLanes.Count;
        TReal* e1 = first + PaddedCoefficients, e2 = second + PaddedCoefficients;
        var steepness = TLanes.Of(2 / _cutoff);
        fixed (double* r = environment.Distance, dx = environment.Dx, dy = environment.Dy, dz = environment.Dz, gx = environment.Gx, gy = environment.Gy, gz = environment.Gz)
        {
            var k = 0;
            for (; k < environment.Count - n; k += 2 * n)
            {
                TLanes y = TLanes.Load(argument + k), z = TLanes.Load(argument + k + n), one = TLanes.Of(1), zero = TLanes.Of(0);
                TLanes u = one, uBefore = zero, v = one, vBefore = zero;
                TLanes a = zero, aSlope = zero, aSpin = zero, aSpinSlope = zero, b = zero, bSlope = zero, bSpin = zero, bSpinSlope = zero;
                for (var i = 0; i <= _order; i++)
                {
                    TLanes d = TLanes.Broadcast(first[i]), e = TLanes.Broadcast(e1[i]), dSpin = TLanes.Broadcast(second[i]), eSpin = TLanes.Broadcast(e2[i]);
                    a = TLanes.MultiplyAdd(d, u, a);
                    b = TLanes.MultiplyAdd(d, v, b);
                    aSlope = TLanes.MultiplyAdd(e, u, aSlope);
                    bSlope = TLanes.MultiplyAdd(e, v, bSlope);
                    aSpin = TLanes.MultiplyAdd(dSpin, u, aSpin);
                    bSpin = TLanes.MultiplyAdd(dSpin, v, bSpin);
                    aSpinSlope = TLanes.MultiplyAdd(eSpin, u, aSpinSlope);
                    bSpinSlope = TLanes.MultiplyAdd(eSpin, v, bSpinSlope);
                    (u, uBefore) = (TLanes.MultiplySubtract(y, u, uBefore), u);
                    (v, vBefore) = (TLanes.MultiplySubtract(z, v, vBefore), v);
                }

                TLanes s = TLanes.Load(spin + k), t = TLanes.Load(spin + k + n);
                a = Force(TLanes.MultiplyAdd(s, aSpin, a), TLanes.MultiplyAdd(s, aSpinSlope, aSlope) * steepness, value + k, slope + k, r + k);
                b = Force(TLanes.MultiplyAdd(t, bSpin, b), TLanes.MultiplyAdd(t, bSpinSlope, bSlope) * steepness, value + k + n, slope + k + n, r + k + n);
                AddTo(gx + k, a * TLanes.LoadDoubles(dx + k));
                AddTo(gy + k, a * TLanes.LoadDoubles(dy + k));
                AddTo(gz + k, a * TLanes.LoadDoubles(dz + k));
                AddTo(gx + k + n, b * TLanes.LoadDoubles(dx + k + n));
                AddTo(gy + k + n, b * TLanes.LoadDoubles(dy + k + n));
                AddTo(gz + k + n, b * TLanes.LoadDoubles(dz + k + n));
            }

            if (k >= environment.Count) return;
            {
                TLanes y = TLanes.Load(argument + k), s = TLanes.Load(spin + k), u = TLanes.Of(1), before = TLanes.Of(0);
                TLanes a = before, aSlope = before, aSpin = before, aSpinSlope = before;
                for (var i = 0; i <= _order; i++)
                {
                    a = TLanes.MultiplyAdd(TLanes.Broadcast(first[i]), u, a);
                    aSlope = TLanes.MultiplyAdd(TLanes.Broadcast(e1[i]), u, aSlope);
                    aSpin = TLanes.MultiplyAdd(TLanes.Broadcast(second[i]), u, aSpin);
                    aSpinSlope = TLanes.MultiplyAdd(TLanes.Broadcast(e2[i]), u, aSpinSlope);
                    (u, before) = (TLanes.MultiplySubtract(y, u, before), u);
                }

                a = Force(TLanes.MultiplyAdd(s, aSpin, a), TLanes.MultiplyAdd(s, aSpinSlope, aSlope) * steepness, value + k, slope + k, r + k);
                AddTo(gx + k, a * TLanes.LoadDoubles(dx + k));
                AddTo(gy + k, a * TLanes.LoadDoubles(dy + k));
                AddTo(gz + k, a * TLanes.LoadDoubles(dz + k));
            }
        }
    }

    // (Σ a_n T_n f)' over r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Force(TLanes sum, TLanes steep, TReal* value, TReal* slope, double* r) =>
        TLanes.MultiplyAdd(steep, TLanes.Load(value), sum * TLanes.Load(slope)) / TLanes.LoadDoubles(r);

    // Sums stay in double.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(double* target, TLanes value)
    {
        if (typeof(TLanes) == typeof(Single16))
        {
            var (low, high) = Vector512.Widen(Unsafe.BitCast<TLanes, Vector512<float>>(value));
            (Vector512.Load(target) + low).Store(target);
            (Vector512.Load(target + 8) + high).Store(target + 8);
        }
        else if (typeof(TReal) == typeof(double))
        {
            (TLanes.LoadDoubles(target) + value).StoreDoubles(target);
        }
        else
        {
            var wide = stackalloc double[16];
            value.StoreDoubles(wide);
            for (var k = 0; k < TLanes.Count; k++) target[k] += wide[k];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Four(TReal* argument, TReal* value, TReal* spin, TReal* rows, bool isFirst)
    {
        var n = TLanes.Count;
        TLanes y0 = TLanes.Load(argument), y1 = TLanes.Load(argument + n), y2 = TLanes.Load(argument + 2 * n), y3 = TLanes.Load(argument + 3 * n);
        TLanes t0 = TLanes.Load(value), t1 = TLanes.Load(value + n), t2 = TLanes.Load(value + 2 * n), t3 = TLanes.Load(value + 3 * n);
        // The term before T_0 is T_1.
        TLanes half = TLanes.Of(0.5), zero = TLanes.Of(0);
        TLanes b0 = half * y0 * t0, b1 = half * y1 * t1, b2 = half * y2 * t2, b3 = half * y3 * t3;
        var end = rows + (_order + 1) * n;
        if (!_isWeighted)
        {
            for (var row = rows; row < end; row += n)
            {
                ((isFirst ? zero : TLanes.Load(row)) + (t0 + t1 + (t2 + t3))).Store(row);
                (t0, b0) = (TLanes.MultiplySubtract(y0, t0, b0), t0);
                (t1, b1) = (TLanes.MultiplySubtract(y1, t1, b1), t1);
                (t2, b2) = (TLanes.MultiplySubtract(y2, t2, b2), t2);
                (t3, b3) = (TLanes.MultiplySubtract(y3, t3, b3), t3);
            }

            return;
        }

        TLanes s0 = TLanes.Load(spin), s1 = TLanes.Load(spin + n), s2 = TLanes.Load(spin + 2 * n), s3 = TLanes.Load(spin + 3 * n);
        var weighted = (_order + 1) * n;
        for (var row = rows; row < end; row += n)
        {
            ((isFirst ? zero : TLanes.Load(row)) + (t0 + t1 + (t2 + t3))).Store(row);
            (TLanes.MultiplyAdd(s0, t0, TLanes.MultiplyAdd(s1, t1, isFirst ? zero : TLanes.Load(row + weighted))) + TLanes.MultiplyAdd(s2, t2, s3 * t3)).Store(row + weighted);
            (t0, b0) = (TLanes.MultiplySubtract(y0, t0, b0), t0);
            (t1, b1) = (TLanes.MultiplySubtract(y1, t1, b1), t1);
            (t2, b2) = (TLanes.MultiplySubtract(y2, t2, b2), t2);
            (t3, b3) = (TLanes.MultiplySubtract(y3, t3, b3), t3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void One(TReal* argument, TReal* value, TReal* spin, TReal* rows)
    {
        var n = TLanes.Count;
        TLanes y = TLanes.Load(argument), t = TLanes.Load(value), s = TLanes.Load(spin), before = TLanes.Of(0.5) * y * t;
        var end = rows + (_order + 1) * n;
        var weighted = (_order + 1) * n;
        for (var row = rows; row < end; row += n)
        {
            (TLanes.Load(row) + t).Store(row);
            if (_isWeighted) TLanes.MultiplyAdd(s, t, TLanes.Load(row + weighted)).Store(row + weighted);
            (t, before) = (TLanes.MultiplySubtract(y, t, before), t);
        }
    }
}
