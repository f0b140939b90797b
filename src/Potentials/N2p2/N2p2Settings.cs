using Lithoscope.Descriptors;
using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>What input.nn says, in the units of the file. Elements are in order of atomic number, as everywhere in n2p2.</summary>
internal sealed class N2p2Settings
{
    private const int LargestLayer = 10_000;
    private const int MostLayers = 64;
    private const int MostFunctions = 100_000;

    private readonly N2p2Files _files;
    private readonly Dictionary<string, List<N2p2Line>> _lines = new(StringComparer.Ordinal);

    private N2p2Settings(N2p2Files files)
    {
        _files = files;
        N2p2Line? last = null;
        foreach (var line in files.Lines(files.Input))
        {
            last = line;
            if (!N2p2Keywords.IsRead(line)) continue;
            var name = line.Keyword switch { "symfunction" => "symfunction_short", "nnp_generation" or "nnp_type_gen" or "nnp_gen" => "nnp_type", var own => own };
            if (!_lines.TryGetValue(name, out var lines)) _lines.Add(name, lines = []);
            if (lines.Count > 0 && name is not ("symfunction_short" or "atom_energy" or "element_nodes_short"))
            {
                throw line.Fault($"'{line.Keyword}' stands here a second time, which n2p2 does not accept", $"remove it here or in line {lines[0].Number}");
            }

            if (lines.Count == MostFunctions) throw line.Fault($"there are more than {MostFunctions} lines of '{line.Keyword}'", "check the file");
            lines.Add(line);
        }

        if (last is null) throw Fault("the file holds no keywords", "check that it is the right one");
        RefuseOtherTypes();
        ReadElements();
        ReadCutoff();
        ReadScaling();
        (MeanEnergy, EnergyFactor, LengthFactor) = (Real("mean_energy", 0), Real("conv_energy", 1), Real("conv_length", 1));
        if (EnergyFactor <= 0) throw Only("conv_energy")!.Fault("conv_energy is not positive", "correct it");
        if (LengthFactor <= 0) throw Only("conv_length")!.Fault("conv_length is not positive", "correct it");
        Functions = ReadFunctions();
        Layers = [.. Enumerable.Range(0, Elements.Length).Select(_ => Array.Empty<(int, Activation)>())];
        ReadLayers();
    }

    /// <summary>Atomic numbers, ascending.</summary>
    public int[] Elements { get; private set; } = [];

    /// <summary>Energy of a free atom of each element, added to that of each atom.</summary>
    public double[] AtomEnergies { get; private set; } = [];

    /// <summary>Form of the cutoff function.</summary>
    public CutoffKind Cutoff { get; private set; }

    /// <summary>Inner radius as a share of the cutoff.</summary>
    public double InnerShare { get; private set; }

    /// <summary>How functions are scaled.</summary>
    public N2p2ScalingKind Scaling { get; private set; }

    /// <summary>S_min and S_max.</summary>
    public (double Minimum, double Maximum) ScaledRange { get; private set; }

    /// <summary>mean_energy: added to the energy of each atom.</summary>
    public double MeanEnergy { get; }

    /// <summary>conv_energy: the network's output is divided by it.</summary>
    public double EnergyFactor { get; }

    /// <summary>conv_length: training worked with lengths multiplied by it. Symmetry functions have no dimension, so nothing depends on it.</summary>
    public double LengthFactor { get; }

    /// <summary>The symmetry functions of each element, in n2p2's order.</summary>
    public IReadOnlyList<N2p2Function>[] Functions { get; }

    /// <summary>Neurons and activation of each layer, for each element.</summary>
    public (int Neurons, Activation Activation)[][] Layers { get; }

    /// <summary>Whether sums that enter neurons are divided by the number of neurons before them.</summary>
    public bool NormaliseNodes => _lines.ContainsKey("normalize_nodes");

    /// <summary>Reads input.nn.</summary>
    /// <exception cref="InputException">It is not sound, or not of a potential of the second generation.</exception>
    public static N2p2Settings Read(N2p2Files files) => new(files);

    /// <summary>Position of an element that a line names.</summary>
    public int Species(N2p2Line line, int word)
    {
        var z = line.Element(word);
        var species = Array.IndexOf(Elements, z);
        return species >= 0 ? species : throw line.Fault($"{Element.Symbol(z)} is not among the elements of the potential", "correct it, or add it to 'elements'");
    }

