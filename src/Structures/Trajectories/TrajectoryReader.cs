using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads trajectories (.ltraj) forward, frame by frame: no more than two frames are held at a time. docs/formats/trajectory.md describes the format;
/// <see cref="TrajectoryFile"/> reads any frame at once.
/// </summary>
public static class TrajectoryReader
{
    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two frames.</param>
    /// <returns>Frames. A last frame that is not whole is left out, and the frame before it says so among its remarks.</returns>
    /// <exception cref="InputException">The header or a frame that is not the last is damaged; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var frames = new TrajectoryFrameReader(stream, name, cancellationToken);
        return LastFrame.WithRemark(frames.ReadFrame, () => frames.Remark);
    }
}
