using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads XSF files of XCrySDen and of aenet, animated ones included, frame by frame. docs/formats/xsf.md says what is understood.
/// </summary>
public static class XsfReader
{
    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// The frames, with forces as column <c>forces</c> (R:3, eV/Å) and the energy of aenet's comment as info <c>energy</c> (eV). Forces of a file
    /// with that comment are eV/Å; all others are Hartree/Å, as the definition of the format says.
    /// </returns>
    /// <exception cref="InputException">The text is malformed; raised when its frame is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var frames = new XsfFrameReader(new LineReader(stream, name), cancellationToken);
        // A frame is handed out when the next one is known to be whole: what is cut off is remarked on the last whole one.
        Structure? last = null;
        while (frames.ReadFrame() is { } frame)
        {
            if (last is not null) yield return last;
            last = frame;
        }

        if (last is not null) yield return frames.Remark is { } remark ? last.Remarked(remark) : last;
    }

    private static Structure Remarked(this Structure s, string remark) =>
        new(s.AtomicNumbers.ToArray(), s.Positions.ToArray(), s.Cell, s.Periodicity, s.Columns, s.Info, s.Origin, [.. s.Remarks, remark]);
}
