using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Tables of atoms as comma-separated values: one row an atom, columns for molecule, element and coordinates. Read, not written.</summary>
public sealed class AtomTableFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "atom-table";

    /// <inheritdoc/>
    public string Description => "table of atoms (CSV)";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line is a header with columns for element, x, y and z.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head) => AtomTableHeader.TryParse(new HeadLines(head).Next(), out _) is null;

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => AtomTableReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("tables of atoms are read but not written", name, remedy: "write extended XYZ");
}
