using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lithoscope.Numerics;

/// <summary>Eight floats in a 256-bit vector.</summary>
public readonly unsafe struct Single8 : ILanes<Single8, float>
{
    private readonly Vector256<float> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Single8(Vector256<float> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Of(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Broadcast(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 LoadDoubles(double* source) => new(Vector256.Narrow(Vector256.Load(source), Vector256.Load(source + 4)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Gather(float* table, int* indices) => new(Avx2.IsSupported
        ? Avx2.GatherVector256(table, Vector256.Load(indices), 4)
        : Vector256.Create(table[indices[0]], table[indices[1]], table[indices[2]], table[indices[3]], table[indices[4]], table[indices[5]], table[indices[6]], table[indices[7]]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => _value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(double* target)
    {
        var (low, high) = Vector256.Widen(_value);
        low.Store(target);
        high.Store(target + 4);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator +(Single8 a, Single8 b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 a, Single8 b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator *(Single8 a, Single8 b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator /(Single8 a, Single8 b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 operator -(Single8 a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 MultiplyAdd(Single8 a, Single8 b, Single8 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 SubtractProduct(Single8 a, Single8 b, Single8 c) => new(Vector256.FusedMultiplyAdd(-a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 MultiplySubtract(Single8 a, Single8 b, Single8 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, -c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Sqrt(Single8 a) => new(Vector256.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Abs(Single8 a) => new(Vector256.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Min(Single8 a, Single8 b) => new(Vector256.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Max(Single8 a, Single8 b) => new(Vector256.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Round(Single8 a) => new(Vector256.Round(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 WhereLess(Single8 a, Single8 b, Single8 yes, Single8 no) => new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), yes._value, no._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Single8 a, Single8 b) => Vector256.LessThanAny(a._value, b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 PowerOfTwo(Single8 n)
    {
        // Added to 1.5·2²³, a whole number stands in the low bits; 127 is the bias of the exponent, 23 its place.
        var bits = (n._value + Vector256.Create(12582912f + 127)).AsInt32();
        return new((bits << 23).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Single8 Mantissa(Single8 a, out Single8 exponent)
    {
        var bits = a._value.AsInt32();
        // The biased exponent as the low bits of 2²³: the number is 2²³ plus it.
        var biased = ((bits >> 23) | Vector256.Create(0x4B000000)).AsSingle();
        exponent = new(biased - Vector256.Create(8388608f + 127));
        return new(((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum() => Vector256.Sum(_value);
}
