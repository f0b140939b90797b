using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads inputs of pw.x (Quantum ESPRESSO): one structure, periodic along all three axes. docs/formats/espresso-input.md says what is understood.</summary>
public static class EspressoInputReader
{
    /// <summary>Reads the structure of a stream.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name for messages.</param>
    /// <param name="cancellationToken">Ends the reading between two atoms.</param>
    /// <returns>
    /// The structure, with the labels of its species as column <c>label</c> (S:1) where they are more than symbols, and flags as column <c>move_mask</c> (L:3, true
    /// where an atom may move along x, y or z) where there are any.
    /// </returns>
    /// <exception cref="InputException">The text is malformed or is no input of pw.x.</exception>
    public static Structure Read(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        var lines = new LineReader(stream, name);
        var system = EspressoNamelists.Read(lines);
        if (system.Text("nat") is null) throw lines.Fault("there is no namelist &SYSTEM that says how many atoms there are (nat)", "check that this is an input of pw.x");
        if (system.Real("space_group", lines) is not (null or 0)) throw lines.Fault("the structure is given by a space group, which is not understood", "write all atoms, without space_group");
        var lattice = EspressoLattice.Read(system, lines);
        var cards = EspressoCards.Read(lines, Count(system, "nat", lines), system.Text("ntyp") is null ? 0 : Count(system, "ntyp", lines), cancellationToken);
        if (cards.PositionUnit is null) throw lines.Fault("there is no card ATOMIC_POSITIONS", "complete the file");
        var (cell, parameter) = Cell(lattice, cards, lines);
        if (CellChecks.Fault(cell) is { } fault) throw lines.Fault(fault, CellChecks.Remedy);
        var scale = Scale(cards, cell, parameter, lines);

        var species = new byte[cards.Labels.Count];
        var positions = new double[3 * species.Length];
        for (var i = 0; i < species.Length; i++)
        {
            var (mass, potential) = cards.Species.GetValueOrDefault(cards.Labels[i], (0, ""));
            if (!EspressoLabel.TryParse(cards.Labels[i], mass, potential, out species[i])) throw lines.Fault($"{TextBytes.Quote(cards.Labels[i])} does not begin with the symbol of an element", "write labels such as Si, Fe1 or O_h", cards.PositionLine);
            var r = scale.Transform(new(cards.Positions[3 * i], cards.Positions[3 * i + 1], cards.Positions[3 * i + 2]));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
        }

        if (Array.Exists(positions, x => !double.IsFinite(x))) throw lines.Fault("a position is not a finite number", "correct the coordinates or the lattice", cards.PositionLine);
        var columns = new List<AtomColumn>();
        if (cards.Labels.Where((label, i) => label != Element.Symbol(species[i])).Any()) columns.Add(new TextColumn("label", 1, [.. cards.Labels]));
        if (cards.HasFlags) columns.Add(new LogicalColumn("move_mask", 3, [.. cards.MoveMask]));
        return new(species, positions, cell, Periodicity.Full, columns, origin: new(name, 0, 1));
    }

    private static long Count(EspressoNamelists system, string name, LineReader lines) =>
        NumberText.TryParseInteger(System.Text.Encoding.UTF8.GetBytes(system.Text(name)!), out var count) && count is > 0 and < int.MaxValue
            ? count
            : throw lines.Fault($"{name} = {TextBytes.Quote(system.Text(name)!)} is not a number of atoms or species", "correct it in &SYSTEM");

    // The lattice vectors and the length alat, Å.
    private static (Matrix3D Cell, double Parameter) Cell(EspressoLattice lattice, EspressoCards cards, LineReader lines)
    {
        if (lattice.Index != 0)
        {
            return cards.Cell is null ? (lattice.Cell(lines), lattice.Parameter) : throw lines.Fault("the lattice is given twice, by ibrav and by CELL_PARAMETERS", "set ibrav = 0 or remove the card");
        }

        if (cards.Cell is not { } v) throw lines.Fault("ibrav = 0 needs the card CELL_PARAMETERS", "add it");
        var given = !double.IsNaN(lattice.Parameter);
        var unit = cards.CellUnit switch
        {
            "angstrom" => 1,
            "bohr" => Unit.Bohr,
            // Without a unit, as old inputs are: in units of the lattice parameter where that is given.
            "" when !given => Unit.Bohr,
            "alat" or "" => given ? lattice.Parameter : throw lines.Fault("CELL_PARAMETERS are in units of the lattice parameter, which is not given", "set celldm(1) or A, or write CELL_PARAMETERS angstrom"),
            _ => throw lines.Fault($"{TextBytes.Quote(cards.CellUnit)} is no unit of CELL_PARAMETERS", "write alat, bohr or angstrom"),
        };
        var cell = unit * new Matrix3D(new(v[0], v[1], v[2]), new(v[3], v[4], v[5]), new(v[6], v[7], v[8]));
        return (cell, given ? lattice.Parameter : cell.A.Norm);
    }

    private static Matrix3D Scale(EspressoCards cards, Matrix3D cell, double parameter, LineReader lines) => cards.PositionUnit switch
    {
        "alat" or "" => parameter * Matrix3D.Identity,
        "bohr" => Unit.Bohr * Matrix3D.Identity,
        "angstrom" => Matrix3D.Identity,
        "crystal" => cell,
        "crystal_sg" => throw lines.Fault("positions of a space group (crystal_sg) are not understood", "write all atoms", cards.PositionLine),
        _ => throw lines.Fault($"{TextBytes.Quote(cards.PositionUnit!)} is no unit of ATOMIC_POSITIONS", "write alat, bohr, angstrom or crystal", cards.PositionLine),
    };
}
