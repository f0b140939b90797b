using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>data-file-schema.xml, the XML that pw.x of Quantum ESPRESSO writes: structures with energies, forces and stresses.</summary>
public sealed class EspressoXmlFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "espresso-xml";

    /// <inheritdoc/>
    public string Description => "data-file-schema.xml of pw.x (Quantum ESPRESSO)";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => fileName.EndsWith("data-file-schema.xml", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>XML whose root element is <c>espresso</c> of the schema of Quantum ESPRESSO.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        if (!HeadMarkup.Root(head, out var content).SequenceEqual("espresso"u8)) return false;
        var end = content.IndexOf((byte)'>');
        return (end < 0 ? content : content[..end]).IndexOf("quantum-espresso.org"u8) >= 0;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => EspressoXmlReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("data-file-schema.xml is read but not written", name, remedy: "write extended XYZ or an input of pw.x");
}
