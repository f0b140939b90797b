using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>XSF, the structure files of XCrySDen (http://www.xcrysden.org/doc/XSF.html), which aenet trains on: one structure or an animation.</summary>
public sealed class XsfFormat : IStructureFormat
{
    /// <inheritdoc/>
    public string Name => "xsf";

    /// <inheritdoc/>
    public string Description => "XSF of XCrySDen and aenet";

    /// <inheritdoc/>
    public bool MatchesName(string fileName) =>
        fileName.EndsWith(".xsf", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".axsf", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    /// <remarks>The first line that is neither blank nor a comment is one of the keywords that a structure begins with, and the next one fits it.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        var first = NextLine(ref lines);
        var second = NextLine(ref lines);
        var words = new Words(first);
        if (!words.TryNext(out var keyword)) return false;
        var numbered = words.TryNext(out var number);
        if (numbered && (!NumberText.TryParseInteger(number, out var step) || step < 1 || words.TryNext(out _))) return false;
        return XsfKeywords.Find(keyword) switch
        {
            XsfKeyword.AnimationSteps => numbered && IsKeyword(second),
            XsfKeyword.Dimension => !numbered && IsKeyword(second),
            XsfKeyword.DimensionGroup => !numbered && new Words(second).TryNext(out var dimension) && NumberText.TryParseInteger(dimension, out _),
            XsfKeyword.PrimitiveVectors => IsNumbers(second),
            XsfKeyword.Atoms => XsfAtoms.IsAtom(second),
            _ => false,
        };
    }

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => XsfReader.Read(stream, name, cancellationToken);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) =>
        XsfWriter.Write(stream, name, frames, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) => XsfWriter.Unwritten(frame);

    private static ReadOnlySpan<byte> NextLine(ref HeadLines lines)
    {
        var line = lines.NextNonBlank();
        while (line.Length > 0 && line[0] == '#') line = lines.NextNonBlank();
        return line;
    }

    private static bool IsKeyword(ReadOnlySpan<byte> line) => new Words(line).TryNext(out var word) && XsfKeywords.Find(word) != XsfKeyword.None;

    private static bool IsNumbers(ReadOnlySpan<byte> line)
    {
        Span<double> numbers = stackalloc double[3];
        return new Words(line).TryNextReals(numbers);
    }
}
