using System.Text.Json.Nodes;

namespace Lithoscope.Runtime.Tests;

public sealed class RecipeSchemaTests
{
    private readonly JsonNode _schema = JsonNode.Parse(RecipeSchema.Write(new StepKindRegistry([new FitKind(), new UseKind()])))!;

    [Fact]
    public void Options_have_type_limits_default_and_description()
    {
        var fit = _schema["$defs"]!["test.fit"]!;
        var cutoff = fit["properties"]!["cutoff"]!;
        Assert.Equal("number", (string?)cutoff["type"]![0]);
        Assert.Equal(0, (double)cutoff["exclusiveMinimum"]!);
        Assert.Null(cutoff["maximum"]);
        Assert.Equal(5, (double)cutoff["default"]!);
        Assert.Equal("Cutoff radius, Å.", (string?)cutoff["description"]);
        Assert.Equal("""["data","do"]""", fit["required"]!.ToJsonString());
        Assert.Equal("""["kernel_ridge","sparse_gp"]""", fit["properties"]!["method"]!["anyOf"]![0]!["enum"]!.ToJsonString());
        Assert.Equal("kernel_ridge", (string?)fit["properties"]!["method"]!["default"]);
        Assert.Equal("""["string","null"]""", fit["properties"]!["label"]!["type"]!.ToJsonString());
        Assert.Equal(8, (int)fit["properties"]!["basis"]!["properties"]!["n_max"]!["default"]!);
        Assert.Equal("[10,20]", fit["properties"]!["sizes"]!["default"]!.ToJsonString());
        Assert.Equal("""[{"type":"string"},{"type":"array","items":{"type":"string"}}]""", fit["properties"]!["more"]!["anyOf"]!.ToJsonString());
        Assert.Equal(1000, (double)fit["properties"]!["sizes"]!["items"]!["maximum"]!);
    }

    [Fact]
    public void Both_forms_of_a_recipe_are_described()
    {
        var forms = _schema["anyOf"]!.AsArray();
        Assert.Equal(3, forms.Count); // steps, and each of the two kinds alone
        Assert.Equal(2, forms[0]!["properties"]!["steps"]!["items"]!["anyOf"]!.AsArray().Count);
        Assert.All(forms, f => Assert.False((bool)f!["unevaluatedProperties"]!));
    }
}
