using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning;

/// <summary>Ways to shorten feature vectors.</summary>
public enum CompressionMethod
{
    /// <summary>Projection on the principal axes of training data, not centred, so that scalar products keep their meaning.</summary>
    PrincipalComponents,

    /// <summary>Projection on random directions (Johnson and Lindenstrauss): needs no data, errs more.</summary>
    RandomProjection,
}

/// <summary>
/// Shortens unit vectors of features: x → P x/|P x| with a matrix P of <see cref="Length"/> rows. Kernels of the short vectors approximate those of the long
/// ones; <see cref="KernelError"/> says how well.
/// </summary>
/// <remarks>Immutable and thread-safe. Random projection: D. Achlioptas, J. Comput. Syst. Sci. 66, 671 (2003), doi:10.1016/S0022-0000(03)00025-4.</remarks>
public sealed class FeatureCompression
{
    private readonly double[] _matrix;
    private readonly PackedMatrix _packed;

    /// <summary>Takes a matrix as it is.</summary>
    /// <param name="method">How it was made.</param>
    /// <param name="matrix">Row-major P, <paramref name="length"/> × <paramref name="width"/>.</param>
    /// <param name="length">Entries of the short vectors.</param>
    /// <param name="width">Entries of the long vectors.</param>
    /// <exception cref="ArgumentException">The matrix has another shape.</exception>
    public FeatureCompression(CompressionMethod method, double[] matrix, int length, int width)
    {
        if (length < 1 || matrix.Length != (long)length * width) throw new ArgumentException("The matrix has another shape.", nameof(matrix));
        (Method, _matrix, Length, Width, _packed) = (method, matrix, length, width, new PackedMatrix(matrix, length, width));
    }

    /// <summary>How the matrix was made.</summary>
    public CompressionMethod Method { get; }

    /// <summary>Entries of the short vectors.</summary>
    public int Length { get; }

    /// <summary>Entries of the long vectors.</summary>
    public int Width { get; }

    /// <summary>Row-major P.</summary>
    public ReadOnlyMemory<double> Matrix => _matrix;

    /// <summary>Normal deviates of variance 1/length, from the stream of a seed.</summary>
    public static FeatureCompression Random(int width, int length, ulong seed)
    {
        var matrix = new double[checked(length * width)];
        var stream = new RandomStream(seed, "random projection");
        var scale = 1 / Math.Sqrt(length);
        for (var k = 0; k < matrix.Length; k++) matrix[k] = scale * stream.NextNormal();
        return new(CompressionMethod.RandomProjection, matrix, length, width);
    }

    /// <summary>The axes along which rows vary most about zero: as many as asked for, but no more than there are rows or entries.</summary>
    /// <param name="rows">Row-major, <paramref name="count"/> × <paramref name="width"/>.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="width">Entries of a row.</param>
    /// <param name="length">Axes wanted.</param>
    /// <param name="seed">Where the iteration begins.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="cancellation">Checked between blocks.</param>
    public static FeatureCompression PrincipalComponents(double[] rows, int count, int width, int length, ulong seed, WorkerPool pool, CancellationToken cancellation = default)
    {
        length = Math.Min(length, Math.Min(count, width));
        return new(CompressionMethod.PrincipalComponents, PrincipalAxes.Find(rows, count, width, length, seed, pool, cancellation), length, width);
    }

    /// <summary>Shortens rows.</summary>
    /// <param name="rows">Row-major, <paramref name="count"/> × <see cref="Width"/>.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="target">Row-major, <paramref name="count"/> × <see cref="Length"/>; replaced. A row that vanishes stays zero.</param>
    public void Apply(ReadOnlySpan<double> rows, int count, Span<double> target)
    {
        _packed.Multiply(rows, count, Width, target, Length);
        for (var i = 0; i < count; i++)
        {
            var row = target.Slice(i * Length, Length);
            var norm = Math.Sqrt(VectorKernels.Dot(row, row));
            VectorKernels.Scale(row, norm > 0 ? 1 / norm : 0);
        }
    }

    /// <summary>Shortens all rows, in parallel.</summary>
    public double[] Apply(double[] rows, int count, WorkerPool pool, CancellationToken cancellation = default)
    {
        var target = new double[checked(count * Length)];
        KernelProducts.ForBlocks(count, pool, cancellation, (start, size) => Apply(rows.AsSpan(start * Width, size * Width), size, target.AsSpan(start * Length, size * Length)));
        return target;
    }

    /// <summary>By how much scalar products of short vectors differ from those of the long ones, over random pairs of rows.</summary>
    /// <param name="rows">Row-major unit vectors, <paramref name="count"/> × <see cref="Width"/>, best ones that the axes were not found from.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="seed">Of the pairs.</param>
    /// <param name="pairs">Number of pairs.</param>
    /// <returns>Root mean square and largest difference; zero for fewer than two rows.</returns>
    public (double Rms, double Largest) KernelError(double[] rows, int count, ulong seed, int pairs = 2000)
    {
        if (count < 2) return (0, 0);
        var stream = new RandomStream(seed, "pairs for the error of a compression");
        var (sum, largest) = (0.0, 0.0);
        var shortened = new double[2 * Length];
        var both = new double[2 * Width];
        for (var p = 0; p < pairs; p++)
        {
            var i = stream.NextInt(count);
            var j = (i + 1 + stream.NextInt(count - 1)) % count;
            rows.AsSpan(i * Width, Width).CopyTo(both);
            rows.AsSpan(j * Width, Width).CopyTo(both.AsSpan(Width));
            Apply(both, 2, shortened);
            var error = VectorKernels.Dot(shortened.AsSpan(0, Length), shortened.AsSpan(Length)) - VectorKernels.Dot(both.AsSpan(0, Width), both.AsSpan(Width));
            sum += error * error;
            largest = Math.Max(largest, Math.Abs(error));
        }

        return (Math.Sqrt(sum / pairs), largest);
    }
}
