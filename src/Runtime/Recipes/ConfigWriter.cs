using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lithoscope.Runtime;

/// <summary>Writes a tree as YAML that reads back to the same tree.</summary>
internal static partial class ConfigWriter
{
    public static string Write(ConfigMap root)
    {
        var text = new StringBuilder();
        WriteMap(text, root, 0);
        return text.ToString();
    }

    private static void WriteMap(StringBuilder text, ConfigMap map, int indent, bool firstIsPlaced = false)
    {
        foreach (var entry in map.Entries)
        {
            if (!firstIsPlaced) text.Append(' ', indent);
            firstIsPlaced = false;
            text.Append(Quote(entry.Key)).Append(':');
            WriteValue(text, entry.Value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, ConfigNode value, int indent)
    {
        switch (value)
        {
            case ConfigScalar scalar:
                text.Append(' ').Append(Scalar(scalar)).Append('\n');
                break;
            case ConfigMap { Entries.Count: 0 }:
                text.Append(" {}\n");
                break;
            case ConfigMap map:
                text.Append('\n');
                WriteMap(text, map, indent + 2);
                break;
            case ConfigList list when list.Items.TrueForAll(i => i is ConfigScalar):
                text.Append(" [").AppendJoin(", ", list.Items.Select(i => Scalar((ConfigScalar)i))).Append("]\n");
                break;
            case ConfigList list:
                text.Append('\n');
                foreach (var item in list.Items) WriteItem(text, item, indent + 2);
                break;
        }
    }

    private static void WriteItem(StringBuilder text, ConfigNode item, int indent)
    {
        text.Append(' ', indent).Append('-');
        if (item is ConfigMap { Entries.Count: > 0 } map)
        {
            text.Append(' ');
            WriteMap(text, map, indent + 2, firstIsPlaced: true);
        }
        else
        {
            WriteValue(text, item, indent);
        }
    }

    private static string Scalar(ConfigScalar scalar) => scalar switch
    {
        { IsNull: true } => "null",
        { Quoted: true } => Quote(scalar.Text),
        _ => scalar.Text,
    };

    // Plain only where no YAML reader, of any version, could take the text for something else.
    private static string Quote(string text)
    {
        if (PlainText().IsMatch(text) && !LooksTyped().IsMatch(text)) return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z_/][A-Za-z0-9_./+-]*\z")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\A(null|true|false|yes|no|on|off|y|n)\z", RegexOptions.IgnoreCase)]
    private static partial Regex LooksTyped();
}
