using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>What relaxations amount to: the table of all steps, numbers of each frame, a picture, and what the user must know.</summary>
internal sealed class RelaxationReport(RelaxationOptions options)
{
    // Ways beyond these are not drawn: they could not be told apart.
    private const int MostDrawn = 12;

    private readonly List<Entry> _entries = [];

    /// <summary>Number of frames.</summary>
    public int Frames => _entries.Count;

    private bool HasCell => options.Cell != CellRelaxation.Fixed;

    /// <summary>Takes a frame; of its atoms nothing is kept.</summary>
    public void Add(Structure structure, RelaxedFrame relaxed)
    {
        static RelaxedAtoms Way(RelaxedAtoms atoms) => atoms with { Positions = [], Forces = [] };
        _entries.Add(new(structure.Count, structure.Origin.Frame, structure.Periodicity.Any, relaxed with { First = Way(relaxed.First), Check = relaxed.Check is { } check ? Way(check) : null }));
    }

    /// <summary>convergence.csv.</summary>
    public string Table() => CsvWriter.Write(
        ["frame", "relaxation", "evaluations", "energy_eV", "enthalpy_eV", "largest_force_eV_per_A", "largest_stress_GPa", "volume_A3"],
        _entries.SelectMany(e => Rows(e, e.Relaxed.First, "first").Concat(e.Relaxed.Check is { } check ? Rows(e, check, "displaced") : [])));

    /// <summary>For summary.json.</summary>
    public JsonArray Numbers()
    {
        JsonArray all = [];
        foreach (var e in _entries)
        {
            var (first, last) = (e.Relaxed.First.Path[0], e.Relaxed.Result.Last);
            JsonObject numbers = new()
            {
                ["frame"] = e.Frame, ["atoms"] = e.Atoms, ["end"] = Word(e.Relaxed.Result.End), ["evaluations"] = e.Relaxed.First.Last.Evaluations,
                ["energy_before_eV"] = first.Energy, ["energy_eV"] = last.Energy, ["largest_force_eV_per_A"] = last.Force,
            };
            if (HasCell) (numbers["enthalpy_eV"], numbers["largest_stress_GPa"]) = (last.Enthalpy, last.Stress / Unit.Gigapascal);
            if (e.HasVolume) numbers["volume_A3"] = last.Volume;
            if (e.Relaxed.Check is { } check)
            {
                numbers["energy_after_displacement_eV"] = check.Last.Energy;
                numbers["lower_after_displacement"] = e.Relaxed.IsLower;
                numbers["followed"] = e.Relaxed.IsFollowed;
            }

            all.Add(numbers);
        }

        return all;
    }

    /// <summary>A line for each frame, or for the first of many.</summary>
    public IReadOnlyList<string> Lines()
    {
        List<string> lines = [.. _entries.Take(10).Select(Line)];
        if (_entries.Count > 10) lines.Add(string.Create(CultureInfo.InvariantCulture, $"… {_entries.Count} frames in all, {_entries.Count(e => e.Relaxed.Result.End == RelaxationEnd.Converged)} converged"));
        return lines;
    }

    /// <summary>Why the run ends with exit code 3, or null.</summary>
    public string? Guard(string file)
    {
        Entry[] unfinished = [.. _entries.Where(e => e.Relaxed.Result.End != RelaxationEnd.Converged)];
        if (unfinished.Length == 0) return null;
        var first = unfinished[0];
        var why = first.Relaxed.Result.End == RelaxationEnd.EvaluationLimit ? $"the limit of {options.Evaluations} evaluations was reached; raise 'evaluations'" : "no step lowers its energy any more; loosen the tolerances, or take the other method or double precision";
        return string.Create(CultureInfo.InvariantCulture, $"{unfinished.Length} of {Frames} frames not converged, the first of them frame {first.Frame} with a largest force of {first.Relaxed.Result.Last.Force:G4} eV/Å: {why}; {file} has all frames, marked with relaxed=T or F.");
    }

    /// <summary>Warns of stationary points that are no minima.</summary>
    public void Warn(StepContext context, string file)
    {
        foreach (var e in _entries.Where(e => e.Relaxed.IsLower).Take(10))
        {
            var gain = e.Relaxed.First.Last.Enthalpy - e.Relaxed.Check!.Last.Enthalpy;
            var rest = e.Relaxed.IsFollowed ? "the lower structure was kept" : "set saddle: follow to go on to the lower structure, or rattle to begin off the symmetry";
            context.Warn(string.Create(CultureInfo.InvariantCulture, $"frame {e.Frame} relaxed to a stationary point from which a displacement of {options.SaddleRattle:G3} Å leads {gain:G4} eV lower, so it is a saddle or a shallow minimum; {rest}."));
        }
    }

