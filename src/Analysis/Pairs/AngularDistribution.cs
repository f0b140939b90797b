using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Distributions of the angles at an atom between two of its neighbours, each angle once, for each kind of triplet. Densities per degree have the area 1; divided by the share of the bin in the
/// sphere, ½(cos θ₁ − cos θ₂), they are 1 everywhere for neighbours in random directions.
/// </summary>
public sealed class AngularDistribution
{
    private const int BlockSize = 256;

    private readonly BlockedMean _angles; // angles per centre, by type and bin

    private AngularDistribution(SpeciesTable species, double[] cutoffs, int bins)
    {
        (Species, Lengths, Bins) = (species, cutoffs, bins);
        _angles = new(species.Count * species.Pairs * bins);
    }

    /// <summary>The elements.</summary>
    public SpeciesTable Species { get; }

    /// <summary>Distance below which atoms are neighbours for each unordered pair of elements, Å.</summary>
    internal double[] Lengths { get; }

    /// <summary>Number of bins from 0° to 180°.</summary>
    public int Bins { get; }

    /// <summary>Mean number of angles at an atom of the element centre with neighbours of the elements a and b.</summary>
    public double AnglesPerCentre(int centre, int a, int b) => Row(centre, a, b).Sum(_angles.Mean);

    /// <summary>Density of angles, per degree; NaN where there are none.</summary>
    public double[] Density(int centre, int a, int b) => [.. Row(centre, a, b).Select(k => _angles.Mean(k) / AnglesPerCentre(centre, a, b) * Bins / 180)];

    /// <summary>Its errors.</summary>
    public double[] DensityError(int centre, int a, int b) => [.. Row(centre, a, b).Select(k => _angles.Error(k) / AnglesPerCentre(centre, a, b) * Bins / 180)];

    /// <summary>The share of each bin in the sphere: ½(cos θ₁ − cos θ₂).</summary>
    public double[] Share() => [.. Enumerable.Range(0, Bins).Select(k => Math.Sin(Math.PI * (k + 0.5) / Bins) * Math.Sin(0.5 * Math.PI / Bins))];

    /// <summary>Goes through the frames.</summary>
    /// <param name="source">The frames.</param>
    /// <param name="cutoffs">Below which distances atoms are neighbours.</param>
    /// <param name="bins">Bins from 0° to 180°.</param>
    /// <param name="pool">The workers.</param>
    public static AngularDistribution Compute(FrameSource source, PairCutoffs cutoffs, int bins, WorkerPool pool)
    {
        if (bins is < 6 or > 18_000) throw new InputException("--bins is not between 6 and 18000", remedy: "give a whole number such as 180");
        var species = new SpeciesTable(source.First());
        AngularDistribution result = new(species, cutoffs.Resolve(source, species, _ => true, pool), bins);
        var counts = Enumerable.Range(0, pool.Threads).Select(_ => new long[result._angles.Width]).ToArray();
        var buffers = Enumerable.Range(0, pool.Threads).Select(_ => new NeighbourBuffer()).ToArray();
        var values = new double[result._angles.Width];
        NeighbourList list = new(result.Lengths.Max());
        foreach (var frame in source.Read("adf"))
        {
            Atoms atoms = new(frame);
            list.Build(atoms, pool, source.Cancellation);
            foreach (var c in counts) Array.Clear(c);
            pool.For((atoms.Count + BlockSize - 1) / BlockSize, (block, worker) =>
            {
                for (var i = block * BlockSize; i < Math.Min(atoms.Count, (block + 1) * BlockSize); i++) result.Count(list, atoms, i, buffers[worker], counts[worker]);
            }, source.Cancellation);
            for (var k = 0; k < values.Length; k++) values[k] = counts.Sum(c => c[k]) / (double)species.Atoms[k / (species.Pairs * bins)];
            result._angles.Add(values);
        }

        return result;
    }

