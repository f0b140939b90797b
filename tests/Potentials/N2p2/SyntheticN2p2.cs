using System.Globalization;
using System.Text;
using Lithoscope.Numerics;

namespace Lithoscope.Potentials.Tests;

/// <summary>A potential of n2p2 with random weights for Li and Si that has every type of symmetry function, small enough to be read many times.</summary>
/// <param name="CutoffType">n2p2's number of the cutoff function.</param>
/// <param name="Activation">n2p2's letter for the activation of both hidden layers.</param>
/// <param name="Scaling">Lines of input.nn that say how functions are scaled.</param>
/// <param name="Normalise">Whether sums that enter neurons are divided by their number.</param>
internal sealed record SyntheticN2p2(int CutoffType, char Activation, string Scaling, bool Normalise = false)
{
    /// <summary>Where any of the functions ends, Å.</summary>
    public static readonly double[] Edges = [4.0, 4.2, 3.6, 4.1, 3.8, 3.9];

    private const string Ranged = "scale_symmetry_functions\nscale_min_short 0.0\nscale_max_short 1.0\n";
    private static readonly string[] FileNames = ["input.nn", "scaling.data", "weights.003.data", "weights.014.data"];

    /// <summary>Every smooth cutoff function, activation and scaling.</summary>
    public static readonly SyntheticN2p2[] All =
    [
        new(1, 't', Ranged), new(2, 's', "center_symmetry_functions\n"), new(3, 'p', Ranged + "center_symmetry_functions\n"), new(4, 'g', "scale_symmetry_functions_sigma\n" + Ranged[25..]),
        new(5, 'c', ""), new(6, 'S', Ranged, true), new(7, 'e', Ranged), new(8, 'h', Ranged),
    ];

    public static IReadOnlyList<string> Names => FileNames;

    /// <summary>The files by name.</summary>
    public Dictionary<string, byte[]> Files()
    {
        string[] functions =
        [
            "2 Li 0.3 0.0 4.0", "2 Si 0.2 0.5 4.2", "12 0.25 0.3 4.2", "3 Li Si 0.05 -1 1.0 3.6", "9 Si Si 0.04 1 2.0 3.6 0.4", "13 0.03 0.2 1 2.0 3.6", "20 Li -0.6 4.1 p2", "20 Si 0.5 4.1 p3a", "23 0.3 4.1 p1",
            "21 Li Si -0.5 3.8 -90 90 p2", "22 Si Li 0.4 3.8 90 270 e", "24 -0.8 3.9 20 150 p4a", "25 -0.8 3.9 10 120 p3",
        ];
        var lines = string.Concat(new[] { "Li", "Si" }.SelectMany(e => functions.Select(f => $"symfunction_short {e} {f}\n")));
        var input = $"# made for tests\nnumber_of_elements 2\nelements Si Li\natom_energy Li -1.5\natom_energy Si -7.25\ncutoff_type {CutoffType} 0.2\n{Scaling}{(Normalise ? "normalize_nodes\n" : "")}" +
            $"global_hidden_layers_short 2\nglobal_nodes_short 4 3\nglobal_activation_short {Activation} {Activation} l\n{lines}";
        var stream = new RandomStream(23, "n2p2");
        string Number(double value) => value.ToString("E16", CultureInfo.InvariantCulture);
        var ranges = string.Concat(Enumerable.Range(0, 2 * functions.Length).Select(k => $"{k / functions.Length + 1} {k % functions.Length + 1} {Number(0.01)} {Number(15 + stream.NextDouble())} {Number(1 + stream.NextDouble())} {Number(2 + stream.NextDouble())}\n"));
        string Weights() => string.Concat(Enumerable.Range(0, (functions.Length + 1) * 4 + 5 * 3 + 4).Select(_ => Number(1.5 * stream.NextDouble() - 0.75) + "\n"));
        return FileNames.Zip([input, ranges, Weights(), Weights()]).ToDictionary(f => f.First, f => Encoding.ASCII.GetBytes(f.Second));
    }

    /// <summary>A potential from files in memory.</summary>
    public static N2p2Potential Read(Dictionary<string, byte[]> files) => N2p2Format.Read(new N2p2Files("made", read: files.GetValueOrDefault), PotentialUnits.EvAngstrom);

    /// <summary>The potential.</summary>
    public N2p2Potential Read() => Read(Files());
}
