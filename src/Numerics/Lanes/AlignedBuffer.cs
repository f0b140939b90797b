using System.Runtime.CompilerServices;

namespace Lithoscope.Numerics;

/// <summary>Memory that starts at a multiple of 64 bytes and never moves, zero at first: for lanes. It lives as long as this object is reachable.</summary>
public sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly T[] _array;

    /// <summary>Allocates room.</summary>
    /// <param name="length">Number of elements.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _array = GC.AllocateArray<T>(checked(length + Alignment / sizeof(T)), pinned: true);
        var start = (nuint)Unsafe.AsPointer(ref _array[0]);
        Pointer = (T*)((start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The first element. Keep this object reachable while it is used (GC.KeepAlive).</summary>
    public T* Pointer { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => new(Pointer, Length);
}
