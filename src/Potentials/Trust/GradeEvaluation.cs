using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Grades the atoms of frame after frame, in pieces, so that the descriptors of a large frame are never all in memory. For one caller.</summary>
internal sealed class GradeEvaluation
{
    private const int Piece = 4096;

    private readonly Part[] _parts;
    private readonly ActiveSets? _sets;
    private double[] _rows = [];

    public GradeEvaluation(IPotential potential, WorkerPool? pool, bool boxes, ActiveSets? sets)
    {
        _sets = sets;
        _parts = [.. LearnedParts.Of(potential).Select((p, k) => new Part(new DescriptorRows(p, pool), boxes, z => sets?.Find(k, z)?.Box))];
        HasBoxes = Array.Exists(_parts, p => p.Boxes is not null);
    }

    /// <summary>Whether there is any box to be outside of.</summary>
    public bool HasBoxes { get; }

    /// <summary>Grades all atoms.</summary>
    /// <param name="atoms">The atoms.</param>
    /// <param name="list">A list that reaches to the potential's cutoff.</param>
    /// <param name="frame">Number of the frame.</param>
    /// <param name="box">Receives the largest distance outside a box, or null.</param>
    /// <param name="optimality">Receives the largest D-optimality grade, or null.</param>
    /// <returns>The features outside their boxes.</returns>
    public IReadOnlyList<FeatureExcess> Run(Atoms atoms, NeighbourList list, int frame, double[]? box, double[]? optimality)
    {
        var excesses = new SortedDictionary<(int Part, int Species, int Feature), FeatureExcess>();
        for (var p = 0; p < _parts.Length; p++)
        {
            var part = _parts[p];
            if (part.Boxes is null && optimality is null) continue;
            if (_rows.Length < Piece * part.Rows.Width) _rows = new double[Piece * part.Rows.Width];
            for (var first = 0; first < atoms.Count; first += Piece)
            {
                var count = Math.Min(Piece, atoms.Count - first);
                part.Rows.Compute(atoms, list, first, count, scaled: false, _rows);
                for (var k = 0; k < count; k++)
                {
                    var atom = first + k;
                    var species = part.Rows.SpeciesOf(atoms.AtomicNumbers[atom]);
                    var row = _rows.AsSpan(k * part.Rows.Width, part.Rows.Potential.DescriptorCount(species));
                    if (box is not null && part.Boxes?[species] is { } limits) box[atom] = Math.Max(box[atom], Outside(row, limits, new(p, part.Rows.Potential.Elements[species], 0, 1, frame, atom, 0, 0, 0, 0), species, excesses));
                    if (optimality is not null) optimality[atom] = Math.Max(optimality[atom], _sets!.Grade(p, atoms.AtomicNumbers[atom], row));
                }
            }
        }

        return [.. excesses.Values];
    }

    private static double Outside(ReadOnlySpan<double> row, FeatureBox box, FeatureExcess atom, int species, SortedDictionary<(int, int, int), FeatureExcess> excesses)
    {
        double worst = 0;
        for (var f = 0; f < row.Length; f++)
        {
            var grade = BoxGrade.Of(row[f], box.Minimum[f], box.Maximum[f]);
            if (grade == 0) continue;
            worst = Math.Max(worst, grade);
            var found = atom with { Feature = f, Value = row[f], Minimum = box.Minimum[f], Maximum = box.Maximum[f], Grade = grade };
            if (!excesses.TryGetValue((atom.Part, species, f), out var known)) excesses.Add((atom.Part, species, f), found);
            else excesses[(atom.Part, species, f)] = (grade > known.Grade ? found : known) with { Count = known.Count + 1 };
        }

        return worst;
    }

    private sealed class Part
    {
        // The box that the model keeps; where it keeps none, that of a training set at hand.
        public Part(DescriptorRows rows, bool boxes, Func<int, FeatureBox?> trained)
        {
            Rows = rows;
            FeatureBox?[] found = [.. rows.Potential.Elements.Select((z, k) => rows.Potential.FeatureBox(k) ?? trained(z))];
            if (boxes && Array.Exists(found, b => b is not null)) Boxes = found;
        }

        public DescriptorRows Rows { get; }

        public FeatureBox?[]? Boxes { get; }
    }
}
