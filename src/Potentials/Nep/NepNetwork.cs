namespace Lithoscope.Potentials;

/// <summary>The network of one type, E = Σ_m w1_m tanh(Σ_d w0_md x_d − b0_m) − b1, of scaled descriptors x. In eV.</summary>
/// <param name="Weights">w0, neurons × descriptors.</param>
/// <param name="Biases">b0.</param>
/// <param name="OutputWeights">w1.</param>
/// <param name="OutputBias">b1, in NEP5 with the bias of the type.</param>
internal sealed record NepNetwork(double[] Weights, double[] Biases, double[] OutputWeights, double OutputBias)
{
    /// <summary>The energy and its derivatives with respect to the scaled descriptors.</summary>
    public double Evaluate(ReadOnlySpan<double> x, Span<double> slopes)
    {
        slopes.Clear();
        var energy = -OutputBias;
        for (var m = 0; m < Biases.Length; m++)
        {
            var row = Weights.AsSpan(m * x.Length, x.Length);
            var sum = -Biases[m];
            for (var d = 0; d < x.Length; d++) sum += row[d] * x[d];
            var value = Math.Tanh(sum);
            energy += OutputWeights[m] * value;
            var slope = OutputWeights[m] * (1 - value * value);
            for (var d = 0; d < x.Length; d++) slopes[d] += slope * row[d];
        }

        return energy;
    }
}
