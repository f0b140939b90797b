using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lithoscope.Numerics;

/// <summary>Sixteen floats in a 512-bit vector.</summary>
public readonly unsafe struct Single16 : ILanes<Single16, float>
{
    private readonly Vector512<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Single16(Vector512<float> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Of(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Broadcast(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 LoadDoubles(double* source) => new(Vector512.Narrow(Vector512.Load(source), Vector512.Load(source + 8)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Gather(float* table, int* indices) => new(Vector512.Create(
        Avx2.GatherVector256(table, Vector256.Load(indices), 4), Avx2.GatherVector256(table, Vector256.Load(indices + 8), 4)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => _value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(double* target)
    {
        var (low, high) = Vector512.Widen(_value);
        low.Store(target);
        high.Store(target + 8);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator +(Single16 a, Single16 b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 a, Single16 b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator *(Single16 a, Single16 b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator /(Single16 a, Single16 b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 operator -(Single16 a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 MultiplyAdd(Single16 a, Single16 b, Single16 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 SubtractProduct(Single16 a, Single16 b, Single16 c) => new(Vector512.FusedMultiplyAdd(-a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 MultiplySubtract(Single16 a, Single16 b, Single16 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, -c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Sqrt(Single16 a) => new(Vector512.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Abs(Single16 a) => new(Vector512.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Min(Single16 a, Single16 b) => new(Vector512.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Max(Single16 a, Single16 b) => new(Vector512.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Round(Single16 a) => new(Vector512.Round(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 WhereLess(Single16 a, Single16 b, Single16 yes, Single16 no) => new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), yes._value, no._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Single16 a, Single16 b) => Vector512.LessThanAny(a._value, b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 PowerOfTwo(Single16 n)
    {
        // Added to 1.5·2²³, a whole number stands in the low bits; 127 is the bias of the exponent, 23 its place.
        var bits = (n._value + Vector512.Create(12582912f + 127)).AsInt32();
        return new((bits << 23).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single16 Mantissa(Single16 a, out Single16 exponent)
    {
        var bits = a._value.AsInt32();
        // The biased exponent as the low bits of 2²³: the number is 2²³ plus it.
        var biased = ((bits >> 23) | Vector512.Create(0x4B000000)).AsSingle();
        exponent = new(biased - Vector512.Create(8388608f + 127));
        return new(((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector512.Sum(_value);
}
