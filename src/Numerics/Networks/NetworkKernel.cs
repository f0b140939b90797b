using System.Numerics;
using System.Runtime.CompilerServices;

namespace Lithoscope.Numerics;

/// <summary>
/// <see cref="FeedForwardNetwork"/> on lanes, one set of inputs at a time: neurons lie across lanes, four vectors of them in registers at once. Bounded by the reading of
/// weights, which for networks of some ten kilobytes stay in the first cache. Immutable and thread-safe; workspaces are per worker.
/// </summary>
public sealed unsafe class NetworkKernel<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    private readonly Layer[] _layers;
    private readonly int _room;

    /// <summary>Lays the weights out for lanes.</summary>
    public NetworkKernel(FeedForwardNetwork network)
    {
        _layers = [.. network.Layers.Select(l => new Layer(l))];
        Inputs = network.Inputs;
        PaddedInputs = Padded(Inputs);
        _room = PaddedInputs + _layers.Sum(l => 2 * l.PaddedOutputs) + 2 * Math.Max(PaddedInputs, _layers.Max(l => l.PaddedOutputs));
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary><see cref="Inputs"/> rounded up to whole vectors.</summary>
    public int PaddedInputs { get; }

    /// <summary>Room for one worker.</summary>
    public AlignedBuffer<TReal> CreateWorkspace() => new(_room);

    /// <summary>Evaluates the network and its gradient.</summary>
    /// <param name="input"><see cref="Inputs"/> values.</param>
    /// <param name="gradient">Derivatives of the output with respect to the inputs: <see cref="PaddedInputs"/> values, zeros from <see cref="Inputs"/> on; replaced.</param>
    /// <param name="workspace">What <see cref="CreateWorkspace"/> gave to this worker.</param>
    /// <returns>The output.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TReal Evaluate(TReal* input, TReal* gradient, AlignedBuffer<TReal> workspace)
    {
        var values = input;
        var free = workspace.Pointer;
        foreach (var layer in _layers)
        {
            layer.Forward(values, free, free + layer.PaddedOutputs);
            values = free;
            free += 2 * layer.PaddedOutputs;
        }

        var output = *values;
        // Backwards through the same stretches of the workspace: adjoint of each layer's outputs times its slopes, then through its weights.
        var end = free;
        var largest = (_room - (int)(end - workspace.Pointer) - PaddedInputs) / 2;
        TReal* adjoint = end, other = end + largest;
        *adjoint = TReal.One;
        for (var k = 1; k < _layers[^1].PaddedOutputs; k++) adjoint[k] = TReal.Zero;
        for (var l = _layers.Length - 1; l >= 0; l--)
        {
            free -= 2 * _layers[l].PaddedOutputs;
            var target = l == 0 ? gradient : other;
            _layers[l].Backward(adjoint, free + _layers[l].PaddedOutputs, target);
            var spent = adjoint;
            adjoint = other;
            other = spent;
        }

        GC.KeepAlive(this);
        GC.KeepAlive(workspace);
        return output;
    }

    private static int Padded(int count) => (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;

    private sealed class Layer
    {
        private readonly int _inputs;
        private readonly int _outputs;
        private readonly int _paddedInputs;
        private readonly Activation _activation;
        private readonly AlignedBuffer<TReal> _columns; // [input][padded outputs], then the biases
        private readonly AlignedBuffer<TReal> _rows; // [output][padded inputs]

        public Layer(NetworkLayer layer)
        {
            (_inputs, _outputs, _activation) = (layer.Inputs, layer.Outputs, layer.Activation);
            (_paddedInputs, PaddedOutputs) = (Padded(_inputs), Padded(_outputs));
            _columns = new((_inputs + 1) * PaddedOutputs);
            _rows = new(_outputs * _paddedInputs);
            for (var o = 0; o < _outputs; o++)
            {
                _columns.Span[_inputs * PaddedOutputs + o] = TReal.CreateTruncating(layer.Biases[o]);
                for (var i = 0; i < _inputs; i++)
                {
                    var weight = TReal.CreateTruncating(layer.Weights[o * _inputs + i]);
                    _columns.Span[i * PaddedOutputs + o] = weight;
                    _rows.Span[o * _paddedInputs + i] = weight;
                }
            }
        }

        public int PaddedOutputs { get; }

        public void Forward(TReal* input, TReal* values, TReal* slopes)
        {
            Product(_columns.Pointer, PaddedOutputs, input, _inputs, _columns.Pointer + _inputs * PaddedOutputs, values);
            LaneActivations<TLanes, TReal>.Apply(_activation, values, slopes, PaddedOutputs);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Backward(TReal* adjoint, TReal* slopes, TReal* target)
        {
            for (var o = 0; o < PaddedOutputs; o += TLanes.Count) (TLanes.Load(adjoint + o) * TLanes.Load(slopes + o)).Store(adjoint + o);
            Product(_rows.Pointer, _paddedInputs, adjoint, _outputs, null, target);
        }

        // y = Σ_k x_k column_k (+ y0): four vectors of y at once, each weight read once.
        private static void Product(TReal* columns, int height, TReal* x, int count, TReal* start, TReal* y)
        {
            var (h, n) = (0, TLanes.Count);
            for (; h <= height - 4 * n; h += 4 * n)
            {
                TLanes y0 = Start(start, h), y1 = Start(start, h + n), y2 = Start(start, h + 2 * n), y3 = Start(start, h + 3 * n);
                var column = columns + h;
                for (var k = 0; k < count; k++, column += height)
                {
                    var factor = TLanes.Broadcast(x[k]);
                    y0 = TLanes.MultiplyAdd(factor, TLanes.Load(column), y0);
                    y1 = TLanes.MultiplyAdd(factor, TLanes.Load(column + n), y1);
                    y2 = TLanes.MultiplyAdd(factor, TLanes.Load(column + 2 * n), y2);
                    y3 = TLanes.MultiplyAdd(factor, TLanes.Load(column + 3 * n), y3);
                }

                y0.Store(y + h);
                y1.Store(y + h + n);
                y2.Store(y + h + 2 * n);
                y3.Store(y + h + 3 * n);
            }

            for (; h < height; h += n)
            {
                // Four chains, so that the additions do not wait for each other.
                TLanes y0 = Start(start, h), y1 = TLanes.Of(0), y2 = y1, y3 = y1;
                var column = columns + h;
                var k = 0;
                for (; k <= count - 4; k += 4, column += 4 * height)
                {
                    y0 = TLanes.MultiplyAdd(TLanes.Broadcast(x[k]), TLanes.Load(column), y0);
                    y1 = TLanes.MultiplyAdd(TLanes.Broadcast(x[k + 1]), TLanes.Load(column + height), y1);
                    y2 = TLanes.MultiplyAdd(TLanes.Broadcast(x[k + 2]), TLanes.Load(column + 2 * height), y2);
                    y3 = TLanes.MultiplyAdd(TLanes.Broadcast(x[k + 3]), TLanes.Load(column + 3 * height), y3);
                }

                for (; k < count; k++, column += height) y0 = TLanes.MultiplyAdd(TLanes.Broadcast(x[k]), TLanes.Load(column), y0);
                (y0 + y1 + (y2 + y3)).Store(y + h);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes Start(TReal* start, int at) => start == null ? TLanes.Of(0) : TLanes.Load(start + at);
    }
}
