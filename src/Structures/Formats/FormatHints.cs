namespace Lithoscope.Structures;

/// <summary>What a file does not say about itself and a user may know: given on the command line, taken by the formats that have a use for it.</summary>
/// <param name="Species">Symbols of the elements in the order in which the file numbers its species or types.</param>
/// <param name="Units">The style of units, as LAMMPS names them: metal, real, …</param>
/// <param name="AtomStyle">The columns of a LAMMPS data file: atomic, charge or full.</param>
/// <param name="IsGrowing">
/// Whether the file may still be written: a last frame that is cut off is then left out with a remark in extended XYZ too, where it is else a fault. The other trajectories do so always.
/// </param>
public sealed record FormatHints(IReadOnlyList<string>? Species = null, string? Units = null, string? AtomStyle = null, bool IsGrowing = false);
