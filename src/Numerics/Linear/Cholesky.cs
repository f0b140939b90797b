namespace Lithoscope.Numerics;

/// <summary>
/// The factorisation A = L · Lᵀ of a symmetric positive definite matrix, by columns of blocks, with the trailing update done by
/// <see cref="PackedMatrix"/>: n³/3 multiply-adds, nearly all of them in that kernel.
/// </summary>
/// <remarks>Immutable and thread-safe once built.</remarks>
public sealed class Cholesky
{
    private const int Block = 64;

    private readonly double[] _lower;
    private readonly PackedMatrix?[] _left;
    private readonly PackedMatrix[] _inverse;

    private Cholesky(double[] lower, int size)
    {
        (_lower, Size) = (lower, size);
        // The part of L left of each diagonal block, packed once: forward substitution of many rows is then mostly products.
        _left = new PackedMatrix?[(size + Block - 1) / Block];
        _inverse = new PackedMatrix[_left.Length];
        for (var b = 0; b < _inverse.Length; b++) _inverse[b] = InvertDiagonal(lower, size, b * Block, Math.Min(Block, size - b * Block));
        for (var b = 1; b < _left.Length; b++) _left[b] = new PackedMatrix(lower.AsSpan(b * Block * size), Math.Min(Block, size - b * Block), b * Block, size);
    }

    /// <summary>A factor from its stored values.</summary>
    /// <param name="lower">Row-major n × n factor L with a positive diagonal; belongs to the factor from then on.</param>
    /// <param name="size">Order n.</param>
    /// <exception cref="ArgumentException">Wrong length, or a diagonal element that is not positive.</exception>
    public static Cholesky FromLower(double[] lower, int size)
    {
        if (lower.Length != size * size) throw new ArgumentException("A factor of order n has n² values.", nameof(lower));
        for (var i = 0; i < size; i++)
        {
            if (!(lower[i * size + i] > 0)) throw new ArgumentException("The diagonal of a Cholesky factor is positive.", nameof(lower));
        }

        return new Cholesky(lower, size);
    }

    /// <summary>Order n of the matrix.</summary>
    public int Size { get; }

    /// <summary>The factor L, row-major n × n; what stands above the diagonal is zero.</summary>
    public ReadOnlySpan<double> Lower => _lower;

