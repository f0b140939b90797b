using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// Copies sorted atoms, shifted to an image, to the end of a list of candidates, and keeps those near enough to a box. The scalar
/// form is the definition; the vector form takes the same steps on four atoms at a time.
/// </summary>
internal unsafe ref struct CandidateFilter
{
    /// <summary>Sorted atoms: coordinates, Å, indices and codes of their cells.</summary>
    public double* FromX, FromY, FromZ;

    /// <summary>Indices and codes of cells of sorted atoms.</summary>
    public int* FromAtom, FromCode;

    /// <summary>Candidates: coordinates, Å. There is room for four more than are added.</summary>
    public double* X, Y, Z;

    /// <summary>Indices and codes of candidates.</summary>
    public int* Atom, Codes;

    /// <summary>The box's corners, and the shift of the image, Å.</summary>
    public Vector3D Low, High, Shift;

    /// <summary>Squared distance from the box up to which atoms are kept, Å².</summary>
    public double Limit;

    /// <summary>Code of the shift.</summary>
    public int Code;

    /// <summary>Goes through sorted atoms <paramref name="start"/> to <paramref name="end"/>, exclusive.</summary>
    /// <returns>The number of candidates, of which there were <paramref name="n"/>.</returns>
    public readonly int Run(InstructionSetKind kind, int start, int end, int n) =>
        kind != InstructionSetKind.Scalar && Avx2.IsSupported ? RunVector(start, end, n) : RunScalar(start, end, n);

    private readonly int RunScalar(int start, int end, int n)
    {
        for (var s = start; s < end; s++)
        {
            var (x, y, z) = (FromX[s] + Shift.X, FromY[s] + Shift.Y, FromZ[s] + Shift.Z);
            var dx = double.MaxNative(double.MaxNative(Low.X - x, x - High.X), 0);
            var dy = double.MaxNative(double.MaxNative(Low.Y - y, y - High.Y), 0);
            var dz = double.MaxNative(double.MaxNative(Low.Z - z, z - High.Z), 0);
            if (!(dx * dx + dy * dy + dz * dz <= Limit)) continue;
            (X[n], Y[n], Z[n], Atom[n], Codes[n]) = (x, y, z, FromAtom[s], Code - FromCode[s]);
            n++;
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int RunVector(int start, int end, int n)
    {
        ref var quads = ref LaneOrder.Bytes;
        ref var pairs = ref LaneOrder.Eight;
        // Copies: the compiler cannot know that what is stored below leaves the fields as they are.
        double* x = X, y = Y, z = Z, fromX = FromX, fromY = FromY, fromZ = FromZ;
        int* atom = Atom, codes = Codes, fromAtom = FromAtom, fromCode = FromCode;
        var (lx, ly, lz) = (Vector256.Create(Low.X), Vector256.Create(Low.Y), Vector256.Create(Low.Z));
        var (hx, hy, hz) = (Vector256.Create(High.X), Vector256.Create(High.Y), Vector256.Create(High.Z));
        var (sx, sy, sz) = (Vector256.Create(Shift.X), Vector256.Create(Shift.Y), Vector256.Create(Shift.Z));
        var (limit, code, zero) = (Vector256.Create(Limit), Vector128.Create(Code), Vector256<double>.Zero);
        var s = start;
        for (; s + 4 <= end; s += 4)
        {
            var (px, py, pz) = (Vector256.Load(fromX + s) + sx, Vector256.Load(fromY + s) + sy, Vector256.Load(fromZ + s) + sz);
            var dx = Vector256.MaxNative(Vector256.MaxNative(lx - px, px - hx), zero);
            var dy = Vector256.MaxNative(Vector256.MaxNative(ly - py, py - hy), zero);
            var dz = Vector256.MaxNative(Vector256.MaxNative(lz - pz, pz - hz), zero);
            var kept = Vector256.LessThanOrEqual(dx * dx + dy * dy + dz * dz, limit).ExtractMostSignificantBits();
            // Lanes kept move to the front; the rest is overwritten by the next four.
            var (order, bytes) = (Unsafe.Add(ref pairs, kept), Unsafe.Add(ref quads, kept));
            Avx2.PermuteVar8x32(px.AsInt32(), order).AsDouble().Store(x + n);
            Avx2.PermuteVar8x32(py.AsInt32(), order).AsDouble().Store(y + n);
            Avx2.PermuteVar8x32(pz.AsInt32(), order).AsDouble().Store(z + n);
            Vector128.ShuffleNative(Vector128.Load(fromAtom + s).AsByte(), bytes).Store((byte*)(atom + n));
            Vector128.ShuffleNative((code - Vector128.Load(fromCode + s)).AsByte(), bytes).Store((byte*)(codes + n));
            n += System.Numerics.BitOperations.PopCount(kept);
        }

        return RunScalar(s, end, n);
    }
}
