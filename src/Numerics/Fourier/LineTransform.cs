namespace Lithoscope.Numerics;

/// <summary>
/// Discrete Fourier transforms X_k = Σ_j x_j e^(−2πijk/n) of several sequences at once, one to a lane, for n = 2^a 3^b 5^c: Stockham's order, in which nothing is permuted
/// (Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992, section 1.7, doi:10.1137/1.9781611970999). Immutable and thread-safe.
/// </summary>
/// <typeparam name="TLanes">Lanes of double.</typeparam>
internal sealed unsafe class LineTransform<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private readonly int[] _radices;
    private readonly double[] _cosines;
    private readonly double[] _sines;

    /// <summary>Prepares transforms of one length.</summary>
    /// <param name="length">n.</param>
    /// <exception cref="ArgumentOutOfRangeException">n has a prime factor above five, or is not positive.</exception>
    public LineTransform(int length)
    {
        Length = length;
        _radices = Factors(length) ?? throw new ArgumentOutOfRangeException(nameof(length), length, "The length must be a product of twos, threes and fives.");
        (_cosines, _sines) = (new double[length], new double[length]);
        for (var k = 0; k < length; k++) (_sines[k], _cosines[k]) = Math.SinCos(-2 * Math.PI * k / length);
    }

    /// <summary>n.</summary>
    public int Length { get; }

    /// <summary>The least length that can be transformed and is not below <paramref name="least"/>.</summary>
    public static int LengthFrom(int least)
    {
        var n = Math.Max(1, least);
        while (!IsProductOfSmallPrimes(n)) n++;
        return n;
    }

    /// <summary>Transforms in place. With real and imaginary parts exchanged it is the inverse, times n.</summary>
    /// <param name="re">Real parts, n × lanes: element k of all sequences stands together.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="workRe">Room for n × lanes.</param>
    /// <param name="workIm">Likewise.</param>
    public void Transform(double* re, double* im, double* workRe, double* workIm)
    {
        double* fromRe = re, fromIm = im, toRe = workRe, toIm = workIm;
        var (rest, stride) = (Length, 1);
        foreach (var radix in _radices)
        {
            rest /= radix;
            switch (radix)
            {
                case 2: Two(fromRe, fromIm, toRe, toIm, rest, stride); break;
                case 3: Three(fromRe, fromIm, toRe, toIm, rest, stride); break;
                case 4: Four(fromRe, fromIm, toRe, toIm, rest, stride); break;
                default: Five(fromRe, fromIm, toRe, toIm, rest, stride); break;
            }

            stride *= radix;
            double* doneRe = toRe, doneIm = toIm;
            toRe = fromRe;
            toIm = fromIm;
            fromRe = doneRe;
            fromIm = doneIm;
        }

        if (fromRe == re) return;
        var bytes = (long)Length * TLanes.Count * sizeof(double);
        Buffer.MemoryCopy(fromRe, re, bytes, bytes);
        Buffer.MemoryCopy(fromIm, im, bytes, bytes);
    }

    private static bool IsProductOfSmallPrimes(int n)
    {
        foreach (var radix in (ReadOnlySpan<int>)[2, 3, 5])
        {
            while (n % radix == 0) n /= radix;
        }

        return n == 1;
    }

    private static int[]? Factors(int n)
    {
        if (n < 1) return null;
        var factors = new List<int>();
        foreach (var radix in (ReadOnlySpan<int>)[4, 2, 3, 5])
        {
            for (; n % radix == 0; n /= radix) factors.Add(radix);
        }

        return n == 1 ? [.. factors] : null;
    }

    // A pass of radix r on sequences of length r·m with stride s: y[q + s(rp + t)] = w^(pt) Σ_u x[q + s(p + mu)] e^(−2πitu/r), w = e^(−2πi/(rm)).
    private void Two(double* xr, double* xi, double* yr, double* yi, int m, int s)
    {
        var (w, far) = (TLanes.Count, m * s * TLanes.Count);
        for (var p = 0; p < m; p++)
        {
            var (c, d) = Twiddle(p * s);
            for (var q = 0; q < s; q++)
            {
                var (from, to) = ((q + s * p) * w, (q + s * 2 * p) * w);
                var (ar, ai) = (TLanes.Load(xr + from), TLanes.Load(xi + from));
                var (br, bi) = (TLanes.Load(xr + from + far), TLanes.Load(xi + from + far));
                (ar + br).Store(yr + to);
                (ai + bi).Store(yi + to);
                Put(yr, yi, to + s * w, ar - br, ai - bi, c, d);
            }
        }
    }

    private void Three(double* xr, double* xi, double* yr, double* yi, int m, int s)
    {
        var (w, far) = (TLanes.Count, m * s * TLanes.Count);
        var (half, root) = (TLanes.Of(0.5), TLanes.Of(Math.Sqrt(0.75)));
        for (var p = 0; p < m; p++)
        {
            var (c1, d1) = Twiddle(p * s);
            var (c2, d2) = Twiddle(2 * p * s);
            for (var q = 0; q < s; q++)
            {
                var (from, to) = ((q + s * p) * w, (q + s * 3 * p) * w);
                var (ar, ai) = (TLanes.Load(xr + from), TLanes.Load(xi + from));
                var (br, bi) = (TLanes.Load(xr + from + far), TLanes.Load(xi + from + far));
                var (cr, ci) = (TLanes.Load(xr + from + 2 * far), TLanes.Load(xi + from + 2 * far));
                var (sr, si) = (br + cr, bi + ci);
                var (dr, di) = (root * (br - cr), root * (bi - ci));
                (ar + sr).Store(yr + to);
                (ai + si).Store(yi + to);
                var (er, ei) = (ar - half * sr, ai - half * si);
                // −i·d added and taken off.
                Put(yr, yi, to + s * w, er + di, ei - dr, c1, d1);
                Put(yr, yi, to + 2 * s * w, er - di, ei + dr, c2, d2);
            }
        }
    }

    private void Four(double* xr, double* xi, double* yr, double* yi, int m, int s)
    {
        var (w, far) = (TLanes.Count, m * s * TLanes.Count);
        for (var p = 0; p < m; p++)
        {
            var (c1, d1) = Twiddle(p * s);
            var (c2, d2) = Twiddle(2 * p * s);
            var (c3, d3) = Twiddle(3 * p * s);
            for (var q = 0; q < s; q++)
            {
                var (from, to) = ((q + s * p) * w, (q + s * 4 * p) * w);
                var (ar, ai) = (TLanes.Load(xr + from), TLanes.Load(xi + from));
                var (br, bi) = (TLanes.Load(xr + from + far), TLanes.Load(xi + from + far));
                var (cr, ci) = (TLanes.Load(xr + from + 2 * far), TLanes.Load(xi + from + 2 * far));
                var (dr, di) = (TLanes.Load(xr + from + 3 * far), TLanes.Load(xi + from + 3 * far));
                var (acr, aci, bdr, bdi) = (ar + cr, ai + ci, br + dr, bi + di);
                var (amr, ami, bmr, bmi) = (ar - cr, ai - ci, br - dr, bi - di);
                (acr + bdr).Store(yr + to);
                (aci + bdi).Store(yi + to);
                Put(yr, yi, to + s * w, amr + bmi, ami - bmr, c1, d1);
                Put(yr, yi, to + 2 * s * w, acr - bdr, aci - bdi, c2, d2);
                Put(yr, yi, to + 3 * s * w, amr - bmi, ami + bmr, c3, d3);
            }
        }
    }

    private void Five(double* xr, double* xi, double* yr, double* yi, int m, int s)
    {
        var (w, far) = (TLanes.Count, m * s * TLanes.Count);
        var (s1, c1) = Math.SinCos(2 * Math.PI / 5);
        var (s2, c2) = Math.SinCos(4 * Math.PI / 5);
        var (ca, sa, cb, sb) = (TLanes.Of(c1), TLanes.Of(s1), TLanes.Of(c2), TLanes.Of(s2));
        for (var p = 0; p < m; p++)
        {
            var (t1, u1) = Twiddle(p * s);
            var (t2, u2) = Twiddle(2 * p * s);
            var (t3, u3) = Twiddle(3 * p * s);
            var (t4, u4) = Twiddle(4 * p * s);
            for (var q = 0; q < s; q++)
            {
                var (from, to) = ((q + s * p) * w, (q + s * 5 * p) * w);
                var (ar, ai) = (TLanes.Load(xr + from), TLanes.Load(xi + from));
                var (br, bi) = (TLanes.Load(xr + from + far), TLanes.Load(xi + from + far));
                var (cr, ci) = (TLanes.Load(xr + from + 2 * far), TLanes.Load(xi + from + 2 * far));
                var (dr, di) = (TLanes.Load(xr + from + 3 * far), TLanes.Load(xi + from + 3 * far));
                var (er, ei) = (TLanes.Load(xr + from + 4 * far), TLanes.Load(xi + from + 4 * far));
                var (ber, bei, cdr, cdi) = (br + er, bi + ei, cr + dr, ci + di);
                var (bmr, bmi, cmr, cmi) = (br - er, bi - ei, cr - dr, ci - di);
                (ar + ber + cdr).Store(yr + to);
                (ai + bei + cdi).Store(yi + to);
                var (fr, fi) = (ar + ca * ber + cb * cdr, ai + ca * bei + cb * cdi);
                var (gr, gi) = (ar + cb * ber + ca * cdr, ai + cb * bei + ca * cdi);
                var (hr, hi) = (sa * bmr + sb * cmr, sa * bmi + sb * cmi);
                var (kr, ki) = (sb * bmr - sa * cmr, sb * bmi - sa * cmi);
                Put(yr, yi, to + s * w, fr + hi, fi - hr, t1, u1);
                Put(yr, yi, to + 2 * s * w, gr + ki, gi - kr, t2, u2);
                Put(yr, yi, to + 3 * s * w, gr - ki, gi + kr, t3, u3);
                Put(yr, yi, to + 4 * s * w, fr - hi, fi + hr, t4, u4);
            }
        }
    }

    private (TLanes Cosine, TLanes Sine) Twiddle(int k) => (TLanes.Of(_cosines[k]), TLanes.Of(_sines[k]));

    private static void Put(double* yr, double* yi, int at, TLanes r, TLanes i, TLanes c, TLanes d)
    {
        (r * c - i * d).Store(yr + at);
        (r * d + i * c).Store(yi + at);
    }
}
