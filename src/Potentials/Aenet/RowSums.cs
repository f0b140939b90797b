using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// Sums over the lanes of many vectors. Of 16 or 8 vectors of 512 bits at once, by transposing while adding: three operations for each addition instead of a chain for each vector.
/// </summary>
internal static unsafe class RowSums<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    /// <summary>sums[k] = Σ over the lanes of row k.</summary>
    /// <param name="rows">Vectors one after another; room for a multiple of <c>TLanes.Count</c> of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="sums">Room for <paramref name="count"/> rounded up to whole vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(TReal* rows, int count, TReal* sums)
    {
        if (typeof(TLanes) == typeof(Single16) && Avx512F.IsSupported)
        {
            for (var k = 0; k < count; k += 16) Sixteen((float*)rows + 16 * k).Store((float*)sums + k);
        }
        else if (typeof(TLanes) == typeof(Double8) && Avx512F.IsSupported)
        {
            for (var k = 0; k < count; k += 8) Eight((double*)rows + 8 * k).Store((double*)sums + k);
        }
        else
        {
            for (var k = 0; k < count; k++) sums[k] = TLanes.Load(rows + k * TLanes.Count).Sum();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sixteen(float* rows)
    {
        var (a, b, c, d) = (Four(rows), Four(rows + 64), Four(rows + 128), Four(rows + 192));
        var (ab, cd) = (Halve(a, b), Halve(c, d));
        return Halve(ab, cd);
    }

    // Of four rows: lane k of each quarter holds the sum of row k over that quarter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Four(float* rows)
    {
        var ab = Two(Vector512.Load(rows), Vector512.Load(rows + 16));
        var cd = Two(Vector512.Load(rows + 32), Vector512.Load(rows + 48));
        return (Avx512F.UnpackLow(ab.AsDouble(), cd.AsDouble()).AsSingle()) + Avx512F.UnpackHigh(ab.AsDouble(), cd.AsDouble()).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Two(Vector512<float> a, Vector512<float> b) => Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b);

    // The quarters of two vectors pairwise: (a0 + a1, a2 + a3, b0 + b1, b2 + b3).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halve(Vector512<float> a, Vector512<float> b) => Avx512F.Shuffle4x128(a, b, 0x88) + Avx512F.Shuffle4x128(a, b, 0xDD);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Halve(Vector512<double> a, Vector512<double> b) => Avx512F.Shuffle4x128(a, b, 0x88) + Avx512F.Shuffle4x128(a, b, 0xDD);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Two(double* rows)
    {
        var (a, b) = (Vector512.Load(rows), Vector512.Load(rows + 8));
        return Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Eight(double* rows) => Halve(Halve(Two(rows), Two(rows + 16)), Halve(Two(rows + 32), Two(rows + 48)));
}
