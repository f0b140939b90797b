using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Lithoscope.Reporting.Tests;

public sealed class TableTests
{
    private static readonly Table Example = new(
        [new TableColumn("Edge"), new TableColumn("RMSE", "eV", "F3") { Key = "rmse_ev" }, new TableColumn("Atoms")],
        [["Si 2p", 0.1 + 0.2, 1024], ["Li 1s, \"bulk\" <a>", -1.5, null], ["none", double.NaN]]);

    [Fact]
    public void PlainTextIsAligned() => Assert.Equal(
        "Edge               RMSE (eV)  Atoms\n" +
        "─────────────────  ─────────  ─────\n" +
        "Si 2p                  0.300   1024\n" +
        "Li 1s, \"bulk\" <a>     -1.500\n" +
        "none                       –\n", Example.ToPlainText());

    [Fact]
    public void CsvIsExactAndQuoted() => Assert.Equal(
        "Edge,rmse_ev,Atoms\nSi 2p,0.30000000000000004,1024\n\"Li 1s, \"\"bulk\"\" <a>\",-1.5,\nnone,NaN,\n", Example.ToCsv());

    [Fact]
    public void CsvNumbersReadBackToTheSameBits()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 2000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))).Where(double.IsFinite).ToArray();
        var lines = CsvWriter.WriteColumns(["v"], [values]).Split('\n')[1..^1];
        Assert.Equal(values, lines.Select(l => double.Parse(l, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void HtmlIsWellFormedWithNumbersToTheRight()
    {
        var table = XElement.Parse(Example.ToHtml()).Element("table")!;
        var cells = table.Element("tbody")!.Elements("tr").Select(r => r.Elements("td").ToArray()).ToArray();
        Assert.Equal("r", (string?)cells[0][1].Attribute("class"));
        Assert.Null(cells[0][0].Attribute("class"));
        Assert.Equal("Li 1s, \"bulk\" <a>", cells[1][0].Value);
        Assert.Equal("−1.500", cells[1][1].Value);
    }

    [Fact]
    public void JsonKeepsNumbersExactAndHasNullForWhatIsMissing()
    {
        var rows = JsonDocument.Parse(Example.ToJson()).RootElement;
        Assert.Equal(0.1 + 0.2, rows[0].GetProperty("rmse_ev").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows[2].GetProperty("rmse_ev").ValueKind);
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("Atoms").ValueKind);
    }

    [Fact]
    public void ARowLongerThanTheColumnsIsRefused() =>
        Assert.Throws<ArgumentException>(() => new Table(["a"], [[1, 2]]));

    [Fact]
    public void ATableWithoutRowsHasItsHeader()
    {
        var empty = new Table(["a", "b"], []);
        Assert.Equal("a,b\n", empty.ToCsv());
        Assert.Equal("[]\n", empty.ToJson());
        Assert.StartsWith("a  b\n", empty.ToPlainText(), StringComparison.Ordinal);
        XElement.Parse(empty.ToHtml());
    }
}
