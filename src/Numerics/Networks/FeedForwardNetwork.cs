namespace Lithoscope.Numerics;

/// <summary>
/// A feed-forward network with one output, and the gradient of that output with respect to the inputs, by plain loops: the definition of
/// <see cref="NetworkKernel{TLanes, TReal}"/>. Immutable and thread-safe.
/// </summary>
public sealed class FeedForwardNetwork
{
    /// <summary>Takes the layers, first to last.</summary>
    /// <exception cref="ArgumentException">There is no layer, neighbours do not fit, or the last has more than one neuron.</exception>
    public FeedForwardNetwork(IReadOnlyList<NetworkLayer> layers)
    {
        if (layers.Count == 0) throw new ArgumentException("A network has at least one layer.", nameof(layers));
        for (var l = 1; l < layers.Count; l++)
        {
            if (layers[l].Inputs != layers[l - 1].Outputs) throw new ArgumentException($"Layer {l} takes {layers[l].Inputs} values, the one before has {layers[l - 1].Outputs} neurons.", nameof(layers));
        }

        if (layers[^1].Outputs != 1) throw new ArgumentException("The last layer has more than one neuron.", nameof(layers));
        Layers = layers;
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => Layers[0].Inputs;

    /// <summary>Evaluates the network.</summary>
    /// <param name="input"><see cref="Inputs"/> values.</param>
    /// <param name="gradient"><see cref="Inputs"/> derivatives of the output; replaced. Empty where they are not wanted.</param>
    /// <returns>The output.</returns>
    public double Evaluate(ReadOnlySpan<double> input, Span<double> gradient)
    {
        var slopes = new double[Layers.Count][];
        double[] values = [.. input];
        for (var l = 0; l < Layers.Count; l++)
        {
            var layer = Layers[l];
            var next = new double[layer.Outputs];
            slopes[l] = new double[layer.Outputs];
            for (var o = 0; o < layer.Outputs; o++)
            {
                var x = layer.Biases[o];
                for (var i = 0; i < layer.Inputs; i++) x += layer.Weights[o * layer.Inputs + i] * values[i];
                (next[o], slopes[l][o]) = ActivationFunction.Evaluate(layer.Activation, x);
            }

            values = next;
        }

        if (gradient.IsEmpty) return values[0];
        double[] adjoint = [1];
        for (var l = Layers.Count - 1; l >= 0; l--)
        {
            var layer = Layers[l];
            var previous = new double[layer.Inputs];
            for (var o = 0; o < layer.Outputs; o++)
            {
                for (var i = 0; i < layer.Inputs; i++) previous[i] += adjoint[o] * slopes[l][o] * layer.Weights[o * layer.Inputs + i];
            }

            adjoint = previous;
        }

        adjoint.CopyTo(gradient);
        return values[0];
    }
}
