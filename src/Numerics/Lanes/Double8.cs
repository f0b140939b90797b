using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Numerics;

/// <summary>Eight doubles in a 512-bit vector.</summary>
public readonly unsafe struct Double8 : ILanes<Double8, double>
{
    private readonly Vector512<double> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double8(Vector512<double> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Of(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Load(double* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 LoadDoubles(double* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Gather(double* table, int* indices) => new(Vector512.Create(
        table[indices[0]], table[indices[1]], table[indices[2]], table[indices[3]], table[indices[4]], table[indices[5]], table[indices[6]], table[indices[7]]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* target) => _value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(double* target) => _value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator +(Double8 a, Double8 b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a, Double8 b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator *(Double8 a, Double8 b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator /(Double8 a, Double8 b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 operator -(Double8 a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 MultiplyAdd(Double8 a, Double8 b, Double8 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 SubtractProduct(Double8 a, Double8 b, Double8 c) => new(Vector512.FusedMultiplyAdd(-a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 MultiplySubtract(Double8 a, Double8 b, Double8 c) => new(Vector512.FusedMultiplyAdd(a._value, b._value, -c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Sqrt(Double8 a) => new(Vector512.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Abs(Double8 a) => new(Vector512.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Min(Double8 a, Double8 b) => new(Vector512.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Max(Double8 a, Double8 b) => new(Vector512.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Round(Double8 a) => new(Vector512.Round(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 WhereLess(Double8 a, Double8 b, Double8 yes, Double8 no) => new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), yes._value, no._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Double8 a, Double8 b) => Vector512.LessThanAny(a._value, b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 PowerOfTwo(Double8 n)
    {
        // Added to 1.5·2⁵², a whole number stands in the low bits; 1023 is the bias of the exponent, 52 its place.
        var bits = (n._value + Vector512.Create(6755399441055744.0 + 1023)).AsInt64();
        return new((bits << 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double8 Mantissa(Double8 a, out Double8 exponent)
    {
        var bits = a._value.AsInt64();
        // The biased exponent as the low bits of 2⁵²: the double is 2⁵² plus it.
        var biased = ((bits >> 52) | Vector512.Create(0x4330000000000000L)).AsDouble();
        exponent = new(biased - Vector512.Create(4503599627370496.0 + 1023));
        return new(((bits & Vector512.Create(0x000FFFFFFFFFFFFFL)) | Vector512.Create(0x3FF0000000000000L)).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sum() => Vector512.Sum(_value);
}
