using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// The unit styles of LAMMPS that name real units (https://docs.lammps.org/units.html), as factors to ours; charges are e in all of them.
/// </summary>
/// <param name="Name">The style as LAMMPS names it.</param>
/// <param name="Length">Multiplies lengths: Å.</param>
/// <param name="Velocity">Multiplies velocities: Å/fs.</param>
/// <param name="Force">Multiplies forces: eV/Å.</param>
/// <param name="Time">Multiplies times: fs.</param>
internal sealed record LammpsUnits(string Name, double Length, double Velocity, double Force, double Time)
{
    /// <summary>Å, ps, eV: what is taken where nothing else is said.</summary>
    public static LammpsUnits Metal { get; } = new("metal", 1, 1 / Unit.Picosecond, 1, Unit.Picosecond);

    // In "electron" a step moves atoms by velocity × femtoseconds, so velocities are Bohr/fs, whatever the table in the manual says.
    private static readonly LammpsUnits[] Known =
    [
        Metal,
        new("real", 1, 1, Unit.KilocaloriePerMole, 1),
        new("electron", Unit.Bohr, Unit.Bohr, Unit.HartreePerBohr, 1),
    ];

    /// <summary>The units of that name, or null where there are none or they have no size of their own (lj).</summary>
    public static LammpsUnits? Find(string name) => Array.Find(Known, u => u.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The units that the user named.</summary>
    /// <exception cref="InputException">They are not known.</exception>
    public static LammpsUnits ByName(string name) =>
        Find(name) ?? throw new InputException($"'{name}' are not units that can be converted", remedy: Remedy);

    /// <summary>What to do about unknown units.</summary>
    public const string Remedy = "the units of LAMMPS that are known are metal, real and electron";
}
