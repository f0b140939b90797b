using System.Numerics;
using System.Text.Json.Nodes;
using Lithoscope.Numerics;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// Static structure factors, means over the scattering vectors of a bin and over frames, with errors. Ashcroft and Langreth: S_ab(q) = ⟨ρ_a ρ_b*⟩/√(N_a N_b), Phys. Rev. 156, 685 (1967),
/// doi:10.1103/PhysRev.156.685. Faber and Ziman: (S_ab − δ_ab)/√(c_a c_b) + 1, Philos. Mag. 11, 153 (1965), doi:10.1080/14786436508211931. Total: ⟨|Σ_a ρ_a|²⟩/N.
/// With one frame errors come from the scatter over the vectors of a bin.
/// </summary>
public sealed class StructureFactor
{
    private readonly BlockedMean _values; // Ashcroft–Langreth of each pair, the total, and |q|, bin by bin
    private readonly double[] _scatter; // of the first frame, for the same quantities
    private readonly int _bins;

    private StructureFactor(SpeciesTable species, int bins)
    {
        (Species, _bins) = (species, bins);
        _values = new((species.Pairs + 2) * bins);
        _scatter = new double[_values.Width];
    }

    /// <summary>The elements.</summary>
    public SpeciesTable Species { get; }

    /// <summary>Bins that hold vectors in all frames.</summary>
    public int[] Used => [.. Enumerable.Range(0, _bins).Where(k => double.IsFinite(_values.Mean((Species.Pairs + 1) * _bins + k)))];

    /// <summary>Mean |q| of the vectors of each bin used, Å⁻¹.</summary>
    public double[] Wavenumbers() => [.. Used.Select(k => _values.Mean((Species.Pairs + 1) * _bins + k))];

    /// <summary>S(q) of all atoms, in the bins used.</summary>
    public double[] Total() => Row(Species.Pairs);

    /// <summary>Its errors.</summary>
    public double[] TotalError() => RowError(Species.Pairs);

    /// <summary>Partial structure factor after Ashcroft and Langreth.</summary>
    public double[] AshcroftLangreth(int a, int b) => Row(SpeciesTable.Pair(a, b));

    /// <summary>Its errors.</summary>
    public double[] AshcroftLangrethError(int a, int b) => RowError(SpeciesTable.Pair(a, b));

    /// <summary>Partial structure factor after Faber and Ziman.</summary>
    public double[] FaberZiman(int a, int b) => [.. AshcroftLangreth(a, b).Select(s => (s - (a == b ? 1 : 0)) / Mixing(a, b) + 1)];

    /// <summary>Its errors.</summary>
    public double[] FaberZimanError(int a, int b) => [.. AshcroftLangrethError(a, b).Select(e => e / Mixing(a, b))];

    private double Mixing(int a, int b) => Math.Sqrt((double)Species.Atoms[a] * Species.Atoms[b]) / Species.Of.Length;

    /// <summary>Refuses numbers that make no sense.</summary>
    internal static void Check(double largest, double width, int most)
    {
        if (!(largest is > 0 and <= 100)) throw new InputException("--qmax is not between 0 and 100 Å⁻¹", remedy: "give a number such as 10");
        if (!(width >= 1e-3 && width <= largest)) throw new InputException("--bin is not between 0.001 Å⁻¹ and --qmax", remedy: "give a number such as 0.05");
        if (most < 1) throw new InputException("--vectors is less than 1", remedy: "give a whole number such as 200");
    }

    /// <summary>Goes through the frames.</summary>
    /// <param name="source">The frames.</param>
    /// <param name="largest">Largest |q|, Å⁻¹.</param>
    /// <param name="width">Width of a bin, Å⁻¹.</param>
    /// <param name="most">Most vectors in a bin; more are drawn from at random.</param>
    /// <param name="pool">The workers.</param>
    public static StructureFactor Compute(FrameSource source, double largest, double width, int most, WorkerPool pool)
    {
        Check(largest, width, most);
        var first = source.First();
        Cutoffs.Volume(first, "sq");
        var species = new SpeciesTable(first);
        var vectors = ScatteringVectors.Choose(first.Cell!.Value, largest, width, most, source.Cancellation).All;
        if (vectors.Length == 0) throw new InputException("no scattering vector below --qmax fits the cell", remedy: "give a larger one, such as 10");
        StructureFactor result = new(species, (int)Math.Ceiling(largest / width));
        var kernel = DensityModes.Create();
        foreach (var frame in source.Read("sq"))
        {
            Cutoffs.Volume(frame, "sq");
            var modes = kernel.Compute(Fractions(frame), species.Of, species.Count, vectors, pool, source.Cancellation);
            result.Add(frame.Cell!.Value, vectors, modes, width);
        }

        return result;
    }

    internal static double[] Fractions(Structure frame)
    {
        var inverse = frame.Cell!.Value.Inverse();
        var fractions = new double[3 * frame.Count];
        for (var i = 0; i < frame.Count; i++)
        {
            var f = inverse.Transform(frame.Position(i));
            (fractions[3 * i], fractions[3 * i + 1], fractions[3 * i + 2]) = (f.X, f.Y, f.Z);
        }

        return fractions;
    }

