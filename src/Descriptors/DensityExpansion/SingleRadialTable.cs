using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Descriptors;

/// <summary>
/// A radial basis in single precision: cubic polynomials that take on values and slopes at the ends of each interval of a uniform grid. Their error, h⁴/384
/// times the fourth derivative, is below the rounding of single precision for any basis that <see cref="RadialTable"/> follows well (tested).
/// </summary>
/// <remarks>
/// Layout: interval, then power of t = 0…1 (t⁰ to t³), then [l][n] with n padded to a multiple of eight by zeros: 28 bytes a function for the two nodes of the
/// quintic spline become 16, and what an environment reads stays in the second-level cache. Immutable and thread-safe.
/// </remarks>
internal sealed class SingleRadialTable
{
    private const int Lanes = 8;
    private readonly float[] _polynomials;
    private readonly double _inverseStep;
    private readonly int _intervals;

    public SingleRadialTable(IRadialBasis basis, int intervals = 256)
    {
        (RadialCount, MaximumDegree, Cutoff) = (basis.RadialCount, basis.MaximumDegree, basis.Cutoff);
        PaddedCount = (RadialCount + Lanes - 1) / Lanes * Lanes;
        Functions = (MaximumDegree + 1) * PaddedCount;
        _intervals = intervals;
        var step = Cutoff / intervals;
        _inverseStep = 1 / step;
        _polynomials = GC.AllocateArray<float>(intervals * 4 * Functions, pinned: true);
        var exact = (MaximumDegree + 1) * RadialCount;
        double[] v0 = new double[exact], s0 = new double[exact], v1 = new double[exact], s1 = new double[exact], curvatures = new double[exact];
        basis.Evaluate(0, v0, s0, curvatures);
        for (var k = 0; k < intervals; k++)
        {
            basis.Evaluate(k + 1 == intervals ? Cutoff : (k + 1) * step, v1, s1, curvatures);
            for (var source = 0; source < exact; source++)
            {
                var target = k * 4 * Functions + source / RadialCount * PaddedCount + source % RadialCount;
                var (a, b, difference) = (step * s0[source], step * s1[source], v1[source] - v0[source]);
                _polynomials[target] = (float)v0[source];
                _polynomials[target + Functions] = (float)a;
                _polynomials[target + 2 * Functions] = (float)(3 * difference - 2 * a - b);
                _polynomials[target + 3 * Functions] = (float)(a + b - 2 * difference);
            }

            (v0, v1, s0, s1) = (v1, v0, s1, s0);
        }
    }

    public int RadialCount { get; }

    /// <summary>Radial functions per degree with the padding: a multiple of eight.</summary>
    public int PaddedCount { get; }

    public int MaximumDegree { get; }

    public double Cutoff { get; }

    /// <summary>Length of one row of values: (l_max + 1) × <see cref="PaddedCount"/>.</summary>
    public int Functions { get; }

    /// <summary>All functions at r; zero at and beyond the cutoff.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Evaluate(double r, float* values)
    {
        if (!(r < Cutoff))
        {
            new Span<float>(values, Functions).Clear();
            return;
        }

        var position = r * _inverseStep;
        var interval = Math.Min((int)position, _intervals - 1);
        var t = Vector256.Create((float)(position - interval));
        var functions = Functions;
        // Pinned for good.
        var c = (float*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_polynomials)) + (long)interval * 4 * functions;
        for (var k = 0; k < functions; k += Lanes)
        {
            var sum = Vector256.FusedMultiplyAdd(Vector256.Load(c + 3 * functions + k), t, Vector256.Load(c + 2 * functions + k));
            sum = Vector256.FusedMultiplyAdd(sum, t, Vector256.Load(c + functions + k));
            Vector256.FusedMultiplyAdd(sum, t, Vector256.Load(c + k)).Store(values + k);
        }
    }
}