    /// <summary>ln det A.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (var i = 0; i < Size; i++) sum += Math.Log(_lower[i * Size + i]);
            return 2 * sum;
        }
    }

    /// <summary>Factorises a matrix, of which only the lower triangle is read.</summary>
    /// <param name="matrix">Row-major, <paramref name="size"/> × <paramref name="size"/>; not changed.</param>
    /// <param name="size">Order n.</param>
    /// <returns>The factor, or null when the matrix is not positive definite to rounding.</returns>
    public static Cholesky? TryFactor(ReadOnlySpan<double> matrix, int size)
    {
        var a = matrix[..(size * size)].ToArray();
        for (var k = 0; k < size; k += Block)
        {
            var width = Math.Min(Block, size - k);
            if (!FactorDiagonal(a, size, k, width)) return null;
            SolvePanel(a, size, k, width);
            var rest = size - k - width;
            if (rest == 0) continue;
            // A22 ← A22 − L21 L21ᵀ, a block row at a time and only up to the diagonal.
            for (var i = k + width; i < size; i += Block)
            {
                var rows = Math.Min(Block, size - i);
                var packed = new PackedMatrix(a.AsSpan(i * size + k), rows, width, size);
                packed.Multiply(a.AsSpan(i * size + k), size - i, size, a.AsSpan(i * size + i), size, -1, accumulate: true);
            }
        }

        for (var i = 0; i < size; i++) a.AsSpan(i * size + i + 1, size - i - 1).Clear();
        return new Cholesky(a, size);
    }

    /// <summary>Factorises A + jitter · I with the least jitter, from zero and then rising by tens, that makes A positive definite.</summary>
    /// <param name="matrix">Row-major, only the lower triangle is read; not changed.</param>
    /// <param name="size">Order n.</param>
    /// <param name="firstJitter">The first jitter tried after zero, in the units of the matrix.</param>
    /// <returns>The factor and the jitter added.</returns>
    /// <exception cref="InvalidOperationException">Not positive definite even with ten thousand million times the first jitter, as with NaN.</exception>
    public static (Cholesky Factor, double Jitter) FactorWithJitter(ReadOnlySpan<double> matrix, int size, double firstJitter)
    {
        if (TryFactor(matrix, size) is { } plain) return (plain, 0);
        var a = matrix.ToArray();
        double added = 0;
        for (var jitter = firstJitter; jitter <= 1e10 * firstJitter; jitter *= 10)
        {
            for (var i = 0; i < size; i++) a[i * size + i] += jitter - added;
            added = jitter;
            if (TryFactor(a, size) is { } factor) return (factor, jitter);
        }

        throw new InvalidOperationException("The matrix is not positive definite.");
    }

    /// <summary>Replaces x by L⁻¹ x.</summary>
    public void SolveLower(Span<double> x)
    {
        for (var i = 0; i < Size; i++)
        {
            var row = _lower.AsSpan(i * Size, i);
            x[i] = (x[i] - Dot(row, x[..i])) / _lower[i * Size + i];
        }
    }

    /// <summary>Replaces x by L⁻ᵀ x.</summary>
    public void SolveUpper(Span<double> x)
    {
        for (var i = Size - 1; i >= 0; i--)
        {
            var value = x[i] /= _lower[i * Size + i];
            var row = _lower.AsSpan(i * Size, i);
            for (var j = 0; j < row.Length; j++) x[j] -= value * row[j];
        }
    }

    /// <summary>Replaces x by A⁻¹ x.</summary>
    public void Solve(Span<double> x)
    {
        SolveLower(x);
        SolveUpper(x);
    }

    /// <summary>Replaces every row r of a row-major block by L⁻¹ r.</summary>
    /// <param name="rows">Rows × <see cref="Size"/>, contiguous.</param>
    /// <param name="count">Number of rows.</param>
    public void SolveLowerRows(Span<double> rows, int count)
    {
        Span<double> copy = new double[Block * Block];
        for (var b = 0; b < _left.Length; b++)
        {
            var start = b * Block;
            var width = Math.Min(Block, Size - start);
            _left[b]?.Multiply(rows, count, Size, rows[start..], Size, -1, accumulate: true);
            // A product with the inverse of the diagonal block in place of a recurrence: all the work is in one kernel.
            for (var r = 0; r < count; r += Block)
            {
                var some = Math.Min(Block, count - r);
                for (var k = 0; k < some; k++) rows.Slice((r + k) * Size + start, width).CopyTo(copy[(k * width)..]);
                _inverse[b].Multiply(copy, some, width, rows[(r * Size + start)..], Size);
            }
        }
    }

    // The inverse of a lower triangular block, by forward substitution of the unit vectors.
    private static PackedMatrix InvertDiagonal(double[] lower, int size, int start, int width)
    {
        var inverse = new double[width * width];
        var column = new double[width];
        for (var k = 0; k < width; k++)
        {
            Array.Clear(column);
            column[k] = 1;
            SolveDiagonal(lower, size, start, width, column);
            for (var i = 0; i < width; i++) inverse[i * width + k] = column[i];
        }

        return new PackedMatrix(inverse, width, width);
    }

    private static bool FactorDiagonal(double[] a, int size, int k, int width)
    {
        for (var i = k; i < k + width; i++)
        {
            var rowI = a.AsSpan(i * size + k, i - k);
            var pivot = a[i * size + i] - Dot(rowI, rowI);
            if (!(pivot > 0) || !double.IsFinite(pivot)) return false;
            var diagonal = a[i * size + i] = Math.Sqrt(pivot);
            for (var j = i + 1; j < k + width; j++)
            {
                a[j * size + i] = (a[j * size + i] - Dot(a.AsSpan(j * size + k, i - k), rowI)) / diagonal;
            }
        }

        return true;
    }

    private static void SolvePanel(double[] a, int size, int k, int width)
    {
        for (var r = k + width; r < size; r++) SolveDiagonal(a, size, k, width, a.AsSpan(r * size + k, width));
    }

    private static void SolveDiagonal(double[] lower, int size, int start, int width, Span<double> x)
    {
        for (var i = 0; i < width; i++)
        {
            var row = lower.AsSpan((start + i) * size + start, i);
            x[i] = (x[i] - Dot(row, x[..i])) / lower[(start + i) * size + start + i];
        }
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => VectorKernels.Dot(x, y);
}
