using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Reads POSCAR and CONTCAR files of VASP 4, 5 and 6: one structure, periodic along all three axes. docs/formats/poscar.md says what is understood.
/// </summary>
public static class PoscarReader
{
    /// <summary>Reads the structure of a stream.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// The structure, with the comment line as info <c>comment</c>, selective dynamics as column <c>move_mask</c> (L:3, true where an atom
    /// may move along a lattice vector) and Cartesian velocities as column <c>velocities</c> (R:3, Å/fs).
    /// </returns>
    /// <exception cref="InputException">The text is malformed.</exception>
    public static Structure Read(Stream stream, string name, PoscarOptions? options = null, CancellationToken cancellationToken = default)
    {
        var lines = new LineReader(stream, name);
        var header = PoscarHeader.Read(lines, options ?? PoscarOptions.Default);
        var atoms = PoscarAtoms.Read(lines, header, cancellationToken);

        var columns = new List<AtomColumn>();
        if (atoms.MoveMask is { } mask) columns.Add(new LogicalColumn("move_mask", 3, mask));
        if (PoscarVelocities.Read(lines, header.Atoms) is { } velocities) columns.Add(new RealColumn("velocities", 3, velocities));
        KeyValuePair<string, InfoValue>[] info = header.Comment.Length == 0 ? [] : [new("comment", new TextInfo(header.Comment))];
        return new(atoms.AtomicNumbers, atoms.Positions, header.Cell, Periodicity.Full, columns, info, new(name, 0, 1));
    }
}
