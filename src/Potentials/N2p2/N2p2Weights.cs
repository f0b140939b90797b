using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Reads weights.ZZZ.data: one number a line, further columns are remarks; layer by layer the weights, by neurons of the layer before, then of this one, then the biases.</summary>
internal static class N2p2Weights
{
    /// <summary>The network of one element.</summary>
    /// <exception cref="InputException">The file is not sound, or not that of the settings.</exception>
    public static FeedForwardNetwork Read(N2p2Files files, N2p2Settings settings, int species)
    {
        var z = settings.Elements[species];
        var name = FormattableString.Invariant($"weights.{z:000}.data");
        int[] sizes = [settings.Functions[species].Count, .. settings.Layers[species].Select(l => l.Neurons)];
        long needed = 0;
        for (var l = 1; l < sizes.Length; l++) needed += (sizes[l - 1] + 1L) * sizes[l];
        var numbers = new List<double>();
        foreach (var line in files.Lines(name))
        {
            if (numbers.Count == needed) throw line.Fault($"there are more than the {needed} weights of a network {Shape(sizes)} for {Element.Symbol(z)}", $"take the file that belongs to {files.Input}");
            numbers.Add(line.Real(0, "a weight"));
        }

        if (numbers.Count != needed) throw new InputException($"there are {numbers.Count} weights, but a network {Shape(sizes)} for {Element.Symbol(z)} has {needed}", files.PathOf(name), remedy: $"take the complete file that belongs to {files.Input}");
        var layers = new NetworkLayer[sizes.Length - 1];
        var at = 0;
        for (var l = 0; l < layers.Length; l++)
        {
            var (inputs, outputs) = (sizes[l], sizes[l + 1]);
            var divisor = settings.NormaliseNodes ? inputs : 1;
            var weights = new double[inputs * outputs];
            for (var i = 0; i < inputs; i++)
            {
                for (var o = 0; o < outputs; o++) weights[o * inputs + i] = numbers[at++] / divisor;
            }

            var biases = new double[outputs];
            for (var o = 0; o < outputs; o++) biases[o] = numbers[at++] / divisor;
            layers[l] = new NetworkLayer(weights, biases, settings.Layers[species][l].Activation);
        }

        return new FeedForwardNetwork(layers);
    }

    private static string Shape(int[] sizes) => string.Join('-', sizes);
}
