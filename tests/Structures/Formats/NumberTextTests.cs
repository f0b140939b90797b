using System.Globalization;
using System.Text;

namespace Lithoscope.Structures.Tests;

public class NumberTextTests
{
    [Fact]
    public void Reading_is_correctly_rounded()
    {
        var random = new Random(11);
        for (var i = 0; i < 200_000; i++)
        {
            var digits = random.Next(1, 23);
            var text = new StringBuilder(random.Next(2) == 0 ? "-" : "");
            var point = random.Next(-1, digits + 1);
            for (var k = 0; k < digits; k++)
            {
                if (k == point) text.Append('.');
                text.Append((char)('0' + random.Next(10)));
            }

            if (random.Next(2) == 0) text.Append(CultureInfo.InvariantCulture, $"e{random.Next(-40, 40)}");
            var expected = double.Parse(text.ToString(), CultureInfo.InvariantCulture);
            Assert.True(NumberText.TryParseReal(Encoding.ASCII.GetBytes(text.ToString()), out var value), text.ToString());
            Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value), text.ToString());
        }
    }

    [Fact]
    public void Writing_gives_the_shortest_text_that_reads_back()
    {
        var random = new Random(12);
        Span<byte> text = stackalloc byte[NumberText.MaximumLength];
        for (var i = 0; i < 300_000; i++)
        {
            var value = random.Next(7) switch
            {
                0 => Math.Round(random.NextDouble() * Math.Pow(10, random.Next(-4, 9)), random.Next(10)) * (random.Next(2) - 0.5) * 2,
                1 => random.Next(-1000, 1000) / 1000.0,
                3 => random.NextDouble() * Math.Pow(10, random.Next(-4, 18)),
                4 => Math.Pow(2, random.Next(-20, 60)) * (1 + random.Next(3) / 2.0),
                5 => (double)random.NextInt64(long.MaxValue >> random.Next(40)),
                2 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                _ => Math.BitIncrement(random.Next(1, 100_000_000) * 1e-8),
            };
            if (double.IsNaN(value)) continue;
            var written = Encoding.ASCII.GetString(text[..NumberText.Write(value, text)]);
            Assert.Equal(double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("R", CultureInfo.InvariantCulture), written);
        }
    }

    // Decimals that lie exactly half-way between two doubles, or next to half-way.
    [Fact]
    public void Ties_go_to_the_even_neighbour()
    {
        var random = new Random(13);
        for (var i = 0; i < 100_000; i++)
        {
            var odd = (decimal)(random.NextInt64(1L << 53, 1L << 54) | 1);
            for (var power = 0; power < random.Next(6); power++) odd /= 2;
            foreach (var delta in new[] { 0m, 0.0000001m, -0.0000001m })
            {
                var text = (odd + delta).ToString(CultureInfo.InvariantCulture);
                Assert.True(NumberText.TryParseReal(Encoding.ASCII.GetBytes(text), out var value));
                Assert.True(double.Parse(text, CultureInfo.InvariantCulture).Equals(value), text);
            }
        }
    }

    [Theory]
    [InlineData("1.5d-3", 1.5e-3)]
    [InlineData("1.2345678901234567890D+02", 123.45678901234568)]
    [InlineData("+.5", 0.5)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-400", 0.0)]
    [InlineData("0e999999999999", 0.0)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("+INF", double.PositiveInfinity)]
    [InlineData("-NaN", double.NaN)]
    public void Spellings_of_numbers(string text, double expected)
    {
        Assert.True(NumberText.TryParseReal(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("--1")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("infinit")]
    [InlineData("1 ")]
    public void What_is_no_number_is_refused(string text) => Assert.False(NumberText.TryParseReal(Encoding.ASCII.GetBytes(text), out _));

    [Theory]
    [InlineData("5", true)]
    [InlineData("+5", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("5.0", false)]
    [InlineData("+-5", false)]
    [InlineData("", false)]
    public void Whole_numbers(string text, bool valid) => Assert.Equal(valid, NumberText.TryParseInteger(Encoding.ASCII.GetBytes(text), out _));
}
