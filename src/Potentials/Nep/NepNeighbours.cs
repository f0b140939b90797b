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
    /// <param name="all">Whether every neighbour of the environment is closer than these.</param>
    /// <param name="directions">Whether <see cref="X"/>, <see cref="Y"/> and <see cref="Z"/> are wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(LocalEnvironment environment, int[] order, int[] ends, double[] cutoffs, bool all, bool directions)
    {
        var count = 0;
        fixed (double* r = environment.Distance, x = environment.Dx, y = environment.Dy, z = environment.Dz)
        fixed (int* index = Index, from = order)
        {
            for (var (t, at) = (0, 0); t < cutoffs.Length; t++)
            {
                Start[t] = count;
                var (cutoff, end) = (all ? double.MaxValue : cutoffs[t], ends[t]);
                for (; at < end; at++)
                {
                    var k = from[at];
                    index[count] = k;
                    count += r[k] < cutoff ? 1 : 0;
                }

                new Span<TReal>(Inverse + Start[t], count - Start[t]).Fill(Real(1 / cutoffs[t]));
            }

            Start[cutoffs.Length] = Count = count;
            for (var j = 0; j < count; j++) R[j] = Real(r[index[j]]);
            if (directions)
            {
                for (var j = 0; j < count; j++)
                {
                    var k = index[j];
                    X[j] = Real(x[k]);
                    Y[j] = Real(y[k]);
                    Z[j] = Real(z[k]);
                }
            }
        }

        for (var padded = Padded; count < padded; count++) (R[count], Inverse[count], X[count], Y[count], Z[count]) = (TReal.One, TReal.One, TReal.One, TReal.Zero, TReal.Zero);
    }

    /// <summary>Fills <see cref="F"/> and <see cref="Slope"/>: f_k = (T_k(x) + 1)/2 · fc with x = 2(r/rc − 1)² − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Evaluate()
    {
        var half = TLanes.Of(0.5);
        var padded = Padded;
        for (var v = 0; v < padded; v += TLanes.Count)
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
