using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Extended XYZ, plain XYZ included: any number of frames, any properties.</summary>
/// <param name="options">Options, or null for the defaults.</param>
public sealed class ExtendedXyzFormat(ExtendedXyzOptions? options = null) : IStructureFormat
{
    private readonly ExtendedXyzOptions _options = options ?? ExtendedXyzOptions.Default;

    /// <inheritdoc/>
    public string Name => "extxyz";

    /// <inheritdoc/>
    public string Description => "extended XYZ (and plain XYZ)";

    /// <inheritdoc/>
    public IStructureFormat With(FormatHints hints) => hints.IsGrowing ? new ExtendedXyzFormat(_options with { IsGrowing = true }) : this;

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".extxyz", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".xyz", StringComparison.OrdinalIgnoreCase)
        || fileName.EndsWith(".exyz", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line that is not blank holds a whole number and nothing else.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var first = new HeadLines(head).NextNonBlank();
        return NumberText.TryParseInteger(first, out var count) && count >= 0;
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) =>
        ExtendedXyzReader.Read(stream, name, _options, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        using var writer = new ExtendedXyzWriter(stream, _options);
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                writer.Write(frame);
            }
            catch (ArgumentException fault)
            {
                throw new InputException(fault.Message.TrimEnd('.'), name, remedy: "rename what cannot be written", inner: fault);
            }
        }
    }
}
