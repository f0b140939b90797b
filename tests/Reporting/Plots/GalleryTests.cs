using System.Globalization;
using System.Xml.Linq;

namespace Lithoscope.Reporting.Tests;

public sealed class GalleryTests
{
    /// <summary>Also writes the figures where LITHOSCOPE_GALLERY names a folder, to be looked at.</summary>
    [Fact]
    public void EveryKindOfFigureIsWellFormedAndHasNoValueThatIsNotFinite()
    {
        var folder = Environment.GetEnvironmentVariable("LITHOSCOPE_GALLERY");
        foreach (var (name, svg) in Gallery.All)
        {
            if (folder is not null)
            {
                File.WriteAllText(Path.Combine(folder, name + ".svg"), svg);
            }
            var root = XDocument.Parse(svg).Root!;
            Assert.Equal("svg", root.Name.LocalName);
            Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
            Assert.DoesNotContain(" id=", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AParityPlotOfFiveThousandPointsStaysSmall()
    {
        var svg = Gallery.Parity(5000).ToSvg();
        Assert.InRange(svg.Length, 50_000, 120_000);
        // One disc a point, and one in the key.
        Assert.Equal(5001, svg.Split("h0").Length - 1);
    }

    [Fact]
    public void DrawingDoesNotDependOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        var first = Gallery.Spectrum().ToSvg();
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(first, Gallery.Spectrum().ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
