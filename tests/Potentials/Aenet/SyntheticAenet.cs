using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Network files of aenet with random weights for Li and Si, small enough to be read many times; written in both forms.</summary>
/// <param name="Name">For test output.</param>
/// <param name="IsBehler">Symmetry functions of all five kinds, or Chebyshev descriptors.</param>
/// <param name="IsLegacy">Whether the statistics are those of the legacy angular argument.</param>
/// <param name="Activation">aenet's number of the activation of both hidden layers.</param>
internal sealed record SyntheticAenet(string Name, bool IsBehler, bool IsLegacy, int Activation)
{
    public const double Cutoff = 4.2;
    public const double AngularCutoff = 3.3;

    public static readonly SyntheticAenet[] All =
    [
        new("chebyshev", false, false, 1), new("legacy", false, true, 2), new("chebyshev mtanh", false, false, 3), new("chebyshev twist", false, false, 4),
        new("behler", true, false, 1), new("behler linear", true, false, 0),
    ];

    /// <summary>The values of a file, one array after another as aenet writes them: int[], double[], string (a text) or string[] (elements).</summary>
    public List<object> Fields(string element)
    {
        var stream = new RandomStream(17, Name + element);
        double[] Random(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => scale * (2 * stream.NextDouble() - 1))];
        // Orders 3 and 2; kind, cutoff and three parameters, two neighbours.
        double[][] functions = IsBehler
            ? [[1, 4.2, 0, 0, 0], [1, 4.2, 0, 0, 0], [2, 4.2, 1, 0.9, 0], [2, 4.2, 1, 0.9, 0], [3, 4.2, 1.3, 0, 0], [4, 3.3, 1, 2, 0.05], [4, 3.3, -1, 1, 0.1], [5, 3.3, 1, 3, 0.02], [5, 3.3, -1, 1.5, 0.04]]
            : [.. Enumerable.Repeat<double[]>([0, 4.2, 3, 3.3, 2], 14)];
        int[] neighbours = IsBehler ? [1, 1, 2, 1, 1, 1, 2, 1, 2, 1, 1, 1, 1, 2, 2, 2, 2, 1] : new int[28];
        var count = functions.Length;
        int[] nodes = [count, 4, 3, 1];
        var weights = Enumerable.Range(1, 3).Sum(l => nodes[l] * (nodes[l - 1] + 1));
        int[] ends = [0, 4 * (count + 1), 4 * (count + 1) + 15, weights];
        var means = Random(count, 0.3);
        // What tells the arguments apart: A_2 beyond A_0 in the mean.
        if (!IsBehler) (means[4], means[6]) = (0.5, IsLegacy ? 1.5 : 0.2);
        double[] squares = [.. means.Select(m => m * m + 1 + stream.NextDouble())];
        return
        [
            new[] { 4 }, new[] { count }, new[] { weights }, new[] { count + 8 }, nodes, new[] { Activation, Activation, 0 }, ends, new[] { 0, count, count + 4, count + 7 }, Random(weights, 0.8),
            "made for tests $$ of random weights", new[] { element }, new[] { 2 }, new[] { "Li", "Si" }, new[] { 0.75 }, new[] { Cutoff }, IsBehler ? "Behler2011" : "chebyshev",
            new[] { count }, new[] { 4 }, functions.Select(f => (int)f[0]).ToArray(), functions.SelectMany(f => f[1..]).ToArray(), neighbours, new[] { 1000 },
            means.Select(m => m - 5).ToArray(), means.Select(m => m + 5).ToArray(), means, squares,
            "made.train", new[] { 1 }, new[] { 0.4 }, new[] { -1.2 }, new[] { 2 }, new[] { "Si", "Li" }, new[] { -5.5, -2.25 }, new[] { 2000 }, new[] { 100 }, new[] { -3.0, 2.0, -1.0 },
        ];
    }

    /// <summary>Records as Fortran writes them.</summary>
    public static byte[] Binary(IEnumerable<object> fields)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var field in fields)
        {
            byte[] bytes = field switch
            {
                int[] values => [.. values.SelectMany(BitConverter.GetBytes)],
                double[] values => [.. values.SelectMany(BitConverter.GetBytes)],
                string[] words => Encoding.ASCII.GetBytes(string.Concat(words.Select(w => w.PadRight(2)))),
                string text => Encoding.ASCII.GetBytes(text.PadRight(text is "chebyshev" or "Behler2011" ? 100 : 1024)),
                _ => throw new InvalidOperationException(),
            };
            writer.Write(bytes.Length);
            writer.Write(bytes);
            writer.Write(bytes.Length);
        }

        return stream.ToArray();
    }

    /// <summary>A line for each array.</summary>
    public static byte[] Text(IEnumerable<object> fields) => Encoding.ASCII.GetBytes(string.Concat(fields.Select((field, k) => field switch
    {
        // The one value that is true or false.
        int[] values when k == 27 => values[0] == 0 ? "F" : "T",
        int[] values => string.Join(' ', values),
        double[] values => string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))),
        string[] words => string.Join('\n', words),
        _ => (string)field,
    } + "\n")));

    /// <summary>The potential.</summary>
    public AenetPotential Read() => AenetSet.Combine([AenetFormat.Read(Binary(Fields("Li")), "Li.nn"), AenetFormat.Read(Binary(Fields("Si")), "Si.nn")]);

    public override string ToString() => Name;
}
