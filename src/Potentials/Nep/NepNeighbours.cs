using System.Numerics;
using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// The neighbours of one atom that are closer than the cutoff of their pair, those of one type beside each other, and the Chebyshev functions of their distances. Arrays over
/// neighbours have room for whole vectors; rows of tables over neighbours are <see cref="Stride"/> apart. One per worker.
/// </summary>
/// <param name="types">Number of types.</param>
/// <param name="basis">Number of functions f_k.</param>
internal sealed unsafe class NepNeighbours<TLanes, TReal>(int types, int basis)
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private const int Vector = 16;

    private AlignedBuffer<TReal> _room = new(0);

    /// <summary>Number of neighbours.</summary>
    public int Count { get; private set; }

    /// <summary>The same, rounded up to whole vectors of these lanes.</summary>
    public int Padded => (Count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    /// <summary>Distance between rows of tables over neighbours.</summary>
    public int Stride { get; private set; }

    /// <summary>Where each type begins; after the last the number of neighbours.</summary>
    public int[] Start { get; } = new int[types + 1];

    /// <summary>Index of each neighbour in the environment.</summary>
    public int[] Index { get; private set; } = [];

    /// <summary>Distances, Å; 1 in the padding.</summary>
    public TReal* R { get; private set; }

    /// <summary>One over the cutoff of each pair, 1/Å; 1 in the padding.</summary>
    public TReal* Inverse { get; private set; }

    /// <summary>x of each neighbour, Å.</summary>
    public TReal* X { get; private set; }

    /// <summary>y, Å.</summary>
    public TReal* Y { get; private set; }

    /// <summary>z, Å.</summary>
    public TReal* Z { get; private set; }

    /// <summary>f_k, a row for each k.</summary>
    public TReal* F { get; private set; }

    /// <summary>Derivatives of f_k with respect to the distance, 1/Å.</summary>
    public TReal* Slope { get; private set; }

    /// <summary>Makes room for so many neighbours.</summary>
    /// <returns>Whether the stride has changed.</returns>
    public bool Reserve(int count)
    {
        // One place more, where neighbours that are left out are written to.
        var stride = (count + 1 + Vector - 1) / Vector * Vector;
        if (stride <= Stride) return false;
        Stride = stride;
        // Rows are read four at a time.
        _room = new((5 + 2 * basis + 3) * stride);
        R = _room.Pointer;
        Inverse = R + stride;
        X = Inverse + stride;
        Y = X + stride;
        Z = Y + stride;
        F = Z + stride;
        Slope = F + basis * stride;
        Index = new int[stride];
        return true;
    }

    /// <summary>Takes those neighbours that are closer than the cutoff of their type.</summary>
    /// <param name="environment">The atom.</param>
    /// <param name="order">Its neighbours in order of types.</param>
    /// <param name="ends">Where each type ends in that order.</param>
    /// <param name="cutoffs">Cutoff of each type with the central atom's, Å.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(LocalEnvironment environment, int[] order, int[] ends, ReadOnlySpan<double> cutoffs)
    {
        var (at, next) = (0, 0);
        fixed (double* r = environment.Distance, x = environment.Dx, y = environment.Dy, z = environment.Dz)
        fixed (int* index = Index, from = order)
        {
            for (var t = 0; t < cutoffs.Length; t++)
            {
                Start[t] = next;
                var (cutoff, inverse, end) = (cutoffs[t], Real(1 / cutoffs[t]), ends[t]);
                for (; at < end; at++)
                {
                    var k = from[at];
                    var distance = r[k];
                    index[next] = k;
                    R[next] = Real(distance);
                    Inverse[next] = inverse;
                    X[next] = Real(x[k]);
                    Y[next] = Real(y[k]);
                    Z[next] = Real(z[k]);
                    next += distance < cutoff ? 1 : 0;
                }
            }
        }

        Start[cutoffs.Length] = Count = next;
        for (; next < Padded; next++) (R[next], Inverse[next], X[next], Y[next], Z[next]) = (TReal.One, TReal.One, TReal.One, TReal.Zero, TReal.Zero);
    }

    /// <summary>Fills <see cref="F"/> and <see cref="Slope"/>: f_k = (T_k(x) + 1)/2 · fc with x = 2(r/rc − 1)² − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate()
    {
        var half = TLanes.Of(0.5);
        for (var v = 0; v < Padded; v += TLanes.Count)
        {
            var inverse = TLanes.Load(Inverse + v);
            var ratio = TLanes.Load(R + v) * inverse;
            var (fc, dfc) = Elementary<TLanes, TReal>.CosineCutoff(ratio);
            var u = ratio - TLanes.Of(1);
            // Twice x and its slope; F_k = T_k fc/2 and its slope obey the recursion of T_k.
            var x = TLanes.MultiplySubtract(TLanes.Of(4) * u, u, TLanes.Of(2));
            var dx = TLanes.Of(8) * u * inverse;
            var (value, slope) = (half * fc, half * dfc * inverse);
            var (first, dfirst) = (value, slope);
            var (before, dbefore) = (half * x * value, half * TLanes.MultiplyAdd(x, slope, dx * value)); // F_−1 = F_1
            TReal* f = F + v, df = Slope + v;
            for (var k = 0; k < basis; k++, f += Stride, df += Stride)
            {
                (value + first).Store(f);
                (slope + dfirst).Store(df);
                var nextSlope = TLanes.MultiplyAdd(dx, value, TLanes.MultiplySubtract(x, slope, dbefore));
                var nextValue = TLanes.MultiplySubtract(x, value, before);
                (before, dbefore, value, slope) = (value, slope, nextValue, nextSlope);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TReal Real(double value)
    {
        if (typeof(TReal) == typeof(float)) return (TReal)(object)(float)value;
        return (TReal)(object)value;
    }
}
