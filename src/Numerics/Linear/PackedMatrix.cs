using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
public sealed class PackedMatrix
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

    // 8 rows of A × 16 rows of B: 16 accumulators, one broadcast and two loads for every two fused multiply-adds per row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Tile512(double* a, int aStride, int rows, double* b, int depth, double* c, int cStride, int columns, double scale, bool add, double* tile)
    {
        // Rows beyond the matrix repeat the last one; their sums are not stored.
        var a0 = a;
        var a1 = a + (long)Math.Min(1, rows - 1) * aStride;
        var a2 = a + (long)Math.Min(2, rows - 1) * aStride;
        var a3 = a + (long)Math.Min(3, rows - 1) * aStride;
        var a4 = a + (long)Math.Min(4, rows - 1) * aStride;
        var a5 = a + (long)Math.Min(5, rows - 1) * aStride;
        var a6 = a + (long)Math.Min(6, rows - 1) * aStride;
        var a7 = a + (long)Math.Min(7, rows - 1) * aStride;
        Vector512<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        Vector512<double> s40 = default, s41 = default, s50 = default, s51 = default, s60 = default, s61 = default, s70 = default, s71 = default;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector512.Load(b + (long)k * PanelRows);
            var b1 = Vector512.Load(b + (long)k * PanelRows + 8);
            var x = Vector512.Create(a0[k]);
            s00 = Vector512.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(x, b1, s01);
            x = Vector512.Create(a1[k]);
            s10 = Vector512.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(x, b1, s11);
            x = Vector512.Create(a2[k]);
            s20 = Vector512.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(x, b1, s21);
            x = Vector512.Create(a3[k]);
            s30 = Vector512.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(x, b1, s31);
            x = Vector512.Create(a4[k]);
            s40 = Vector512.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector512.FusedMultiplyAdd(x, b1, s41);
            x = Vector512.Create(a5[k]);
            s50 = Vector512.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector512.FusedMultiplyAdd(x, b1, s51);
            x = Vector512.Create(a6[k]);
            s60 = Vector512.FusedMultiplyAdd(x, b0, s60);
            s61 = Vector512.FusedMultiplyAdd(x, b1, s61);
            x = Vector512.Create(a7[k]);
            s70 = Vector512.FusedMultiplyAdd(x, b0, s70);
            s71 = Vector512.FusedMultiplyAdd(x, b1, s71);
        }

        s00.Store(tile);
        s01.Store(tile + 8);
        s10.Store(tile + 16);
        s11.Store(tile + 24);
        s20.Store(tile + 32);
        s21.Store(tile + 40);
        s30.Store(tile + 48);
        s31.Store(tile + 56);
        s40.Store(tile + 64);
        s41.Store(tile + 72);
        s50.Store(tile + 80);
        s51.Store(tile + 88);
        s60.Store(tile + 96);
        s61.Store(tile + 104);
        s70.Store(tile + 112);
        s71.Store(tile + 120);
        AddTile(tile, PanelRows, c, cStride, rows, columns, scale, add);
    }

    // 6 rows of A × 8 rows of B: 12 accumulators, two vectors of B and one broadcast fill 15 of the 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Tile256(double* a, int aStride, int rows, double* b, int depth, double* c, int cStride, int columns, double scale, bool add, double* tile)
    {
        var a0 = a;
        var a1 = a + (long)Math.Min(1, rows - 1) * aStride;
        var a2 = a + (long)Math.Min(2, rows - 1) * aStride;
        var a3 = a + (long)Math.Min(3, rows - 1) * aStride;
        var a4 = a + (long)Math.Min(4, rows - 1) * aStride;
        var a5 = a + (long)Math.Min(5, rows - 1) * aStride;
        Vector256<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector256.Load(b + (long)k * PanelRows);
            var b1 = Vector256.Load(b + (long)k * PanelRows + 4);
            var x = Vector256.Create(a0[k]);
            s00 = Vector256.FusedMultiplyAdd(x, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(x, b1, s01);
            x = Vector256.Create(a1[k]);
            s10 = Vector256.FusedMultiplyAdd(x, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(x, b1, s11);
            x = Vector256.Create(a2[k]);
            s20 = Vector256.FusedMultiplyAdd(x, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(x, b1, s21);
            x = Vector256.Create(a3[k]);
            s30 = Vector256.FusedMultiplyAdd(x, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(x, b1, s31);
            x = Vector256.Create(a4[k]);
            s40 = Vector256.FusedMultiplyAdd(x, b0, s40);
            s41 = Vector256.FusedMultiplyAdd(x, b1, s41);
            x = Vector256.Create(a5[k]);
            s50 = Vector256.FusedMultiplyAdd(x, b0, s50);
            s51 = Vector256.FusedMultiplyAdd(x, b1, s51);
        }

        s00.Store(tile);
        s01.Store(tile + 4);
        s10.Store(tile + 8);
        s11.Store(tile + 12);
        s20.Store(tile + 16);
        s21.Store(tile + 20);
        s30.Store(tile + 24);
        s31.Store(tile + 28);
        s40.Store(tile + 32);
        s41.Store(tile + 36);
        s50.Store(tile + 40);
        s51.Store(tile + 44);
        AddTile(tile, 8, c, cStride, rows, columns, scale, add);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void AddTile(double* tile, int width, double* c, int cStride, int rows, int columns, double scale, bool add)
    {
        var factor = Vector256.Create(scale);
        for (var i = 0; i < rows; i++)
        {
            var source = tile + i * width;
            var target = c + (long)i * cStride;
            var j = 0;
            for (; j <= columns - 4; j += 4)
            {
                var value = Vector256.Load(source + j) * factor;
                (add ? value + Vector256.Load(target + j) : value).Store(target + j);
            }

            for (; j < columns; j++) target[j] = add ? target[j] + scale * source[j] : scale * source[j];
        }
    }
}
