using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Descriptors;

/// <summary>
/// The values of <see cref="DensityExpansion"/> in single precision, eight neighbours of one channel at a time: harmonics with one neighbour in each lane, radial
/// functions with eight n in each vector, then a rank-eight update of the coefficients with the radial functions in registers.
/// </summary>
/// <remarks>
/// Coefficients are laid out [l² + l + m][channel][n], n padded by zeros to a multiple of eight. <see cref="DensityExpansion"/> is the definition; the tests state the
/// error. 256-bit vectors; where a machine has none the run time takes the same steps without. Immutable and thread-safe; workspaces are per worker.
/// </remarks>
internal sealed class SingleDensityExpansion
{
    /// <summary>Largest degree: from here on products of odd numbers leave the range of single precision.</summary>
    public const int LargestDegree = 20;

    private const int Lanes = 8;
    private readonly SingleRadialTable _table;

    // Factors of the recurrence Q_lm = z·a·Q_(l−1)m − b·Q_(l−2)m, and the norms, in triangle order.
    private readonly float[] _a;
    private readonly float[] _b;
    private readonly float[] _norms;

    public SingleDensityExpansion(IRadialBasis basis, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(basis.MaximumDegree, LargestDegree);
        (_table, Channels) = (new SingleRadialTable(basis), channels);
        _norms = [.. new SphericalHarmonics(basis.MaximumDegree).Norms.Select(n => (float)n)];
        (_a, _b) = (new float[_norms.Length], new float[_norms.Length]);
        for (var l = 1; l <= MaximumDegree; l++)
        {
            for (var m = 0; m < l; m++) (_a[SphericalHarmonics.Triangle(l, m)], _b[SphericalHarmonics.Triangle(l, m)]) = ((float)(2 * l - 1) / (l - m), (float)(l + m - 1) / (l - m));
        }
    }

    public int Channels { get; }

    public int MaximumDegree => _table.MaximumDegree;

    public int PaddedRadialCount => _table.PaddedCount;

    /// <summary>Coefficients of one (l, m): channels × padded radial functions.</summary>
    public int Stride => Channels * PaddedRadialCount;

    /// <summary>Number of coefficients, padding included.</summary>
    public int CoefficientCount => (MaximumDegree + 1) * (MaximumDegree + 1) * Stride;

