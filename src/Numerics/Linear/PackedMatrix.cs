namespace Lithoscope.Numerics;

/// <summary>
/// A row-major matrix B (rows × width) kept in the order in which the product kernel reads it, for C = A · Bᵀ with many A.
/// This is the product behind every Gram and kernel matrix: C[r, j] = Σ_k A[r, k] B[j, k].
/// </summary>
/// <remarks>
/// Immutable and thread-safe once built. The sum over k runs in ascending blocks, whatever the number of rows, so a product cut
/// into row blocks gives the same bits as one done whole. B is cut into panels of <see cref="PanelRows"/> rows, each stored
/// k-major: panel, k, row in panel.
/// </remarks>
public sealed partial class PackedMatrix
{
    // 16 rows of B are two 512-bit or four 256-bit vectors; with a block of 240 k a panel is 30 KiB and stays in the first-level cache.
    internal const int PanelRows = 16;
    private const int BlockWidth = 240;

    private readonly double[] _panels;

    /// <summary>Packs the matrix.</summary>
    /// <param name="values">Row-major values, <paramref name="rows"/> × <paramref name="width"/>.</param>
    /// <param name="rows">Rows of B: columns of the product.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="stride">Distance between the starts of rows in <paramref name="values"/>; 0 means <paramref name="width"/>.</param>
    /// <exception cref="ArgumentException">Fewer values than the shape needs.</exception>
    public PackedMatrix(ReadOnlySpan<double> values, int rows, int width, int stride = 0)
    {
        stride = stride == 0 ? width : stride;
        if (rows > 0 && values.Length < (long)(rows - 1) * stride + width) throw new ArgumentException("Fewer values than the shape needs.", nameof(values));
        (Rows, Width) = (rows, width);
        var panels = (rows + PanelRows - 1) / PanelRows;
        _panels = GC.AllocateArray<double>(checked(panels * PanelRows * width), pinned: true);
        for (var p = 0; p < panels; p++)
        {
            var panel = _panels.AsSpan(p * PanelRows * width, PanelRows * width);
            var count = Math.Min(PanelRows, rows - p * PanelRows);
            for (var r = 0; r < count; r++)
            {
                var row = values.Slice((p * PanelRows + r) * stride, width);
                for (var k = 0; k < width; k++) panel[k * PanelRows + r] = row[k];
            }
        }
    }

    /// <summary>Rows of B: columns of the product.</summary>
    public int Rows { get; }

    /// <summary>Length of a row.</summary>
    public int Width { get; }

    /// <summary>Computes C = A · Bᵀ, or C = C + scale · A · Bᵀ.</summary>
    /// <param name="a">Row-major A, <paramref name="aRows"/> rows at <paramref name="aStride"/>.</param>
    /// <param name="aRows">Rows of A.</param>
    /// <param name="aStride">Distance between rows of A, at least <see cref="Width"/>.</param>
    /// <param name="c">Row-major product, <paramref name="aRows"/> × <see cref="Rows"/> at <paramref name="cStride"/>.</param>
    /// <param name="cStride">Distance between rows of C, at least <see cref="Rows"/>.</param>
    /// <param name="scale">Factor of the product.</param>
    /// <param name="accumulate">Whether the product is added to C instead of replacing it.</param>
    /// <param name="instructions">The instruction set; null for the active one.</param>
    public unsafe void Multiply(ReadOnlySpan<double> a, int aRows, int aStride, Span<double> c, int cStride, double scale = 1, bool accumulate = false, InstructionSetKind? instructions = null)
    {
        if (aRows == 0 || Rows == 0) return;
        if (a.Length < (long)(aRows - 1) * aStride + Width) throw new ArgumentException("Fewer values than the shape needs.", nameof(a));
        if (c.Length < (long)(aRows - 1) * cStride + Rows) throw new ArgumentException("Fewer values than the shape needs.", nameof(c));
        var level = instructions ?? InstructionSet.Active;
        // Where the kernels leave a tile of sums. Inside them no call may stand between the loop and these stores, or the compiler keeps the accumulators on the stack.
        var tile = stackalloc double[8 * PanelRows];
        fixed (double* pa = a, pb = _panels, pc = c)
        {
            if (level == InstructionSetKind.Scalar)
            {
                MultiplyScalar(pa, aRows, aStride, pb, pc, cStride, scale, accumulate);
                return;
            }

            for (var k0 = 0; k0 == 0 || k0 < Width; k0 += BlockWidth)
            {
                var depth = Math.Min(BlockWidth, Width - k0);
                var add = accumulate || k0 > 0;
                for (var j0 = 0; j0 < Rows; j0 += PanelRows)
                {
                    var panel = pb + (long)j0 * Width + (long)k0 * PanelRows;
                    var columns = Math.Min(PanelRows, Rows - j0);
                    var rowsAtOnce = level == InstructionSetKind.Vector512 ? 8 : 6;
                    for (var i0 = 0; i0 < aRows; i0 += rowsAtOnce)
                    {
                        var rows = Math.Min(rowsAtOnce, aRows - i0);
                        if (level == InstructionSetKind.Vector512) Tile512(pa + (long)i0 * aStride + k0, aStride, rows, panel, depth, pc + (long)i0 * cStride + j0, cStride, columns, scale, add, tile);
                        else
                        {
                            Tile256(pa + (long)i0 * aStride + k0, aStride, rows, panel, depth, pc + (long)i0 * cStride + j0, cStride, Math.Min(columns, 8), scale, add, tile);
                            if (columns > 8) Tile256(pa + (long)i0 * aStride + k0, aStride, rows, panel + 8, depth, pc + (long)i0 * cStride + j0 + 8, cStride, columns - 8, scale, add, tile);
                        }
                    }
                }
            }
        }
    }

    // The definition: every other path computes this sum, in another order and with fused rounding.
    private unsafe void MultiplyScalar(double* a, int aRows, int aStride, double* b, double* c, int cStride, double scale, bool accumulate)
    {
        for (var i = 0; i < aRows; i++)
        {
            for (var j = 0; j < Rows; j++)
            {
                var panel = b + (long)(j / PanelRows) * PanelRows * Width + j % PanelRows;
                double sum = 0;
                for (var k = 0; k < Width; k++) sum += a[(long)i * aStride + k] * panel[(long)k * PanelRows];
                ref var target = ref c[(long)i * cStride + j];
                target = accumulate ? target + scale * sum : scale * sum;
            }
        }
    }
}
