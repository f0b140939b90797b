using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>One data block of a CIF: the values that a structure is made of, by their tags.</summary>
/// <param name="name">The block's name, after data_.</param>
/// <param name="line">The line on which it begins.</param>
internal sealed class CifBlock(string name, long line)
{
    // Values of one tag with the lines they stand on; null where a value is ? or .
    private readonly Dictionary<string, (List<string?> Values, List<long> Lines)> _columns = new(StringComparer.Ordinal);

    /// <summary>The block's name.</summary>
    public string Name => name;

    /// <summary>The line on which the block begins.</summary>
    public long Line => line;

    /// <summary>Whether there are atoms.</summary>
    public bool HasAtoms => Column(CifTags.Fractions[..1]) is not null || Column(CifTags.Cartesian[..1]) is not null;

    /// <summary>
    /// Reads the next block; <paramref name="tokens"/> stands on its data_ word before and on that of the block after it, if any, afterwards.
    /// </summary>
    /// <returns>The block, and whether another follows.</returns>
    public static (CifBlock Block, bool Another) Read(CifTokens tokens, CancellationToken cancellationToken)
    {
        var block = new CifBlock(tokens.Text, tokens.Line);
        var (more, within) = (tokens.TryNext(), false);
        while (more && tokens.Kind != CifTokenKind.Block)
        {
            switch (tokens.Kind)
            {
                // What is defined within save frames is not data.
                case CifTokenKind.Save:
                    within = tokens.Text.Length > 0;
                    more = tokens.TryNext();
                    break;
                case CifTokenKind.Loop: more = block.ReadLoop(tokens, within, cancellationToken); break;
                case CifTokenKind.Tag:
                    var (tag, at) = (tokens.Text, tokens.Line);
                    if (!tokens.TryNext() || tokens.Kind is not (CifTokenKind.Value or CifTokenKind.Missing)) throw tokens.Fault($"{TextBytes.Quote(tag)} has no value", "write its value, or ? where it is not known");
                    if (!within && CifTags.IsWanted(tag)) block.Add(tag, tokens, at);
                    more = tokens.TryNext();
                    break;
                default: throw tokens.Fault($"the value {TextBytes.Quote(tokens.Text)} belongs to no tag", "put values with blanks in quotes");
            }
        }

        return (block, more);
    }

    /// <summary>The values of the first of these tags that the block has, or null.</summary>
    public (List<string?> Values, List<long> Lines)? Column(string[] tags)
    {
        foreach (var tag in tags)
        {
            if (_columns.TryGetValue(tag, out var found) && found.Values.Exists(v => v is not null)) return found;
        }

        foreach (var tag in tags)
        {
            if (_columns.TryGetValue(tag, out var found)) return found;
        }

        return null;
    }

    /// <summary>The first known value of these tags with its line, or null.</summary>
    public (string Text, long Line)? Value(string[] tags)
    {
        if (Column(tags) is not var (values, lines)) return null;
        var at = values.FindIndex(v => v is not null && v.AsSpan().Trim() is not ("" or "?" or "."));
        return at < 0 ? null : (values[at]!.Trim(), lines[at]);
    }

    private bool ReadLoop(CifTokens tokens, bool ignored, CancellationToken cancellationToken)
    {
        var (start, tags) = (tokens.Line, new List<string>());
        var more = tokens.TryNext();
        for (; more && tokens.Kind == CifTokenKind.Tag; more = tokens.TryNext()) tags.Add(tokens.Text);
        if (tags.Count == 0) throw tokens.Fault("loop_ is not followed by tags", "name the columns of the loop");
        var columns = tags.ConvertAll(tag => ignored || !CifTags.IsWanted(tag) ? default : _columns.ContainsKey(tag) ? throw Twice(tokens, tag) : _columns[tag] = ([], []));
        var count = 0L;
        for (; more && tokens.Kind is CifTokenKind.Value or CifTokenKind.Missing; more = tokens.TryNext(), count++)
        {
            if (count % (1 << 14) == 0) cancellationToken.ThrowIfCancellationRequested();
            var (values, lines) = columns[(int)(count % tags.Count)];
            values?.Add(tokens.Kind == CifTokenKind.Missing ? null : tokens.Text);
            lines?.Add(tokens.Line);
        }

        if (count % tags.Count == 0) return more;
        throw tokens.Fault(
            string.Create(CultureInfo.InvariantCulture, $"the loop of line {start} has {tags.Count} columns, but {count} values, which fill no whole number of rows"), "complete its last row, and put values with blanks in quotes");
    }

    private void Add(string tag, CifTokens tokens, long at)
    {
        if (!_columns.TryAdd(tag, ([tokens.Kind == CifTokenKind.Missing ? null : tokens.Text], [at]))) throw Twice(tokens, tag);
    }

    private static InputException Twice(CifTokens tokens, string tag) => tokens.Fault($"{tag} occurs twice in one data block", "remove one of the two");
}
