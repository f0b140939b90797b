using System.Numerics;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials;

/// <summary>What a kernel needs to know of one type of central atom, laid out for lanes. Immutable.</summary>
internal sealed unsafe class NepLaneTables<TLanes, TReal>
    where TLanes : unmanaged, ILanes<TLanes, TReal>
    where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
{
    public NepLaneTables(NepModel model, int centre)
    {
        var (layout, types) = (model.Layout, model.Types);
        RadialCutoffs = [.. Enumerable.Range(0, types).Select(t => model.RadialCutoff(centre, t))];
        AngularCutoffs = [.. Enumerable.Range(0, types).Select(t => model.AngularCutoff(centre, t))];
        RadialTakesAll = RadialCutoffs.All(c => c == model.Cutoff);
        AngularTakesAll = AngularCutoffs.All(c => c == model.Cutoff);
        (RadialByBasis, RadialByFunction, AngularByBasis) = (
            new(types * layout.RadialBasis * Padded(layout.RadialFunctions)), new(types * layout.RadialFunctions * Padded(layout.RadialBasis)), new(types * layout.AngularBasis * Padded(layout.AngularFunctions) + 3));
        for (var t = 0; t < types; t++)
        {
            var (radial, angular) = (model.RadialOf(centre, t).ToArray(), model.AngularOf(centre, t).ToArray());
            for (var n = 0; n < layout.RadialFunctions; n++)
            {
                for (var k = 0; k < layout.RadialBasis; k++)
                {
                    var c = TReal.CreateTruncating(radial[n * layout.RadialBasis + k]);
                    RadialByBasis.Span[(t * layout.RadialBasis + k) * Padded(layout.RadialFunctions) + n] = c;
                    RadialByFunction.Span[(t * layout.RadialFunctions + n) * Padded(layout.RadialBasis) + k] = c;
                }
            }

            for (var n = 0; n < layout.AngularFunctions; n++)
            {
                for (var k = 0; k < layout.AngularBasis; k++) AngularByBasis.Span[(t * layout.AngularBasis + k) * Padded(layout.AngularFunctions) + n] = TReal.CreateTruncating(angular[n * layout.AngularBasis + k]);
            }
        }

        // With the scales in its weights, the network takes raw descriptors.
        var network = model.Networks[centre];
        var weights = new double[network.Weights.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = network.Weights[i] * model.Scaler[i % layout.Descriptors];
        OutputBias = network.OutputBias;
        Network = new(new([new(weights, [.. network.Biases.Select(b => -b)], Activation.Tanh), new(network.OutputWeights, [0], Activation.Linear)]));
    }

    /// <summary>Radial cutoff with each type, Å.</summary>
    public double[] RadialCutoffs { get; }

    /// <summary>Angular cutoff with each type, Å.</summary>
    public double[] AngularCutoffs { get; }

    /// <summary>Whether all radial cutoffs are the potential's, so that every neighbour is closer.</summary>
    public bool RadialTakesAll { get; }

    /// <summary>Whether all angular cutoffs are the potential's.</summary>
    public bool AngularTakesAll { get; }

    /// <summary>c of the radial functions, types × k × n, the last padded to whole vectors with zeros.</summary>
    public AlignedBuffer<TReal> RadialByBasis { get; }

    /// <summary>The same, types × n × k.</summary>
    public AlignedBuffer<TReal> RadialByFunction { get; }

    /// <summary>c of the angular functions, types × k × n, with room to read four n at a time.</summary>
    public AlignedBuffer<TReal> AngularByBasis { get; }

    /// <summary>Network of raw descriptors, without its output bias.</summary>
    public NetworkKernel<TLanes, TReal> Network { get; }

    /// <summary>What is subtracted from the network's output, eV.</summary>
    public double OutputBias { get; }

    private static int Padded(int count) => (count + TLanes.Count - 1) / TLanes.Count * TLanes.Count;
}
