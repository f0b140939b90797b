using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Descriptors;

// Four neighbours of one channel at a time. Harmonics are computed with one neighbour per lane; radial functions with four n per lane, so that
// the rank-four update c[lm, n] += Σ_k Y[lm, k] R_k[l, n] holds R in registers for all m of a degree: 8 multiply-adds for 4 broadcasts, 2 loads, 2 stores.
public sealed partial class DensityExpansion
{
    private const int LaneCount = 4;
    private double[] _inverse = []; // 1/(l − m) in triangle order, for the recurrence of Q

    private void PrepareVector()
    {
        _inverse = new double[SphericalHarmonics.Triangle(MaximumDegree + 1, 0)];
        for (var l = 1; l <= MaximumDegree; l++)
        {
            for (var m = 0; m < l; m++) _inverse[SphericalHarmonics.Triangle(l, m)] = 1.0 / (l - m);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void EvaluateVector(AtomEnvironment environment, Workspace workspace, Span<double> coefficients)
    {
        var buffers = workspace.Lanes;
        buffers.Group(environment, Channels, Cutoff);
        var padded = PaddedRadialCount;
        fixed (double* c = coefficients, x = buffers.X, y = buffers.Y, z = buffers.Z, r = buffers.R, harmonics = buffers.Harmonics, radial = buffers.Radial, q = buffers.Polynomials)
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                var target = c + channel * padded;
                for (var j = buffers.Start[channel]; j < buffers.Start[channel + 1]; j += LaneCount)
                {
                    Harmonics(Vector256.Load(x + j), Vector256.Load(y + j), Vector256.Load(z + j), q, harmonics);
                    for (var k = 0; k < LaneCount; k++) _table.EvaluateVector(r[j + k], radial + k * _table.Functions, null);
                    Accumulate(target, radial, harmonics);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Accumulate(double* target, double* radial, double* harmonics)
    {
        var padded = PaddedRadialCount;
        var functions = _table.Functions;
        var stride = Stride;
        for (var l = 0; l <= MaximumDegree; l++)
        {
            var first = l * l;
            var last = (l + 1) * (l + 1);
            var n = 0;
            for (; n <= padded - 8; n += 8)
            {
                var row = radial + l * padded + n;
                Vector256<double> r00 = Vector256.Load(row), r01 = Vector256.Load(row + 4);
                Vector256<double> r10 = Vector256.Load(row + functions), r11 = Vector256.Load(row + functions + 4);
                Vector256<double> r20 = Vector256.Load(row + 2 * functions), r21 = Vector256.Load(row + 2 * functions + 4);
                Vector256<double> r30 = Vector256.Load(row + 3 * functions), r31 = Vector256.Load(row + 3 * functions + 4);
                for (var lm = first; lm < last; lm++)
                {
                    var sum = target + lm * stride + n;
                    var y = harmonics + lm * LaneCount;
                    Vector256<double> low = Vector256.Load(sum), high = Vector256.Load(sum + 4);
                    var weight = Vector256.Create(y[0]);
                    low = Vector256.FusedMultiplyAdd(weight, r00, low);
                    high = Vector256.FusedMultiplyAdd(weight, r01, high);
                    weight = Vector256.Create(y[1]);
                    low = Vector256.FusedMultiplyAdd(weight, r10, low);
                    high = Vector256.FusedMultiplyAdd(weight, r11, high);
                    weight = Vector256.Create(y[2]);
                    low = Vector256.FusedMultiplyAdd(weight, r20, low);
                    high = Vector256.FusedMultiplyAdd(weight, r21, high);
                    weight = Vector256.Create(y[3]);
                    low = Vector256.FusedMultiplyAdd(weight, r30, low);
                    high = Vector256.FusedMultiplyAdd(weight, r31, high);
                    low.Store(sum);
                    high.Store(sum + 4);
                }
            }

            for (; n < padded; n += 4)
            {
                var row = radial + l * padded + n;
                Vector256<double> r0 = Vector256.Load(row), r1 = Vector256.Load(row + functions), r2 = Vector256.Load(row + 2 * functions), r3 = Vector256.Load(row + 3 * functions);
                for (var lm = first; lm < last; lm++)
                {
                    var sum = target + lm * stride + n;
                    var y = harmonics + lm * LaneCount;
                    var value = Vector256.FusedMultiplyAdd(Vector256.Create(y[0]), r0, Vector256.Load(sum));
                    value = Vector256.FusedMultiplyAdd(Vector256.Create(y[1]), r1, value);
                    value = Vector256.FusedMultiplyAdd(Vector256.Create(y[2]), r2, value);
                    Vector256.FusedMultiplyAdd(Vector256.Create(y[3]), r3, value).Store(sum);
                }
            }
        }
    }

    // Y_lm of four unit vectors, [lm][lane]; q keeps Q_lm ([triangle][lane]) and then c_m, s_m for the gradient.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Harmonics(Vector256<double> x, Vector256<double> y, Vector256<double> z, double* q, double* values)
    {
        var degree = MaximumDegree;
        var triangle = SphericalHarmonics.Triangle(degree + 1, 0);
        double* cosine = q + triangle * LaneCount, sine = cosine + (degree + 2) * LaneCount;
        Vector256<double> c = Vector256<double>.One, s = default;
        var diagonal = 1.0;
        fixed (double* inverse = _inverse, norms = _harmonics.Norms)
        {
            for (var m = 0; m <= degree; m++)
            {
                if (m > 0)
                {
                    diagonal *= 2 * m - 1;
                    (c, s) = (x * c - y * s, x * s + y * c);
                }

                c.Store(cosine + m * LaneCount);
                s.Store(sine + m * LaneCount);
                var below = Vector256<double>.Zero;
                var current = Vector256.Create(diagonal);
                for (var l = m; l <= degree; l++)
                {
                    var at = SphericalHarmonics.Triangle(l, m);
                    if (l > m)
                    {
                        var next = (Vector256.Create((2 * l - 1) * inverse[at]) * z * current) - (Vector256.Create((l + m - 1) * inverse[at]) * below);
                        (below, current) = (current, next);
                    }

                    current.Store(q + at * LaneCount);
                    var f = current * Vector256.Create(norms[at]);
                    if (m > 0) (f * s).Store(values + (l * l + l - m) * LaneCount);
                    (f * c).Store(values + (l * l + l + m) * LaneCount);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void ReverseVector(AtomEnvironment environment, Workspace workspace, ReadOnlySpan<double> adjoints, Span<double> gradients)
    {
        var buffers = workspace.Lanes;
        buffers.Group(environment, Channels, Cutoff);
        gradients[..(3 * environment.Count)].Clear();
        var padded = PaddedRadialCount;
        var functions = _table.Functions;
        fixed (double* a = adjoints, x = buffers.X, y = buffers.Y, z = buffers.Z, r = buffers.R, harmonics = buffers.Harmonics, q = buffers.Polynomials)
        fixed (double* radial = buffers.Radial, slopes = buffers.Slopes, weights = buffers.Weights)
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                for (var j = buffers.Start[channel]; j < buffers.Start[channel + 1]; j += LaneCount)
                {
                    Vector256<double> vx = Vector256.Load(x + j), vy = Vector256.Load(y + j), vz = Vector256.Load(z + j);
                    Harmonics(vx, vy, vz, q, harmonics);
                    for (var k = 0; k < LaneCount; k++) _table.EvaluateVector(r[j + k], radial + k * functions, slopes + k * functions);
                    Transpose(radial, functions);
                    Transpose(slopes, functions);
                    var along = Vector256<double>.Zero;
                    for (var l = 0; l <= MaximumDegree; l++)
                    {
                        for (var lm = l * l; lm < (l + 1) * (l + 1); lm++)
                        {
                            var adjoint = a + lm * Stride + channel * padded;
                            Vector256<double> b = default, d = default;
                            for (var n = 0; n < padded; n++)
                            {
                                var weight = Vector256.Create(adjoint[n]);
                                b = Vector256.FusedMultiplyAdd(weight, Vector256.Load(radial + (l * padded + n) * LaneCount), b);
                                d = Vector256.FusedMultiplyAdd(weight, Vector256.Load(slopes + (l * padded + n) * LaneCount), d);
                            }

                            b.Store(weights + lm * LaneCount);
                            along = Vector256.FusedMultiplyAdd(d, Vector256.Load(harmonics + lm * LaneCount), along);
                        }
                    }

                    Gradient(vx, vy, vz, q, weights, out var gx, out var gy, out var gz);
                    var inverse = Vector256<double>.One / Vector256.Load(r + j);
                    gx = gx * inverse + along * vx;
                    gy = gy * inverse + along * vy;
                    gz = gz * inverse + along * vz;
                    for (var k = 0; k < LaneCount; k++)
                    {
                        var source = buffers.Source[j + k];
                        if (source < 0 || environment.R[source] == 0) continue;
                        (gradients[3 * source], gradients[3 * source + 1], gradients[3 * source + 2]) = (gx[k], gy[k], gz[k]);
                    }
                }
            }
        }
    }

    // [lane][function] to [function][lane], in place, four functions at a time through a copy.
    private static unsafe void Transpose(double* values, int functions)
    {
        var copy = stackalloc double[LaneCount * functions];
        new ReadOnlySpan<double>(values, LaneCount * functions).CopyTo(new Span<double>(copy, LaneCount * functions));
        for (var f = 0; f < functions; f++)
        {
            for (var k = 0; k < LaneCount; k++) values[f * LaneCount + k] = copy[k * functions + f];
        }
    }

    // As SphericalHarmonics.Gradient, one neighbour per lane.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Gradient(Vector256<double> x, Vector256<double> y, Vector256<double> z, double* q, double* weights, out Vector256<double> gx, out Vector256<double> gy, out Vector256<double> gz)
    {
        var degree = MaximumDegree;
        double* cosine = q + SphericalHarmonics.Triangle(degree + 1, 0) * LaneCount, sine = cosine + (degree + 2) * LaneCount;
        Vector256<double> sx = default, sy = default, sz = default, radial = default, inward = default;
        for (var l = 1; l <= degree; l++)
        {
            for (var m = 0; m <= l; m++)
            {
                var at = SphericalHarmonics.Triangle(l, m);
                var norm = Vector256.Create(_harmonics.Norms[at]);
                var plus = norm * Vector256.Load(weights + (l * l + l + m) * LaneCount);
                var minus = m > 0 ? norm * Vector256.Load(weights + (l * l + l - m) * LaneCount) : default;
                var inPlane = plus * Vector256.Load(cosine + m * LaneCount) + minus * Vector256.Load(sine + m * LaneCount);
                var value = Vector256.Load(q + at * LaneCount);
                radial += Vector256.Create((double)l) * value * inPlane;
                if (m < l) sz += Vector256.Create((double)(l + m)) * Vector256.Load(q + SphericalHarmonics.Triangle(l - 1, m) * LaneCount) * inPlane;
                if (m < l - 1) inward += Vector256.Load(q + SphericalHarmonics.Triangle(l - 1, m + 1) * LaneCount) * inPlane;
                if (m == 0) continue;
                Vector256<double> c = Vector256.Load(cosine + (m - 1) * LaneCount), s = Vector256.Load(sine + (m - 1) * LaneCount);
                value *= Vector256.Create((double)m);
                sx += value * (plus * c + minus * s);
                sy += value * (minus * c - plus * s);
            }
        }

        gx = sx - (inward + radial) * x;
        gy = sy - (inward + radial) * y;
        gz = sz - radial * z;
    }

    /// <summary>The neighbours sorted by channel into groups padded to full vectors, and the kernel's scratch.</summary>
    internal sealed class LaneBuffers(DensityExpansion expansion)
    {
        public double[] X { get; private set; } = [];

        public double[] Y { get; private set; } = [];

        public double[] Z { get; private set; } = [];

        public double[] R { get; private set; } = [];

        /// <summary>Which neighbour a lane holds; −1 for padding.</summary>
        public int[] Source { get; private set; } = [];

        public int[] Start { get; } = new int[expansion.Channels + 1];

        public double[] Harmonics { get; } = new double[expansion._harmonics.Count * LaneCount];

        public double[] Weights { get; } = new double[expansion._harmonics.Count * LaneCount];

        public double[] Radial { get; } = new double[expansion._table.Functions * LaneCount];

        public double[] Slopes { get; } = new double[expansion._table.Functions * LaneCount];

        public double[] Polynomials { get; } = new double[(SphericalHarmonics.Triangle(expansion.MaximumDegree + 1, 0) + 2 * (expansion.MaximumDegree + 2)) * LaneCount];

        public void Group(AtomEnvironment environment, int channels, double cutoff)
        {
            Array.Clear(Start);
            for (var j = 0; j < environment.Count; j++)
            {
                if (environment.R[j] < cutoff) Start[environment.Channel[j] + 1]++;
            }

            for (var c = 0; c < channels; c++) Start[c + 1] = Start[c] + (Start[c + 1] + LaneCount - 1) / LaneCount * LaneCount;
            var total = Start[channels];
            if (R.Length < total)
            {
                var size = 2 * total;
                (X, Y, Z, R, Source) = (new double[size], new double[size], new double[size], new double[size], new int[size]);
            }

            Span<int> next = stackalloc int[channels];
            Start.AsSpan(0, channels).CopyTo(next);
            for (var j = 0; j < environment.Count; j++)
            {
                if (!(environment.R[j] < cutoff)) continue;
                var at = next[environment.Channel[j]]++;
                var (x, y, z) = Direction(environment, j);
                (X[at], Y[at], Z[at], R[at], Source[at]) = (x, y, z, environment.R[j], j);
            }

            // A padding lane lies at the cutoff, where all radial functions vanish.
            for (var c = 0; c < channels; c++)
            {
                for (var at = next[c]; at < Start[c + 1]; at++) (X[at], Y[at], Z[at], R[at], Source[at]) = (0, 0, 1, cutoff, -1);
            }
        }
    }
}
