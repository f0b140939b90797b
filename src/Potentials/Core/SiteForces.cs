using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>From the derivatives of an atom's energy to forces on the sites of its block and to the virial.</summary>
internal static unsafe class SiteForces
{
    /// <summary>Adds what one atom gives rise to.</summary>
    /// <param name="environment">The atom and its derivatives.</param>
    /// <param name="place">The atom's place in its block.</param>
    /// <param name="forces">[site][x, y, z, 0] of the block, eV/Å.</param>
    /// <param name="instructions">The instruction set.</param>
    /// <returns>Its virial, −Σ r ⊗ ∂E/∂r, eV.</returns>
    public static Matrix3D Add(LocalEnvironment environment, int place, double* forces, InstructionSetKind instructions)
    {
        if (instructions != InstructionSetKind.Scalar && Avx.IsSupported)
        {
            ScatterVector(environment, forces);
            return instructions == InstructionSetKind.Vector512 ? Sum<Double8>(environment, place, forces) : Sum<Double4>(environment, place, forces);
        }

        for (var k = 0; k < environment.Count; k++)
        {
            var site = forces + BlockSites.Stride * environment.Site[k];
            site[0] -= environment.Gx[k];
            site[1] -= environment.Gy[k];
            site[2] -= environment.Gz[k];
        }

        return Sum<Double1>(environment, place, forces);
    }

    // The force on the atom itself, and the virial. Derivatives of padding are made zero first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Matrix3D Sum<TLanes>(LocalEnvironment environment, int place, double* forces)
        where TLanes : unmanaged, ILanes<TLanes, double>
    {
        var count = environment.Count;
        for (var k = count; k % TLanes.Count != 0; k++) (environment.Gx[k], environment.Gy[k], environment.Gz[k]) = (0, 0, 0);
        TLanes fx = TLanes.Of(0), fy = fx, fz = fx, xx = fx, xy = fx, xz = fx, yx = fx, yy = fx, yz = fx, zx = fx, zy = fx, zz = fx;
        fixed (double* px = environment.Dx, py = environment.Dy, pz = environment.Dz, qx = environment.Gx, qy = environment.Gy, qz = environment.Gz)
        {
            for (var k = 0; k < count; k += TLanes.Count)
            {
                TLanes gx = TLanes.Load(qx + k), gy = TLanes.Load(qy + k), gz = TLanes.Load(qz + k);
                (fx, fy, fz) = (fx + gx, fy + gy, fz + gz);
                var d = TLanes.Load(px + k);
                (xx, xy, xz) = (TLanes.SubtractProduct(d, gx, xx), TLanes.SubtractProduct(d, gy, xy), TLanes.SubtractProduct(d, gz, xz));
                d = TLanes.Load(py + k);
                (yx, yy, yz) = (TLanes.SubtractProduct(d, gx, yx), TLanes.SubtractProduct(d, gy, yy), TLanes.SubtractProduct(d, gz, yz));
                d = TLanes.Load(pz + k);
                (zx, zy, zz) = (TLanes.SubtractProduct(d, gx, zx), TLanes.SubtractProduct(d, gy, zy), TLanes.SubtractProduct(d, gz, zz));
            }
        }

        var own = forces + BlockSites.Stride * place;
        own[0] += fx.Sum();
        own[1] += fy.Sum();
        own[2] += fz.Sum();
        return new(new(xx.Sum(), xy.Sum(), xz.Sum()), new(yx.Sum(), yy.Sum(), yz.Sum()), new(zx.Sum(), zy.Sum(), zz.Sum()));
    }

    // Four neighbours at a time, transposed to one vector a site.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScatterVector(LocalEnvironment environment, double* forces)
    {
        var (count, k) = (environment.Count, 0);
        fixed (double* px = environment.Gx, py = environment.Gy, pz = environment.Gz)
        fixed (int* site = environment.Site)
        {
            for (; k <= count - 4; k += 4)
            {
                Vector256<double> x = Vector256.Load(px + k), y = Vector256.Load(py + k), z = Vector256.Load(pz + k), zero = Vector256<double>.Zero;
                // x0 y0 x2 y2, x1 y1 x3 y3, and z with zeros likewise.
                Vector256<double> xy02 = Avx.UnpackLow(x, y), xy13 = Avx.UnpackHigh(x, y), z02 = Avx.UnpackLow(z, zero), z13 = Avx.UnpackHigh(z, zero);
                Subtract(forces, site[k], Avx.Permute2x128(xy02, z02, 0x20));
                Subtract(forces, site[k + 1], Avx.Permute2x128(xy13, z13, 0x20));
                Subtract(forces, site[k + 2], Avx.Permute2x128(xy02, z02, 0x31));
                Subtract(forces, site[k + 3], Avx.Permute2x128(xy13, z13, 0x31));
            }

            for (; k < count; k++) Subtract(forces, site[k], Vector256.Create(px[k], py[k], pz[k], 0));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(double* forces, int site, Vector256<double> gradient)
    {
        var at = forces + BlockSites.Stride * site;
        (Vector256.Load(at) - gradient).Store(at);
    }
}
