using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Inputs of pw.x of Quantum ESPRESSO: one structure.</summary>
public sealed class EspressoInputFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "espresso-input";

    /// <inheritdoc/>
    public string Description => "input of pw.x (Quantum ESPRESSO)";

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".pwi", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".pw.in", StringComparison.OrdinalIgnoreCase) || fileName.Equals("pw.in", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line that is neither blank nor a comment begins the namelist &amp;CONTROL or &amp;SYSTEM, and there is a namelist &amp;SYSTEM.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        for (var first = true; lines.TryNext(out var line);)
        {
            line = line.Trim(" \t\r"u8);
            if (line.Length == 0 || line[0] is (byte)'!' or (byte)'#') continue;
            var system = Begins(line, "&SYSTEM"u8);
            if (first && !system && !Begins(line, "&CONTROL"u8)) return false;
            if (system) return true;
            first = false;
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        yield return EspressoInputReader.Read(stream, name, cancellationToken);
    }

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        var any = false;
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (any) throw new InputException("an input of pw.x holds one structure, but there are several", name, remedy: "choose one frame");
            if (frame.Cell is null) throw new InputException("an input of pw.x needs a cell, which the structure does not have", name, remedy: "give it a cell or write extended XYZ");
            if (frame.AtomicNumbers.Contains((byte)0)) throw new InputException("an input of pw.x cannot hold a dummy atom (X)", name, remedy: "remove it");
            EspressoInputWriter.Write(stream, frame);
            any = true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) =>
        frame.Columns.Select(c => c.Name).Where(n => n is not ("move_mask" or "label")).Concat(frame.Info.Select(p => p.Key));

    private static bool Begins(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length >= name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name) && (line.Length == name.Length || line[name.Length] is (byte)' ' or (byte)'\t' or (byte)',' or (byte)'!');
}
