using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Options of <see cref="ClusterStatistics"/>.</summary>
/// <param name="Pairs">Between which elements there are bonds.</param>
/// <param name="Cutoffs">How long bonds may be.</param>
/// <param name="Shell">Width of shells around the centre of mass of all atoms, by which clusters are told apart too, Å; null for none.</param>
public sealed record ClusterOptions(PairList Pairs, PairCutoffs Cutoffs, double? Shell = null);

/// <summary>Sizes and shapes of clusters of bonded atoms, frame by frame and on average, with errors.</summary>
public sealed class ClusterStatistics
{
    private const int MostBonds = 12;
    private const int MostShells = 10_000;

    private static readonly int Shapes = Enum.GetValues<ClusterShape>().Length;

    private readonly BlockedMean _clusters = new(Shapes); // number of clusters of each shape
    private readonly BlockedMean _atoms = new(Shapes); // fraction of atoms in each
    private readonly BlockedMean _bonds = new(MostBonds + 1); // number of atoms with so many bonds
    private readonly BlockedMean _scalars = new(6); // clusters, mean size, weighted size, largest, percolating, dimensions of percolation
    private readonly SortedDictionary<int, double> _sizes = [];
    private readonly List<IReadOnlyList<object?>> _frames = [];
    private readonly ClusterProfile? _profile;

    private ClusterStatistics(SpeciesTable species, double[] cutoffs, int nodes, double? shell) =>
        (Species, Lengths, Nodes, _profile) = (species, cutoffs, nodes, shell is { } s ? new ClusterProfile(s, MostShells) : null);

    /// <summary>The elements.</summary>
    internal SpeciesTable Species { get; }

    /// <summary>Largest length of a bond for each unordered pair of elements, Å; 0 where there are none.</summary>
    internal double[] Lengths { get; }

    /// <summary>Number of atoms that may have bonds.</summary>
    public int Nodes { get; }

    /// <summary>Mean number of clusters of a shape.</summary>
    public double Clusters(ClusterShape shape) => _clusters.Mean((int)shape);

    /// <summary>Mean fraction of atoms in clusters of a shape.</summary>
    public double Fraction(ClusterShape shape) => _atoms.Mean((int)shape);

    /// <summary>Mean number of atoms with so many bonds; the last, 12, stands for more too.</summary>
    public double AtomsWithBonds(int bonds) => _bonds.Mean(bonds);

    /// <summary>Mean number of clusters of each size that occurs.</summary>
    public IReadOnlyDictionary<int, double> Sizes => _sizes;

    /// <summary>Mean over frames of the largest dimension of percolation.</summary>
    public double Dimensions => _scalars.Mean(5);

    /// <summary>Goes through the frames.</summary>
    public static ClusterStatistics Compute(FrameSource source, ClusterOptions options, WorkerPool pool)
    {
        if (options.Shell is { } shell && !(shell is >= 0.01 and <= 1000)) throw new InputException("--radial is not between 0.01 and 1000 Å", remedy: "give the width of the shells, such as 5");
        var species = new SpeciesTable(source.First());
        var cutoffs = options.Cutoffs.Resolve(source, species, options.Pairs.In(species), pool);
        ClusterStatistics? result = null;
        var frames = 0;
        foreach (var frame in source.Read("clusters"))
        {
            var network = BondNetwork.Build(frame, species, cutoffs, pool, source.Cancellation);
            result ??= new(species, cutoffs, network.Count, options.Shell);
            Clusters clusters = new(network);
            result.Add(frame, network, clusters);
            frames++;
        }

        foreach (var size in result!._sizes.Keys.ToArray()) result._sizes[size] /= frames;
        return result;
    }

