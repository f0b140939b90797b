using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads extended XYZ and plain XYZ, frame by frame: no more than one frame (two of a file that may still be written) and one line are held at a time.
/// docs/formats/extended-xyz.md says what is understood.
/// </summary>
public static class ExtendedXyzReader
{
    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <exception cref="InputException">The text is malformed; raised when its frame is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, ExtendedXyzOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= ExtendedXyzOptions.Default;
        var frames = new ExtendedXyzFrameReader(new LineReader(stream, name), options, cancellationToken);
        return options.IsGrowing ? LastFrame.WithRemark(frames.ReadFrame, () => frames.Remark) : All(frames);
    }

    private static IEnumerable<Structure> All(ExtendedXyzFrameReader frames)
    {
        while (frames.ReadFrame() is { } frame) yield return frame;
    }
}
