using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lithoscope.Runtime;

namespace Lithoscope.Reporting;

/// <summary>The step <c>document</c>: a text whose numbers come from the summaries of runs.</summary>
public sealed class DocumentStep : StepKind<DocumentOptions>
{
    private const int MostBytes = 1 << 26;

    /// <inheritdoc/>
    public override string Name => "document";

    /// <inheritdoc/>
    public override string Summary => "A text whose numbers are put in from the summaries of runs.";

    /// <inheritdoc/>
    public override void Validate(DocumentOptions options, StepValidation validation)
    {
        validation.DeclareInput("template", options.Template);
        foreach (var (name, path) in options.Values) validation.DeclareInput("values." + name, path);
        if (options.Name.Length == 0 || options.Name != Path.GetFileName(options.Name)) validation.Fail("name", "must be the name of a file", "leave folders out");
        HashSet<string> names = [options.Name];
        for (var k = 0; k < options.Files.Count; k++)
        {
            validation.DeclareInput($"files.{k}", options.Files[k]);
            if (!names.Add(Path.GetFileName(options.Files[k]))) validation.Fail($"files.{k}", "has the name of another file", "rename one of them");
        }

        validation.DeclareOutput("document", options.Name);
        validation.Describe($"puts numbers of {options.Values.Count} files into {Path.GetFileName(options.Template)}");
    }

    /// <inheritdoc/>
    public override StepResult Run(DocumentOptions options, StepContext context)
    {
        var values = options.Values.ToDictionary(v => v.Key, v => Read(v.Value));
        var text = new DocumentTemplate(Text(options.Template), options.Template).Fill(values);
        var path = context.Folder.PathOf(options.Name);
        AtomicFile.WriteText(path, text);
        foreach (var file in options.Files) AtomicFile.WriteBytes(context.Folder.PathOf(Path.GetFileName(file)), File.ReadAllBytes(file));
        return new StepResult
        {
            Outputs = new Dictionary<string, string> { ["document"] = path },
            Summary = new JsonObject { ["values"] = options.Values.Count, ["characters"] = text.Length },
            SummaryLines = [$"{options.Name}: numbers of {options.Values.Count} files"],
        };
    }

    private static string Text(string path) => WholeFile.Read(path, MostBytes) is { } bytes
        ? Encoding.UTF8.GetString(bytes)
        : throw new InputException("this file is above 64 MiB, which no text or summary is", path, remedy: "check the path");

    private static JsonElement Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(Text(path));
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw new InputException("this is no JSON", path, (fault.LineNumber ?? 0) + 1, "name the summary.json of a run", inner: fault);
        }
    }
}
