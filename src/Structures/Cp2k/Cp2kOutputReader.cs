using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads the outputs of CP2K's Quickstep. docs/formats/cp2k.md says what is understood.</summary>
public static class Cp2kOutputReader
{
    /// <summary>The frames of a stream, read as they are asked for: one for each time that the coordinates are printed and followed by an energy.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// Frames with info <c>energy</c> (eV, with the electronic entropy where there is smearing) and <c>stress</c> (eV/Å³, tensile positive) and column
    /// <c>forces</c> (eV/Å) where they are printed; where the SCF did not converge, with <c>scf_converged</c> false and none of these.
    /// </returns>
    /// <exception cref="InputException">The text is malformed, or holds no complete frame; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var frames = new Cp2kOutputFrameReader(new LineReader(stream, name), cancellationToken);
        return LastFrame.WithRemark(frames.ReadFrame, () => frames.Remark);
    }
}
