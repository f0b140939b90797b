using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads XDATCAR files of VASP, frame by frame: no more than two frames are held at a time. docs/formats/xdatcar.md says what is understood.
/// </summary>
public static class XdatcarReader
{
    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="options">Options, of which only the species matter here; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// Frames, periodic along all axes, with the title as info <c>comment</c> and the number of the configuration as info <c>step</c> where it is
    /// given. A last frame that was cut off is left out, and the frame before it says so among its remarks.
    /// </returns>
    /// <exception cref="InputException">The text is malformed, or holds no complete frame; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, PoscarOptions? options = null, CancellationToken cancellationToken = default)
    {
        var frames = new XdatcarFrameReader(new LineReader(stream, name), options ?? PoscarOptions.Default, cancellationToken);
        return LastFrame.WithRemark(frames.ReadFrame, () => frames.Remark);
    }
}
