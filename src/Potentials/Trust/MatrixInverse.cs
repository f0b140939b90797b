namespace Lithoscope.Potentials;

/// <summary>The inverse of a small square matrix by Gauss–Jordan elimination with row pivots.</summary>
internal static class MatrixInverse
{
    public static double[] Of(double[] matrix, int size)
    {
        var (a, inverse) = ((double[])matrix.Clone(), new double[size * size]);
        for (var i = 0; i < size; i++) inverse[i * size + i] = 1;
        for (var c = 0; c < size; c++)
        {
            var pivot = c;
            for (var r = c + 1; r < size; r++)
            {
                if (Math.Abs(a[r * size + c]) > Math.Abs(a[pivot * size + c])) pivot = r;
            }

            if (a[pivot * size + c] == 0) throw new ArithmeticException("The matrix is singular.");
            Swap(a, c, pivot, size);
            Swap(inverse, c, pivot, size);
            Scale(a.AsSpan(c * size, size), inverse.AsSpan(c * size, size), 1 / a[c * size + c]);
            for (var r = 0; r < size; r++)
            {
                var factor = a[r * size + c];
                if (r == c || factor == 0) continue;
                Subtract(a.AsSpan(r * size, size), a.AsSpan(c * size, size), factor);
                Subtract(inverse.AsSpan(r * size, size), inverse.AsSpan(c * size, size), factor);
            }
        }

        return inverse;
    }

    private static void Swap(double[] matrix, int first, int second, int size)
    {
        if (first == second) return;
        for (var k = 0; k < size; k++) (matrix[first * size + k], matrix[second * size + k]) = (matrix[second * size + k], matrix[first * size + k]);
    }

    private static void Scale(Span<double> row, Span<double> other, double factor)
    {
        for (var k = 0; k < row.Length; k++) (row[k], other[k]) = (factor * row[k], factor * other[k]);
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> pivot, double factor)
    {
        for (var k = 0; k < row.Length; k++) row[k] -= factor * pivot[k];
    }
}
