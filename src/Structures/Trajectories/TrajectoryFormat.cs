namespace Lithoscope.Structures;

/// <summary>Trajectories of Lithoscope (.ltraj): binary, indexed, each frame with a check sum.</summary>
/// <param name="precision">In which precision they are written.</param>
public sealed class TrajectoryFormat(TrajectoryPrecision precision = TrajectoryPrecision.Double) : IStructureFormat
{
    /// <summary>How names of such files end.</summary>
    public const string Suffix = ".ltraj";

    /// <inheritdoc/>
    public string Name => "ltraj";

    /// <inheritdoc/>
    public string Description => "binary trajectory of Lithoscope";

    /// <inheritdoc/>
    public bool MatchesName(string fileName) => fileName.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public bool MatchesContent(ReadOnlySpan<byte> head) => head.StartsWith(TrajectoryRecord.HeaderTag);

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => TrajectoryReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        var writer = new TrajectoryWriter(stream, precision);
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(frame);
        }
    }
}
