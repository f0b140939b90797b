using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Structures;

public sealed partial class NeighbourList
{
    /// <summary>
    /// Collects the neighbours of one atom that at present lie closer than a cutoff: |r_ij|² &lt; cutoff², strictly. Pairs in the skin
    /// are left out, the order of the list is kept.
    /// </summary>
    /// <param name="i">The atom.</param>
    /// <param name="atoms">The atoms of the list, which may have moved since it was built.</param>
    /// <param name="cutoff">Distance, Å; complete up to <see cref="Cutoff"/> while <see cref="NeedsRebuild"/> is false.</param>
    /// <param name="buffer">Where the neighbours go; belongs to the calling worker.</param>
    /// <returns>Number of neighbours.</returns>
    /// <exception cref="InvalidOperationException">The atoms' cell is not the one of the list.</exception>
    public int Gather(int i, Atoms atoms, double cutoff, NeighbourBuffer buffer)
    {
        if (!HasCellOf(atoms)) throw new InvalidOperationException("The cell has changed: build or refresh the list before pairs are gathered.");
        if (atoms.Count != Count) throw new InvalidOperationException("The list was not built for these atoms.");
        buffer.Reserve(_rows[i].Length);
        return buffer.Count = _instructions != InstructionSetKind.Scalar && Avx2.IsSupported
            ? GatherVector(i, atoms, cutoff * cutoff, buffer)
            : GatherScalar(i, atoms, cutoff * cutoff, buffer, 0, 0);
    }

    /// <summary>Whether shifts are those of the atoms' cell: false after the cell has changed, until <see cref="Refresh"/>.</summary>
    public bool HasCellOf(Atoms atoms) => !_periodicity.Any || Same(atoms.Cell, _cell);

    private int GatherScalar(int i, Atoms atoms, double limit, NeighbourBuffer buffer, int p, int n)
    {
        var (x, y, z) = (atoms.X[i], atoms.Y[i], atoms.Z[i]);
        var neighbour = NeighboursOf(i);
        var image = ImagesOf(i);
        for (; p < neighbour.Length; p++)
        {
            var (j, s) = (neighbour[p], image[p]);
            var dx = (atoms.X[j] - x) + _shifts.X[s];
            var dy = (atoms.Y[j] - y) + _shifts.Y[s];
            var dz = (atoms.Z[j] - z) + _shifts.Z[s];
            var r2 = dx * dx + dy * dy + dz * dz;
            if (!(r2 < limit)) continue;
            (buffer.Dx[n], buffer.Dy[n], buffer.Dz[n], buffer.Distance[n]) = (dx, dy, dz, Math.Sqrt(r2));
            (buffer.Index[n], buffer.Pair[n]) = (j, p);
            n++;
        }

        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe int GatherVector(int i, Atoms atoms, double limit, NeighbourBuffer buffer)
    {
        var (n, p, count) = (0, 0, _rows[i].Length);
        var vl = Vector256.Create(limit);
        ref var table = ref LaneOrder.Bytes;
        ref var pairs = ref LaneOrder.Eight;
        fixed (double* x = atoms.X, y = atoms.Y, z = atoms.Z, sx = _shifts.X, sy = _shifts.Y, sz = _shifts.Z)
        fixed (double* bx = buffer.Dx, by = buffer.Dy, bz = buffer.Dz, br = buffer.Distance)
        fixed (int* neighbour = NeighboursOf(i), image = ImagesOf(i), index = buffer.Index, pair = buffer.Pair)
        {
            var (vx, vy, vz) = (Vector256.Create(x[i]), Vector256.Create(y[i]), Vector256.Create(z[i]));
            for (; p + 4 <= count; p += 4)
            {
                // Single loads: the processor's own gather is slow where it is guarded against data sampling.
                int* j = neighbour + p, s = image + p;
                var dx = (Four(x, j) - vx) + Four(sx, s);
                var dy = (Four(y, j) - vy) + Four(sy, s);
                var dz = (Four(z, j) - vz) + Four(sz, s);
                var r2 = dx * dx + dy * dy + dz * dz;
                var taken = Vector256.LessThan(r2, vl).ExtractMostSignificantBits();
                // Lanes taken move to the front; the rest is overwritten by the next four.
                var lanes = Unsafe.Add(ref pairs, taken);
                Avx2.PermuteVar8x32(dx.AsInt32(), lanes).AsDouble().Store(bx + n);
                Avx2.PermuteVar8x32(dy.AsInt32(), lanes).AsDouble().Store(by + n);
                Avx2.PermuteVar8x32(dz.AsInt32(), lanes).AsDouble().Store(bz + n);
                Avx2.PermuteVar8x32(Vector256.Sqrt(r2).AsInt32(), lanes).AsDouble().Store(br + n);
                var quads = Unsafe.Add(ref table, taken);
                Vector128.ShuffleNative(Vector128.Load(j).AsByte(), quads).Store((byte*)(index + n));
                Vector128.ShuffleNative((Vector128.Create(p) + Vector128.Create(0, 1, 2, 3)).AsByte(), quads).Store((byte*)(pair + n));
                n += System.Numerics.BitOperations.PopCount(taken);
            }
        }

        return GatherScalar(i, atoms, limit, buffer, p, n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<double> Four(double* values, int* index) =>
        Vector256.Create(values[index[0]], values[index[1]], values[index[2]], values[index[3]]);

    private static bool Same(in Matrix3D a, in Matrix3D b) =>
        a.A.X == b.A.X && a.A.Y == b.A.Y && a.A.Z == b.A.Z && a.B.X == b.B.X && a.B.Y == b.B.Y && a.B.Z == b.B.Z
        && a.C.X == b.C.X && a.C.Y == b.C.Y && a.C.Z == b.C.Z;
}
