using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The text that pw.x of Quantum ESPRESSO prints: structures with energies, forces and stresses.</summary>
public sealed class EspressoOutputFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "espresso-output";

    /// <inheritdoc/>
    public string Description => "output of pw.x (Quantum ESPRESSO)";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".pwo", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".pw.out", StringComparison.OrdinalIgnoreCase) || fileName.Equals("pw.out", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>A line among the first, which may be messages of the system, begins with <c>Program PWSCF</c>.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        while (lines.TryNext(out var line))
        {
            line = line.TrimStart(" \t"u8);
            if (line.StartsWith("Program "u8)) return line.StartsWith("Program PWSCF "u8) && line.IndexOf(" starts"u8) > 0;
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => EspressoOutputReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("outputs of pw.x are read but not written", name, remedy: "write extended XYZ or an input of pw.x");
}
