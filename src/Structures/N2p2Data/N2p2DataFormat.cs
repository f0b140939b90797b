using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The training files of n2p2 and RuNNer, input.data: any number of structures with energies and forces.</summary>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class N2p2DataFormat(N2p2DataOptions? options = null) : IStructureFormat
{
    private readonly N2p2DataOptions _options = options ?? N2p2DataOptions.Default;

    /// <inheritdoc/>
    public string Name => "n2p2";

    /// <inheritdoc/>
    public string Description => "training files of n2p2 and RuNNer (input.data)";

    /// <inheritdoc/>
    public IStructureFormat With(FormatHints hints)
    {
        if (hints.Units is null) return this;
        N2p2Units.ByName(hints.Units);
        return new N2p2DataFormat(_options with { Units = hints.Units });
    }

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.StartsWith("input.data", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".n2p2", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line says begin, and the next begins with one of the keywords.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        if (!lines.NextNonBlank().SequenceEqual("begin"u8)) return false;
        var words = new Words(lines.NextNonBlank());
        return words.TryNext(out var keyword)
            && (keyword.SequenceEqual("comment"u8) || keyword.SequenceEqual("lattice"u8) || keyword.SequenceEqual("atom"u8) || keyword.SequenceEqual("energy"u8) || keyword.SequenceEqual("charge"u8));
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) =>
        N2p2DataReader.Read(stream, name, _options, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        using var writer = new N2p2DataWriter(stream, _options);
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.Periodicity is { Any: true } and not { A: true, B: true, C: true })
            {
                throw new InputException("n2p2 knows structures that are periodic along all axes or along none, but this one is along some", name, remedy: "make it periodic along all, with vacuum where it does not repeat");
            }

            writer.Write(frame);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame)
    {
        var (keys, labels) = (LabelKeys.Default, new List<string> { "charge", "comment", "total_charge" });
        if (LabelKeys.FindInfo(frame, keys.Energy) is { } energy) labels.Add(energy);
        if (LabelKeys.FindColumn(frame, keys.Forces) is { } forces) labels.Add(forces);
        return frame.Columns.Select(c => c.Name).Concat(frame.Info.Select(p => p.Key)).Where(n => !labels.Contains(n));
    }
}
