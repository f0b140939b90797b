using System.Globalization;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>Counts, over frames, the atoms outside the feature boxes of a potential, feature by feature. Not thread-safe.</summary>
public sealed class ExtrapolationTally
{
    private readonly SortedDictionary<(int Part, int Element, int Feature), FeatureExcess> _features = [];

    /// <summary>Atoms that were graded against a box.</summary>
    public long Atoms { get; private set; }

    /// <summary>Those outside it.</summary>
    public long Outside { get; private set; }

    /// <summary>Frames with an atom outside.</summary>
    public long Frames { get; private set; }

    /// <summary>The largest grade: distance outside in units of the feature's range.</summary>
    public double Largest { get; private set; }

    /// <summary>The features that were left, each with the atom farthest outside, in order of element and feature.</summary>
    public IReadOnlyCollection<FeatureExcess> Features => _features.Values;

    /// <summary>Counts a frame.</summary>
    public void Add(EvaluatedStructure frame)
    {
        if (frame.Extrapolation is not { } grades) return;
        Atoms += grades.Length;
        var outside = grades.LongCount(g => g > 0);
        if (outside == 0) return;
        Outside += outside;
        Frames++;
        Largest = Math.Max(Largest, grades.Max());
        foreach (var found in frame.Excesses)
        {
            var key = (found.Part, found.Element, found.Feature);
            if (!_features.TryGetValue(key, out var known)) _features.Add(key, found);
            else _features[key] = (found.Grade > known.Grade ? found : known) with { Count = known.Count + found.Count };
        }
    }

    /// <summary>A sentence for each element and feature.</summary>
    public IEnumerable<string> Sentences()
    {
        var parts = _features.Keys.Select(k => k.Part).Distinct().Count();
        foreach (var f in _features.Values)
        {
            var of = parts > 1 ? string.Create(CultureInfo.InvariantCulture, $" of learned potential {f.Part + 1}") : "";
            var others = f.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", the farthest of {f.Count} atoms") : "";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{Element.Symbol(f.Element)}, descriptor {f.Feature}{of}: {f.Value:G6} lies outside the training range {f.Minimum:G6} to {f.Maximum:G6} by {f.Grade:G3} of it (frame {f.Frame}, atom {f.Atom}{others}).");
        }
    }
}
