namespace Lithoscope.Structures;

/// <summary>The units that CP2K names in brackets, as factors to ours.</summary>
internal static class Cp2kUnits
{
    /// <summary>A unit of length in Å, or null where it is none.</summary>
    public static double? Length(string name) => name.Trim('[', ']').ToUpperInvariant() switch
    {
        "ANGSTROM" => 1,
        "BOHR" or "AU_L" => Unit.Bohr,
        "NM" => 10,
        "PM" => 0.01,
        "M" => 1e10,
        _ => null,
    };

    /// <summary>A unit of angles in degrees, or null where it is none.</summary>
    public static double? Angle(string name) => name.Trim('[', ']').ToUpperInvariant() switch
    {
        "DEG" => 1,
        "RAD" => 180 / Math.PI,
        _ => null,
    };

    /// <summary>A unit of forces in eV/Å, or null where it is none that is known.</summary>
    public static double? Force(string name) => name.Trim('[', ']').ToUpperInvariant() switch
    {
        "A.U." or "HARTREE/BOHR" => Unit.HartreePerBohr,
        "EV/ANGSTROM" => 1,
        _ => null,
    };

    /// <summary>A unit of pressure in eV/Å³, or null where it is none that is known.</summary>
    public static double? Pressure(string name) => name.Trim('[', ']').ToUpperInvariant() switch
    {
        "GPA" => Unit.Gigapascal,
        "KBAR" => Unit.Kilobar,
        "BAR" => Unit.Bar,
        _ => null,
    };
}
