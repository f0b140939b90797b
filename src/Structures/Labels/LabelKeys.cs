namespace Lithoscope.Structures;

/// <summary>
/// Under which names energies, forces, stresses and virials stand in a structure. Names are tried in order; the defaults prefer what is marked as
/// reference (REF_…) to what any other program may have left.
/// </summary>
public sealed record LabelKeys
{
    /// <summary>The defaults.</summary>
    public static LabelKeys Default { get; } = new();

    /// <summary>Frame properties that hold the total energy, eV.</summary>
    public IReadOnlyList<string> Energy { get; init; } = ["REF_energy", "energy"];

    /// <summary>Columns that hold the forces, eV/Å, three per atom.</summary>
    public IReadOnlyList<string> Forces { get; init; } = ["REF_forces", "REF_force", "forces", "force"];

    /// <summary>Frame properties that hold the stress, eV/Å³, tensile positive: nine numbers, or six as xx yy zz yz xz xy.</summary>
    public IReadOnlyList<string> Stress { get; init; } = ["REF_stress", "stress"];

    /// <summary>Frame properties that hold the virial, eV, which is −V·stress: nine numbers, or six as xx yy zz yz xz xy.</summary>
    public IReadOnlyList<string> Virial { get; init; } = ["REF_virial", "virial"];

    /// <summary>The first of the frame properties <paramref name="keys"/> that <paramref name="structure"/> has, or null.</summary>
    public static string? FindInfo(Structure structure, IReadOnlyList<string> keys) => keys.FirstOrDefault(key => structure.FindInfo(key) is not null);

    /// <summary>The first of the columns <paramref name="keys"/> that <paramref name="structure"/> has, or null.</summary>
    public static string? FindColumn(Structure structure, IReadOnlyList<string> keys) => keys.FirstOrDefault(key => structure.FindColumn(key) is not null);
}
