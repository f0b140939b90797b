using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Atoms that do not move.</summary>
internal static class FrozenAtoms
{
    /// <summary>A mark for each atom, or null where all move.</summary>
    /// <exception cref="InputException">A selection is none or selects nothing, nothing is left to move, or a stage has a barostat, which would move what is frozen.</exception>
    public static bool[]? Of(MolecularDynamicsOptions options, Structure structure)
    {
        if (options.Freeze.Count == 0) return null;
        var marks = new bool[structure.Count];
        foreach (var text in options.Freeze) AtomSelection.Parse(text).Mark(structure, marks);
        if (Array.TrueForAll(marks, m => m)) throw new InputException("freeze selects all atoms, so nothing is left to move", remedy: "select fewer");
        if (Stage.Of(options).FirstOrDefault(s => s.Press.Kind != BarostatKind.None) is { } stage) throw new InputException($"stage '{stage.Name}' has a barostat, which would move the atoms that freeze selects", remedy: "set barostat: none, or leave out freeze");
        return marks;
    }
}
