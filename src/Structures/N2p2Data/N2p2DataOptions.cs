namespace Lithoscope.Structures;

/// <summary>What may be chosen about the training files of n2p2.</summary>
public sealed record N2p2DataOptions
{
    /// <summary>The defaults.</summary>
    public static N2p2DataOptions Default { get; } = new();

    /// <summary>
    /// The units of the file, which does not say them: metal (Å, eV), or electron or atomic (Bohr, Hartree); null, the default, takes Å and eV, with
    /// a remark. Charges are in e.
    /// </summary>
    public string? Units { get; init; }
}
