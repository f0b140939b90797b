namespace Lithoscope.Structures;

/// <summary>What may be chosen about POSCAR files.</summary>
public sealed record PoscarOptions
{
    /// <summary>The defaults.</summary>
    public static PoscarOptions Default { get; } = new();

    /// <summary>
    /// Symbols of the species in the order of their counts, for files of VASP 4 that do not name them; null, the default, looks for them in
    /// the comment line. Files that name their species are read as they are.
    /// </summary>
    public IReadOnlyList<string>? Species { get; init; }

    /// <summary>Whether to write Cartesian coordinates in Å; by default they are fractions of the lattice vectors (direct).</summary>
    public bool Cartesian { get; init; }

    /// <summary>
    /// Whether to write the atoms grouped by species, in the order of their first appearance, as potential files (POTCAR) want it. By default
    /// atoms keep their order, and a species is named once for each run of its atoms.
    /// </summary>
    public bool GroupBySpecies { get; init; }
}
