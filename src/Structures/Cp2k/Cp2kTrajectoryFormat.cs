using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The trajectories that CP2K writes as plain XYZ, PROJECT-pos-1.xyz: step, time and energy stand in the comments.</summary>
public sealed class Cp2kTrajectoryFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "cp2k-trajectory";

    /// <inheritdoc/>
    public string Description => "trajectories of CP2K (PROJECT-pos-1.xyz)";

    /// <inheritdoc/>
    public bool CanWrite => false;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => fileName.Contains("-pos-", StringComparison.Ordinal) && fileName.EndsWith(".xyz", StringComparison.Ordinal);

    /// <inheritdoc/>
    /// <remarks>The first line is a number of atoms, the second "i = …, E = …", with "time = …" between them in dynamics.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        if (!NumberText.TryParseInteger(lines.Next().Trim(" \t"u8), out var count) || count < 0) return false;
        var comment = lines.Next().TrimStart((byte)' ');
        return comment.StartsWith("i ="u8) && comment.IndexOf(", E ="u8) > 0;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) =>
        Cp2kTrajectoryReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        throw new InputException("trajectories of CP2K are read but not written", name, remedy: "write extended XYZ");
}