    private void Add(Matrix3D cell, (int H, int K, int L)[] vectors, Complex[][] modes, double width)
    {
        var (sums, squares, counts) = (new double[_values.Width], new double[_values.Width], new int[_bins]);
        for (var v = 0; v < vectors.Length; v++)
        {
            var q = ScatteringVectors.Vector(cell, vectors[v]).Norm;
            var bin = (int)(q / width);
            if (bin >= _bins) continue; // the cell has shrunk
            counts[bin]++;
            void Take(int row, double value)
            {
                sums[row * _bins + bin] += value;
                squares[row * _bins + bin] += value * value;
            }

            foreach (var (a, b) in Species.AllPairs()) Take(SpeciesTable.Pair(a, b), (modes[a][v] * Complex.Conjugate(modes[b][v])).Real / Math.Sqrt((double)Species.Atoms[a] * Species.Atoms[b]));
            var all = Complex.Zero;
            foreach (var mode in modes) all += mode[v];
            Take(Species.Pairs, (all.Real * all.Real + all.Imaginary * all.Imaginary) / Species.Of.Length);
            Take(Species.Pairs + 1, q);
        }

        for (var k = 0; k < sums.Length; k++)
        {
            var n = counts[k % _bins];
            sums[k] = n > 0 ? sums[k] / n : double.NaN;
            if (_values.Count == 0) _scatter[k] = n > 1 ? Math.Sqrt(Math.Max(0, squares[k] / n - sums[k] * sums[k]) / (n - 1)) : double.NaN;
        }

        _values.Add(sums);
    }

    /// <summary>
    /// Partial structure factor after Faber and Ziman from a radial distribution function: 1 + 4πρ ∫ r² (g − 1) sin(qr)/(qr) w(r) dr with the window w = sin(πr/R)/(πr/R) of Lorch,
    /// J. Phys. C 2, 229 (1969), doi:10.1088/0022-3719/2/2/305, that damps the ripples of the end at R. A check: its resolution is about 2π/R.
    /// </summary>
    public static double[] FromDistribution(RadialDistribution rdf, int a, int b, double[] wavenumbers)
    {
        var (r, g) = (rdf.Distances, rdf.Partial(a, b));
        var step = rdf.Radius / r.Length;
        return [.. wavenumbers.Select(q =>
        {
            var sum = 0.0;
            for (var k = 0; k < r.Length; k++)
            {
                var window = Math.PI * r[k] / rdf.Radius;
                sum += r[k] * r[k] * (g[k] - 1) * Math.Sin(q * r[k]) / (q * r[k]) * Math.Sin(window) / window;
            }

            return 1 + 4 * Math.PI * rdf.Density * sum * step;
        })];
    }

    private double[] Row(int row) => [.. Used.Select(k => _values.Mean(row * _bins + k))];

    private double[] RowError(int row) => [.. Used.Select(k => _values.Count > 1 ? _values.Error(row * _bins + k) : _scatter[row * _bins + k])];

    /// <summary>Files, picture and table of the result.</summary>
    /// <param name="check">A radial distribution function for a check, or null.</param>
    public AnalysisResult ToResult(RadialDistribution? check)
    {
        AnalysisResult result = new();
        var q = Wavenumbers();
        List<(string, IReadOnlyList<double>)> columns = [("q_per_A", q), ("S_total", Total()), ("S_total_error", TotalError())];
        List<PlotSeries> series = [new BandSeries(q, Total().Zip(TotalError(), (v, e) => v - e), Total().Zip(TotalError(), (v, e) => v + e)), new LineSeries(q, Total(), "total")];
        List<PlotSeries> partials = [];
        List<IReadOnlyList<object?>> rows = [Row("total", Total(), TotalError(), null)];
        foreach (var pair in Species.AllPairs())
        {
            var (a, b, name) = (pair.A, pair.B, Species.Name(pair));
            columns.AddRange([($"S_FZ_{name}", FaberZiman(a, b)), ($"S_FZ_{name}_error", FaberZimanError(a, b)), ($"S_AL_{name}", AshcroftLangreth(a, b)), ($"S_AL_{name}_error", AshcroftLangrethError(a, b))]);
            partials.Add(new LineSeries(q, FaberZiman(a, b), name) { Thickness = 1.3 });
            double? difference = null;
            if (check is not null)
            {
                var other = FromDistribution(check, a, b, q);
                columns.Add(($"S_FZ_{name}_from_g", other));
                partials.Add(new LineSeries(q, other) { Thickness = 1, Dash = Dash.Dotted, Colour = Palette.Grey });
                difference = Math.Sqrt(FaberZiman(a, b).Zip(other, (s, o) => (s - o) * (s - o)).Average());
            }

            rows.Add(Row(name, FaberZiman(a, b), FaberZimanError(a, b), difference));
        }

        result.AddColumns("sq.csv", columns);
        result.AddPicture("sq.svg", new PlotGrid
        {
            Columns = 1, SharedX = true, Letters = false,
            Panels = [new Plot { XAxis = "q (Å⁻¹)", YAxis = "S(q)", Series = series }, new Plot { XAxis = "q (Å⁻¹)", YAxis = "S(q), Faber–Ziman", Series = partials }],
        }.ToSvg(720, 640));
        JsonArray peaks = [];
        foreach (var row in rows) peaks.Add(new JsonObject { ["part"] = (string)row[0]!, ["peak_per_A"] = AnalysisResult.Number((double)row[1]!), ["peak"] = AnalysisResult.Number((double)row[2]!, (double)row[3]!), ["rms_difference_from_g"] = row[4] is double d ? AnalysisResult.Number(d) : null });
        result.Numbers["bins"] = q.Length;
        result.Numbers["peaks"] = peaks;
        result.Shown = new Table(["part", new("highest at", "Å⁻¹", "F3"), new("S there", null, "F4"), new("error", null, "G2"), new("rms from g(r)", null, "G2")], rows);
        return result;

        IReadOnlyList<object?> Row(string name, double[] s, double[] error, double? difference)
        {
            var at = Array.IndexOf(s, s.Max());
            return [name, q[at], s[at], error[at], difference];
        }
    }
}
