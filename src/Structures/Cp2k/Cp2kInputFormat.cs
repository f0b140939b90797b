using System.Text;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The inputs and restart files of CP2K: one structure. What is written is the part of an input that holds the structure.</summary>
public sealed class Cp2kInputFormat : IStructureFormat
{
    private static readonly string[] FirstSections = ["GLOBAL", "FORCE_EVAL", "MOTION", "EXT_RESTART", "MULTIPLE_FORCE_EVALS", "SUBSYS"];

    /// <inheritdoc/>
    public string Name => "cp2k-input";

    /// <inheritdoc/>
    public string Description => "inputs and restart files of CP2K";

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => fileName.EndsWith(".inp", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line that is neither a comment nor one of the preprocessor begins a section that stands at the top of an input.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        while (lines.NextNonBlank() is { Length: > 0 } line)
        {
            if (line[0] is (byte)'!' or (byte)'#' or (byte)'@') continue;
            var words = new Words(line);
            if (line[0] != '&' || !words.TryNext(out var word) || word.Length > 32) return false;
            var name = Encoding.Latin1.GetString(word[1..]);
            return Array.Exists(FirstSections, s => s.Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        yield return Cp2kInputReader.Read(stream, name, cancellationToken);
    }

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        var any = false;
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (any) throw new InputException("an input of CP2K holds one structure, but there are several", name, remedy: "choose one frame");
            if (frame.Cell is null) throw new InputException("an input of CP2K needs a cell, which the structure does not have", name, remedy: "give it a cell or write extended XYZ");
            Cp2kInputWriter.Write(stream, frame);
            any = true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) => frame.Columns.Select(c => c.Name).Where(n => n != "velocities").Concat(frame.Info.Select(p => p.Key));
}
