using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads the text dumps of LAMMPS, frame by frame: no more than two frames are held at a time. docs/formats/lammps-dump.md says what is understood; the
/// format is that of https://docs.lammps.org/dump.html.
/// </summary>
public static class LammpsDumpReader
{
    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// Frames with their atoms in the order of their numbers; info <c>step</c>, <c>time</c> (fs) and <c>origin</c> (the corner of the box, Å, where it
    /// is not zero); columns <c>velocities</c> (Å/fs), <c>forces</c> (eV/Å), <c>charge</c> (e), <c>image</c>, <c>molecule</c>, and every other column
    /// of the file under its name and in its units. A last frame that was cut off is left out, and the frame before it says so among its remarks.
    /// </returns>
    /// <exception cref="InputException">The text is malformed, or holds no complete frame; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, LammpsDumpOptions? options = null, CancellationToken cancellationToken = default)
    {
        var frames = new LammpsDumpFrameReader(new LineReader(stream, name), options ?? LammpsDumpOptions.Default, cancellationToken);
        return LastFrame.WithRemark(frames.ReadFrame, () => frames.Remark);
    }
}
