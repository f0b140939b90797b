using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Numerics;

/// <summary>Elementary operations on vectors of doubles. The order of every sum depends on the length alone.</summary>
public static class VectorKernels
{
    /// <summary>Scalar product of two vectors of equal length.</summary>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException("Vectors of different length.", nameof(y));
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        double sum = 0;
        var k = 0;
        if (InstructionSet.Active != InstructionSetKind.Scalar && x.Length >= 8)
        {
            Vector256<double> s0 = default, s1 = default;
            for (; k <= x.Length - 8; k += 8)
            {
                s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref px, (nuint)k), Vector256.LoadUnsafe(ref py, (nuint)k), s0);
                s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref px, (nuint)k + 4), Vector256.LoadUnsafe(ref py, (nuint)k + 4), s1);
            }

            sum = Vector256.Sum(s0 + s1);
        }

        for (; k < x.Length; k++) sum += Unsafe.Add(ref px, k) * Unsafe.Add(ref py, k);
        return sum;
    }

    /// <summary>Multiplies every element by <paramref name="factor"/>.</summary>
    public static void Scale(Span<double> x, double factor)
    {
        ref var px = ref MemoryMarshal.GetReference(x);
        var k = 0;
        if (InstructionSet.Active != InstructionSetKind.Scalar)
        {
            var factors = Vector256.Create(factor);
            for (; k <= x.Length - 4; k += 4) (Vector256.LoadUnsafe(ref px, (nuint)k) * factors).StoreUnsafe(ref px, (nuint)k);
        }

        for (; k < x.Length; k++) x[k] *= factor;
    }
}
