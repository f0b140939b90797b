using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>OUTCAR, the text output of VASP, with structures, energies, forces and stresses of every ionic step.</summary>
public sealed class OutcarFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "outcar";

    /// <inheritdoc/>
    public string Description => "OUTCAR of VASP";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.StartsWith("OUTCAR", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".outcar", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line that is not blank begins with the version, <c>vasp.5.4.4</c>; below it stands where the run was executed.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head) => OutcarSteps.IsVersion(new HeadLines(head).NextNonBlank()) && head.IndexOf(" executed on"u8) >= 0;

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => OutcarReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("OUTCAR is read but not written", name, remedy: "write extended XYZ or POSCAR");
}
