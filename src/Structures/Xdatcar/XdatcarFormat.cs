using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>XDATCAR, the trajectories of VASP: any number of frames of the same atoms, cells fixed or changing.</summary>
/// <param name="options">Options, of which only the species matter here; null for the defaults.</param>
public sealed class XdatcarFormat(PoscarOptions? options = null) : IStructureFormat
{
    private const int LinesBeforeCoordinates = 8;

    private readonly PoscarFormat _head = new();
    private readonly PoscarOptions _options = options ?? PoscarOptions.Default;

    /// <inheritdoc/>
    public string Name => "xdatcar";

    /// <inheritdoc/>
    public string Description => "XDATCAR of VASP";

    /// <inheritdoc/>
    public IStructureFormat With(FormatHints hints) => hints.Species is null ? this : new XdatcarFormat(_options with { Species = hints.Species });

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.StartsWith("XDATCAR", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".xdatcar", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The head of a POSCAR, in which a line that separates frames stands where that has Direct or Cartesian: after seven lines, or six without species.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        if (!_head.MatchesContent(head)) return false;
        var lines = new HeadLines(head);
        for (var number = 1; number <= LinesBeforeCoordinates && lines.TryNext(out var line); number++)
        {
            if (number < LinesBeforeCoordinates - 1 || XdatcarSeparator.Recognise(line) is not { } separator) continue;
            Span<double> numbers = stackalloc double[3];
            return !separator.IsBlank || new Words(lines.Next()).TryNextReals(numbers);
        }

        return false;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) =>
        XdatcarReader.Read(stream, name, _options, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        using var writer = new XdatcarWriter(stream);
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.Cell is null) throw new InputException("an XDATCAR file needs a cell, which a frame does not have", name, remedy: "give it a cell or write extended XYZ");
            writer.Write(frame);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) => frame.Columns.Select(c => c.Name).Concat(frame.Info.Select(p => p.Key).Where(k => k is not ("comment" or "step")));
}
