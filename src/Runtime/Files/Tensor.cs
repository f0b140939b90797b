using System.Runtime.InteropServices;

namespace Lithoscope.Runtime;

/// <summary>Element types of tensors in safetensors files.</summary>
public enum TensorType
{
    /// <summary>64-bit real.</summary>
    F64,

    /// <summary>32-bit real.</summary>
    F32,

    /// <summary>64-bit whole number.</summary>
    I64,

    /// <summary>32-bit whole number.</summary>
    I32,

    /// <summary>Unsigned byte.</summary>
    U8,
}

/// <summary>A dense array with a shape, row-major (the last index runs fastest). Immutable by agreement: the array is not copied.</summary>
public sealed class Tensor
{
    /// <summary>Wraps an array.</summary>
    /// <param name="data">A <c>double[]</c>, <c>float[]</c>, <c>long[]</c>, <c>int[]</c> or <c>byte[]</c>.</param>
    /// <param name="shape">Dimensions; none for a single value.</param>
    /// <exception cref="ArgumentException">Another type of array, or a shape that does not fit its length.</exception>
    public Tensor(Array data, params int[] shape)
    {
        Type = data switch
        {
            double[] => TensorType.F64,
            float[] => TensorType.F32,
            long[] => TensorType.I64,
            int[] => TensorType.I32,
            byte[] => TensorType.U8,
            _ => throw new ArgumentException($"Tensors do not hold {data.GetType()}.", nameof(data)),
        };
        if (shape.Any(n => n < 0) || shape.Aggregate(1L, (a, n) => checked(a * n)) != data.Length) throw new ArgumentException($"The shape [{string.Join(", ", shape)}] does not fit {data.Length} values.", nameof(shape));
        (Data, Shape) = (data, [.. shape]);
    }

    /// <summary>Element type.</summary>
    public TensorType Type { get; }

    /// <summary>Dimensions.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The array.</summary>
    public Array Data { get; }

    /// <summary>Bytes of one element.</summary>
    internal static int SizeOf(TensorType type) => type switch { TensorType.F64 or TensorType.I64 => 8, TensorType.F32 or TensorType.I32 => 4, _ => 1 };

    internal static Array Allocate(TensorType type, int length) => type switch
    {
        TensorType.F64 => new double[length],
        TensorType.F32 => new float[length],
        TensorType.I64 => new long[length],
        TensorType.I32 => new int[length],
        _ => new byte[length],
    };

    /// <summary>The elements as they lie in memory.</summary>
    internal Span<byte> Bytes => Data switch
    {
        double[] a => MemoryMarshal.AsBytes(a.AsSpan()),
        float[] a => MemoryMarshal.AsBytes(a.AsSpan()),
        long[] a => MemoryMarshal.AsBytes(a.AsSpan()),
        int[] a => MemoryMarshal.AsBytes(a.AsSpan()),
        _ => ((byte[])Data).AsSpan(),
    };
}
