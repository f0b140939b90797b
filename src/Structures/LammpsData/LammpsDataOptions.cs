namespace Lithoscope.Structures;

/// <summary>What may be chosen about the data files of LAMMPS.</summary>
public sealed record LammpsDataOptions
{
    /// <summary>The defaults.</summary>
    public static LammpsDataOptions Default { get; } = new();

    /// <summary>
    /// Symbols of the elements of the atom types in their order; null, the default, takes them from labels, comments or masses when reading, and
    /// numbers the elements by atomic number when writing.
    /// </summary>
    public IReadOnlyList<string>? Species { get; init; }

    /// <summary>The style of units: metal, real or electron; null, the default, takes them from the first line, else metal.</summary>
    public string? Units { get; init; }

    /// <summary>
    /// The columns of the Atoms section: atomic, charge, bond, angle, molecular or full; null, the default, takes them from the comment behind
    /// the name of the section, else from the columns themselves where only one style fits. A style in the file is followed before this one.
    /// </summary>
    public string? AtomStyle { get; init; }
}