    /// <summary>Energy and largest force along the way, as SVG.</summary>
    public string Picture()
    {
        List<PlotSeries> energies = [];
        List<PlotSeries> forces = [];
        foreach (var (e, k) in _entries.Take(MostDrawn).Select((e, k) => (e, k)))
        {
            var floor = e.Relaxed.Result.Last.Enthalpy;
            Draw(e.Relaxed.First, e, $"frame {e.Frame}", k, floor, Dash.Solid);
            if (e.Relaxed.IsLower) Draw(e.Relaxed.Check!, e, null, k, floor, Dash.Dashed);
        }

        forces.Add(ReferenceLine.Horizontal(options.ForceTolerance));
        return new PlotGrid
        {
            Columns = 1,
            SharedX = true,
            Letters = false,
            Panels =
            [
                new Plot { XAxis = "Evaluations", YAxis = "Energy − last (meV per atom)", Series = energies },
                new Plot { XAxis = "Evaluations", YAxis = new Axis("Largest force (eV/Å)") { Logarithmic = true }, Series = forces, ShowLegend = false },
            ],
        }.ToSvg(760, 620);

        void Draw(RelaxedAtoms way, Entry e, string? label, int colour, double floor, Dash dash)
        {
            double[] x = [.. way.Path.Select(p => (double)p.Evaluations)];
            energies.Add(new LineSeries(x, way.Path.Select(p => 1000 * (p.Enthalpy - floor) / e.Atoms), label, Palette.At(colour)) { Thickness = 1.4, Dash = dash });
            forces.Add(new LineSeries(x, way.Path.Select(p => p.Force), label, Palette.At(colour)) { Thickness = 1.4, Dash = dash });
        }
    }

    /// <summary>The section of the report.</summary>
    public string Section(string title)
    {
        var saddles = _entries.Count(e => e.Relaxed.IsLower);
        return $"<h2>{Html.Text("Relaxation: " + title)}</h2>\n"
            + Html.Figure(Picture(), $"Energy (with PV where the cell may change) and largest force along the way, of the first {Math.Min(Frames, MostDrawn)} frames. Broken lines: after a displacement that led lower.")
            + new Table(
                ["frame", "atoms", "end", "evaluations", new("energy before", "eV", "F6"), new("energy", "eV", "F6"), new("largest force", "eV/Å", "G3"), new("largest stress", "GPa", "G3"), new("volume", "Å³", "F3"), new("after displacement", "eV", "F6")],
                _entries.Select(e => (IReadOnlyList<object?>)
                [
                    e.Frame, e.Atoms, Word(e.Relaxed.Result.End), e.Relaxed.First.Last.Evaluations, e.Relaxed.First.Path[0].Energy, e.Relaxed.Result.Last.Energy, e.Relaxed.Result.Last.Force,
                    HasCell ? e.Relaxed.Result.Last.Stress / Unit.Gigapascal : double.NaN, e.HasVolume ? e.Relaxed.Result.Last.Volume : double.NaN, e.Relaxed.Check?.Last.Energy ?? double.NaN,
                ])).ToHtml()
            + Html.Paragraph(saddles == 0
                ? options.Saddle == SaddleCheck.Ignore ? "Whether the stationary points are minima was not checked (saddle: ignore)." : "No displacement led to a lower energy: the stationary points are minima as far as it tells."
                : string.Create(CultureInfo.InvariantCulture, $"{saddles} of {Frames} stationary points are not minima that withstand a displacement of {options.SaddleRattle:G3} Å: relaxed again from there, the energy is lower. Structures of high symmetry are often such saddles."));
    }

    private static IEnumerable<IEnumerable<object?>> Rows(Entry e, RelaxedAtoms way, string name) =>
        way.Path.Select(p => (IEnumerable<object?>)[e.Frame, name, p.Evaluations, p.Energy, p.Enthalpy, p.Force, p.Stress / Unit.Gigapascal, e.HasVolume ? p.Volume : double.NaN]);

    private static string Word(RelaxationEnd end) => end switch { RelaxationEnd.Converged => "converged", RelaxationEnd.EvaluationLimit => "evaluation limit", _ => "no descent" };

    private string Line(Entry e)
    {
        var (first, last) = (e.Relaxed.First.Path[0], e.Relaxed.Result.Last);
        var cell = HasCell ? $", volume {first.Volume:F3} → {last.Volume:F3} Å³" : "";
        var saddle = e.Relaxed.IsLower ? e.Relaxed.IsFollowed ? ", from a saddle on to a lower minimum" : ", NOT a stable minimum" : "";
        return FormattableString.Invariant($"frame {e.Frame}: {Word(e.Relaxed.Result.End)} after {e.Relaxed.First.Last.Evaluations} evaluations, {first.Energy:F6} → {last.Energy:F6} eV, largest force {last.Force:G3} eV/Å") + cell + saddle;
    }

    private sealed record Entry(int Atoms, int Frame, bool HasVolume, RelaxedFrame Relaxed);
}
