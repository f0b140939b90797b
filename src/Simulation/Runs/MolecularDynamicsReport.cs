using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;

namespace Lithoscope.Simulation;

/// <summary>What thermo.csv amounts to: numbers of each stage, and a picture. The log is read twice and never held in memory.</summary>
internal sealed class MolecularDynamicsReport
{
    // More points than this cannot be told apart in the picture.
    private const int MostPoints = 2000;

    private readonly IReadOnlyList<Stage> _stages;
    private readonly GradeTally? _grades;
    private readonly StageStatistics[] _statistics;

    /// <param name="stages">The stages.</param>
    /// <param name="atoms">Number of atoms.</param>
    /// <param name="lines">Reads the log from its beginning.</param>
    /// <param name="grades">Extrapolation grades, or null.</param>
    public MolecularDynamicsReport(IReadOnlyList<Stage> stages, int atoms, Func<IEnumerable<ThermoLine>> lines, GradeTally? grades = null)
    {
        (_stages, _grades, _statistics) = (stages, grades, [.. stages.Select(_ => new StageStatistics(atoms))]);
        var (count, stage) = (0L, 0);
        foreach (var line in lines())
        {
            count++;
            if (line.Step == 0) continue; // before all stages
            while (line.Step > stages[stage].Last) stage++;
            _statistics[stage].Add(line);
        }

        var every = Math.Max(1, (count + MostPoints - 1) / MostPoints);
        List<ThermoLine> shown = [];
        var at = 0L;
        foreach (var line in lines())
        {
            if (at++ % every == 0) shown.Add(line);
        }

        Picture = Draw(shown, atoms);
    }

    /// <summary>Temperature and energies in time, as SVG.</summary>
    public string Picture { get; }

    /// <summary>For summary.json; null where a value does not exist.</summary>
    public JsonObject Numbers()
    {
        JsonObject all = [];
        foreach (var (stage, s) in _stages.Zip(_statistics))
        {
            all[stage.Name] = new JsonObject
            {
                ["steps"] = stage.Steps,
                ["temperature_K"] = Average(s.Temperature),
                ["potential_eV_per_atom"] = Average(s.Potential),
                ["pressure_GPa"] = Average(s.Pressure),
                ["volume_A3"] = Average(s.Volume),
                ["conserved_std_eV_per_atom"] = Number(s.Conserved.Deviation),
                ["conserved_drift_eV_per_atom_per_ns"] = Number(s.Drift),
            };
        }

        return all;
    }

    /// <summary>A line for each stage.</summary>
    public IReadOnlyList<string> Lines() => [.. _stages.Zip(_statistics, (stage, s) => string.Create(CultureInfo.InvariantCulture,
        $"{stage.Name}: {stage.Steps} steps, {Text(s.Temperature, "F1")} K, {Text(s.Potential, "F5")} eV per atom{(double.IsNaN(s.Pressure.Mean) ? "" : $", {Text(s.Pressure, "F3")} GPa")}, conserved energy ± {s.Conserved.Deviation:G2} eV per atom, drift {s.Drift:G2} eV per atom and ns"))];

    /// <summary>The section of the report.</summary>
    public string Section(string title) =>
        $"<h2>{Html.Text("Dynamics: " + title)}</h2>\n"
        + Html.Figure(Picture, "Temperature, and energies of an atom less their first value. The conserved energy is potential and kinetic energy less what the bath has given; with a short enough time step it is level.")
        + new Table(
            ["stage", "steps", new("T", "K", "F1"), new("error of T", "K", "G2"), new("potential energy", "eV per atom", "F5"), new("error of it", "eV per atom", "G2"), new("pressure", "GPa", "F3"), new("error of it", "GPa", "G2") { Key = "pressure_error" }, new("std of conserved energy", "eV per atom", "G2"), new("drift", "eV per atom and ns", "G2")],
            _stages.Zip(_statistics, (stage, s) => (IReadOnlyList<object?>)[stage.Name, stage.Steps, s.Temperature.Mean, s.Temperature.Error, s.Potential.Mean, s.Potential.Error, s.Pressure.Mean, s.Pressure.Error, s.Conserved.Deviation, s.Drift])).ToHtml()
        + Html.Paragraph("Means over all lines of a stage, its beginning included. Errors are standard errors of means of correlated values, by blocking; where there are too few lines, there is none.")
        + (_grades is null ? "" : "<h2>Extrapolation grades</h2>\n" + new Table([new("grade"), .. _stages.Select(s => new TableColumn(s.Name))], _grades.Rows().Select(r => (IReadOnlyList<object?>)r)).ToHtml()
            + Html.Paragraph("Share of the atoms, over all looks at them, in each range of grades. Grade 0 is within what the training set spans."));

    private static string Draw(List<ThermoLine> lines, int atoms)
    {
        var first = lines[0];
        var isLong = lines[^1].Time >= 10_000;
        double[] time = [.. lines.Select(l => isLong ? l.Time * 1e-3 : l.Time)];
        var axis = isLong ? "Time (ps)" : "Time (fs)";
        PlotSeries Energy(Func<ThermoLine, double> of, string label, int colour) => new LineSeries(time, lines.Select(l => 1000 * (of(l) - of(first)) / atoms), label, Palette.At(colour)) { Thickness = 1.2 };
        List<PlotSeries> temperatures = [new LineSeries(time, lines.Select(l => l.Temperature), "atoms", Palette.At(0)) { Thickness = 1.2 }];
        if (lines.Exists(l => !double.IsNaN(l.Bath))) temperatures.Add(new LineSeries(time, lines.Select(l => l.Bath), "bath", Palette.Black) { Dash = Dash.Dashed });
        return new PlotGrid
        {
            Columns = 1,
            SharedX = true,
            Letters = false,
            Panels =
            [
                new Plot { XAxis = axis, YAxis = "Temperature (K)", Series = temperatures },
                new Plot { XAxis = axis, YAxis = "Energy − first (meV per atom)", Series = [Energy(l => l.Potential, "potential", 1), Energy(l => l.Total, "total", 2), Energy(l => l.Conserved, "conserved", 3)] },
            ],
        }.ToSvg(760, 620);
    }

    private static JsonObject Average(BlockAverage average) => new() { ["mean"] = Number(average.Mean), ["error"] = Number(average.Error) };

    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;

    private static string Text(BlockAverage average, string format) => average.Mean.ToString(format, CultureInfo.InvariantCulture) + (double.IsNaN(average.Error) ? "" : " ± " + average.Error.ToString("G2", CultureInfo.InvariantCulture));
}
