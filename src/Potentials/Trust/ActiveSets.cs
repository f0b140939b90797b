using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The active sets of a potential: one for each element of each learned potential within it.</summary>
public sealed class ActiveSets
{
    // Two tables of this many numbers are in memory while a set is chosen.
    private const long MostValues = 200_000_000;

    private readonly ActiveSet?[][] _sets; // by part and atomic number

    private ActiveSets(ActiveSet?[][] sets) => _sets = sets;

    /// <summary>Chooses active sets from the structures a potential was trained on.</summary>
    /// <param name="potential">The potential.</param>
    /// <param name="training">The structures.</param>
    /// <param name="pool">Workers, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The potential has no descriptors, or the training set cannot be used with it or is too large.</exception>
    public static ActiveSets Build(IPotential potential, IEnumerable<Structure> training, WorkerPool? pool, CancellationToken cancellation)
    {
        var parts = LearnedParts.Of(potential);
        if (parts.Count == 0) throw new InputException("a training set is of use only to a learned potential, and this one has no descriptors", remedy: "leave out the training set");
        DescriptorRows[] rows = [.. parts.Select(p => new DescriptorRows(p, pool))];
        var tables = parts.Select(_ => new List<double>?[Element.MaximumAtomicNumber + 1]).ToArray();
        var list = new NeighbourList(potential.Cutoff);
        foreach (var structure in training)
        {
            cancellation.ThrowIfCancellationRequested();
            var atoms = new Atoms(structure);
            if (atoms.Count == 0) continue;
            FrameFault.Check(structure, structure.Origin.Frame, () => list.Build(atoms, pool, cancellation));
            for (var p = 0; p < parts.Count; p++) Collect(rows[p], atoms, list, structure, tables[p]);
        }

        var sets = tables.Select(_ => new ActiveSet?[Element.MaximumAtomicNumber + 1]).ToArray();
        for (var p = 0; p < parts.Count; p++)
        {
            for (var z = 0; z < tables[p].Length; z++)
            {
                if (tables[p][z] is not { } table) continue;
                sets[p][z] = new ActiveSet(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(table), parts[p].DescriptorCount(rows[p].SpeciesOf((byte)z)), cancellation);
                tables[p][z] = null;
            }
        }

        return new ActiveSets(sets);
    }

    /// <summary>The active set of an element, or null where the training set does not have it.</summary>
    /// <param name="part">Which learned potential, counted from 0.</param>
    /// <param name="element">Atomic number.</param>
    public ActiveSet? Find(int part, int element) => _sets[part][element];

    /// <summary>The grade of an environment; infinite for an element that the training set does not have.</summary>
    internal double Grade(int part, byte element, ReadOnlySpan<double> descriptors) =>
        descriptors.Length == 0 ? 0 : _sets[part][element] is { } set ? set.Grade(descriptors) : double.PositiveInfinity;

    private static bool AreFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) return false;
        }

        return true;
    }

    private static void Collect(DescriptorRows rows, Atoms atoms, NeighbourList list, Structure structure, List<double>?[] tables)
    {
        for (var i = 0; i < atoms.Count; i++)
        {
            if (rows.SpeciesOf(atoms.AtomicNumbers[i]) < 0) throw FrameFault.At(structure, structure.Origin.Frame, new InputException($"atom {i} of the training set is {Element.Symbol(atoms.AtomicNumbers[i])}, which the potential does not know", remedy: "give the structures it was trained on"));
        }

        var values = new double[checked(atoms.Count * rows.Width)];
        rows.Compute(atoms, list, 0, atoms.Count, scaled: false, values);
        for (var i = 0; i < atoms.Count; i++)
        {
            var z = atoms.AtomicNumbers[i];
            var width = rows.Potential.DescriptorCount(rows.SpeciesOf(z));
            if (width == 0) continue;
            var row = values.AsSpan(i * rows.Width, width);
            // Atoms in one place, above all: a row that is no number would make every grade infinite.
            if (!AreFinite(row)) throw FrameFault.At(structure, structure.Origin.Frame, new InputException($"the descriptors of atom {i} ({Element.Symbol(z)}) of the training set are not finite numbers", remedy: "remove the frame, or check its positions, cell and units"));
            var table = tables[z] ??= [];
            table.AddRange(row);
            if (table.Count > MostValues) throw new InputException($"the training set holds more than {table.Count / width} environments of {Element.Symbol(z)}", structure.Origin.File, remedy: "give every tenth frame of it");
        }
    }
}
