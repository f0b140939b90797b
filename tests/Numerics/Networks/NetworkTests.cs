using System.Numerics;

namespace Lithoscope.Numerics.Tests;

public unsafe class NetworkTests
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Slopes_are_derivatives(Activation activation)
    {
        foreach (var x in new[] { -3.1, -0.4, 0.2, 1.7 })
        {
            const double h = 1e-4;
            double At(double d) => ActivationFunction.Evaluate(activation, x + d).Value;
            var slope = (8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h);
            Assert.Equal(slope, ActivationFunction.Evaluate(activation, x).Slope, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Lanes_give_what_the_definition_gives(Activation activation)
    {
        // Widths below, at and above whole vectors and blocks of four.
        foreach (var sizes in new int[][] { [1, 1], [5, 3, 1], [44, 15, 15, 1], [52, 30, 1], [17, 70, 9, 1], [64, 64, 32, 1] })
        {
            var network = Random(sizes, activation);
            foreach (var kind in InstructionSet.Supported)
            {
                Assert.Equal(0, LaneChoice.Create(new Comparison(network), false, kind), 1e-13);
                Assert.Equal(0, LaneChoice.Create(new Comparison(network), true, kind), 1e-5);
            }
        }
    }

    [Fact]
    public void The_gradient_is_that_of_the_output()
    {
        var network = Random([6, 5, 4, 1], Activation.Tanh);
        double[] input = [0.3, -0.2, 0.7, 0.1, -0.9, 0.4];
        var gradient = new double[6];
        network.Evaluate(input, gradient);
        for (var k = 0; k < 6; k++)
        {
            double At(double d)
            {
                double[] moved = [.. input];
                moved[k] += d;
                return network.Evaluate(moved, []);
            }

            const double h = 1e-3;
            Assert.Equal((8 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12 * h), gradient[k], 1e-11);
        }
    }

    private static FeedForwardNetwork Random(int[] sizes, Activation activation)
    {
        var stream = new RandomStream(7, "network", (ulong)sizes.Sum());
        double[] Numbers(int count, double size) => [.. Enumerable.Range(0, count).Select(_ => size * (2 * stream.NextDouble() - 1))];
        return new([.. Enumerable.Range(1, sizes.Length - 1).Select(l =>
            new NetworkLayer(Numbers(sizes[l] * sizes[l - 1], 1.5 / Math.Sqrt(sizes[l - 1])), Numbers(sizes[l], 0.5), l == sizes.Length - 1 ? Activation.Linear : activation))]);
    }

    /// <summary>The largest difference from the definition, relative to the largest derivative or the output.</summary>
    private sealed class Comparison(FeedForwardNetwork network) : ILaneFactory<double>
    {
        public double Create<TLanes, TReal>()
            where TLanes : unmanaged, ILanes<TLanes, TReal>
            where TReal : unmanaged, IBinaryFloatingPointIeee754<TReal>
        {
            NetworkKernel<TLanes, TReal> kernel = new(network);
            AlignedBuffer<TReal> input = new(kernel.PaddedInputs), gradient = new(kernel.PaddedInputs);
            var workspace = kernel.CreateWorkspace();
            var stream = new RandomStream(8, "inputs");
            var values = new double[network.Inputs];
            var expected = new double[network.Inputs];
            double worst = 0;
            for (var again = 0; again < 5; again++)
            {
                for (var k = 0; k < values.Length; k++)
                {
                    values[k] = (float)(2 * stream.NextDouble() - 1);
                    input.Span[k] = TReal.CreateTruncating(values[k]);
                }

                gradient.Span.Fill(TReal.One);
                var output = double.CreateChecked(kernel.Evaluate(input.Pointer, gradient.Pointer, workspace));
                var exact = network.Evaluate(values, expected);
                worst = Math.Max(worst, Math.Abs(output - exact) / Math.Max(1, Math.Abs(exact)));
                var largest = Math.Max(1, expected.Max(Math.Abs));
                for (var k = 0; k < values.Length; k++) worst = Math.Max(worst, Math.Abs(double.CreateChecked(gradient.Span[k]) - expected[k]) / largest);
                Assert.All(gradient.Span[network.Inputs..].ToArray(), g => Assert.Equal(TReal.Zero, g));
            }

            return worst;
        }
    }
}
