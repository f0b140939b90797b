using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Partial and total radial distribution functions g_ab(r) and running coordination numbers n_ab(r), means over frames with errors.
/// With n_ab(k) ordered pairs of an atom a and an atom b in the shell k of volume v_k = 4π/3 (r_{k+1}³ − r_k³), g_ab(k) = n_ab(k) V / (N_a (N_b − δ_ab) v_k) in each frame, with its own volume V;
/// n_ab(r) is the number of atoms b within r of an atom a. Images of an atom itself count as neighbours. Allen and Tildesley, Computer Simulation of Liquids (2017), doi:10.1093/oso/9780198803195.001.0001.
/// </summary>
public sealed class RadialDistribution
{
    private readonly BlockedMean _g;
    private readonly BlockedMean _running;
    private readonly int _bins;

    private RadialDistribution(SpeciesTable species, double radius, int bins)
    {
        (Species, Radius, _bins) = (species, radius, bins);
        _g = new BlockedMean((species.Pairs + 1) * bins);
        _running = new BlockedMean(species.Count * species.Count * bins);
        Distances = [.. Enumerable.Range(0, bins).Select(k => (k + 0.5) * radius / bins)];
        UpperEdges = [.. Enumerable.Range(1, bins).Select(k => k * radius / bins)];
    }

    /// <summary>The elements.</summary>
    public SpeciesTable Species { get; }

    /// <summary>Largest distance, Å.</summary>
    public double Radius { get; }

    /// <summary>Middles of the bins, Å.</summary>
    public double[] Distances { get; }

    /// <summary>Upper edges of the bins, Å, where the running coordination numbers hold.</summary>
    public double[] UpperEdges { get; }

    /// <summary>Mean number density of all atoms, Å⁻³.</summary>
    public double Density { get; private set; }

    /// <summary>Number of frames.</summary>
    public long Frames => _g.Count;

    /// <summary>g_ab(r).</summary>
    public double[] Partial(int a, int b) => Row(_g.Mean, SpeciesTable.Pair(a, b));

    /// <summary>Standard errors of g_ab(r).</summary>
    public double[] PartialError(int a, int b) => Row(_g.Error, SpeciesTable.Pair(a, b));

    /// <summary>g(r) of all atoms.</summary>
    public double[] Total() => Row(_g.Mean, Species.Pairs);

    /// <summary>Standard errors of g(r) of all atoms.</summary>
    public double[] TotalError() => Row(_g.Error, Species.Pairs);

    /// <summary>Mean number of atoms b within the upper edge of each bin of an atom a.</summary>
    public double[] Running(int a, int b) => Row(_running.Mean, a * Species.Count + b);

    /// <summary>Standard errors of the running coordination numbers.</summary>
    public double[] RunningError(int a, int b) => Row(_running.Error, a * Species.Count + b);

    /// <summary>Refuses distances and widths that make no sense.</summary>
    internal static void Check(double radius, double binWidth)
    {
        Cutoffs.Check("--rmax", radius);
        if (!(binWidth >= 1e-4 && binWidth <= radius)) throw new InputException("--bin is not between 0.0001 Å and the largest distance", remedy: "give a width such as 0.02");
    }

    /// <summary>Goes through the frames.</summary>
    /// <param name="source">The frames.</param>
    /// <param name="radius">Largest distance, Å.</param>
    /// <param name="binWidth">Width of a bin, Å; it is made a little smaller where it does not divide the radius.</param>
    /// <param name="pool">The workers.</param>
    /// <param name="stage">What the progress is called.</param>
    /// <exception cref="InputException">The numbers make no sense, a frame is not periodic along all three directions, or the radius gives more pairs than can be held.</exception>
    public static RadialDistribution Compute(FrameSource source, double radius, double binWidth, WorkerPool pool, string stage = "rdf")
    {
        Check(radius, binWidth);
        var bins = (int)Math.Ceiling(radius / binWidth - 1e-9);
        RadialDistribution? result = null;
        PairCounter? counter = null;
        double[] g = [], running = [];
        var density = 0.0;
        foreach (var frame in source.Read(stage))
        {
            var volume = Cutoffs.Volume(frame, "rdf");
            if (result is null)
            {
                var species = new SpeciesTable(frame);
                result = new(species, radius, bins);
                counter = new PairCounter(species, radius, bins, pool);
                (g, running) = (new double[result._g.Width], new double[result._running.Width]);
            }

            counter!.Count(frame, source.Cancellation);
            result.Normalise(counter.Counts, volume, g, running);
            result._g.Add(g);
            result._running.Add(running);
            density += (frame.Count / volume - density) / result._g.Count;
        }

        result!.Density = density;
        return result;
    }

