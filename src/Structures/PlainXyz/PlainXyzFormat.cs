namespace Lithoscope.Structures;

/// <summary>
/// Plain XYZ, for programs that take nothing else: the number of atoms, a comment, symbols and positions. Only written where it is asked for by name:
/// files named .xyz are extended XYZ, whose reader reads these too.
/// </summary>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class PlainXyzFormat(PlainXyzOptions? options = null) : IStructureFormat
{
    private readonly PlainXyzOptions _options = options ?? PlainXyzOptions.Default;

    /// <inheritdoc/>
    public string Name => "xyz";

    /// <inheritdoc/>
    public string Description => "plain XYZ";

    /// <inheritdoc/>
    /// <remarks>Names that end with .xyz belong to extended XYZ.</remarks>
    public bool MatchesName(string fileName) => false;

    /// <inheritdoc/>
    /// <remarks>Extended XYZ recognises these files.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head) => false;

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => ExtendedXyzReader.Read(stream, name, null, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        PlainXyzWriter.Write(stream, frames, _options, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) =>
        new[] { "the cell" }.Where(_ => frame.Cell is not null).Concat(frame.Columns.Select(c => c.Name)).Concat(frame.Info.Select(p => p.Key).Where(k => !_options.Comment || k != ExtendedXyzHeader.CommentKey));
}