    private void Add(Structure frame, BondNetwork network, Clusters clusters)
    {
        var (count, atoms, bonds) = (new double[Shapes], new double[Shapes], new double[MostBonds + 1]);
        var (squares, largest, dimensions) = (0.0, 0, 0);
        foreach (var c in clusters.All)
        {
            count[(int)c.Shape]++;
            atoms[(int)c.Shape] += c.Size / (double)Nodes;
            squares += (double)c.Size * c.Size;
            largest = Math.Max(largest, c.Size);
            dimensions = Math.Max(dimensions, c.Dimensions);
            _sizes[c.Size] = _sizes.GetValueOrDefault(c.Size) + 1;
        }

        for (var i = 0; i < network.Count; i++) bonds[Math.Min(MostBonds, network.Degree(i))]++;
        _clusters.Add(count);
        _atoms.Add(atoms);
        _bonds.Add(bonds);
        double[] scalars = [clusters.All.Length, Nodes / (double)clusters.All.Length, squares / Nodes, largest, dimensions > 0 ? 1 : 0, dimensions];
        _scalars.Add(scalars);
        double? time = frame.FindInfo("time_fs") is RealInfo { Values: [var t] } ? t : null;
        _frames.Add([_frames.Count, time, .. scalars.Take(4).Select(v => (object?)v), dimensions, .. count.Select(v => (object?)v), .. atoms.Select(v => (object?)v)]);
        _profile?.Add(frame, time, network, clusters);
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult()
    {
        AnalysisResult result = new();
        string[] names = [.. Enum.GetNames<ClusterShape>().Select(n => n.ToLowerInvariant())];
        result.AddTable("clusters.csv", new Table(
            ["shape", "clusters", "clusters_error", "fraction_of_atoms", "fraction_of_atoms_error"],
            names.Select((n, k) => (IReadOnlyList<object?>)[n, _clusters.Mean(k), _clusters.Error(k), _atoms.Mean(k), _atoms.Error(k)])));
        result.AddTable("sizes.csv", new Table(["size", "clusters", "fraction_of_atoms"], _sizes.Select(s => (IReadOnlyList<object?>)[s.Key, s.Value, s.Key * s.Value / Nodes])));
        result.AddTable("bonds.csv", new Table(["bonds", "atoms", "atoms_error"], Enumerable.Range(0, MostBonds + 1).Select(k => (IReadOnlyList<object?>)[k, _bonds.Mean(k), _bonds.Error(k)])));
        result.AddTable("frames.csv", new Table(["frame", "time_fs", "clusters", "mean_size", "weighted_size", "largest", "percolating_dimensions", .. names.Select(n => new TableColumn(n)), .. names.Select(n => new TableColumn(n + "_fraction"))], _frames));
        result.AddPicture("clusters.svg", Draw(names));
        _profile?.AddTo(result, names);
        JsonObject shapes = [], sizes = [], bonds = [], cutoffs = [];
        for (var k = 0; k < Shapes; k++) shapes[names[k]] = new JsonObject { ["clusters"] = AnalysisResult.Number(_clusters.Mean(k), _clusters.Error(k)), ["fraction_of_atoms"] = AnalysisResult.Number(_atoms.Mean(k), _atoms.Error(k)) };
        foreach (var (size, number) in _sizes.Take(100)) sizes[size.ToString(CultureInfo.InvariantCulture)] = number;
        for (var k = 0; k <= MostBonds; k++) bonds[k.ToString(CultureInfo.InvariantCulture)] = AnalysisResult.Number(_bonds.Mean(k), _bonds.Error(k));
        foreach (var pair in Species.AllPairs().Where(p => Lengths[SpeciesTable.Pair(p.A, p.B)] > 0)) cutoffs[Species.Name(pair)] = Lengths[SpeciesTable.Pair(pair.A, pair.B)];
        result.Numbers["cutoffs_A"] = cutoffs;
        result.Numbers["atoms"] = Nodes;
        result.Numbers["clusters"] = Scalar(0);
        result.Numbers["mean_size"] = Scalar(1);
        result.Numbers["weighted_size"] = Scalar(2);
        result.Numbers["largest"] = Scalar(3);
        result.Numbers["percolating_fraction_of_frames"] = Scalar(4);
        result.Numbers["percolating_dimensions"] = Scalar(5);
        result.Numbers["shapes"] = shapes;
        result.Numbers["clusters_by_size"] = sizes;
        result.Numbers["atoms_by_bonds"] = bonds;
        result.Shown = new Table(
            ["shape", "clusters", "error", new("of atoms", null, "P1"), new("error of it", null, "P1")],
            Enumerable.Range(0, Shapes).Where(k => _clusters.Mean(k) > 0).Select(k => (IReadOnlyList<object?>)[names[k], _clusters.Mean(k), _clusters.Error(k), _atoms.Mean(k), _atoms.Error(k)]));
        result.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"bonds up to {string.Join(", ", cutoffs.Select(c => $"{c.Key} {c.Value!.GetValue<double>():F3} Å"))}; {Nodes} atoms in {_scalars.Mean(0):G6} {(_scalars.Mean(0) == 1 ? "cluster" : "clusters")}, largest {_scalars.Mean(3):G6}, percolating in {_scalars.Mean(4):P0} of {_scalars.Count} {(_scalars.Count == 1 ? "frame" : "frames")}"));
        result.Lines.Add("atoms by number of bonds: " + string.Join(", ", Enumerable.Range(0, MostBonds + 1).Where(k => _bonds.Mean(k) > 0).Select(k => string.Create(CultureInfo.InvariantCulture, $"{k}: {_bonds.Mean(k):G6}"))));
        return result;
    }

    private JsonObject Scalar(int k) => AnalysisResult.Number(_scalars.Mean(k), _scalars.Error(k));

    private string Draw(string[] names) => new PlotGrid
    {
        Columns = 1, Letters = false,
        Panels =
        [
            new Plot { XAxis = new Axis("Size (atoms)") { Logarithmic = true }, YAxis = new Axis("Clusters in a frame") { Logarithmic = true }, Series = [new ScatterSeries(_sizes.Keys.Select(k => (double)k), _sizes.Values)] },
            new Plot
            {
                XAxis = new Axis("Shape") { Ticks = [.. names.Select((n, k) => new AxisTick(k, n))] }, YAxis = "Fraction of atoms",
                Series = [new HistogramSeries(Enumerable.Range(0, Shapes + 1).Select(k => k - 0.5), _atoms.Means()), new ErrorBarSeries(Enumerable.Range(0, Shapes).Select(k => (double)k), _atoms.Means(), _atoms.Errors(), colour: Palette.Black)],
            },
        ],
    }.ToSvg(720, 680);
}
