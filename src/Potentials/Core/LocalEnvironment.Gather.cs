using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

// Displacements of the sites in a row that are closer than the cutoff, in the order of the row. The scalar form is the definition.
public sealed partial class LocalEnvironment
{
    private unsafe int Gather(double* sites, int* row, int length, int place, double limit) =>
        _instructions == InstructionSetKind.Vector512 && Avx512DQ.IsSupported ? Gather512(sites, row, length, place, limit)
        : _instructions != InstructionSetKind.Scalar && Avx2.IsSupported ? Gather256(sites, row, length, place, limit)
        : GatherScalar(sites, row, length, place, limit, 0, 0);

    private unsafe int GatherScalar(double* sites, int* row, int length, int place, double limit, int p, int n)
    {
        var centre = sites + BlockSites.Stride * place;
        for (; p < length; p++)
        {
            var site = sites + BlockSites.Stride * row[p];
            double dx = site[0] - centre[0], dy = site[1] - centre[1], dz = site[2] - centre[2];
            var r2 = dx * dx + dy * dy + dz * dz;
            if (!(r2 < limit)) continue;
            (Dx[n], Dy[n], Dz[n], Distance[n], Site[n]) = (dx, dy, dz, Math.Sqrt(r2), row[p]);
            n++;
        }

        return n;
    }

    // Two sites to a vector, four vectors to a block of eight that is transposed to x, y and z; lanes taken move to the front.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe int Gather512(double* sites, int* row, int length, int place, double limit)
    {
        var (n, p) = (0, 0);
        var centre = Vector256.Load(sites + BlockSites.Stride * place);
        Vector512<double> from = Vector512.Create(centre, centre), limits = Vector512.Create(limit);
        Vector512<long> low = Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), high = Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15);
        fixed (double* bx = Dx, by = Dy, bz = Dz, br = Distance)
        fixed (int* taken = Site)
        {
            for (; p <= length - 8; p += 8)
            {
                var k = row + p;
                var s04 = Two(sites, k[0], k[4]) - from;
                var s15 = Two(sites, k[1], k[5]) - from;
                var s26 = Two(sites, k[2], k[6]) - from;
                var s37 = Two(sites, k[3], k[7]) - from;
                // x0 x1 z0 z1 x4 x5 z4 z5 and so on.
                Vector512<double> xz01 = Avx512F.UnpackLow(s04, s15), y01 = Avx512F.UnpackHigh(s04, s15), xz23 = Avx512F.UnpackLow(s26, s37), y23 = Avx512F.UnpackHigh(s26, s37);
                var dx = Avx512F.PermuteVar8x64x2(xz01, low, xz23);
                var dy = Avx512F.PermuteVar8x64x2(y01, low, y23);
                var dz = Avx512F.PermuteVar8x64x2(xz01, high, xz23);
                var r2 = Vector512.FusedMultiplyAdd(dz, dz, Vector512.FusedMultiplyAdd(dy, dy, dx * dx));
                var mask = Vector512.LessThan(r2, limits);
                Avx512F.Compress(dx, mask, dx).Store(bx + n);
                Avx512F.Compress(dy, mask, dy).Store(by + n);
                Avx512F.Compress(dz, mask, dz).Store(bz + n);
                Avx512F.Compress(r2, mask, r2).Store(br + n);
                var numbers = Vector512.WidenLower(Vector256.Load(k).ToVector512());
                Avx512F.ConvertToVector256Int32(Avx512F.Compress(numbers, mask.AsInt64(), numbers)).Store(taken + n);
                n += BitOperations.PopCount(mask.ExtractMostSignificantBits());
            }

            for (var k = 0; k < n; k += 8) Vector512.Sqrt(Vector512.Load(br + k)).Store(br + k);
        }

        return GatherScalar(sites, row, length, place, limit, p, n);
    }

    // One site to a vector, four to a block.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe int Gather256(double* sites, int* row, int length, int place, double limit)
    {
        var (n, p) = (0, 0);
        Vector256<double> from = Vector256.Load(sites + BlockSites.Stride * place), limits = Vector256.Create(limit);
        fixed (double* bx = Dx, by = Dy, bz = Dz, br = Distance)
        fixed (int* taken = Site, order = LanesToFront)
        {
            for (; p <= length - 4; p += 4)
            {
                var k = row + p;
                var s0 = Vector256.Load(sites + BlockSites.Stride * k[0]) - from;
                var s1 = Vector256.Load(sites + BlockSites.Stride * k[1]) - from;
                var s2 = Vector256.Load(sites + BlockSites.Stride * k[2]) - from;
                var s3 = Vector256.Load(sites + BlockSites.Stride * k[3]) - from;
                // x0 x1 z0 z1 and so on.
                Vector256<double> xz01 = Avx.UnpackLow(s0, s1), y01 = Avx.UnpackHigh(s0, s1), xz23 = Avx.UnpackLow(s2, s3), y23 = Avx.UnpackHigh(s2, s3);
                var dx = Avx.Permute2x128(xz01, xz23, 0x20);
                var dy = Avx.Permute2x128(y01, y23, 0x20);
                var dz = Avx.Permute2x128(xz01, xz23, 0x31);
                var r2 = Vector256.FusedMultiplyAdd(dz, dz, Vector256.FusedMultiplyAdd(dy, dy, dx * dx));
                var mask = Vector256.LessThan(r2, limits).ExtractMostSignificantBits();
                var lanes = Vector256.Load(order + 8 * (int)mask);
                Avx2.PermuteVar8x32(dx.AsInt32(), lanes).AsDouble().Store(bx + n);
                Avx2.PermuteVar8x32(dy.AsInt32(), lanes).AsDouble().Store(by + n);
                Avx2.PermuteVar8x32(dz.AsInt32(), lanes).AsDouble().Store(bz + n);
                Avx2.PermuteVar8x32(r2.AsInt32(), lanes).AsDouble().Store(br + n);
                for (var lane = 0; lane < 4; lane++) taken[n + lane] = k[order[8 * (int)mask + 2 * lane] / 2];
                n += BitOperations.PopCount(mask);
            }

            for (var k = 0; k < n; k += 4) Vector256.Sqrt(Vector256.Load(br + k)).Store(br + k);
        }

        return GatherScalar(sites, row, length, place, limit, p, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<double> Two(double* sites, int a, int b) =>
        Vector512.Create(Vector256.Load(sites + BlockSites.Stride * a), Vector256.Load(sites + BlockSites.Stride * b));

    // For each set of four lanes, given as four bits, the pairs of 32-bit elements that bring the lanes of the set to the front in order.
    private static readonly int[] LanesToFront = MakeLanesToFront();

    private static int[] MakeLanesToFront()
    {
        var table = new int[16 * 8];
        for (var set = 0; set < 16; set++)
        {
            var place = 8 * set;
            for (var lane = 0; lane < 4; lane++)
            {
                if ((set >> lane & 1) == 1) (table[place++], table[place++]) = (2 * lane, 2 * lane + 1);
            }
        }

        return table;
    }
}
