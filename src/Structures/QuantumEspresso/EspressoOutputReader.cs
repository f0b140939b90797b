using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads the text output of pw.x of Quantum ESPRESSO, one structure after another. docs/formats/espresso-output.md says what is understood.</summary>
public static class EspressoOutputReader
{
    /// <summary>The structures of a stream for which an SCF ended, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two structures.</param>
    /// <returns>
    /// Frames, periodic along all axes: info <c>energy</c> (eV; with smearing the free energy), <c>stress</c> (eV/Å³, tensile positive), <c>fermi_energy</c> (eV), <c>step</c>; columns
    /// <c>forces</c> (R:3, eV/Å) and <c>label</c> (S:1). A structure whose SCF did not converge has <c>scf_converged</c> = false and none of
    /// energy, forces and stress.
    /// </returns>
    /// <exception cref="InputException">The text is malformed or holds no structure; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var steps = new EspressoOutputSteps(new LineReader(stream, name), cancellationToken);
        return LastFrame.WithRemark(steps.ReadStep, () => steps.Remark);
    }
}
