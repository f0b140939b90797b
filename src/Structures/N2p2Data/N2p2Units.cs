using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The units of a training file as factors to ours.</summary>
/// <param name="Length">Multiplies lengths: Å.</param>
/// <param name="Energy">Multiplies energies: eV.</param>
internal sealed record N2p2Units(double Length, double Energy)
{
    /// <summary>Multiplies forces: eV/Å.</summary>
    public double Force => Energy / Length;

    /// <summary>The units of that name; null are those that are taken where nothing is said.</summary>
    /// <exception cref="InputException">They are not known.</exception>
    public static N2p2Units ByName(string? name) => name?.ToUpperInvariant() switch
    {
        null or "METAL" => new(1, 1),
        "ELECTRON" or "ATOMIC" => new(Unit.Bohr, Unit.Hartree),
        _ => throw new InputException($"'{name}' are not units of a training file of n2p2", remedy: "choose metal (Å, eV) or electron (Bohr, Hartree)"),
    };
}
