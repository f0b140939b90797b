using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Encodings.Web;

namespace Lithoscope.Runtime;

/// <summary>The JSON schema (draft 2020-12) of recipes, made from the kinds of step: editors check and complete recipes with it.</summary>
public static class RecipeSchema
{
    // A text with ${…} may stand for a value of any type.
    private const string ReferencePattern = @"\$\{";

    /// <summary>The schema as indented JSON.</summary>
    public static string Write(StepKindRegistry kinds)
    {
        var definitions = new JsonObject();
        var steps = new JsonArray();
        var wholes = new JsonArray();
        foreach (var kind in kinds.Kinds)
        {
            var options = DescribeObject(kind.OptionsType, Activator.CreateInstance(kind.OptionsType)!);
            options["description"] = kind.Summary;
            options["properties"]!["do"] = new JsonObject { ["const"] = kind.Name };
            options["required"] = new JsonArray([.. ((JsonArray?)options["required"] ?? []).Select(n => n!.DeepClone()), JsonValue.Create("do")]);
            definitions[kind.Name] = options;
            steps.Add(Closed(kind.Name, "step"));
            wholes.Add(Closed(kind.Name, "head"));
        }

        definitions["head"] = Head();
        definitions["step"] = new JsonObject { ["properties"] = new JsonObject { ["id"] = Id("Unique name of the step, for references and --set.") }, ["required"] = new JsonArray("id") };
        var list = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = new JsonObject { ["anyOf"] = steps } };
        wholes.Insert(0, new JsonObject
        {
            ["$ref"] = "#/$defs/head",
            ["properties"] = new JsonObject { ["steps"] = list },
            ["required"] = new JsonArray("steps"),
            ["unevaluatedProperties"] = false,
        });
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Lithoscope recipe",
            ["type"] = "object",
            ["anyOf"] = wholes,
            ["$defs"] = definitions,
        };
        return schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonObject Head() => new()
    {
        ["properties"] = new JsonObject
        {
            ["recipe"] = new JsonObject { ["const"] = 1, ["description"] = "Version of the recipe format." },
            ["seed"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["default"] = 0, ["description"] = "Seed of all random streams." },
            ["threads"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 1024, ["description"] = "Threads; else --threads, else LITHOSCOPE_THREADS, else the cores available." },
            ["precision"] = new JsonObject { ["const"] = "double", ["default"] = "double" },
            ["id"] = Id("Name of the only step."),
        },
        ["required"] = new JsonArray("recipe"),
    };

    private static JsonObject Id(string description) => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z0-9_-]{1,64}$", ["description"] = description };

    private static JsonObject Closed(string kind, string frame) => new()
    {
        ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = "#/$defs/" + kind }, new JsonObject { ["$ref"] = "#/$defs/" + frame }),
        ["unevaluatedProperties"] = false,
    };

    private static JsonObject DescribeObject(Type type, object defaults)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in OptionShape.Of(type).Properties)
        {
            var schema = DescribeType(property.Property.PropertyType, property.Property.GetValue(defaults), property);
            if (property.Description is not null) schema["description"] = property.Description;
            if (property.Required) required.Add(property.Key);
            else if (Default(property.Property.PropertyType, property.Property.GetValue(defaults)) is { } value) schema["default"] = value;
            properties[property.Key] = schema;
        }

        var result = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0) result["required"] = required;
        return result;
    }

    private static JsonObject DescribeType(Type type, object? value, OptionProperty? rules)
    {
        var isNullable = rules?.AllowsNull == true || Nullable.GetUnderlyingType(type) is not null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (ScalarValue.IsScalar(type)) return DescribeScalar(type, isNullable, rules);
        JsonObject schema;
        if (OptionShape.ElementOf(type) is { } element)
        {
            schema = new JsonObject { ["type"] = Types("array", isNullable), ["items"] = DescribeType(element, null, rules?.ForItems()) };
            if (rules?.MinLength > 0) schema["minItems"] = rules.MinLength;
            if (rules?.IsPath == true) schema = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, schema) };
        }
        else if (OptionShape.DictionaryValueOf(type) is { } item)
        {
            schema = new JsonObject { ["type"] = Types("object", isNullable), ["additionalProperties"] = DescribeType(item, null, rules?.ForItems()) };
        }
        else
        {
            schema = DescribeObject(type, value ?? Activator.CreateInstance(type)!);
            schema["type"] = Types("object", isNullable);
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    private static JsonObject DescribeScalar(Type type, bool isNullable, OptionProperty? rules)
    {
        if (type.IsEnum)
        {
            var words = new JsonArray([.. Enum.GetNames(type).Select(n => (JsonNode)OptionShape.KeyOf(n))]);
            if (isNullable) words.Add(null);
            return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = words }, new JsonObject { ["type"] = "string", ["pattern"] = ReferencePattern }) };
        }

        if (type == typeof(string)) return new JsonObject { ["type"] = Types("string", isNullable) };
        var name = type == typeof(bool) ? "boolean" : type == typeof(double) ? "number" : "integer";
        var types = new JsonArray(name, "string");
        if (isNullable) types.Add("null");
        var schema = new JsonObject { ["type"] = types, ["pattern"] = ReferencePattern };
        if (type == typeof(ulong)) schema["minimum"] = 0;
        if (rules?.Range is { } range)
        {
            AddLimit(schema, range.Minimum, range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum");
            AddLimit(schema, range.Maximum, range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum");
        }

        return schema;
    }

    private static void AddLimit(JsonObject schema, object limit, string key)
    {
        var value = Convert.ToDouble(limit, System.Globalization.CultureInfo.InvariantCulture);
        if (!double.IsFinite(value) || Math.Abs(value) is double.MaxValue || value is int.MaxValue) return;
        schema[key] = value;
    }

    private static JsonNode? Default(Type type, object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || (!ScalarValue.IsScalar(type) && OptionShape.ElementOf(type) is null)) return null;
        return ToJson(OptionDefaults.Describe(type, value, new ConfigOrigin("", null, "")), OptionShape.ElementOf(type) ?? type);
    }

    private static JsonNode? ToJson(ConfigNode node, Type type)
    {
        if (node is ConfigList list) return new JsonArray([.. list.Items.Select(i => ToJson(i, type))]);
        if (node is not ConfigScalar scalar) return null;
        if (scalar.Quoted || type.IsEnum) return JsonValue.Create(scalar.Text);
        return ScalarValue.Parse(type, scalar.Text) switch
        {
            bool b => JsonValue.Create(b),
            double d when double.IsFinite(d) => JsonValue.Create(d),
            int or long or ulong => JsonNode.Parse(scalar.Text),
            _ => JsonValue.Create(scalar.Text),
        };
    }

    private static JsonNode Types(string type, bool isNullable) => isNullable ? new JsonArray(type, "null") : JsonValue.Create(type);
}
