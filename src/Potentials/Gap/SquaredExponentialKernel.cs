using System.Runtime.CompilerServices;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>Squared exponentials on lanes, one sparse point a lane. Bounded by the exponential: some twenty operations for each point.</summary>
internal sealed unsafe class SquaredExponentialKernel<TLanes> : SparseKernel
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    private const int Chunk = 128;
    private readonly AlignedBuffer<double> _scaled; // q_sd/θ_d, [d][s]
    private readonly AlignedBuffer<double> _weights; // α_s f_s δ², zero in the padding
    private readonly int _padded;

    public SquaredExponentialKernel(GapCoordinates coordinates)
        : base(coordinates)
    {
        _padded = (Count + Padding - 1) / Padding * Padding;
        _scaled = new AlignedBuffer<double>(checked(_padded * Dimensions));
        _weights = new AlignedBuffer<double>(_padded);
        for (var s = 0; s < Count; s++)
        {
            _weights.Span[s] = Weights[s] * Variance;
            for (var d = 0; d < Dimensions; d++) _scaled.Span[d * _padded + s] = coordinates.Points[s * Dimensions + d] * InverseScales[d];
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(ReadOnlySpan<double> q, Span<double> gradient)
    {
        gradient[..PaddedDimensions].Clear();
        var shares = stackalloc double[Chunk];
        var total = TLanes.Of(0);
        for (var start = 0; start < _padded; start += Chunk)
        {
            var count = Math.Min(Chunk, _padded - start);
            for (var k = 0; k < count; k += TLanes.Count)
            {
                var square = TLanes.Of(0);
                for (var d = 0; d < Dimensions; d++)
                {
                    var x = TLanes.Broadcast(q[d] * InverseScales[d]) - TLanes.Load(_scaled.Pointer + d * _padded + start + k);
                    square = TLanes.MultiplyAdd(x, x, square);
                }

                var share = TLanes.Load(_weights.Pointer + start + k) * Elementary<TLanes, double>.Exp(TLanes.Of(-0.5) * square);
                share.Store(shares + k);
                total += share;
            }

            for (var d = 0; d < Dimensions; d++)
            {
                var own = TLanes.Broadcast(q[d] * InverseScales[d]);
                var slope = TLanes.Of(0);
                for (var k = 0; k < count; k += TLanes.Count) slope = TLanes.MultiplyAdd(TLanes.Load(shares + k), TLanes.Load(_scaled.Pointer + d * _padded + start + k) - own, slope);
                gradient[d] += slope.Sum() * InverseScales[d];
            }
        }

        GC.KeepAlive(_scaled);
        GC.KeepAlive(_weights);
        return total.Sum() + Constant;
    }
}