    private void Count(NeighbourList list, Atoms atoms, int i, NeighbourBuffer buffer, long[] counts)
    {
        var of = Species.Of;
        var n = list.Gather(i, atoms, list.Cutoff, buffer);
        // Those beyond the distance of their own pair of elements are closed up.
        var kept = 0;
        for (var p = 0; p < n; p++)
        {
            var r = buffer.Distance[p];
            if (!(r < Lengths[SpeciesTable.Pair(of[i], of[buffer.Index[p]])] && r > 0)) continue;
            (buffer.Dx[kept], buffer.Dy[kept], buffer.Dz[kept], buffer.Index[kept]) = (buffer.Dx[p] / r, buffer.Dy[p] / r, buffer.Dz[p] / r, buffer.Index[p]);
            kept++;
        }

        var row = of[i] * Species.Pairs;
        for (var p = 0; p < kept; p++)
        {
            for (var q = 0; q < p; q++)
            {
                var cosine = buffer.Dx[p] * buffer.Dx[q] + buffer.Dy[p] * buffer.Dy[q] + buffer.Dz[p] * buffer.Dz[q];
                var bin = Math.Min(Bins - 1, (int)(Math.Acos(Math.Clamp(cosine, -1, 1)) * (Bins / Math.PI)));
                counts[(row + SpeciesTable.Pair(of[buffer.Index[p]], of[buffer.Index[q]])) * Bins + bin]++;
            }
        }
    }

    private IEnumerable<int> Row(int centre, int a, int b) => Enumerable.Range((centre * Species.Pairs + SpeciesTable.Pair(a, b)) * Bins, Bins);

    /// <summary>Files, picture and table of the result.</summary>
    /// <param name="bySine">Whether the picture shows densities divided by the share of the sphere.</param>
    public AnalysisResult ToResult(bool bySine)
    {
        AnalysisResult result = new();
        double[] theta = [.. Enumerable.Range(0, Bins).Select(k => (k + 0.5) * 180 / Bins)];
        var share = Share();
        List<(string, IReadOnlyList<double>)> columns = [("theta_deg", theta)];
        List<IReadOnlyList<object?>> rows = [];
        List<PlotSeries> series = [];
        JsonArray triplets = [];
        for (var centre = 0; centre < Species.Count; centre++)
        {
            foreach (var (a, b) in Species.AllPairs())
            {
                var angles = AnglesPerCentre(centre, a, b);
                if (angles == 0) continue;
                var name = $"{Species.Symbol(a)}-{Species.Symbol(centre)}-{Species.Symbol(b)}";
                var (density, error) = (Density(centre, a, b), DensityError(centre, a, b));
                double[] divided = [.. density.Zip(share, (d, s) => d * 180 / Bins / s)];
                double[] dividedError = [.. error.Zip(share, (d, s) => d * 180 / Bins / s)];
                columns.AddRange([($"p_{name}_per_deg", density), ($"p_{name}_per_deg_error", error), ($"p_{name}_over_sin", divided), ($"p_{name}_over_sin_error", dividedError)]);
                var (shown, shownError) = bySine ? (divided, dividedError) : (density, error);
                if (_angles.Count > 1) series.Add(new BandSeries(theta, shown.Zip(shownError, (v, e) => v - e), shown.Zip(shownError, (v, e) => v + e)));
                series.Add(new LineSeries(theta, shown, name) { Thickness = 1.4 });
                var mean = theta.Zip(density, (t, d) => t * d).Sum() * 180 / Bins;
                var deviation = Math.Sqrt(theta.Zip(density, (t, d) => (t - mean) * (t - mean) * d).Sum() * 180 / Bins);
                var most = theta[Array.IndexOf(density, density.Max())];
                rows.Add([name, angles, mean, deviation, most]);
                triplets.Add(new JsonObject { ["triplet"] = name, ["angles_per_centre"] = angles, ["mean_deg"] = mean, ["std_deg"] = deviation, ["peak_deg"] = most });
            }
        }

        JsonObject cutoffs = [];
        foreach (var pair in Species.AllPairs()) cutoffs[Species.Name(pair)] = Lengths[SpeciesTable.Pair(pair.A, pair.B)];
        result.AddColumns("adf.csv", columns);
        result.AddPicture("adf.svg", new Plot { XAxis = new Axis("Angle (°)") { Minimum = 0, Maximum = 180 }, YAxis = bySine ? "Density over that of random directions" : "Density (per degree)", Series = series }.ToSvg());
        result.Numbers["cutoffs_A"] = cutoffs;
        result.Numbers["triplets"] = triplets;
        result.Shown = new Table(["triplet", new("angles at an atom", null, "F3"), new("mean", "°", "F2"), new("std", "°", "F2"), new("peak", "°", "F1")], rows);
        return result;
    }
}
