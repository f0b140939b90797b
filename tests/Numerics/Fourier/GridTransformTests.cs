namespace Lithoscope.Numerics.Tests;

public class GridTransformTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 3, 5)]
    [InlineData(8, 12, 10)]
    [InlineData(15, 6, 9)]
    [InlineData(2, 27, 25)]
    [InlineData(16, 2, 64)]
    public unsafe void Transforms_are_the_sums_of_their_definition_and_go_back(int first, int second, int third)
    {
        foreach (var instructions in InstructionSet.Supported)
        {
            var transform = GridTransform.Create(first, second, third, instructions);
            var size = first * second * transform.Row;
            AlignedBuffer<double> re = new(size), im = new(size), workspace = new(transform.Workspace);
            var stream = new RandomStream(3, "grid");
            for (var k = 0; k < size; k++) (re.Span[k], im.Span[k]) = (stream.NextDouble() - 0.5, stream.NextDouble() - 0.5);
            double[] startRe = [.. re.Span], startIm = [.. im.Span];
            int At(int a, int b, int c) => (a * second + b) * transform.Row + c;
            for (var a = 0; a < first; a++) transform.Plane(re.Pointer, im.Pointer, a, workspace.Pointer);
            for (var b = 0; b < second; b++) transform.Columns(re.Pointer, im.Pointer, b, workspace.Pointer);

            for (var n = 0; n < 20; n++)
            {
                var (a, b, c) = (stream.NextInt(first), stream.NextInt(second), stream.NextInt(third));
                double sumRe = 0, sumIm = 0;
                for (var x = 0; x < first; x++)
                {
                    for (var y = 0; y < second; y++)
                    {
                        for (var z = 0; z < third; z++)
                        {
                            var (sine, cosine) = Math.SinCos(-2 * Math.PI * ((double)(a * x % first) / first + (double)(b * y % second) / second + (double)(c * z % third) / third));
                            var at = At(x, y, z);
                            sumRe += startRe[at] * cosine - startIm[at] * sine;
                            sumIm += startRe[at] * sine + startIm[at] * cosine;
                        }
                    }
                }

                Assert.Equal(sumRe, re.Span[At(a, b, c)], 1e-13 * Math.Sqrt(size));
                Assert.Equal(sumIm, im.Span[At(a, b, c)], 1e-13 * Math.Sqrt(size));
            }

            // Back, with real and imaginary parts exchanged.
            for (var b = 0; b < second; b++) transform.Columns(im.Pointer, re.Pointer, b, workspace.Pointer);
            for (var a = 0; a < first; a++) transform.Plane(im.Pointer, re.Pointer, a, workspace.Pointer);
            for (var a = 0; a < first; a++)
            {
                for (var b = 0; b < second; b++)
                {
                    for (var c = 0; c < third; c++)
                    {
                        Assert.Equal(startRe[At(a, b, c)], re.Span[At(a, b, c)] / (first * second * third), 1e-14);
                        Assert.Equal(startIm[At(a, b, c)], im.Span[At(a, b, c)] / (first * second * third), 1e-14);
                    }
                }
            }
        }
    }

    [Fact]
    public void Lengths_are_products_of_small_primes()
    {
        Assert.Equal(30, GridTransform.PointsFrom(29));
        Assert.Equal(64, GridTransform.PointsFrom(61));
        Assert.Throws<ArgumentOutOfRangeException>(() => GridTransform.Create(7, 1, 1));
    }

    [Fact]
    public void The_complementary_error_function_agrees_with_its_integral()
    {
        // Values of NIST's tables, DLMF 7.23, and of the error function of this library.
        Assert.Equal(0.15729920705028513, ComplementaryErrorFunction.Value(1, out var slope), 3e-16);
        Assert.Equal(-2 / Math.Sqrt(Math.PI) / Math.E, slope, 1e-15);
        for (var x = 0.0; x < 6.4; x += 0.0137)
        {
            Assert.Equal(1 - ErrorFunction.Erf(x), ComplementaryErrorFunction.Value(x, out slope), 3e-15);
            var expected = -2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
            Assert.Equal(expected, slope, 2e-15);
        }

        // erfc(3), erfc(5): asymptotic digits that 1 − erf does not have.
        Assert.Equal(2.2090496998585441e-5, ComplementaryErrorFunction.Value(3, out _), 1e-19);
        Assert.Equal(1.5374597944280349e-12, ComplementaryErrorFunction.Value(5, out _), 1e-26);
    }
}
