using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads vasprun.xml files of VASP 5 and 6, one ionic step after another, without a tree of the document in memory. docs/formats/vasprun.md says what is understood.
/// </summary>
public static class VasprunReader
{
    /// <summary>The ionic steps of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two steps.</param>
    /// <returns>
    /// Frames, periodic along all axes: info <c>energy</c> (free energy, eV), <c>energy_sigma0</c> (extrapolated to no smearing, eV), <c>stress</c> (eV/Å³, tensile positive),
    /// <c>fermi_energy</c> (eV), <c>step</c>; columns <c>forces</c> (R:3, eV/Å) and <c>move_mask</c> (L:3). A step whose electronic loop did not
    /// converge has <c>scf_converged</c> = false and none of energy, forces and stress.
    /// </returns>
    /// <exception cref="InputException">The file is malformed or holds no complete step; raised when it is reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        using var xml = new XmlElements(stream, name);
        var steps = new VasprunSteps(xml, cancellationToken);
        foreach (var frame in LastFrame.WithRemark(steps.ReadStep, () => steps.Remark)) yield return frame;
    }
}
