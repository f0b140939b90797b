using Lithoscope.Learning;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Spectroscopy;

/// <summary>Frames with a binding energy for atoms, and the group each frame belongs to.</summary>
public sealed class BindingEnergyData
{
    // Ten times the deepest level there is (1s of the heaviest elements, about 10⁵ eV).
    private const double LargestEnergy = 1e6;

    private readonly double[][] _energies;

    private BindingEnergyData(string? source, List<Structure> frames, List<double[]> energies, string[] groups)
    {
        (Source, Frames, _energies, Groups) = (source, frames, [.. energies], groups);
        Elements = [.. Enumerable.Range(1, 118).Where(z => Levels(z).Any())];
        AllElements = [.. frames.SelectMany(f => f.AtomicNumbers.ToArray()).Distinct().Select(z => (int)z).Order()];
    }

    /// <summary>The file they were read from, for messages; null where there were several.</summary>
    public string? Source { get; }

    /// <summary>The frames, in the order of the files.</summary>
    public IReadOnlyList<Structure> Frames { get; }

    /// <summary>The group of each frame.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>Atomic numbers of the elements that have at least one binding energy, ascending.</summary>
    public IReadOnlyList<int> Elements { get; }

    /// <summary>Atomic numbers of all elements, ascending.</summary>
    public IReadOnlyList<int> AllElements { get; }

    /// <summary>Reads frames of one file.</summary>
    /// <inheritdoc cref="Read(IReadOnlyList{string}, string, string?, bool, CancellationToken)"/>
    public static BindingEnergyData Read(string path, string column, string? groupKey, CancellationToken cancellation) => Read([path], column, groupKey, joinSameMolecules: false, cancellation);

    /// <summary>Reads frames.</summary>
    /// <param name="paths">Structure files.</param>
    /// <param name="column">Per-atom column of binding energies, eV; NaN where an atom has none.</param>
    /// <param name="groupKey">Frame property that names the group; null makes every frame its own.</param>
    /// <param name="joinSameMolecules">Whether groups that hold the same molecule, in frames without a cell, become one, named as the first of them (<see cref="MoleculeClasses"/>).</param>
    /// <param name="cancellation">Checked before each frame.</param>
    /// <exception cref="InputException">No frame has the column, it is not one real number per atom, a value is infinite, an atom is a dummy, or a group is missing.</exception>
    public static BindingEnergyData Read(IReadOnlyList<string> paths, string column, string? groupKey, bool joinSameMolecules, CancellationToken cancellation)
    {
        var frames = new List<Structure>();
        var energies = new List<double[]>();
        var groups = new List<string>();
        foreach (var (path, frame) in paths.SelectMany(p => StructureFile.Read(p, cancellationToken: cancellation).Select(f => (p, f))))
        {
            cancellation.ThrowIfCancellationRequested();
            var line = frame.Origin.Line > 0 ? frame.Origin.Line : (long?)null;
            var values = frame.FindColumn(column) switch
            {
                null => throw new InputException($"frame {frame.Origin.Frame} has no column '{column}'", path, line, "name the column of binding energies with 'column'"),
                RealColumn { Width: 1 } real => real.Values,
                IntegerColumn { Width: 1 } whole => [.. whole.Values.Select(v => (double)v)],
                _ => throw new InputException($"column '{column}' is not one number per atom", path, line, "write it as binding_energy:R:1"),
            };
            if (frame.AtomicNumbers.Contains((byte)0)) throw new InputException($"frame {frame.Origin.Frame} has a dummy atom, X", path, line, "leave it out: descriptors see every atom");
            if (values.Any(v => Math.Abs(v) > LargestEnergy)) throw new InputException($"column '{column}' holds a value beyond a million eV", path, line, "write binding energies in eV, and NaN for an atom without one");
            frames.Add(frame);
            energies.Add(values);
            groups.Add(groupKey is null ? $"frame {groups.Count}" : frame.FindInfo(groupKey) switch
            {
                TextInfo { Values: [var name] } => name,
                IntegerInfo { Values: [var number] } => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
                { } => throw new InputException($"'{groupKey}' of frame {frame.Origin.Frame} is neither a word nor a whole number", path, line, "put its value in quotation marks"),
                null => throw new InputException($"frame {frame.Origin.Frame} has no '{groupKey}'", path, line, "give every frame a group, or set 'group: null' to make each frame its own"),
            });
        }

        if (joinSameMolecules) Join(frames, groups);
        var data = new BindingEnergyData(paths is [var only] ? only : null, frames, energies, [.. groups]);
        if (data.Elements.Count == 0) throw new InputException($"column '{column}' holds no value", data.Source, remedy: "at least one atom needs a binding energy");
        return data;
    }

    /// <summary>All levels of one element: frame, atom and binding energy (eV), in the order of the file.</summary>
    public IEnumerable<(int Frame, int Atom, double Energy)> Levels(int atomicNumber)
    {
        for (var f = 0; f < Frames.Count; f++)
        {
            for (var i = 0; i < Frames[f].Count; i++)
            {
                if (Frames[f].AtomicNumbers[i] == atomicNumber && !double.IsNaN(_energies[f][i])) yield return (f, i, _energies[f][i]);
            }
        }
    }

    /// <summary>Which frames are held out: a function of the seed and the group's name alone.</summary>
    /// <param name="testFraction">Expected share of groups.</param>
    /// <param name="keepInTraining">Groups whose name begins so are never held out; null for none.</param>
    /// <param name="seed">The run's seed.</param>
    public bool[] HeldOut(double testFraction, string? keepInTraining, ulong seed) =>
        [.. Groups.Select(g => !(keepInTraining is { Length: > 0 } && g.StartsWith(keepInTraining, StringComparison.Ordinal)) && GroupSplit.IsTest(g, testFraction, seed))];

    // Groups become sets that are united where they share a molecule; a set is named as its first group.
    private static void Join(List<Structure> frames, List<string> groups)
    {
        var (index, names) = GroupSplit.Number(groups);
        int[] parent = [.. Enumerable.Range(0, names.Length)];
        int Root(int g)
        {
            while (parent[g] != g) g = parent[g];
            return g;
        }

        var classes = new MoleculeClasses();
        var first = new Dictionary<int, int>();
        for (var f = 0; f < frames.Count; f++)
        {
            if (frames[f].Cell is not null) continue;
            var number = classes.ClassOf(frames[f]);
            if (first.TryAdd(number, index[f])) continue;
            var (a, b) = (Root(first[number]), Root(index[f]));
            parent[Math.Max(a, b)] = Math.Min(a, b);
        }

        for (var f = 0; f < groups.Count; f++) groups[f] = names[Root(index[f])];
    }
}
