using System.Xml.Linq;

namespace Lithoscope.Reporting.Tests;

public sealed class HtmlReportTests
{
    private static HtmlReport Example => new()
    {
        Title = "Li–Si <XPS> & more",
        Subtitle = "First light",
        Warnings = ["Initial-state values only: \"shifts\" count."],
        KeyFigures = [new KeyFigure("Si 2p RMSE", "0.098 eV", "spread 0.61 eV"), new KeyFigure("Li 1s RMSE", "0.121 eV"), new KeyFigure("Frames", "250")],
        Sections =
        [
            new ReportSection("Parity", Html.Paragraph("a < b") + Html.Figure(Gallery.Parity(1000).ToSvg(520, 540), "Held-out frames & more.")),
            new ReportSection("Learning", Html.Figure(Gallery.LearningCurve().ToSvg(), "Error against size.")),
            new ReportSection("Spectrum", Html.Figure(Gallery.Spectrum().ToSvg(), "A spectrum.") + Html.Warning("careful") + Html.List("x", "y<")),
            new ReportSection("Numbers", new Table(["Edge", new TableColumn("RMSE", "eV", "F3")], [["Si 2p", 0.098]]) { Title = "Errors" }.ToHtml() + Html.Code("a\n  b <c>")),
        ],
        Provenance = [("seed", "7"), ("input", "frames.extxyz, SHA-256 " + new string('a', 64))],
    };

    [Fact]
    public void TheDocumentIsWellFormedAndNeedsNothingFromOutside()
    {
        var html = Example.ToHtml();
        if (Environment.GetEnvironmentVariable("LITHOSCOPE_GALLERY") is { } folder)
        {
            File.WriteAllText(Path.Combine(folder, "report.html"), html);
        }
        var root = XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;
        Assert.Equal("Li–Si <XPS> & more", root.Descendants("h1").Single().Value);
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.All(root.Descendants("a"), a => Assert.StartsWith("#", (string)a.Attribute("href")!, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("http").Length - 1);
    }

    [Fact]
    public void ContentsPointAtSections()
    {
        var root = XDocument.Parse(Example.ToHtml().Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!;
        var ids = root.Descendants().Select(e => (string?)e.Attribute("id")).OfType<string>().ToArray();
        Assert.Equal(ids.Distinct().Count(), ids.Length);
        Assert.Equal(4, root.Descendants("a").Count());
        Assert.All(root.Descendants("a"), a => Assert.Contains(((string)a.Attribute("href")!)[1..], ids));
    }

    [Fact]
    public void AnEmptyReportIsStillADocument()
    {
        var html = new HtmlReport { Title = "t" }.ToHtml();
        Assert.Equal("t", XDocument.Parse(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)).Root!.Descendants("h1").Single().Value);
    }
}
