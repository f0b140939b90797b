using System.Text.RegularExpressions;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The lines of an input of CP2K as its own preprocessor leaves them: without comments, continued lines joined, variables put in. Included files are not
/// read, but remembered.
/// </summary>
internal sealed partial class Cp2kInputLines(LineReader lines)
{
    // Values that hold variables that hold values … must come to an end.
    private const int LongestLine = 1 << 16;

    private readonly Dictionary<string, string> _variables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the files that the input includes.</summary>
    public List<string> Included { get; } = [];

    /// <summary>The words of the next line that says something; null at the end of the file.</summary>
    public string[]? Next()
    {
        while (NextLine() is { } line)
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (words[0][0] != '@') return words;
            Preprocess(words);
        }

        return null;
    }

    private string? NextLine()
    {
        if (!lines.TryRead(out var bytes)) return null;
        var line = WithoutComment(bytes);
        while (line.EndsWith('\\') && line.Length < LongestLine && lines.TryRead(out bytes)) line = line[..^1] + WithoutComment(bytes);
        return line.Contains('$', StringComparison.Ordinal) ? Variable().Replace(line, Value) : line;
    }

    private static string WithoutComment(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)'!', (byte)'#');
        return TextBytes.Decode(end < 0 ? line : line[..end]).TrimEnd();
    }

    private string Value(Match match)
    {
        var name = match.Groups["name"].Value;
        if (_variables.TryGetValue(name, out var value)) return value;
        if (match.Groups["default"] is { Success: true } otherwise) return otherwise.Value;
        throw lines.Fault($"the variable {TextBytes.Quote(name)} has no value", $"set it: @SET {name} value");
    }

    private void Preprocess(string[] words)
    {
        switch (words[0].ToUpperInvariant())
        {
            case "@SET" when words.Length >= 2:
                var value = string.Join(' ', words[2..]);
                _variables[words[1]] = value.Length <= LongestLine ? value : throw lines.Fault("the value of a variable is too long", "shorten it");
                break;
            case "@INCLUDE" or "@XCTYPE" when words.Length == 2: Included.Add(words[1].Trim('\'', '"')); break;
            case "@PRINT": break;
            default: throw lines.Fault($"{TextBytes.Quote(words[0])} of CP2K's preprocessor is not followed", "write out what it stands for; @SET, ${NAME} and @PRINT are understood");
        }
    }

    [GeneratedRegex(@"\$\{\s*(?<name>[A-Za-z_]\w*)(-(?<default>[^}]*))?\s*\}|\$(?<name>[A-Za-z_]\w*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
