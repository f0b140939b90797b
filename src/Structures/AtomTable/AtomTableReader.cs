using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads tables of atoms, molecule by molecule: no more than one is held at a time. docs/formats/atom-table.md says what is understood.</summary>
public static class AtomTableReader
{
    /// <summary>The molecules of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// Frames without a cell, one for each run of rows of the same molecule, whose name is info <c>molecule</c>. Further columns become columns of the frame:
    /// of real numbers, NaN where a row holds nothing, or of words.
    /// </returns>
    /// <exception cref="InputException">The table is malformed; raised when its row is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var frames = new AtomTableFrameReader(new LineReader(stream, name), cancellationToken);
        while (frames.ReadFrame() is { } frame) yield return frame;
    }
}