    private InputException Fault(string what, string remedy) => new(what, _files.PathOf(_files.Input), null, remedy);

    private N2p2Line? Only(string keyword) => _lines.TryGetValue(keyword, out var lines) ? lines[0] : null;

    private N2p2Line Need(string keyword) => Only(keyword) ?? throw Fault($"there is no '{keyword}'", "add it, or take the complete file from its source");

    private List<N2p2Line> AllOf(string keyword) => _lines.TryGetValue(keyword, out var lines) ? lines : [];

    private double Real(string keyword, double otherwise)
    {
        if (Only(keyword) is not { } line) return otherwise;
        line.Expect(1, 1, $"{keyword} VALUE");
        return line.Real(1, keyword);
    }

    private void RefuseOtherTypes()
    {
        if (Only("nnp_type") is not { } line) return;
        line.Expect(1, 1, "nnp_type 2G-HDNNP");
        var type = line.Words[1];
        if (type is "2" or "2G-HDNNP") return;
        var name = type is "4" or "4G-HDNNP" ? "a fourth-generation potential with charge equilibration (4G-HDNNP)" : $"of type '{type}'";
        throw line.Fault($"the potential is {name}, which is not supported", "use one of the second generation (2G-HDNNP), which has no long-range part");
    }

    private void ReadElements()
    {
        var line = Need("elements");
        line.Expect(1, Element.MaximumAtomicNumber, "elements SYMBOL ...");
        Elements = [.. Enumerable.Range(1, line.Count).Select(line.Element).Order()];
        if (Elements.Distinct().Count() != Elements.Length) throw line.Fault("an element stands twice in 'elements'", "remove one");
        var count = Need("number_of_elements");
        count.Expect(1, 1, "number_of_elements COUNT");
        if (count.Whole(1, "number_of_elements", 1, Element.MaximumAtomicNumber) != Elements.Length) throw count.Fault($"number_of_elements is {count.Words[1]}, but 'elements' names {Elements.Length}", "correct one of them");
        AtomEnergies = new double[Elements.Length];
        var seen = new HashSet<int>();
        foreach (var energy in AllOf("atom_energy"))
        {
            energy.Expect(2, 2, "atom_energy SYMBOL ENERGY");
            var species = Species(energy, 1);
            if (!seen.Add(species)) throw energy.Fault($"atom_energy of {energy.Words[1]} stands here a second time", "remove one");
            AtomEnergies[species] = energy.Real(2, "the energy");
        }
    }

    private void ReadCutoff()
    {
        var line = Need("cutoff_type");
        line.Expect(1, 2, "cutoff_type NUMBER ALPHA");
        Cutoff = (CutoffKind)line.Whole(1, "the number of the cutoff function", 0, 8);
        InnerShare = line.Count == 2 ? line.Real(2, "alpha") : 0;
        if (InnerShare is < 0 or >= 1) throw line.Fault($"alpha is {line.Words[2]}, but the inner cutoff must lie from 0 to below the cutoff", "write a number from 0 to below 1");
    }

    private void ReadScaling()
    {
        var (scale, sigma, centre) = (Only("scale_symmetry_functions"), Only("scale_symmetry_functions_sigma"), Only("center_symmetry_functions"));
        if (sigma is not null && scale is not null) throw sigma.Fault("symmetry functions are to be scaled both by their range and by their deviation", $"remove this line or line {scale.Number}");
        Scaling = sigma is not null ? N2p2ScalingKind.Deviation : (scale, centre) switch
        {
            (null, null) => N2p2ScalingKind.None,
            (null, _) => N2p2ScalingKind.Centre,
            (_, null) => N2p2ScalingKind.Range,
            _ => N2p2ScalingKind.CentredRange,
        };
        ScaledRange = (Real("scale_min_short", 0), Real("scale_max_short", 1));
    }

    private IReadOnlyList<N2p2Function>[] ReadFunctions()
    {
        var functions = new List<N2p2Function>[Elements.Length];
        for (var k = 0; k < functions.Length; k++) functions[k] = [];
        foreach (var line in AllOf("symfunction_short"))
        {
            var species = Species(line, 1);
            functions[species].Add(N2p2Function.Read(line, this));
        }

        for (var k = 0; k < functions.Length; k++)
        {
            if (functions[k].Count == 0) throw Fault($"there is no symmetry function of {Element.Symbol(Elements[k])}", "take the complete file from its source");
        }

        return [.. functions.Select(f => f.Order(N2p2FunctionOrder.Instance).ToList())];
    }

