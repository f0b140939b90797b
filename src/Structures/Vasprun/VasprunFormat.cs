using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>vasprun.xml, the output of VASP with structures, energies, forces and stresses of every ionic step.</summary>
public sealed class VasprunFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "vasprun";

    /// <inheritdoc/>
    public string Description => "vasprun.xml of VASP";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.StartsWith("vasprun", StringComparison.OrdinalIgnoreCase) && fileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>XML whose root element is <c>modeling</c>.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head) => HeadMarkup.Root(head, out _).SequenceEqual("modeling"u8);

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => VasprunReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("vasprun.xml is read but not written", name, remedy: "write extended XYZ or POSCAR");
}
