using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;

namespace Lithoscope.Analysis;

/// <summary>What a profile is shown as.</summary>
internal static class ProfileReport
{
    // amu/Å³ in g/cm³: 1 amu = 1.66053906892e-24 g (CODATA 2022, doi:10.1103/RevModPhys.97.025002), 1 Å³ = 1e-24 cm³.
    public const double GramPerCubicCentimetre = 1.66053906892;

    public static AnalysisResult Create(DensityProfile profile)
    {
        AnalysisResult result = new();
        var isRadial = profile.Options.Along == ProfileDirection.Radial;
        var edges = profile.Edges;
        double[] middles = [.. edges.Zip(edges.Skip(1), (a, b) => (a + b) / 2)];
        var name = isRadial ? "r" : "z";
        List<(string, IReadOnlyList<double>)> columns = [($"{name}_A", middles), ($"{name}_low_A", edges[..^1]), ($"{name}_high_A", edges[1..])];
        columns.Add(("n_total_per_A3", profile.Total));
        columns.Add(("n_total_per_A3_error", profile.TotalError));
        columns.Add(("mass_g_per_cm3", InGrams(profile.Mass)));
        columns.Add(("mass_g_per_cm3_error", InGrams(profile.MassError)));
        List<PlotSeries> numbers = [];
        List<IReadOnlyList<object?>> rows = [];
        JsonArray elements = [];
        for (var s = 0; s < profile.Species.Count; s++)
        {
            var (symbol, density, error) = (profile.Species.Symbol(s), profile.Density(s), profile.DensityError(s));
            columns.Add(($"n_{symbol}_per_A3", density));
            columns.Add(($"n_{symbol}_per_A3_error", error));
            Draw(numbers, profile, middles, density, error, symbol);
            var top = Array.IndexOf(density, density.Max());
            rows.Add([symbol, profile.Species.Atoms[s], density[top], error[top], middles[top]]);
            elements.Add(new JsonObject { ["element"] = symbol, ["atoms"] = profile.Species.Atoms[s], ["highest_per_A3"] = AnalysisResult.Number(density[top], error[top]), ["highest_at_A"] = middles[top] });
        }

        List<PlotSeries> mass = [];
        Draw(mass, profile, middles, InGrams(profile.Mass), InGrams(profile.MassError), null);
        var axis = isRadial ? "Distance from the centre of mass (Å)" : profile.Options.IsCentred ? "Height above the centre of mass (Å)" : $"Height along {profile.Options.Along.ToString().ToLowerInvariant()} (Å)";
        result.AddColumns("profile.csv", columns);
        result.AddPicture("profile.svg", new PlotGrid
        {
            Columns = 1, SharedX = true, Letters = false,
            Panels =
            [
                new Plot { XAxis = axis, YAxis = new Axis("Atoms (Å⁻³)") { Minimum = 0 }, Series = numbers },
                new Plot { XAxis = axis, YAxis = new Axis("Mass (g/cm³)") { Minimum = 0 }, Series = mass },
            ],
        }.ToSvg(720, 640));
        result.Numbers["along"] = profile.Options.Along.ToString().ToLowerInvariant();
        result.Numbers["bins"] = profile.Bins;
        result.Numbers["bin_A"] = edges[1] - edges[0];
        result.Numbers["elements"] = elements;
        result.Shown = new Table(["element", "atoms", new("highest", "Å⁻³", "G5"), new("error", null, "G2"), new("at", "Å", "F2")], rows);
        if (!isRadial) return result;
        var (mean, deviation) = profile.Gyration;
        result.Numbers["radius_of_gyration_A"] = AnalysisResult.Number(mean, deviation);
        result.Numbers["atoms_beyond"] = profile.Beyond;
        result.Lines.Add(string.Create(CultureInfo.InvariantCulture, $"radius of gyration {mean:F3} Å: that of a homogeneous sphere of radius {Math.Sqrt(5.0 / 3) * mean:F3} Å"));
        if (profile.Beyond > 0) result.Warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{profile.Beyond:G4} atoms of a frame, on average, lie outside the outermost shell of {edges[^1]:G6} Å and were not counted."));
        return result;
    }

    private static double[] InGrams(double[] values) => [.. values.Select(v => v * GramPerCubicCentimetre)];

    private static void Draw(List<PlotSeries> lines, DensityProfile profile, double[] x, double[] y, double[] error, string? label)
    {
        if (profile.Frames > 1) lines.Add(new BandSeries(x, y.Zip(error, (v, e) => v - e), y.Zip(error, (v, e) => v + e)));
        lines.Add(new LineSeries(x, y, label) { Thickness = 1.4 });
    }
}
