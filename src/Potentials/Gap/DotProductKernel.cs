using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>
/// Powers of scalar products, on lanes. Sparse points are gone through once, four at a time: their products with q, then, while they are in the first cache, their share
/// of the gradient. Four multiply-adds for each number read, so the bound is the reading of the sparse points.
/// </summary>
internal sealed unsafe class DotProductKernel<TLanes> : SparseKernel
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private const int Rows = 4;
    private readonly AlignedBuffer<double> _rows;
    private readonly double[] _weights;

    public DotProductKernel(GapCoordinates coordinates)
        : base(coordinates)
    {
        var padded = (Count + Rows - 1) / Rows * Rows;
        _rows = new AlignedBuffer<double>(checked(padded * PaddedDimensions));
        _weights = new double[padded];
        for (var s = 0; s < Count; s++)
        {
            coordinates.Points.AsSpan(s * Dimensions, Dimensions).CopyTo(_rows.Span[(s * PaddedDimensions)..]);
            _weights[s] = Weights[s] * Variance;
        }
    }

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<double> q, Span<double> gradient)
    {
        gradient[..PaddedDimensions].Clear();
        fixed (double* values = q[..PaddedDimensions], slopes = gradient) return Constant + Run(values, slopes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Run(double* q, double* gradient)
    {
        var (length, zeta) = (PaddedDimensions, Coordinates.Zeta);
        double sum = 0;
        for (var s = 0; s < _weights.Length; s += Rows)
        {
            double* x0 = _rows.Pointer + (long)s * length, x1 = x0 + length, x2 = x1 + length, x3 = x2 + length;
            TLanes d0 = default, d1 = default, d2 = default, d3 = default;
            for (var k = 0; k < length; k += TLanes.Count)
            {
                var v = TLanes.Load(q + k);
                d0 = TLanes.MultiplyAdd(v, TLanes.Load(x0 + k), d0);
                d1 = TLanes.MultiplyAdd(v, TLanes.Load(x1 + k), d1);
                d2 = TLanes.MultiplyAdd(v, TLanes.Load(x2 + k), d2);
                d3 = TLanes.MultiplyAdd(v, TLanes.Load(x3 + k), d3);
            }

            double p0 = d0.Sum(), p1 = d1.Sum(), p2 = d2.Sum(), p3 = d3.Sum();
            double w0 = _weights[s] * Power(p0, zeta - 1), w1 = _weights[s + 1] * Power(p1, zeta - 1), w2 = _weights[s + 2] * Power(p2, zeta - 1), w3 = _weights[s + 3] * Power(p3, zeta - 1);
            sum += w0 * p0 + w1 * p1 + w2 * p2 + w3 * p3;
            TLanes g0 = TLanes.Broadcast(zeta * w0), g1 = TLanes.Broadcast(zeta * w1), g2 = TLanes.Broadcast(zeta * w2), g3 = TLanes.Broadcast(zeta * w3);
            for (var k = 0; k < length; k += TLanes.Count)
            {
                var low = TLanes.MultiplyAdd(g0, TLanes.Load(x0 + k), TLanes.Load(gradient + k));
                low = TLanes.MultiplyAdd(g1, TLanes.Load(x1 + k), low);
                low = TLanes.MultiplyAdd(g2, TLanes.Load(x2 + k), low);
                TLanes.MultiplyAdd(g3, TLanes.Load(x3 + k), low).Store(gradient + k);
            }
        }

        GC.KeepAlive(_rows);
        return sum;
    }
}
