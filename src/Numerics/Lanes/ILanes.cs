using System.Numerics;

namespace Lithoscope.Numerics;

/// <summary>
/// A few real numbers that are worked on at once. Kernels are written once, generic over this, and run on vectors of any width in double or single precision; with one
/// lane they are plain scalar code.
/// </summary>
/// <typeparam name="TSelf">The lanes.</typeparam>
/// <typeparam name="TReal">What each lane holds: double or float.</typeparam>
/// <remarks>Use <see cref="LaneChoice"/> to choose among implementations. Pointers need not be aligned; aligned ones (<see cref="AlignedBuffer{T}"/>) are faster.</remarks>
public unsafe interface ILanes<TSelf, TReal>
    where TSelf : unmanaged, ILanes<TSelf, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>One constant in all lanes.</summary>
    static abstract TSelf Of(double value);

    /// <summary>One value in all lanes.</summary>
    static abstract TSelf Broadcast(TReal value);

    /// <summary>Reads <see cref="Count"/> values.</summary>
    static abstract TSelf Load(TReal* source);

    /// <summary>Reads <see cref="Count"/> doubles, rounded to the precision of the lanes.</summary>
    static abstract TSelf LoadDoubles(double* source);

    /// <summary>Reads table[indices[k]] into lane k.</summary>
    static abstract TSelf Gather(TReal* table, int* indices);

    /// <summary>Writes <see cref="Count"/> values.</summary>
    void Store(TReal* target);

    /// <summary>Writes <see cref="Count"/> doubles.</summary>
    void StoreDoubles(double* target);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>−a.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a·b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a/b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>c − a·b with one rounding.</summary>
    static abstract TSelf SubtractProduct(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b − c with one rounding.</summary>
    static abstract TSelf MultiplySubtract(TSelf a, TSelf b, TSelf c);

    /// <summary>√a.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>|a|.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>The smaller of both, of numbers that are not NaN.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger of both, of numbers that are not NaN.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The nearest whole number, ties to even.</summary>
    static abstract TSelf Round(TSelf a);

    /// <summary>Lane by lane, <paramref name="yes"/> where a &lt; b, otherwise <paramref name="no"/>.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf yes, TSelf no);

    /// <summary>Whether a &lt; b in any lane.</summary>
    static abstract bool AnyLess(TSelf a, TSelf b);

    /// <summary>2ⁿ of whole numbers n for which it is a normal number.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>Writes a positive normal number as m·2ⁿ, m in [1, 2), n whole.</summary>
    static abstract TSelf Mantissa(TSelf a, out TSelf exponent);

    /// <summary>The sum of all lanes, in an order that depends on their number alone.</summary>
    TReal Sum();
}
