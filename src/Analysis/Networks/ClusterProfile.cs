using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Clusters by distance of their atoms from the centre of mass of all atoms, frame by frame, for particles: how many atoms of each shell are in clusters of each shape, and how large these are.
/// A cluster that reaches across shells counts in each with the atoms that it has there.
/// </summary>
/// <param name="shell">Width of the shells, Å.</param>
/// <param name="most">Atoms further out are counted in the last of so many shells.</param>
internal sealed class ClusterProfile(double shell, int most)
{
    // More lines in a picture cannot be told apart.
    private const int MostDrawn = 8;

    private static readonly int Shapes = Enum.GetValues<ClusterShape>().Length;

    private readonly List<Frame> _frames = [];

    /// <summary>Takes a frame.</summary>
    public void Add(Structure frame, double? time, BondNetwork network, Clusters clusters)
    {
        var offsets = ParticleCentre.Offsets(frame);
        List<Shell> shells = [];
        for (var n = 0; n < network.Count; n++)
        {
            var k = (int)Math.Min(most - 1, offsets[network.Atom[n]].Norm / shell);
            while (shells.Count <= k) shells.Add(new());
            var cluster = clusters.All[clusters.Of[n]];
            shells[k].Atoms[(int)cluster.Shape]++;
            shells[k].SumOfSizes += cluster.Size;
            shells[k].Largest = Math.Max(shells[k].Largest, cluster.Size);
        }

        _frames.Add(new(time, shells));
    }

    /// <summary>Adds tables and pictures to a result.</summary>
    public void AddTo(AnalysisResult result, string[] names)
    {
        var shells = _frames.Max(f => f.Shells.Count);
        Shell At(Frame frame, int k) => k < frame.Shells.Count ? frame.Shells[k] : new Shell();
        List<IReadOnlyList<object?>> rows = [];
        var fractions = new double[Shapes, shells];
        for (var k = 0; k < shells; k++)
        {
            var atoms = Mean(_frames.Select(f => At(f, k).Count));
            List<object?> row = [k * shell, (k + 1) * shell, atoms.Mean, atoms.Error];
            void AddRatio(Func<Shell, double> of)
            {
                var ratio = Mean(_frames.Select(f => of(At(f, k)))).Mean / atoms.Mean;
                // Of a ratio of means, to first order.
                row.Add(ratio);
                row.Add(Mean(_frames.Select(f => of(At(f, k)) - ratio * At(f, k).Count)).Error / atoms.Mean);
            }

            AddRatio(s => s.SumOfSizes);
            for (var c = 0; c < Shapes; c++)
            {
                var shape = c;
                AddRatio(s => s.Atoms[shape]);
                fractions[c, k] = (double)row[^2]!;
            }

            rows.Add(row);
        }

        result.AddTable("radial.csv", new Table(["r_low_A", "r_high_A", "atoms", "atoms_error", "weighted_size", "weighted_size_error", .. names.SelectMany(n => new TableColumn[] { n + "_fraction", n + "_fraction_error" })], rows));
        result.AddTable("radial-frames.csv", new Table(
            ["frame", "time_fs", "r_low_A", "r_high_A", "atoms", .. names.Select(n => new TableColumn(n + "_atoms")), "weighted_size", "largest"],
            _frames.SelectMany((f, number) => Enumerable.Range(0, shells).Select(k => (IReadOnlyList<object?>)[number, f.Time, k * shell, (k + 1) * shell, At(f, k).Count, .. At(f, k).Atoms.Select(v => (object?)v), At(f, k).WeightedSize, At(f, k).Largest]))));
        double[] r = [.. Enumerable.Range(0, shells).Select(k => (k + 0.5) * shell)];
        result.AddPicture("radial.svg", new Plot
        {
            XAxis = "Distance from the centre of mass (Å)", YAxis = "Fraction of atoms",
            Series = [.. Enumerable.Range(0, Shapes).Where(c => r.Where((_, k) => fractions[c, k] > 0).Any()).Select(c => new LineSeries(r, r.Select((_, k) => fractions[c, k]), names[c]) { Marker = Marker.Circle })],
        }.ToSvg());
        result.AddPicture("radial-time.svg", DrawTime(At, shells));
    }

    private string DrawTime(Func<Frame, int, Shell> at, int shells)
    {
        var hasTime = _frames.TrueForAll(f => f.Time is not null);
        var isLong = hasTime && _frames[^1].Time >= 10_000;
        double[] x = [.. _frames.Select((f, k) => hasTime ? f.Time!.Value * (isLong ? 1e-3 : 1) : k)];
        var axis = !hasTime ? "Frame" : isLong ? "Time (ps)" : "Time (fs)";
        var every = (shells + MostDrawn - 1) / MostDrawn;
        Plot Panel(Axis y, Func<Shell, double> of) => new()
        {
            XAxis = axis, YAxis = y,
            Series = [.. Enumerable.Range(0, shells).Where(k => k % every == 0).Select(k => new LineSeries(x, _frames.Select(f => of(at(f, k))), FormattableString.Invariant($"{k * shell:G4}–{(k + 1) * shell:G4} Å")) { Thickness = 1.4, Marker = x.Length > 1 ? null : Marker.Circle })],
        };
        return new PlotGrid
        {
            Columns = 1, SharedX = true, Letters = false,
            Panels =
            [
                Panel(new Axis("Isolated (fraction of atoms)") { Minimum = 0 }, s => s.Count > 0 ? s.Atoms[(int)ClusterShape.Isolated] / (double)s.Count : double.NaN),
                Panel(new Axis("Mean size of an atom's cluster") { Logarithmic = true }, s => s.WeightedSize),
                Panel(new Axis("Largest cluster (atoms)") { Logarithmic = true }, s => s.Largest > 0 ? s.Largest : double.NaN) with { ShowLegend = false },
            ],
        }.ToSvg(760, 820);
    }

    private static (double Mean, double Error) Mean(IEnumerable<double> values)
    {
        BlockedMean mean = new(1);
        foreach (var v in values) mean.Add([v]);
        return (mean.Mean(0), mean.Error(0));
    }

    private sealed class Shell
    {
        public readonly int[] Atoms = new int[Shapes];
        public double SumOfSizes;
        public int Largest;

        public double Count => Atoms.Sum();

        public double WeightedSize => Count > 0 ? SumOfSizes / Count : double.NaN;
    }

    private sealed record Frame(double? Time, List<Shell> Shells);
}
