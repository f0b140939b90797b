using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The input files of aenet's generate.x and predict.x that name XSF files under FILES: a number, then one path a line, relative to the list's
/// own folder. The structures of these files are read in the order of the list.
/// </summary>
public sealed class AenetListFormat : IStructureFormat
{
    // The other keywords of these inputs; one of them or FILES comes first.
    private static readonly string[] Keywords = ["OUTPUT", "TYPES", "SETUPS", "NETWORKS", "FILES", "FORCES", "RELAX", "DEBUG", "TIMING", "VERBOSITY", "PRINT_ATOMIC_ENERGIES", "SAVE_ENERGIES"];

    /// <inheritdoc/>
    public string Name => "aenet-list";

    /// <inheritdoc/>
    public string Description => "aenet's list of XSF files (generate.in, predict.in)";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => fileName is "generate.in" or "predict.in";

    /// <inheritdoc/>
    /// <remarks>The first line is a keyword of aenet, and there is a line FILES, followed by a number and by a path that ends with .xsf.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        var first = true;
        while (NextLine(ref lines) is { Length: > 0 } line)
        {
            new Words(line).TryNext(out var word);
            if (first && !Keywords.Contains(TextBytes.Decode(word), StringComparer.Ordinal)) return false;
            first = false;
            if (!line.SequenceEqual("FILES"u8)) continue;
            return NumberText.TryParseInteger(NextLine(ref lines), out _) && NextLine(ref lines).Trim("'\""u8).EndsWith(".xsf"u8);
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var lines = new LineReader(stream, name);
        do
        {
            if (NextLine(lines) is not { } line) throw lines.Fault("there is no list FILES", "add FILES, the number of XSF files and their paths");
            if (line == "FILES") break;
        }
        while (true);

        if (!long.TryParse(NextLine(lines), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw lines.Fault("expected the number of files after FILES", "write a whole number");
        var folder = Path.GetDirectoryName(name) ?? "";
        for (var i = 0L; i < count; i++)
        {
            if (NextLine(lines) is not { } entry) throw lines.Fault(string.Create(CultureInfo.InvariantCulture, $"the list ends after {i} of its {count} files"), "complete the list or correct the number");
            var path = Path.Combine(folder, entry.Trim('\'', '"'));
            if (!File.Exists(path)) throw lines.Fault($"there is no file {TextBytes.Quote(entry)}", "correct the path, which counts from the folder of the list");
            foreach (var frame in StructureFile.Read(path, "xsf", cancellationToken: cancellationToken)) yield return frame;
        }
    }

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Lists of aenet are only read.");

    private static ReadOnlySpan<byte> NextLine(ref HeadLines lines)
    {
        var line = lines.NextNonBlank();
        while (line is [(byte)'!' or (byte)'#', ..]) line = lines.NextNonBlank();
        return line;
    }

    private static string? NextLine(LineReader lines)
    {
        while (lines.TryReadNonBlank(out var line))
        {
            if (line.Trim(" \t"u8) is var trimmed and not [(byte)'!' or (byte)'#', ..]) return TextBytes.Decode(trimmed);
        }

        return null;
    }
}
