namespace Lithoscope.Structures;

/// <summary>What may be chosen about the dumps of LAMMPS.</summary>
public sealed record LammpsDumpOptions
{
    /// <summary>The defaults.</summary>
    public static LammpsDumpOptions Default { get; } = new();

    /// <summary>
    /// Symbols of the elements of the atom types in their order; null, the default, takes them from the columns element or mass when reading, and
    /// numbers the elements by atomic number when writing.
    /// </summary>
    public IReadOnlyList<string>? Species { get; init; }

    /// <summary>The style of units: metal, real or electron; null, the default, takes them from the file, else metal.</summary>
    public string? Units { get; init; }
}
