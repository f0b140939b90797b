using Lithoscope.Descriptors;
using Lithoscope.Learning;
using Lithoscope.Runtime;

namespace Lithoscope.Spectroscopy;

/// <summary>The levels of one element on one side of the split: where they are, their energies (eV) and, once computed, their power spectra.</summary>
internal sealed class ElementSamples
{
    public ElementSamples(BindingEnergyData data, int atomicNumber, Func<int, bool> frames)
    {
        var levels = data.Levels(atomicNumber).Where(l => frames(l.Frame)).ToArray();
        Frame = [.. levels.Select(l => l.Frame)];
        Atom = [.. levels.Select(l => l.Atom)];
        Energies = [.. levels.Select(l => l.Energy)];
        // A group may span frames, but an offset belongs to a frame and what is left out to a group: both indices are kept.
        (Groups, GroupNames) = GroupSplit.Number([.. levels.Select(l => data.Groups[l.Frame])]);
    }

    public int[] Frame { get; }

    public int[] Atom { get; }

    public double[] Energies { get; }

    /// <summary>Index of each level's group into <see cref="GroupNames"/>.</summary>
    public int[] Groups { get; }

    public string[] GroupNames { get; }

    public int Count => Energies.Length;

    /// <summary>Row-major descriptors of all levels.</summary>
    public double[] Spectra(BindingEnergyData data, SoapFeatures features, Action<int> progress, CancellationToken cancellation)
    {
        var width = features.Length;
        var rows = new double[checked(Count * width)];
        for (var start = 0; start < Count;)
        {
            var end = start;
            while (end < Count && Frame[end] == Frame[start]) end++;
            var atoms = features.Load(data.Frames[Frame[start]]);
            features.Compute(atoms, Atom.AsMemory(start, end - start), rows.AsMemory(start * width, (end - start) * width), cancellation);
            start = end;
            progress(end);
        }

        return rows;
    }

    /// <summary>Rows of some samples, in that order.</summary>
    public static double[] Take(double[] rows, int width, ReadOnlySpan<int> samples)
    {
        var taken = new double[samples.Length * width];
        for (var k = 0; k < samples.Length; k++) rows.AsSpan(samples[k] * width, width).CopyTo(taken.AsSpan(k * width));
        return taken;
    }
}
