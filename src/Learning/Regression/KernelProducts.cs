using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Learning;

/// <summary>Matrices of kernel values between rows of features, by packed products cut into fixed blocks of rows.</summary>
public static class KernelProducts
{
    private const int BlockRows = 64;

    /// <summary>C = A · Bᵀ.</summary>
    /// <param name="a">Row-major, <paramref name="count"/> × width of <paramref name="b"/>.</param>
    /// <param name="count">Rows of A.</param>
    /// <param name="b">The packed second factor.</param>
    /// <param name="pool">Workers.</param>
    /// <param name="cancellation">Checked before each block.</param>
    /// <returns>Row-major <paramref name="count"/> × rows of B.</returns>
    public static double[] Gram(double[] a, int count, PackedMatrix b, WorkerPool pool, CancellationToken cancellation = default)
    {
        var c = new double[checked(count * b.Rows)];
        ForBlocks(count, pool, cancellation, (start, rows) => b.Multiply(a.AsSpan(start * b.Width), rows, b.Width, c.AsSpan(start * b.Rows), b.Rows));
        return c;
    }

    /// <summary>The polynomial kernel's power x^ζ of every value, for similarities x in [−1, 1]; negative x keeps its sign for whole odd ζ and counts as zero otherwise.</summary>
    public static void Power(Span<double> values, double zeta)
    {
        if (zeta == 1) return;
        if (zeta == Math.Floor(zeta) && zeta <= 16)
        {
            foreach (ref var x in values)
            {
                var y = x;
                for (var k = 1; k < (int)zeta; k++) y *= x;
                x = y;
            }

            return;
        }

        foreach (ref var x in values) x = x <= 0 ? 0 : Math.Pow(x, zeta);
    }

    /// <summary>Runs an action over fixed blocks of rows in parallel.</summary>
    public static void ForBlocks(int count, WorkerPool pool, CancellationToken cancellation, Action<int, int> body) =>
        pool.For((count + BlockRows - 1) / BlockRows, (block, _) => body(block * BlockRows, Math.Min(BlockRows, count - block * BlockRows)), cancellation);
}
