namespace Lithoscope.Numerics;

/// <summary>One layer of a network: y = f(W x + b).</summary>
public sealed class NetworkLayer
{
    /// <summary>Takes weights and biases; they are not copied.</summary>
    /// <param name="weights">W, row-major: a row for each neuron of this layer.</param>
    /// <param name="biases">b, one for each neuron; its length is the number of neurons.</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ArgumentException">There are no neurons, or the weights are not a whole number of rows.</exception>
    public NetworkLayer(double[] weights, double[] biases, Activation activation)
    {
        if (biases.Length == 0 || weights.Length == 0 || weights.Length % biases.Length != 0) throw new ArgumentException("The weights are not so many rows as there are biases.", nameof(weights));
        (Weights, Biases, Activation) = (weights, biases, activation);
    }

    /// <summary>W, row-major.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>b.</summary>
    public IReadOnlyList<double> Biases { get; }

    /// <summary>f.</summary>
    public Activation Activation { get; }

    /// <summary>Number of values that enter.</summary>
    public int Inputs => Weights.Count / Biases.Count;

    /// <summary>Number of neurons.</summary>
    public int Outputs => Biases.Count;
}
