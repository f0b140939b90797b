namespace Lithoscope.Structures;

/// <summary>CIF, the Crystallographic Information File: crystal structures with their symmetry (https://www.iucr.org/resources/cif).</summary>
public sealed class CifFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "cif";

    /// <inheritdoc/>
    public string Description => "CIF, the Crystallographic Information File";

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".cif", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".mcif", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".mmcif", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first word that is no comment is data_NAME, and the next line begins with a tag or a loop.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        var words = new Words(NextLine(ref lines));
        if (!words.TryNext(out var block) || !Begins(block, "data_"u8)) return false;
        if (!words.TryNext(out var next) || next[0] == '#') new Words(NextLine(ref lines)).TryNext(out next);
        return Begins(next, "_"u8) || Begins(next, "loop_"u8) || Begins(next, "data_"u8) || Begins(next, "save_"u8);
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => CifReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        CifWriter.Write(stream, name, frames, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) =>
        frame.Columns.Select(c => c.Name).Where(n => n is not ("label" or "occupancy")).Concat(frame.Info.Select(p => p.Key).Where(k => k is not ("name" or "formula" or "space_group")));

    private static ReadOnlySpan<byte> NextLine(ref HeadLines lines)
    {
        var line = lines.NextNonBlank();
        while (line is [(byte)'#', ..]) line = lines.NextNonBlank();
        return line;
    }

    private static bool Begins(ReadOnlySpan<byte> word, ReadOnlySpan<byte> prefix) => word.Length >= prefix.Length && System.Text.Ascii.EqualsIgnoreCase(word[..prefix.Length], prefix);
}
