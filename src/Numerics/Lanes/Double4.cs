using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lithoscope.Numerics;

/// <summary>Four doubles in a 256-bit vector.</summary>
public readonly unsafe struct Double4 : ILanes<Double4, double>
{
    private readonly Vector256<double> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Double4(Vector256<double> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Of(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Broadcast(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Load(double* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 LoadDoubles(double* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Gather(double* table, int* indices) => new(Avx2.IsSupported
        ? Avx2.GatherVector256(table, Vector128.Load(indices), 8)
        : Vector256.Create(table[indices[0]], table[indices[1]], table[indices[2]], table[indices[3]]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* target) => _value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreDoubles(double* target) => _value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator +(Double4 a, Double4 b) => new(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 a, Double4 b) => new(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator *(Double4 a, Double4 b) => new(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator /(Double4 a, Double4 b) => new(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 operator -(Double4 a) => new(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 MultiplyAdd(Double4 a, Double4 b, Double4 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 SubtractProduct(Double4 a, Double4 b, Double4 c) => new(Vector256.FusedMultiplyAdd(-a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 MultiplySubtract(Double4 a, Double4 b, Double4 c) => new(Vector256.FusedMultiplyAdd(a._value, b._value, -c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Sqrt(Double4 a) => new(Vector256.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Abs(Double4 a) => new(Vector256.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Min(Double4 a, Double4 b) => new(Vector256.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Max(Double4 a, Double4 b) => new(Vector256.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Round(Double4 a) => new(Vector256.Round(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 WhereLess(Double4 a, Double4 b, Double4 yes, Double4 no) => new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), yes._value, no._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyLess(Double4 a, Double4 b) => Vector256.LessThanAny(a._value, b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 PowerOfTwo(Double4 n)
    {
        // Added to 1.5·2⁵², a whole number stands in the low bits; 1023 is the bias of the exponent, 52 its place.
        var bits = (n._value + Vector256.Create(6755399441055744.0 + 1023)).AsInt64();
        return new((bits << 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double4 Mantissa(Double4 a, out Double4 exponent)
    {
        var bits = a._value.AsInt64();
        // The biased exponent as the low bits of 2⁵²: the double is 2⁵² plus it.
        var biased = ((bits >> 52) | Vector256.Create(0x4330000000000000L)).AsDouble();
        exponent = new(biased - Vector256.Create(4503599627370496.0 + 1023));
        return new(((bits & Vector256.Create(0x000FFFFFFFFFFFFFL)) | Vector256.Create(0x3FF0000000000000L)).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Sum() => Vector256.Sum(_value);
}
