using System.Text;

namespace Lithoscope.Runtime;

/// <summary>Replaces <c>${steps.ID.name}</c> and <c>${env.NAME}</c> in texts; <c>$${</c> stands for <c>${</c> itself.</summary>
internal sealed class References
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _outputs = [];
    private readonly IReadOnlyList<string> _allIds;
    private readonly Func<string, string?> _environment;

    public References(IReadOnlyList<string> allIds, Func<string, string?>? environment = null) =>
        (_allIds, _environment) = (allIds, environment ?? Environment.GetEnvironmentVariable);

    /// <summary>Makes the outputs of a step known to the steps after it.</summary>
    public void Add(string id, IReadOnlyDictionary<string, string> outputs) => _outputs.Add(id, outputs);

    /// <summary>Whether an earlier step will write that file.</summary>
    public bool IsPlanned(string path) => _outputs.Values.Any(o => o.Values.Contains(path));

    /// <summary>Replaces the references of a text.</summary>
    /// <returns>
    /// <c>Actual</c> is the text with all of them replaced; <c>Portable</c> keeps those to steps, so that a resolved recipe repeated
    /// elsewhere refers to its own outputs.
    /// </returns>
    public (string Actual, string Portable) Expand(string text, ConfigOrigin origin)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return (text, text);
        var (actual, portable) = (new StringBuilder(), new StringBuilder());
        for (var at = 0; at < text.Length;)
        {
            if (text.AsSpan(at).StartsWith("$${"))
            {
                actual.Append("${");
                portable.Append("$${");
                at += 3;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                var end = text.IndexOf('}', at);
                if (end < 0) throw origin.Fault($"the reference in '{text}' is not closed", "end it with }, or write $${ for a literal ${");
                var reference = text[(at + 2)..end];
                var (value, isStep) = Resolve(reference, origin);
                actual.Append(value);
                portable.Append(isStep ? "${" + reference + "}" : Escape(value));
                at = end + 1;
            }
            else
            {
                actual.Append(text[at]);
                portable.Append(text[at++]);
            }
        }

        return (actual.ToString(), portable.ToString());
    }

    /// <summary>The text that expands to <paramref name="value"/>.</summary>
    public static string Escape(string value) => value.Replace("${", "$${", StringComparison.Ordinal);

    private (string Value, bool IsStep) Resolve(string reference, ConfigOrigin origin)
    {
        var parts = reference.Split('.', 3);
        if (parts is ["env", var name] && name.Length > 0)
        {
            return (_environment(name) ?? throw origin.Fault($"the environment variable {name} is not set", "set it before the run"), false);
        }

        if (parts is not ["steps", var id, var output])
        {
            throw origin.Fault($"${{{reference}}} is not a reference", "write ${steps.ID.output} or ${env.NAME}");
        }

        if (!_outputs.TryGetValue(id, out var outputs))
        {
            throw _allIds.Contains(id)
                ? origin.Fault($"${{{reference}}} refers to a step that does not come earlier", "order the steps so that each uses only results of those before it")
                : origin.Fault($"there is no step '{id}'", NearestName.Remedy(id, "step", _allIds));
        }

        if (outputs.TryGetValue(output, out var path)) return (path, true);
        throw origin.Fault($"step '{id}' has no output '{output}'", outputs.Count == 0 ? "it has none" : "it has " + string.Join(", ", outputs.Keys));
    }
}
