using Lithoscope.Numerics;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Potentials;

/// <summary>The network of one element: layers of nodes, each an activation of weighted sums of the layer before it and a constant.</summary>
/// <param name="Nodes">Nodes of each layer; the first holds the descriptors, the last the energy.</param>
/// <param name="Activations">Activation of each layer but the first.</param>
/// <param name="Weights">For each layer but the first a matrix of (nodes) × (nodes before + 1), column by column, of which the last column is the bias; one after another.</param>
internal sealed record AenetLayers(int[] Nodes, Activation[] Activations, double[] Weights)
{
    /// <summary>The network.</summary>
    public FeedForwardNetwork Network()
    {
        var (layers, at) = (new List<NetworkLayer>(), 0);
        for (var l = 1; l < Nodes.Length; l++)
        {
            var (rows, columns) = (Nodes[l], Nodes[l - 1]);
            var weights = new double[rows * columns];
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++) weights[row * columns + column] = Weights[at + row + rows * column];
            }

            layers.Add(new(weights, Weights[(at + rows * columns)..(at + rows * (columns + 1))], Activations[l - 1]));
            at += rows * (columns + 1);
        }

        return new(layers);
    }
}

/// <summary>How the surroundings of one element are described.</summary>
/// <param name="Description">Free text; $$ stands for line breaks.</param>
/// <param name="Element">Atomic number of the element.</param>
/// <param name="Environment">Atomic numbers of the elements that may surround it, in the order of the set-up's ENV block.</param>
/// <param name="Kind">Chebyshev or Behler2011.</param>
/// <param name="Kinds">Kind of each function: 1 to 5 of Behler2011.</param>
/// <param name="ParameterCount">Parameters of each function.</param>
/// <param name="Parameters">Of each function in turn.</param>
/// <param name="Neighbours">For each function two positions in <paramref name="Environment"/>, counted from 1.</param>
/// <param name="Samples">Number of atoms that the statistics are taken over.</param>
/// <param name="Minimum">Least value of each descriptor.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Mean">Mean value.</param>
/// <param name="MeanSquare">Mean of the square.</param>
internal sealed record AenetSetup(
    string Description, int Element, int[] Environment, string Kind, int[] Kinds, int ParameterCount, double[] Parameters, int[] Neighbours,
    int Samples, double[] Minimum, double[] Maximum, double[] Mean, double[] MeanSquare);

/// <summary>What the network was trained on.</summary>
/// <param name="Name">Name of the training set.</param>
/// <param name="Scale">The network gives scale·(E_i − shift).</param>
/// <param name="Shift">eV.</param>
/// <param name="Elements">Atomic numbers of the elements of the training set, in its own order.</param>
/// <param name="AtomEnergies">Energy of the free atom of each, eV.</param>
/// <param name="Atoms">Number of atoms.</param>
/// <param name="Structures">Number of structures.</param>
internal sealed record AenetTraining(string Name, double Scale, double Shift, int[] Elements, double[] AtomEnergies, int Atoms, int Structures);

/// <summary>One network file of aenet 2.0: N. Artrith, A. Urban, Comput. Mater. Sci. 114, 135 (2016), doi:10.1016/j.commatsci.2015.11.047.</summary>
internal sealed record AenetFile(string Path, AenetLayers Network, AenetSetup Setup, AenetTraining Training)
{
    /// <summary>Files with more layers are refused.</summary>
    public const int MaximumLayers = 64;

    /// <summary>Files with more nodes in a layer are refused.</summary>
    public const int MaximumNodes = 1 << 16;

    // By their numbers in the files.
    private static readonly Activation[] KnownActivations = [Activation.Linear, Activation.Tanh, Activation.Logistic, Activation.ScaledTanh, Activation.TwistedTanh];

    private const int MaximumParameters = 64;
    private const int MaximumElements = 118;

    /// <summary>Number of weights that layers of so many nodes have.</summary>
    public static long WeightCount(ReadOnlySpan<int> nodes)
    {
        long count = 0;
        for (var l = 1; l < nodes.Length; l++) count += (nodes[l - 1] + 1L) * nodes[l];
        return count;
    }

