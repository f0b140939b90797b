using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads OUTCAR files of VASP 4.6 to 6, one ionic step after another. docs/formats/outcar.md says what is understood.</summary>
public static class OutcarReader
{
    /// <summary>The ionic steps of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two steps.</param>
    /// <returns>
    /// Frames, periodic along all axes: info <c>energy</c> (free energy, eV), <c>energy_sigma0</c> (extrapolated to no smearing, eV), <c>stress</c> (eV/Å³, tensile positive),
    /// <c>fermi_energy</c> (eV), <c>temperature</c> (K), <c>step</c>; columns <c>forces</c> (R:3, eV/Å) and <c>magmom</c> (R:1). A step whose
    /// electronic loop did not converge has <c>scf_converged</c> = false and none of energy, forces and stress.
    /// </returns>
    /// <exception cref="InputException">The file is malformed or holds no complete step; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var steps = new OutcarSteps(new LineReader(stream, name), cancellationToken);
        return LastFrame.WithRemark(steps.ReadStep, () => steps.Remark);
    }
}
