using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>The neighbours of one atom within the angular cutoff, taken out of its environment, and what <see cref="AngularMoments{TLanes, TReal}"/> works with. Grows as needed; one per worker.</summary>
/// <param name="functions">Functions Q of each neighbour.</param>
internal sealed unsafe class AngularRoom<TReal>(int functions)
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private const int Padding = 16;
    private AlignedBuffer<double> _doubles = new(0);
    private AlignedBuffer<TReal> _reals = new(0);
    private int[] _neighbours = [];
    private int _capacity;

    /// <summary>Number of neighbours.</summary>
    public int Count { get; private set; }

    /// <summary><see cref="Count"/> rounded up; the rest are neighbours at the cutoff.</summary>
    public int Padded { get; private set; }

    /// <summary>Displacements and distances, Å.</summary>
    public double* X => _doubles.Pointer;

    /// <inheritdoc cref="X"/>
    public double* Y => X + _capacity;

    /// <inheritdoc cref="X"/>
    public double* Z => X + 2 * _capacity;

    /// <inheritdoc cref="X"/>
    public double* R => X + 3 * _capacity;

    /// <summary>Derivatives of the energy with respect to the positions, eV/Å.</summary>
    public double* Gx => X + 4 * _capacity;

    /// <inheritdoc cref="Gx"/>
    public double* Gy => X + 5 * _capacity;

    /// <inheritdoc cref="Gx"/>
    public double* Gz => X + 6 * _capacity;

    /// <summary>Number of each neighbour's element.</summary>
    public TReal* Spin => _reals.Pointer;

    /// <summary>Unit vectors.</summary>
    public TReal* Ux => Spin + _capacity;

    /// <inheritdoc cref="Ux"/>
    public TReal* Uy => Spin + 2 * _capacity;

    /// <inheritdoc cref="Ux"/>
    public TReal* Uz => Spin + 3 * _capacity;

    /// <summary>1/r.</summary>
    public TReal* Inverse => Spin + 4 * _capacity;

    /// <summary>Cutoff function.</summary>
    public TReal* Weight => Spin + 5 * _capacity;

    /// <summary>Its slope.</summary>
    public TReal* Steep => Spin + 6 * _capacity;

    /// <summary>Values of the functions Q, vector after vector of neighbours.</summary>
    public TReal* Functions => Spin + 7 * _capacity;

    /// <summary>Takes out the neighbours closer than a cutoff.</summary>
    /// <param name="environment">All neighbours.</param>
    /// <param name="spins">Numbers of their elements.</param>
    /// <param name="cutoff">Å.</param>
    /// <param name="width">Number of lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(LocalEnvironment environment, TReal* spins, double cutoff, int width)
    {
        Reserve(environment.Count);
        double* x = X, y = Y, z = Z, r = R;
        var spin = Spin;
        int count = 0, first = 0;
        fixed (double* dx = environment.Dx, dy = environment.Dy, dz = environment.Dz, distance = environment.Distance)
        fixed (int* list = _neighbours)
        {
            if (Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
            {
                // Lanes taken move to the front; the rest is overwritten by what comes next. Padding lies at the potential's cutoff or beyond this one.
                var limit = Vector512.Create(cutoff);
                var number = Vector512.Create(0L, 1, 2, 3, 4, 5, 6, 7);
                for (; first < environment.Count; first += 8, number += Vector512.Create(8L))
                {
                    var d = Vector512.Load(distance + first);
                    var taken = Vector512.LessThan(d, limit);
                    var bits = taken.ExtractMostSignificantBits();
                    if (bits == 0) continue;
                    Avx512F.Compress(d, taken, d).Store(r + count);
                    Avx512F.Compress(d, taken, Vector512.Load(dx + first)).Store(x + count);
                    Avx512F.Compress(d, taken, Vector512.Load(dy + first)).Store(y + count);
                    Avx512F.Compress(d, taken, Vector512.Load(dz + first)).Store(z + count);
                    Avx512F.ConvertToVector256Int32(Avx512F.Compress(number, taken.AsInt64(), number)).Store(list + count);
                    count += BitOperations.PopCount(bits);
                }
            }

            for (; first < environment.Count; first++)
            {
                (list[count], x[count], y[count], z[count], r[count]) = (first, dx[first], dy[first], dz[first], distance[first]);
                count += distance[first] < cutoff ? 1 : 0;
            }

            for (var j = 0; j < count; j++) spin[j] = spins[list[j]];
        }

        (Count, Padded) = (count, (count + width - 1) / width * width);
        for (var j = count; j < Padded; j++) (x[j], y[j], z[j], r[j], spin[j]) = (cutoff, 0, 0, cutoff, TReal.Zero);
    }

    /// <summary>Adds the derivatives to those of the environment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GiveBack(LocalEnvironment environment)
    {
        double* x = Gx, y = Gy, z = Gz;
        fixed (double* gx = environment.Gx, gy = environment.Gy, gz = environment.Gz)
        fixed (int* list = _neighbours)
        {
            for (var j = 0; j < Count; j++)
            {
                var k = list[j];
                gx[k] += x[j];
                gy[k] += y[j];
                gz[k] += z[j];
            }
        }
    }

    private void Reserve(int count)
    {
        // Whole vectors are stored past the last neighbour.
        if (count + Padding < _neighbours.Length) return;
        _capacity = (count + count / 4) / Padding * Padding + 4 * Padding;
        (_neighbours, _doubles, _reals) = (new int[_capacity], new(7 * _capacity), new((7 + functions) * _capacity));
    }
}
