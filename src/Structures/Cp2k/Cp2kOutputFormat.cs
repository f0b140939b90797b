using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The outputs of CP2K's Quickstep: structures with energy, forces and stress as far as they are printed.</summary>
public sealed class Cp2kOutputFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "cp2k-output";

    /// <inheritdoc/>
    public string Description => "outputs of CP2K";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => false;

    /// <inheritdoc/>
    /// <remarks>A line names the version of CP2K.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head) => head.IndexOf("\n CP2K| version string:"u8) >= 0;

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) =>
        Cp2kOutputReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("outputs of CP2K are read but not written", name, remedy: "write extended XYZ");
}
