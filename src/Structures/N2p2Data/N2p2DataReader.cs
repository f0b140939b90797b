using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads the training files of n2p2, structure by structure: no more than two are held at a time. docs/formats/n2p2.md says what is understood; the format
/// is that of https://compphysvienna.github.io/n2p2/topics/cfg_file.html.
/// </summary>
public static class N2p2DataReader
{
    /// <summary>The structures of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// Structures, periodic along all axes where they have a lattice, with info <c>comment</c>, <c>energy</c> (eV) and <c>total_charge</c> (e) and
    /// columns <c>forces</c> (eV/Å) and <c>charge</c> (e) where the file gives them: charges of zero and energy and forces of nothing but zeros stand
    /// for none. A last structure that was cut off is left out, and the one before it says so among its remarks.
    /// </returns>
    /// <exception cref="InputException">The text is malformed, or holds no complete structure; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, N2p2DataOptions? options = null, CancellationToken cancellationToken = default)
    {
        var frames = new N2p2FrameReader(new LineReader(stream, name), options ?? N2p2DataOptions.Default, cancellationToken);
        return LastFrame.WithRemark(frames.ReadFrame, () => frames.Remark);
    }
}