    private void Normalise(long[] counts, double volume, double[] g, double[] running)
    {
        Array.Clear(g);
        var width = Radius / _bins;
        var atoms = Species.Of.Length;
        foreach (var (a, b) in Species.AllPairs())
        {
            var pair = SpeciesTable.Pair(a, b);
            var (na, nb) = (Species.Atoms[a], Species.Atoms[b]);
            // A lone atom of its kind sees images of itself alone.
            var partners = a == b && nb > 1 ? nb - 1 : nb;
            var sum = 0L;
            for (var k = 0; k < _bins; k++)
            {
                var ordered = (a == b ? 2 : 1) * counts[pair * _bins + k];
                sum += ordered;
                var shell = 4 * Math.PI / 3 * width * width * width * (3.0 * k * k + 3.0 * k + 1);
                g[pair * _bins + k] = ordered * volume / ((double)na * partners * shell);
                g[Species.Pairs * _bins + k] += 2 * counts[pair * _bins + k] * volume / ((double)atoms * Math.Max(1, atoms - 1) * shell);
                running[(a * Species.Count + b) * _bins + k] = sum / (double)na;
                running[(b * Species.Count + a) * _bins + k] = sum / (double)nb;
            }
        }
    }

    private double[] Row(Func<int, double> of, int row)
    {
        var values = new double[_bins];
        for (var k = 0; k < _bins; k++) values[k] = of(row * _bins + k);
        return values;
    }

    /// <summary>Files, picture and table of the result.</summary>
    public AnalysisResult ToResult()
    {
        AnalysisResult result = new();
        List<(string, IReadOnlyList<double>)> columns = [("r_A", Distances), ("r_upper_A", UpperEdges), ("g_total", Total()), ("g_total_error", TotalError())];
        List<PlotSeries> lines = [], runs = [];
        List<IReadOnlyList<object?>> rows = [];
        JsonArray pairs = [];
        foreach (var pair in Species.AllPairs())
        {
            var (name, g, error) = (Species.Name(pair), Partial(pair.A, pair.B), PartialError(pair.A, pair.B));
            columns.Add(($"g_{name}", g));
            columns.Add(($"g_{name}_error", error));
            foreach (var (a, b) in pair.A == pair.B ? new[] { pair } : [pair, (pair.B, pair.A)])
            {
                columns.Add(($"n_{Species.Name((a, b))}", Running(a, b)));
                columns.Add(($"n_{Species.Name((a, b))}_error", RunningError(a, b)));
                runs.Add(new LineSeries(UpperEdges, Running(a, b), Species.Name((a, b))) { Thickness = 1.2 });
            }

            if (Frames > 1) lines.Add(new BandSeries(Distances, g.Zip(error, (v, e) => v - e), g.Zip(error, (v, e) => v + e)));
            lines.Add(new LineSeries(Distances, g, name) { Thickness = 1.4 });
            var shell = FirstShell.Find(Distances, g);
            var n = shell is { } s ? At(Running(pair.A, pair.B), s.Minimum) : double.NaN;
            var nError = shell is { } t ? At(RunningError(pair.A, pair.B), t.Minimum) : double.NaN;
            rows.Add([name, shell?.Peak ?? double.NaN, shell?.Height ?? double.NaN, shell?.Minimum ?? double.NaN, n, nError]);
            pairs.Add(new JsonObject
            {
                ["pair"] = name,
                ["first_peak_A"] = AnalysisResult.Number(shell?.Peak ?? double.NaN),
                ["first_peak_g"] = AnalysisResult.Number(shell?.Height ?? double.NaN),
                ["first_minimum_A"] = AnalysisResult.Number(shell?.Minimum ?? double.NaN),
                ["coordination"] = AnalysisResult.Number(n, nError),
            });
        }

        result.AddColumns("rdf.csv", columns);
        result.AddPicture("rdf.svg", new PlotGrid
        {
            Columns = 1, SharedX = true, Letters = false,
            Panels =
            [
                new Plot { XAxis = "r (Å)", YAxis = "g(r)", Series = lines },
                new Plot { XAxis = "r (Å)", YAxis = new Axis("n(r)") { Maximum = RunningTop() }, Series = runs },
            ],
        }.ToSvg(720, 640));
        result.Numbers["density_per_A3"] = AnalysisResult.Number(Density);
        result.Numbers["r_max_A"] = Radius;
        result.Numbers["bin_A"] = Radius / _bins;
        result.Numbers["pairs"] = pairs;
        result.Shown = new Table(["pair", new("first peak", "Å", "F3"), new("g there", null, "F3"), new("first minimum", "Å", "F3"), new("atoms within", null, "F4"), new("error", null, "G2")], rows);
        return result;
    }

    // The picture shows coordination at the distances of first shells; beyond, all curves are r³.
    private double RunningTop() => Species.AllPairs().SelectMany(p => new[] { Running(p.A, p.B), Running(p.B, p.A) }).Max(n => At(n, Math.Min(Radius, 5)) * 1.1 + 1);

    private double At(double[] values, double r) => values[Math.Clamp((int)Math.Round(r / Radius * _bins) - 1, 0, _bins - 1)];
}
