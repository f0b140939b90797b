using System.Globalization;
using System.Text;
using System.Text.Json;
using Lithoscope.Runtime;

namespace Lithoscope.Reporting;

/// <summary>A text in which <c>{{name.key.key|format}}</c> stands for a value of a JSON document, so that no number in it is typed by hand.</summary>
/// <param name="text">The text.</param>
/// <param name="file">Its file, for messages.</param>
public sealed class DocumentTemplate(string text, string file)
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>Puts in the values.</summary>
    /// <param name="values">Documents by name.</param>
    /// <exception cref="InputException">A place that is not closed, names what there is not, or has a format that does not fit; file and line are named.</exception>
    public string Fill(IReadOnlyDictionary<string, JsonElement> values)
    {
        StringBuilder filled = new(text.Length);
        for (var at = 0; ;)
        {
            var open = text.IndexOf(Open, at, StringComparison.Ordinal);
            if (open < 0) return filled.Append(text, at, text.Length - at).ToString();
            filled.Append(text, at, open - at);
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            if (close < 0) throw Fault(open, "'{{' is not closed", "end it with '}}'");
            filled.Append(Value(text[(open + Open.Length)..close].Trim(), open, values));
            at = close + Close.Length;
        }
    }

    private string Value(string place, int position, IReadOnlyDictionary<string, JsonElement> values)
    {
        var bar = place.LastIndexOf('|');
        var (path, format) = bar < 0 ? (place, null) : (place[..bar].Trim(), place[(bar + 1)..].Trim());
        var keys = path.Split('.');
        if (!values.TryGetValue(keys[0], out var value)) throw Fault(position, $"'{keys[0]}' in '{path}' is none of the values", NearestName.Remedy(keys[0], "name", values.Keys));
        foreach (var key in keys.Skip(1))
        {
            var isIndex = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
            if (value.ValueKind == JsonValueKind.Array && isIndex && index < value.GetArrayLength()) value = value[index];
            else if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out var member)) value = member;
            else throw Fault(position, $"there is no '{key}' in '{path}'", value.ValueKind == JsonValueKind.Object ? NearestName.Remedy(key, "key", value.EnumerateObject().Select(p => p.Name)) : null);
        }

        return value.ValueKind switch
        {
            JsonValueKind.String when format is null => value.GetString()!,
            JsonValueKind.Number => Number(value, format, path, position),
            JsonValueKind.Null => "–", // a number that does not exist
            _ => throw Fault(position, $"'{path}' is no number and no text", "let the path lead to one"),
        };
    }

    private string Number(JsonElement value, string? format, string path, int position)
    {
        if (format is null) return value.GetRawText();
        try
        {
            return value.GetDouble().ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException fault)
        {
            throw Fault(position, $"'{format}' of '{path}' is no format of numbers", "use one such as F2, G4 or E1", fault);
        }
    }

    private InputException Fault(int position, string what, string? remedy, Exception? inner = null) => new(what, file, 1 + text.AsSpan(0, position).Count('\n'), remedy, inner: inner);
}
