using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Analysis;

/// <summary>Options of <see cref="RingStatistics"/>.</summary>
/// <param name="Pairs">Between which elements there are bonds.</param>
/// <param name="Cutoffs">How long bonds may be.</param>
/// <param name="Definition">Which rings count.</param>
/// <param name="Largest">Most atoms in a ring, 3 to 40.</param>
public sealed record RingOptions(PairList Pairs, PairCutoffs Cutoffs, RingDefinition Definition = RingDefinition.King, int Largest = 20);

/// <summary>Numbers of rings of each size in a network of bonds, and fractions of atoms that belong to them, with errors.</summary>
public sealed class RingStatistics
{
    private const int BlockSize = 64;

    private readonly BlockedMean _rings;
    private readonly BlockedMean _atoms;

    private RingStatistics(SpeciesTable species, double[] cutoffs, int nodes, RingOptions options) =>
        (Species, Lengths, Nodes, Options, _rings, _atoms) = (species, cutoffs, nodes, options, new(options.Largest + 1), new(options.Largest + 1));

    private SpeciesTable Species { get; }

    private double[] Lengths { get; }

    private RingOptions Options { get; }

    /// <summary>Number of atoms that may have bonds.</summary>
    public int Nodes { get; }

    /// <summary>Mean number of rings of a size in a frame.</summary>
    public double Rings(int size) => _rings.Mean(size);

    /// <summary>Mean fraction of atoms that belong to a ring of a size.</summary>
    public double AtomsInRings(int size) => _atoms.Mean(size);

    /// <summary>Goes through the frames.</summary>
    public static RingStatistics Compute(FrameSource source, RingOptions options, WorkerPool pool)
    {
        if (options.Largest is < 3 or > 40) throw new InputException("--largest is not between 3 and 40", remedy: "give the number of atoms of the largest ring, such as 20");
        var species = new SpeciesTable(source.First());
        var cutoffs = options.Cutoffs.Resolve(source, species, options.Pairs.In(species), pool);
        RingStatistics? result = null;
        foreach (var frame in source.Read("rings"))
        {
            var network = BondNetwork.Build(frame, species, cutoffs, pool, source.Cancellation);
            result ??= new(species, cutoffs, network.Count, options);
            var searches = Enumerable.Range(0, pool.Threads).Select(_ => new RingSearch(network, options.Definition, options.Largest)).ToArray();
            pool.For((network.Count + BlockSize - 1) / BlockSize, (block, worker) =>
            {
                for (var n = block * BlockSize; n < Math.Min(network.Count, (block + 1) * BlockSize); n++) searches[worker].Search(n);
            }, source.Cancellation);
            result.Add(searches);
        }

        return result!;
    }

    // Whole numbers: the same in any order.
    private void Add(RingSearch[] searches)
    {
        var (rings, atoms) = (new double[Options.Largest + 1], new double[Options.Largest + 1]);
        HashSet<UInt128> counted = [];
        var belongs = new HashSet<(int, int)>();
        foreach (var (key, members) in searches.SelectMany(s => s.Found))
        {
            if (!counted.Add(key)) continue;
            rings[members.Length]++;
            foreach (var atom in members) belongs.Add((atom, members.Length));
        }

        foreach (var (_, size) in belongs) atoms[size]++;
        for (var k = 0; k < atoms.Length; k++) atoms[k] /= Nodes;
        _rings.Add(rings);
        _atoms.Add(atoms);
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult()
    {
        AnalysisResult result = new();
        int[] sizes = [.. Enumerable.Range(3, Options.Largest - 2)];
        result.AddColumns("rings.csv",
        [
            ("size", [.. sizes.Select(s => (double)s)]),
            ("rings", [.. sizes.Select(_rings.Mean)]), ("rings_error", [.. sizes.Select(_rings.Error)]),
            ("rings_per_atom", [.. sizes.Select(s => _rings.Mean(s) / Nodes)]), ("rings_per_atom_error", [.. sizes.Select(s => _rings.Error(s) / Nodes)]),
            ("fraction_of_atoms", [.. sizes.Select(_atoms.Mean)]), ("fraction_of_atoms_error", [.. sizes.Select(_atoms.Error)]),
        ]);
        result.AddPicture("rings.svg", new Plot
        {
            XAxis = "Ring size (atoms)", YAxis = "Rings per atom",
            Series =
            [
                new HistogramSeries(Enumerable.Range(3, Options.Largest - 1).Select(s => s - 0.5), sizes.Select(s => _rings.Mean(s) / Nodes)),
                new ErrorBarSeries(sizes.Select(s => (double)s), sizes.Select(s => _rings.Mean(s) / Nodes), sizes.Select(s => _rings.Error(s) / Nodes), colour: Palette.Black),
            ],
        }.ToSvg());
        JsonObject rings = [], cutoffs = [];
        foreach (var s in sizes) rings[s.ToString(CultureInfo.InvariantCulture)] = new JsonObject { ["rings"] = AnalysisResult.Number(_rings.Mean(s), _rings.Error(s)), ["fraction_of_atoms"] = AnalysisResult.Number(_atoms.Mean(s), _atoms.Error(s)) };
        foreach (var pair in Species.AllPairs().Where(p => Lengths[SpeciesTable.Pair(p.A, p.B)] > 0)) cutoffs[Species.Name(pair)] = Lengths[SpeciesTable.Pair(pair.A, pair.B)];
        result.Numbers["definition"] = Options.Definition.ToString().ToLowerInvariant();
        result.Numbers["cutoffs_A"] = cutoffs;
        result.Numbers["atoms"] = Nodes;
        result.Numbers["rings"] = rings;
        result.Shown = new Table(
            ["size", "rings", "error", "per atom", new("atoms in them", null, "P1"), new("error of it", null, "P1")],
            sizes.Where(s => _rings.Mean(s) > 0).Select(s => (IReadOnlyList<object?>)[s, _rings.Mean(s), _rings.Error(s), _rings.Mean(s) / Nodes, _atoms.Mean(s), _atoms.Error(s)]));
        if (sizes.All(s => _rings.Mean(s) == 0)) result.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"no rings of 3 to {Options.Largest} atoms"));
        return result;
    }
}
