using System.Globalization;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The model of one element: descriptors, their standardisation, network, and how its output becomes an energy.</summary>
internal sealed class AenetAtom
{
    // Descriptors that hardly vary over the training set are left out, as in aenet.
    private const double LeastDeviation = 1e-10;

    private readonly AenetFile _file;
    private readonly List<int> _constant = [];
    private readonly List<int> _impossible = [];

    /// <summary>Takes what a file holds.</summary>
    /// <exception cref="InputException">The set-up is not sound or of no known kind.</exception>
    public AenetAtom(AenetFile file)
    {
        _file = file;
        var setup = file.Setup;
        Descriptor = setup.Kind.ToUpperInvariant() switch
        {
            "CHEBYSHEV" => Chebyshev(setup, file.Path),
            "BEHLER2011" => new BehlerDescriptor(BehlerFunction.Of(setup, file.Path), setup.Environment),
            _ => throw new InputException($"descriptors of kind '{setup.Kind}' are not known", file.Path, remedy: "use a potential with Chebyshev or Behler2011 descriptors"),
        };
        Network = file.Network.Network();
        Scales = new double[Descriptor.Count];
        for (var a = 0; a < Scales.Length; a++)
        {
            var variance = setup.MeanSquare[a] - setup.Mean[a] * setup.Mean[a];
            // Where the two means disagree aenet takes the root of a negative number and gives NaN; a descriptor without variance tells the network nothing.
            if (variance < 0) _impossible.Add(a);
            else if (Math.Sqrt(variance) <= LeastDeviation) _constant.Add(a);
            else Scales[a] = 1 / Math.Sqrt(variance);
        }

        (EnergyScale, EnergyShift) = (1 / file.Training.Scale, file.Training.Shift + file.Training.AtomEnergies[Array.IndexOf(file.Training.Elements, setup.Element)]);
    }

    /// <summary>Atomic number.</summary>
    public int Element => _file.Setup.Element;

    /// <summary>The file it was read from.</summary>
    public AenetFile File => _file;

    /// <summary>The descriptors by their definition.</summary>
    public AenetDescriptor Descriptor { get; }

    /// <summary>The network.</summary>
    public FeedForwardNetwork Network { get; }

    /// <summary>Means of the descriptors.</summary>
    public double[] Means => _file.Setup.Mean;

    /// <summary>What differences from the means are multiplied with: one over the standard deviation, or 0.</summary>
    public double[] Scales { get; }

    /// <summary>The network's output times this, plus <see cref="EnergyShift"/>, is the energy, eV.</summary>
    public double EnergyScale { get; }

    /// <summary>eV; includes the energy of the free atom.</summary>
    public double EnergyShift { get; }

    /// <summary>The range of the descriptors in training, or null where the file does not hold one.</summary>
    public FeatureBox? Box
    {
        get
        {
            var (least, most) = (_file.Setup.Minimum, _file.Setup.Maximum);
            var known = false;
            for (var a = 0; a < least.Length; a++)
            {
                if (least[a] > most[a]) return null;
                known |= least[a] < most[a];
            }

            return known ? new(least, most) : null;
        }
    }

    /// <summary>Whether single precision is good enough for the descriptors.</summary>
    public bool HasSingle => Descriptor is ChebyshevDescriptor { HasSingle: true };

    /// <summary>From descriptors to what the network takes.</summary>
    public void Standardise(Span<double> values)
    {
        for (var a = 0; a < values.Length; a++) values[a] = (values[a] - Means[a]) * Scales[a];
    }

    /// <summary>Names and values for people.</summary>
    public IEnumerable<KeyValuePair<string, string>> Describe()
    {
        var (setup, training) = (_file.Setup, _file.Training);
        var symbol = Symbol(Element);
        yield return new($"{symbol}: file", _file.Path);
        yield return new($"{symbol}: surroundings", string.Join(", ", setup.Environment.Select(Symbol)) + (Descriptor is ChebyshevDescriptor { Shape: var shape } && shape.IsWeighted ? $" (weights {string.Join(", ", shape.Spins.Select(Number))})" : ""));
        foreach (var (name, value) in Descriptor.Describe()) yield return new($"{symbol}: {name}", value);
        yield return new($"{symbol}: network", $"{string.Join('-', _file.Network.Nodes)}, {string.Join(", ", _file.Network.Activations.Select(Name))}, {_file.Network.Weights.Length} weights");
        yield return new($"{symbol}: training set", $"{training.Name}, {training.Structures} structures, {training.Atoms} atoms, {setup.Samples} of {symbol}");
        yield return new($"{symbol}: energy", $"network × {Number(EnergyScale)} eV + {Number(training.Shift)} eV + {Number(EnergyShift - training.Shift)} eV of the free atom");
        if (setup.Description.Length > 0) yield return new($"{symbol}: description", string.Join(' ', setup.Description.Split("$$", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        if (_constant.Count > 0) yield return new($"{symbol}: constant descriptors", $"{List(_constant)} did not vary in training and are left out");
        if (_impossible.Count > 0) yield return new($"{symbol}: descriptors with impossible statistics", $"{List(_impossible)} have a mean square below the square of the mean and are left out; aenet gives NaN");
    }

    private static ChebyshevDescriptor Chebyshev(AenetSetup setup, string file)
    {
        var shape = ChebyshevShape.Of(setup, file);
        return new(shape, ChebyshevShape.LargestMean(setup, shape));
    }

    private static string Symbol(int z) => Structures.Element.Symbol(z);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string List(List<int> descriptors) => string.Join(", ", descriptors.Select(a => $"d{a}"));

    private static string Name(Activation activation) => activation switch
    {
        Activation.Tanh => "tanh",
        Activation.Logistic => "sigmoid",
        Activation.ScaledTanh => "mtanh",
        Activation.TwistedTanh => "twist",
        _ => "linear",
    };
}
