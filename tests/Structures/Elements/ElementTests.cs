namespace Lithoscope.Structures.Tests;

public class ElementTests
{
    [Fact]
    public void Symbols_lead_back_to_their_numbers_in_any_case()
    {
        for (var z = 0; z <= Element.MaximumAtomicNumber; z++)
        {
            var symbol = Element.Symbol(z);
            foreach (var text in new[] { symbol, symbol.ToUpperInvariant(), symbol.ToLowerInvariant() })
            {
                Assert.True(Element.TryParse(text, out var found));
                Assert.Equal(z, found);
            }
        }
    }

    [Fact]
    public void Nothing_else_is_an_element()
    {
        var symbols = Enumerable.Range(0, 119).Select(Element.Symbol).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var a = 0; a < 256; a++)
        {
            Assert.Equal(symbols.Contains($"{(char)a}"), Element.TryParse([(byte)a], out _));
            for (var b = 0; b < 256; b++) Assert.Equal(symbols.Contains($"{(char)a}{(char)b}"), Element.TryParse([(byte)a, (byte)b], out _));
        }

        foreach (var text in new[] { "", "Sil", "Å", "S\0", " S" }) Assert.False(Element.TryParse(text, out _));
    }

    [Theory]
    [InlineData("H", 1, 1.008, 0.31)]
    [InlineData("Li", 3, 6.94, 1.28)]
    [InlineData("Si", 14, 28.085, 1.11)]
    [InlineData("Au", 79, 196.966570, 1.36)]
    [InlineData("U", 92, 238.02891, 1.96)]
    [InlineData("Og", 118, 294.0, double.NaN)]
    public void Known_values(string symbol, int z, double mass, double radius)
    {
        Assert.Equal((symbol, mass, radius), (Element.Symbol(z), Element.Mass(z), Element.CovalentRadius(z)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(119)]
    public void Other_numbers_are_refused(int z) => Assert.Throws<ArgumentOutOfRangeException>(() => Element.Symbol(z));
}
