using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Descriptors;

// The reverse pass, one neighbour per lane throughout: radial functions are transposed so that a sum over n needs no sum across lanes.
public sealed partial class DensityExpansion
{
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
}
