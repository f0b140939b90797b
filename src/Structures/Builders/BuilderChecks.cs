using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>What builders ask of the structures and numbers they are given.</summary>
internal static class BuilderChecks
{
    /// <summary>The largest structure that is built: beyond it a slip of the hand is likelier than a wish.</summary>
    public const long MostAtoms = 50_000_000;

    /// <summary>The cell, which must be there and span a volume.</summary>
    public static Matrix3D Cell(Structure structure, string purpose)
    {
        if (structure.Cell is not { } cell) throw Fault(structure, $"{purpose} needs a cell, and this structure has none", "give its lattice vectors");
        return CellChecks.Fault(cell) is { } fault ? throw Fault(structure, fault, CellChecks.Remedy) : cell;
    }

    /// <summary>The cell of a structure that must repeat along all three axes and hold an atom.</summary>
    public static Matrix3D CrystalCell(Structure structure, string purpose)
    {
        var cell = Cell(structure, purpose);
        if (structure.Periodicity != Periodicity.Full) throw Fault(structure, $"{purpose} needs a structure that is periodic along all three axes", "set pbc=\"T T T\" if it is a crystal");
        return structure.Count > 0 ? cell : throw Fault(structure, $"{purpose} needs at least one atom", "check the file");
    }

    /// <summary>Refuses structures of more than <see cref="MostAtoms"/> atoms.</summary>
    public static void Size(Structure structure, double atoms)
    {
        if (!(atoms <= MostAtoms)) throw Fault(structure, string.Create(CultureInfo.InvariantCulture, $"the result would hold {atoms:G3} atoms, more than {MostAtoms}"), "ask for less");
    }

    /// <summary>A fault of what was asked of a structure, with the place it was read from.</summary>
    public static InputException Fault(Structure structure, string what, string remedy) =>
        new(what, structure.Origin.File, structure.Origin.Line > 0 ? structure.Origin.Line : null, remedy);
}