    /// <summary>Computes the coefficients of an environment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Evaluate(AtomEnvironment environment, Workspace workspace, float* coefficients)
    {
        new Span<float>(coefficients, CoefficientCount).Clear();
        workspace.Group(environment, Channels, _table.Cutoff);
        var functions = _table.Functions;
        fixed (float* x = workspace.X, y = workspace.Y, z = workspace.Z, harmonics = workspace.Harmonics, radial = workspace.Radial)
        fixed (double* r = workspace.R)
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                var target = coefficients + channel * PaddedRadialCount;
                for (var j = workspace.Start[channel]; j < workspace.Start[channel + 1]; j += Lanes)
                {
                    Harmonics(Vector256.Load(x + j), Vector256.Load(y + j), Vector256.Load(z + j), harmonics);
                    for (var k = 0; k < Lanes; k++) _table.Evaluate(r[j + k], radial + k * functions);
                    Accumulate(target, radial, harmonics);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Accumulate(float* target, float* radial, float* harmonics)
    {
        var (padded, functions, stride, degree) = (PaddedRadialCount, _table.Functions, Stride, MaximumDegree);
        for (var l = 0; l <= degree; l++)
        {
            for (var n = 0; n < padded; n += Lanes)
            {
                var row = radial + l * padded + n;
                Vector256<float> r0 = Vector256.Load(row), r1 = Vector256.Load(row + functions), r2 = Vector256.Load(row + 2 * functions), r3 = Vector256.Load(row + 3 * functions);
                row += 4 * functions;
                Vector256<float> r4 = Vector256.Load(row), r5 = Vector256.Load(row + functions), r6 = Vector256.Load(row + 2 * functions), r7 = Vector256.Load(row + 3 * functions);
                var sum = target + l * l * stride + n;
                var y = harmonics + l * l * Lanes;
                for (var m = 0; m <= 2 * l; m++, sum += stride, y += Lanes)
                {
                    // Two chains of four: one of eight would wait for its own results.
                    var low = Vector256.FusedMultiplyAdd(Vector256.Create(y[0]), r0, Vector256.Load(sum));
                    var high = Vector256.Create(y[1]) * r1;
                    low = Vector256.FusedMultiplyAdd(Vector256.Create(y[2]), r2, low);
                    high = Vector256.FusedMultiplyAdd(Vector256.Create(y[3]), r3, high);
                    low = Vector256.FusedMultiplyAdd(Vector256.Create(y[4]), r4, low);
                    high = Vector256.FusedMultiplyAdd(Vector256.Create(y[5]), r5, high);
                    low = Vector256.FusedMultiplyAdd(Vector256.Create(y[6]), r6, low);
                    high = Vector256.FusedMultiplyAdd(Vector256.Create(y[7]), r7, high);
                    (low + high).Store(sum);
                }
            }
        }
    }

    // Y_lm of eight unit vectors, [lm][lane]: as SphericalHarmonics.Evaluate.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Harmonics(Vector256<float> x, Vector256<float> y, Vector256<float> z, float* values)
    {
        var degree = MaximumDegree;
        Vector256<float> c = Vector256<float>.One, s = default;
        var diagonal = 1f;
        fixed (float* a = _a, b = _b, norms = _norms)
        {
            for (var m = 0; m <= degree; m++)
            {
                if (m > 0)
                {
                    diagonal *= 2 * m - 1;
                    (c, s) = (x * c - y * s, x * s + y * c);
                }

                var below = Vector256<float>.Zero;
                var current = Vector256.Create(diagonal);
                for (var l = m; l <= degree; l++)
                {
                    var at = SphericalHarmonics.Triangle(l, m);
                    if (l > m)
                    {
                        var next = Vector256.FusedMultiplyAdd(Vector256.Create(a[at]) * z, current, -(Vector256.Create(b[at]) * below));
                        (below, current) = (current, next);
                    }

                    var f = current * Vector256.Create(norms[at]);
                    if (m > 0) (f * s).Store(values + (l * l + l - m) * Lanes);
                    (f * c).Store(values + (l * l + l + m) * Lanes);
                }
            }
        }
    }

    /// <summary>The neighbours sorted by channel into groups padded to full vectors, and the kernel's scratch.</summary>
    public sealed class Workspace(SingleDensityExpansion expansion)
    {
        private readonly int[] _next = new int[expansion.Channels];

        public float[] X { get; private set; } = [];

        public float[] Y { get; private set; } = [];

        public float[] Z { get; private set; } = [];

        public double[] R { get; private set; } = [];

        public int[] Start { get; } = new int[expansion.Channels + 1];

        public float[] Harmonics { get; } = new float[(expansion.MaximumDegree + 1) * (expansion.MaximumDegree + 1) * Lanes];

        public float[] Radial { get; } = new float[expansion._table.Functions * Lanes];

        public void Group(AtomEnvironment environment, int channels, double cutoff)
        {
            Array.Clear(Start);
            for (var j = 0; j < environment.Count; j++)
            {
                if (environment.R[j] < cutoff) Start[environment.Channel[j] + 1]++;
            }

            for (var c = 0; c < channels; c++) Start[c + 1] = Start[c] + (Start[c + 1] + Lanes - 1) / Lanes * Lanes;
            var total = Start[channels];
            if (R.Length < total) (X, Y, Z, R) = (new float[2 * total], new float[2 * total], new float[2 * total], new double[2 * total]);
            // Padding lanes lie at the cutoff, where all radial functions vanish.
            Array.Fill(R, cutoff, 0, total);
            Array.Clear(X, 0, total);
            Array.Clear(Y, 0, total);
            Array.Fill(Z, 1, 0, total);
            Array.Copy(Start, _next, channels);
            for (var j = 0; j < environment.Count; j++)
            {
                var r = environment.R[j];
                if (!(r < cutoff)) continue;
                var at = _next[environment.Channel[j]]++;
                R[at] = r;
                // A neighbour on the centre has no direction; any will do.
                if (r == 0) continue;
                var inverse = 1 / r;
                (X[at], Y[at], Z[at]) = ((float)(environment.X[j] * inverse), (float)(environment.Y[j] * inverse), (float)(environment.Z[j] * inverse));
            }
        }
    }
}
