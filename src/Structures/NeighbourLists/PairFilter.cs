using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>
/// One atom against its candidates. The scalar form is the definition; the vector forms take the same steps on four or eight
/// candidates at a time and accept the same ones in the same order.
/// </summary>
/// <remarks>
/// Wrapping atoms into the cell rounds their coordinates, so a distance found here may differ in its last digits from the one of
/// the atoms where they stand, which decides. Candidates below <see cref="Sure"/> are neighbours and those from
/// <see cref="Limit"/> on are not; the few between are decided by <see cref="Exact"/>.
/// </remarks>
internal unsafe ref struct PairFilter
{
    /// <summary>Coordinates of the candidates, Å, padded with infinity to a multiple of eight.</summary>
    public double* X, Y, Z;

    /// <summary>Index and shift code of each candidate.</summary>
    public int* Atom, Code;

    /// <summary>Candidates, padding included.</summary>
    public int Count;

    /// <summary>Where the accepted pairs go; room for <see cref="Count"/> + 8.</summary>
    public int* Neighbour, Image;

    /// <summary>Squared distances, Å²: pairs below the first are certain, pairs from the second on are excluded.</summary>
    public double Sure, Limit;

    /// <summary>Whether each pair is wanted once only, and the number of the shift zero.</summary>
    public bool Half;

    /// <summary>The number of the shift zero.</summary>
    public int Centre;

    /// <summary>Decides pairs too close to the limit.</summary>
    public ExactTest Exact;

    /// <summary>Accepts the neighbours of atom <paramref name="i"/> at a point, to whose number all codes are added.</summary>
    /// <returns>How many there are.</returns>
    public readonly int Run(InstructionSetKind kind, int i, int number, double x, double y, double z) =>
        kind == InstructionSetKind.Vector512 && Avx512F.VL.IsSupported && Avx512DQ.VL.IsSupported ? Run512(i, number, x, y, z)
        : kind != InstructionSetKind.Scalar && Vector256.IsHardwareAccelerated ? Run256(i, number, x, y, z)
        : RunScalar(i, number, x, y, z);

    private readonly int RunScalar(int i, int number, double x, double y, double z)
    {
        var n = 0;
        for (var k = 0; k < Count; k++)
        {
            var (dx, dy, dz) = (X[k] - x, Y[k] - y, Z[k] - z);
            var r2 = dx * dx + dy * dy + dz * dz;
            if (!(r2 < Limit)) continue;
            var (j, image) = (Atom[k], number + Code[k]);
            if (Half && !(j > i || (j == i && image > Centre))) continue;
            if (!(r2 < Sure) && !Exact.Holds(i, j, image)) continue;
            (Neighbour[n], Image[n]) = (j, image);
            n++;
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Run256(int i, int number, double x, double y, double z)
    {
        ref var table = ref LaneOrder.Bytes;
        // Copies: the compiler cannot know that what is stored below leaves the fields as they are.
        double* px = X, py = Y, pz = Z;
        int* atom = Atom, code = Code, neighbour = Neighbour, image = Image;
        var (vx, vy, vz) = (Vector256.Create(x), Vector256.Create(y), Vector256.Create(z));
        var (limit, sure) = (Vector256.Create(Limit), Vector256.Create(Sure));
        var (vi, vn, vc) = (Vector128.Create(i), Vector128.Create(number), Vector128.Create(Centre));
        var (n, count, half, doubt) = (0, Count, Half, 0u);
        for (var k = 0; k < count; k += 4)
        {
            var (dx, dy, dz) = (Vector256.Load(px + k) - vx, Vector256.Load(py + k) - vy, Vector256.Load(pz + k) - vz);
            var r2 = dx * dx + dy * dy + dz * dz;
            var taken = Vector256.LessThan(r2, limit).ExtractMostSignificantBits();
            doubt |= taken ^ Vector256.LessThan(r2, sure).ExtractMostSignificantBits();
            if (half)
            {
                var j = Vector128.Load(atom + k);
                var own = Vector128.Equals(j, vi) & Vector128.GreaterThan(Vector128.Load(code + k) + vn, vc);
                taken &= (Vector128.GreaterThan(j, vi) | own).ExtractMostSignificantBits();
            }

            // The lanes taken, moved to the front; what follows them is overwritten by the next four.
            var order = Unsafe.Add(ref table, taken);
            Vector128.ShuffleNative(Vector128.Load(atom + k).AsByte(), order).Store((byte*)(neighbour + n));
            Vector128.ShuffleNative((Vector128.Load(code + k) + vn).AsByte(), order).Store((byte*)(image + n));
            n += System.Numerics.BitOperations.PopCount(taken);
        }

        return doubt == 0 ? n : RunScalar(i, number, x, y, z);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Run512(int i, int number, double x, double y, double z)
    {
        double* px = X, py = Y, pz = Z;
        int* atom = Atom, code = Code, neighbour = Neighbour, image = Image;
        var (vx, vy, vz) = (Vector512.Create(x), Vector512.Create(y), Vector512.Create(z));
        var (limit, sure) = (Vector512.Create(Limit), Vector512.Create(Sure));
        var (vi, vn, vc) = (Vector256.Create(i), Vector256.Create(number), Vector256.Create(Centre));
        var bit = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        var (n, count, half, doubt) = (0, Count, Half, 0ul);
        for (var k = 0; k < count; k += 8)
        {
            var (dx, dy, dz) = (Vector512.Load(px + k) - vx, Vector512.Load(py + k) - vy, Vector512.Load(pz + k) - vz);
            var r2 = dx * dx + dy * dy + dz * dz;
            var taken = Vector512.LessThan(r2, limit).ExtractMostSignificantBits();
            doubt |= taken ^ Vector512.LessThan(r2, sure).ExtractMostSignificantBits();
            if (half)
            {
                var j = Vector256.Load(atom + k);
                var own = Vector256.Equals(j, vi) & Vector256.GreaterThan(Vector256.Load(code + k) + vn, vc);
                taken &= (Vector256.GreaterThan(j, vi) | own).ExtractMostSignificantBits();
            }

            var lanes = Vector256.Equals(Vector256.Create((int)taken) & bit, bit);
            Avx512F.VL.Compress(Vector256<int>.Zero, lanes, Vector256.Load(atom + k)).Store(neighbour + n);
            Avx512F.VL.Compress(Vector256<int>.Zero, lanes, Vector256.Load(code + k) + vn).Store(image + n);
            n += System.Numerics.BitOperations.PopCount(taken);
        }

        return doubt == 0 ? n : RunScalar(i, number, x, y, z);
    }
}
