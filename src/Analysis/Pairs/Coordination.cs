using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Coordination numbers: how many atoms b lie closer than a distance to an atom a, on average and as a histogram, for each ordered pair of elements, with errors. As every pair has two
/// ends, c_a CN_ab = c_b CN_ba.
/// </summary>
public sealed class Coordination
{
    private const int Most = 40;

    private readonly BlockedMean _means;
    private readonly BlockedMean _histograms;

    private Coordination(SpeciesTable species, double[] cutoffs)
    {
        (Species, Lengths) = (species, cutoffs);
        _means = new(species.Count * species.Count);
        _histograms = new(species.Count * species.Count * (Most + 1));
    }

    /// <summary>The elements.</summary>
    public SpeciesTable Species { get; }

    /// <summary>Distance below which atoms are neighbours for each unordered pair of elements, Å.</summary>
    internal double[] Lengths { get; }

    /// <summary>Mean number of neighbours b of an atom a.</summary>
    public double Mean(int a, int b) => _means.Mean(a * Species.Count + b);

    /// <summary>Its standard error.</summary>
    public double Error(int a, int b) => _means.Error(a * Species.Count + b);

    /// <summary>Mean fraction of atoms a with so many neighbours b; the last, 40, stands for more too.</summary>
    public double Fraction(int a, int b, int neighbours) => _histograms.Mean((a * Species.Count + b) * (Most + 1) + neighbours);

    /// <summary>Goes through the frames.</summary>
    /// <param name="source">The frames.</param>
    /// <param name="cutoffs">Below which distances atoms are neighbours.</param>
    /// <param name="pool">The workers.</param>
    public static Coordination Compute(FrameSource source, PairCutoffs cutoffs, WorkerPool pool)
    {
        var species = new SpeciesTable(source.First());
        Coordination result = new(species, cutoffs.Resolve(source, species, _ => true, pool));
        var (means, histogram) = (new double[result._means.Width], new double[result._histograms.Width]);
        var around = new int[species.Count];
        foreach (var frame in source.Read("cn"))
        {
            var network = BondNetwork.Build(frame, species, result.Lengths, pool, source.Cancellation);
            Array.Clear(means);
            Array.Clear(histogram);
            for (var i = 0; i < network.Count; i++)
            {
                Array.Clear(around);
                foreach (var j in network.Ends(i)) around[species.Of[j]]++;
                for (var b = 0; b < species.Count; b++)
                {
                    var row = species.Of[i] * species.Count + b;
                    means[row] += around[b];
                    histogram[row * (Most + 1) + Math.Min(Most, around[b])]++;
                }
            }

            for (var row = 0; row < means.Length; row++)
            {
                var atoms = species.Atoms[row / species.Count];
                means[row] /= atoms;
                for (var k = 0; k <= Most; k++) histogram[row * (Most + 1) + k] /= atoms;
            }

            result._means.Add(means);
            result._histograms.Add(histogram);
        }

        return result;
    }

    /// <summary>The largest violation of c_a CN_ab = c_b CN_ba, relative to the larger side: rounding alone.</summary>
    public double Imbalance()
    {
        var worst = 0.0;
        foreach (var (a, b) in Species.AllPairs())
        {
            var (left, right) = (Species.Atoms[a] * Mean(a, b), Species.Atoms[b] * Mean(b, a));
            if (Math.Max(left, right) > 0) worst = Math.Max(worst, Math.Abs(left - right) / Math.Max(left, right));
        }

        return worst;
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult()
    {
        AnalysisResult result = new();
        List<IReadOnlyList<object?>> rows = [];
        List<(string, IReadOnlyList<double>)> columns = [("neighbours", [.. Enumerable.Range(0, Most + 1).Select(k => (double)k)])];
        List<PlotSeries> series = [];
        JsonArray pairs = [];
        var reach = 1;
        for (var a = 0; a < Species.Count; a++)
        {
            for (var b = 0; b < Species.Count; b++)
            {
                var (row, name, cutoff) = (a * Species.Count + b, Species.Name((a, b)), Lengths[SpeciesTable.Pair(a, b)]);
                double[] fractions = [.. Enumerable.Range(0, Most + 1).Select(k => _histograms.Mean(row * (Most + 1) + k))];
                double[] errors = [.. Enumerable.Range(0, Most + 1).Select(k => _histograms.Error(row * (Most + 1) + k))];
                reach = Math.Max(reach, Array.FindLastIndex(fractions, f => f > 0));
                rows.Add([name, cutoff, Mean(a, b), Error(a, b), Array.IndexOf(fractions, fractions.Max())]);
                columns.Add(($"fraction_{name}", fractions));
                columns.Add(($"fraction_{name}_error", errors));
                series.Add(new LineSeries(columns[0].Item2, fractions, name) { Marker = Marker.Circle });
                pairs.Add(new JsonObject { ["centre"] = Species.Symbol(a), ["neighbour"] = Species.Symbol(b), ["cutoff_A"] = cutoff, ["coordination"] = AnalysisResult.Number(Mean(a, b), Error(a, b)) });
            }
        }

        result.AddTable("cn.csv", new Table(["pair", "cutoff_A", "coordination", "coordination_error", "most_frequent"], rows));
        result.AddColumns("histogram.csv", columns);
        result.AddPicture("cn.svg", new Plot { XAxis = new Axis("Neighbours") { Minimum = 0, Maximum = reach + 1 }, YAxis = "Fraction of atoms", Series = series }.ToSvg());
        result.Numbers["pairs"] = pairs;
        result.Numbers["charge_balance_violation"] = Imbalance();
        result.Shown = new Table(["centre-neighbour", new("cutoff", "Å", "F3"), new("neighbours", null, "F4"), new("error", null, "G2"), "most frequent"], rows);
        return result;
    }
}
