using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Shapes of clusters by distance from the centre of all atoms, for particles, which must lie whole in their coordinates.</summary>
/// <param name="shell">Width of the shells, Å.</param>
/// <param name="most">Atoms further out are counted in the last of so many shells.</param>
internal sealed class ClusterProfile(double shell, int most)
{
    private static readonly int Shapes = Enum.GetValues<ClusterShape>().Length;

    // For each shell: atoms in clusters of each shape, sum of the sizes of the atoms' clusters, over frames.
    private readonly List<double[]> _shells = [];
    private int _frames;

    public void Add(Structure frame, BondNetwork network, Clusters clusters)
    {
        Vector3D sum = default;
        for (var i = 0; i < frame.Count; i++) sum += frame.Position(i);
        var centre = (1.0 / frame.Count) * sum;
        for (var n = 0; n < network.Count; n++)
        {
            var k = (int)Math.Min(most - 1, (frame.Position(network.Atom[n]) - centre).Norm / shell);
            while (_shells.Count <= k) _shells.Add(new double[Shapes + 1]);
            var cluster = clusters.All[clusters.Of[n]];
            _shells[k][(int)cluster.Shape]++;
            _shells[k][Shapes] += cluster.Size;
        }

        _frames++;
    }

    public void AddTo(AnalysisResult result, string[] names)
    {
        double Atoms(double[] s) => s.Take(Shapes).Sum();
        result.AddTable("radial.csv", new Table(
            ["r_low_A", "r_high_A", "atoms", "weighted_size", .. names.Select(n => new TableColumn(n + "_fraction"))],
            _shells.Select((s, k) => (IReadOnlyList<object?>)[k * shell, (k + 1) * shell, Atoms(s) / _frames, s[Shapes] / Atoms(s), .. s.Take(Shapes).Select(v => (object?)(v / Atoms(s)))])));
        double[] r = [.. _shells.Select((_, k) => (k + 0.5) * shell)];
        result.AddPicture("radial.svg", new Plot
        {
            XAxis = "Distance from the centre (Å)", YAxis = "Fraction of atoms",
            Series = [.. Enumerable.Range(0, Shapes).Where(c => _shells.Exists(s => s[c] > 0)).Select(c => new LineSeries(r, _shells.Select(s => s[c] / Atoms(s)), names[c]) { Marker = Marker.Circle })],
        }.ToSvg());
    }
}
