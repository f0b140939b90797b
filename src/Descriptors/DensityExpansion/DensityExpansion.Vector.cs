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
}
