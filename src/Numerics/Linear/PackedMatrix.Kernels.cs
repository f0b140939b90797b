using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lithoscope.Numerics;

// The inner loops: a tile of the product over one block of k. Rows beyond the matrix repeat the last one; their sums are not stored.
public sealed partial class PackedMatrix
{
    // 8 rows of A × 16 rows of B: 16 accumulators, one broadcast and two loads for every two fused multiply-adds per row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Tile512(double* a, int aStride, int rows, double* b, int depth, double* c, int cStride, int columns, double scale, bool add, double* tile)
    {
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