    private void ReadLayers()
    {
        int? global = null;
        var hidden = new int[Elements.Length];
        if (Only("global_hidden_layers_short") is { } all)
        {
            all.Expect(1, 1, "global_hidden_layers_short COUNT");
            global = all.Whole(1, "the number of hidden layers", 0, MostLayers);
            Array.Fill(hidden, global.Value);
        }
        else Array.Fill(hidden, -1);
        if (Only("element_hidden_layers_short") is { } one)
        {
            one.Expect(2, 2, "element_hidden_layers_short SYMBOL COUNT");
            hidden[Species(one, 1)] = one.Whole(2, "the number of hidden layers", 0, MostLayers);
        }

        var nodes = Only("global_nodes_short") is { } n ? Neurons(n, 1, global) : [];
        var activations = Only("global_activation_short") is { } a ? Activations(a, 1, global) : [];
        for (var k = 0; k < Elements.Length; k++)
        {
            var symbol = Element.Symbol(Elements[k]);
            if (hidden[k] < 0) throw Fault($"the number of hidden layers of {symbol} is not given", "add 'global_hidden_layers_short'");
            var (sizes, forms) = (new int[hidden[k] + 1], new Activation?[hidden[k] + 1]);
            sizes[^1] = 1;
            // Global settings apply where the number of layers is the global one.
            if (hidden[k] == global)
            {
                nodes.CopyTo(sizes, 0);
                for (var l = 0; l < activations.Length; l++) forms[l] = activations[l];
            }

            foreach (var line in AllOf("element_nodes_short").Where(l => Species(l, 1) == k))
            {
                // As in n2p2, whose loop ends one layer early, the last hidden layer keeps its global number, and the output its global activation.
                Neurons(line, 2, hidden[k]).AsSpan(0, Math.Max(0, hidden[k] - 1)).CopyTo(sizes);
            }

            if (Only("element_activation_short") is { } own && Species(own, 1) == k)
            {
                var given = Activations(own, 2, hidden[k]);
                for (var l = 0; l < hidden[k]; l++) forms[l] = given[l];
            }

            if (Array.IndexOf(sizes, 0) is var unset and >= 0) throw Fault($"the number of neurons in hidden layer {unset + 1} of {symbol} is not given", "add 'global_nodes_short'");
            if (Array.IndexOf(forms, null) is var missing and >= 0) throw Fault($"the activation function of layer {missing + 1} of {symbol} is not given", "add 'global_activation_short'");
            Layers[k] = [.. sizes.Zip(forms, (s, f) => (s, f!.Value))];
        }
    }

    private static int[] Neurons(N2p2Line line, int first, int? layers)
    {
        var count = line.Words.Length - first;
        if (count != layers) throw line.Fault($"'{line.Keyword}' gives {count} layers, but there are {layers ?? 0} hidden layers", "give each hidden layer its number of neurons");
        return [.. Enumerable.Range(first, count).Select(w => line.Whole(w, "the number of neurons", 1, LargestLayer))];
    }

    private static Activation[] Activations(N2p2Line line, int first, int? layers)
    {
        var count = line.Words.Length - first;
        if (count != layers + 1) throw line.Fault($"'{line.Keyword}' gives {count} activation functions, but there are {layers ?? 0} hidden layers and the output", "give each of them one letter");
        return [.. Enumerable.Range(first, count).Select(w => ActivationOf(line, w))];
    }

    private static Activation ActivationOf(N2p2Line line, int word) => line.Words[word] switch
    {
        "l" => Activation.Linear,
        "t" => Activation.Tanh,
        "s" => Activation.Logistic,
        "p" => Activation.Softplus,
        "r" => Activation.Rectifier,
        "g" => Activation.Gaussian,
        "c" => Activation.Cosine,
        "S" => Activation.ReverseLogistic,
        "e" => Activation.Exponential,
        "h" => Activation.Harmonic,
        var other => throw line.Fault($"'{other}' is not an activation function of n2p2", "use one of l t s p r g c S e h"),
    };
}
