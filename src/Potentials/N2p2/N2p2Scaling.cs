using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>How symmetry functions are scaled before they enter a network.</summary>
internal enum N2p2ScalingKind
{
    /// <summary>G.</summary>
    None,

    /// <summary>G − G_mean.</summary>
    Centre,

    /// <summary>S_min + (S_max − S_min)(G − G_min)/(G_max − G_min).</summary>
    Range,

    /// <summary>S_min + (S_max − S_min)(G − G_mean)/(G_max − G_min).</summary>
    CentredRange,

    /// <summary>S_min + (S_max − S_min)(G − G_mean)/G_sigma.</summary>
    Deviation,
}

/// <summary>The scaling of one element's functions, a line for each: scaled = factor·G + offset, and the range of the training set.</summary>
internal sealed class N2p2Scaling(int count)
{
    /// <summary>Factors.</summary>
    public double[] Factors { get; } = new double[count];

    /// <summary>Offsets.</summary>
    public double[] Offsets { get; } = new double[count];

    /// <summary>Least values.</summary>
    public double[] Minimum { get; } = new double[count];

    /// <summary>Largest values.</summary>
    public double[] Maximum { get; } = new double[count];

    /// <summary>Reads scaling.data: element (from 1, in order of atomic numbers), function (from 1), least, largest and mean value, standard deviation.</summary>
    /// <exception cref="InputException">The file is not sound, or not that of the settings.</exception>
    public static N2p2Scaling[] Read(N2p2Files files, N2p2Settings settings)
    {
        const string Name = "scaling.data";
        N2p2Scaling[] all = [.. settings.Functions.Select(f => new N2p2Scaling(f.Count))];
        bool[][] seen = [.. settings.Functions.Select(f => new bool[f.Count])];
        foreach (var line in files.Lines(Name))
        {
            var element = line.Whole(0, "the number of the element", 1, int.MaxValue) - 1;
            if (element >= all.Length) throw line.Fault($"the line belongs to element {element + 1}, but {files.Input} has {all.Length}", $"take the file that belongs to {files.Input}");
            var function = line.Whole(1, "the number of the symmetry function", 1, int.MaxValue) - 1;
            var symbol = Element.Symbol(settings.Elements[element]);
            if (function >= seen[element].Length) throw line.Fault($"the line belongs to symmetry function {function + 1} of {symbol}, which has {seen[element].Length} in {files.Input}", $"take the file that belongs to {files.Input}");
            if (seen[element][function]) throw line.Fault($"symmetry function {function + 1} of {symbol} stands here a second time", "remove one");
            if (line.Words.Length > 6) throw line.Fault($"the line has {line.Words.Length} columns", "give it 6 columns: element, function, minimum, maximum, mean, deviation");
            seen[element][function] = true;
            all[element].Set(function, line, settings);
        }

        for (var e = 0; e < all.Length; e++)
        {
            if (Array.IndexOf(seen[e], false) is var missing and >= 0)
            {
                throw new InputException($"symmetry function {missing + 1} of {Element.Symbol(settings.Elements[e])} is missing", files.PathOf(Name), remedy: $"take the complete file that belongs to {files.Input}");
            }
        }

        return all;
    }

    private void Set(int k, N2p2Line line, N2p2Settings settings)
    {
        var (low, high, mean) = (line.Real(2, "the minimum"), line.Real(3, "the maximum"), line.Real(4, "the mean"));
        // In files of old versions, there is no deviation.
        var deviation = settings.Scaling == N2p2ScalingKind.Deviation || line.Words.Length > 5 ? line.Real(5, "the deviation") : 0;
        if (low > high) throw line.Fault("the minimum is above the maximum", "take the file from its source again");
        var (start, range) = (settings.ScaledRange.Minimum, settings.ScaledRange.Maximum - settings.ScaledRange.Minimum);
        var (factor, zero) = settings.Scaling switch
        {
            N2p2ScalingKind.None => (1, 0),
            N2p2ScalingKind.Centre => (1, mean),
            N2p2ScalingKind.Range => (range / (high - low), low),
            N2p2ScalingKind.CentredRange => (range / (high - low), mean),
            _ => (range / deviation, mean),
        };
        if (settings.Scaling is N2p2ScalingKind.None or N2p2ScalingKind.Centre) start = 0;
        if (!double.IsFinite(factor)) throw line.Fault("the function did not vary in the training set, so it cannot be scaled", "train the potential without it");
        (Factors[k], Offsets[k], Minimum[k], Maximum[k]) = (factor, start - factor * zero, low, high);
    }
}
