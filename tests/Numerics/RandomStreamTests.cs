namespace Lithoscope.Numerics.Tests;

public class RandomStreamTests
{
    // Known answers of Random123's kat_vectors for philox4x32-10.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0u, ~0u, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_words(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), RandomStream.Philox(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void Streams_are_functions_of_seed_purpose_and_index()
    {
        var first = new RandomStream(7, "split", 3);
        var again = new RandomStream(7, "split", 3);
        Assert.Equal(first.NextBits(), again.NextBits());
        Assert.Equal(first.NextBits(), again.NextBits());
        Assert.NotEqual(new RandomStream(7, "split", 3).NextBits(), new RandomStream(7, "split", 4).NextBits());
        Assert.NotEqual(new RandomStream(7, "split", 3).NextBits(), new RandomStream(8, "split", 3).NextBits());
        Assert.NotEqual(new RandomStream(7, "split", 3).NextBits(), new RandomStream(7, "noise", 3).NextBits());
    }

    [Fact]
    public void Uniform_and_normal_numbers_have_their_moments()
    {
        var stream = new RandomStream(1, "moments");
        const int count = 200_000;
        double mean = 0, square = 0, normalMean = 0, normalSquare = 0, normalFourth = 0;
        for (var k = 0; k < count; k++)
        {
            var u = stream.NextDouble();
            var g = stream.NextNormal();
            Assert.InRange(u, 0, 1 - 1e-16);
            (mean, square) = (mean + u, square + u * u);
            (normalMean, normalSquare, normalFourth) = (normalMean + g, normalSquare + g * g, normalFourth + g * g * g * g);
        }

        // Five standard errors each.
        Assert.Equal(0.5, mean / count, 5 * Math.Sqrt(1.0 / 12 / count));
        Assert.Equal(1.0 / 3, square / count, 5 * Math.Sqrt(4.0 / 45 / count));
        Assert.Equal(0, normalMean / count, 5 / Math.Sqrt(count));
        Assert.Equal(1, normalSquare / count, 5 * Math.Sqrt(2.0 / count));
        Assert.Equal(3, normalFourth / count, 5 * Math.Sqrt(96.0 / count));
    }

    [Fact]
    public void A_sample_has_no_repeats_and_is_uniform()
    {
        var hits = new int[10];
        for (ulong k = 0; k < 5000; k++)
        {
            var sample = new RandomStream(5, "sample", k).Sample(10, 3);
            Assert.Equal(3, sample.Distinct().Count());
            foreach (var s in sample) hits[s]++;
        }

        Assert.All(hits, h => Assert.InRange(h, 1500 - 170, 1500 + 170));
    }
}
