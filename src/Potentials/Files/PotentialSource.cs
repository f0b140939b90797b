namespace Lithoscope.Potentials;

/// <summary>Where a potential lies: a file, a folder, or a set of files with an element each.</summary>
/// <param name="Path">The file or folder; of a set, as the user wrote it.</param>
/// <param name="Files">The files of a set by element symbol, in the order given; empty for one file or folder.</param>
/// <param name="Units">Units of files that do not say theirs.</param>
public sealed record PotentialSource(string Path, IReadOnlyList<KeyValuePair<string, string>> Files, PotentialUnits Units = PotentialUnits.EvAngstrom)
{
    /// <summary>One file or folder.</summary>
    public static PotentialSource Of(string path, PotentialUnits units = PotentialUnits.EvAngstrom) => new(path, [], units);
}
