using System.Text.Json;
using Lithoscope.Runtime;

namespace Lithoscope.Reporting.Tests;

/// <summary>Texts whose numbers come from summaries.</summary>
public sealed class DocumentTests : IDisposable
{
    private const string Numbers = """{"stage": {"drift": -1.2345e-5, "count": 12, "name": "hold", "none": null, "values": [1.5, 2.25]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no place", "no place")]
    [InlineData("{{a.stage.drift|E1}} eV", "-1.2E-005 eV")]
    [InlineData("{{ a.stage.count }}, {{a.stage.values.0|F2}}{{a.stage.name}}", "12, 1.50hold")]
    [InlineData("{{a.stage.none|F2}} }} {", "– }} {")]
    public void Numbers_come_in_by_name(string text, string expected) => Assert.Equal(expected, Fill(text));

    [Theory]
    [InlineData("{{a.stage.drift", "t.md, line 1: '{{' is not closed; end it with '}}'.")]
    [InlineData("\n\n{{b.stage.drift}}", "t.md, line 3: 'b' in 'b.stage.drift' is none of the values; the nearest known name is 'a'.")]
    [InlineData("{{a.stage.drft}}", "t.md, line 1: there is no 'drft' in 'a.stage.drft'; the nearest known key is 'drift'.")]
    [InlineData("{{a.stage.values.2}}", "t.md, line 1: there is no '2' in 'a.stage.values.2'.")]
    [InlineData("{{a.stage}}", "t.md, line 1: 'a.stage' is no number and no text; let the path lead to one.")]
    [InlineData("{{a.stage.name|F2}}", "t.md, line 1: 'a.stage.name' is no number and no text; let the path lead to one.")]
    [InlineData("{{a.stage.drift|Q}}", "t.md, line 1: 'Q' of 'a.stage.drift' is no format of numbers; use one such as F2, G4 or E1.")]
    public void A_fault_is_one_sentence_with_its_line(string text, string expected) => Assert.Equal(expected, Assert.Throws<InputException>(() => Fill(text)).Message);

    [Fact]
    public void The_step_writes_the_text_and_copies_what_it_refers_to()
    {
        DocumentOptions options = new()
        {
            Template = _folder.Write("t.md", "![picture](p.svg) {{run.stage.count}}\n"), Values = new Dictionary<string, string> { ["run"] = _folder.Write("summary.json", Numbers) },
            Files = [_folder.Write("p.svg", "<svg/>")], Name = "out.md",
        };
        StepContext context = new() { StepId = "document", Seed = 1, Pool = new WorkerPool(1), Folder = new RunFolder(_folder["run"]) };
        new DocumentStep().Validate(options, StepValidation.Standalone("document", _folder["run"]));
        var result = new DocumentStep().Run(options, context);
        Assert.Equal("![picture](p.svg) 12\n", File.ReadAllText(result.Outputs["document"]));
        Assert.Equal("<svg/>", File.ReadAllText(_folder["run", "p.svg"]));
        _folder.Write("summary.json", "{");
        Assert.Contains("summary.json, line 1: this is no JSON; ", Assert.Throws<InputException>(() => new DocumentStep().Run(options, context)).Message, StringComparison.Ordinal);
    }

    private static string Fill(string text)
    {
        using var document = JsonDocument.Parse(Numbers);
        return new DocumentTemplate(text, "t.md").Fill(new Dictionary<string, JsonElement> { ["a"] = document.RootElement });
    }
}