    /// <summary>Reads a file whose form has been told.</summary>
    /// <exception cref="InputException">It is not sound.</exception>
    public static AenetFile Read(string path, AenetFields fields)
    {
        var network = ReadNetwork(fields);
        var setup = ReadSetup(fields, network.Nodes[0]);
        var training = ReadTraining(fields);
        fields.End();
        if (Array.IndexOf(training.Elements, setup.Element) < 0) throw new InputException($"the training set holds no {Element.Symbol(setup.Element)}, so its energy as a free atom is unknown", path, remedy: "restore the file from its source");
        return new(path, network, setup, training);
    }

    private static AenetLayers ReadNetwork(AenetFields fields)
    {
        var layers = fields.Integer("the number of layers", 2, MaximumLayers);
        var most = fields.Integer("the largest number of nodes", 1, MaximumNodes);
        var size = fields.Integer("the number of weights", 2, int.MaxValue);
        fields.Integer("the number of values", 1, int.MaxValue);
        var nodes = fields.Integers("nodes of each layer", layers);
        if (nodes.Min() < 1 || nodes.Max() != most) throw fields.Fault($"the layers have {string.Join(", ", nodes)} nodes, of which the largest should be {most}", "restore the file from its source");
        if (WeightCount(nodes) != size) throw fields.Fault($"layers of {string.Join(", ", nodes)} nodes have {WeightCount(nodes)} weights and the file says {size}", "restore the file from its source");
        if (nodes[^1] != 1) throw fields.Fault($"the last layer has {nodes[^1]} nodes", "a network of energies ends with one node: check what the file is for");
        var activations = fields.Integers("activations", layers - 1);
        foreach (var id in activations)
        {
            if (id < 0 || id >= KnownActivations.Length) throw fields.Fault($"activation {id} is not known", "known are 0 (linear), 1 (tanh), 2 (sigmoid), 3 (mtanh) and 4 (twist)");
        }

        var ends = fields.Integers("where weights end", layers);
        for (var l = 0; l < layers; l++)
        {
            if (ends[l] != WeightCount(nodes.AsSpan(0, l + 1))) throw fields.Fault($"the weights of layer {l + 1} end at {ends[l]} instead of {WeightCount(nodes.AsSpan(0, l + 1))}", "restore the file from its source");
        }

        fields.Integers("where values end", layers);
        return new(nodes, [.. activations.Select(id => KnownActivations[id])], fields.Reals("weights", size));
    }

    private static AenetSetup ReadSetup(AenetFields fields, int inputs)
    {
        var description = fields.Text("the description", 1024);
        var element = fields.Elements("the element of the network", 1)[0];
        var environment = fields.Elements("elements of the surroundings", fields.Integer("the number of elements in the surroundings", 1, MaximumElements));
        fields.Reals("the shortest distance", 1);
        fields.Reals("the longest distance", 1);
        var kind = fields.Text("the kind of descriptor", 100);
        var count = fields.Integer("the number of descriptors", 1, MaximumNodes);
        if (count != inputs) throw fields.Fault($"there are {count} descriptors for the {inputs} inputs of the network", "restore the file from its source");
        var parameters = fields.Integer("the number of parameters of a descriptor", 1, MaximumParameters);
        return new(
            description, element, environment, kind, fields.Integers("kinds of descriptors", count), parameters, fields.Reals("parameters of descriptors", parameters * count),
            fields.Pairs("neighbours of descriptors", count, environment.Length), fields.Integer("the number of samples", 0, int.MaxValue),
            fields.Reals("minima", count), fields.Reals("maxima", count), fields.Reals("means", count), fields.Reals("mean squares", count));
    }

    private static AenetTraining ReadTraining(AenetFields fields)
    {
        var name = fields.Text("the name of the training set", 1024);
        fields.Logical("whether energies are scaled");
        var scale = fields.Real("the scale of energies");
        if (scale <= 0) throw fields.Fault($"the scale of energies is {FormattableString.Invariant($"{scale}")}", "it must be positive: restore the file from its source");
        var shift = fields.Real("the shift of energies");
        var count = fields.Integer("the number of elements of the training set", 1, MaximumElements);
        AenetTraining training = new(
            name, scale, shift, fields.Elements("elements of the training set", count), fields.Reals("energies of free atoms", count),
            fields.Integer("the number of atoms", 0, int.MaxValue), fields.Integer("the number of structures", 0, int.MaxValue));
        fields.Reals("energies of the training set", 3);
        return training;
    }
}
