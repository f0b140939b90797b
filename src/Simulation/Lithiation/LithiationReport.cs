using System.Globalization;
using System.Text.Json.Nodes;
using Lithoscope.Potentials;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>What stepwise insertion amounts to: the table of all compositions, a picture, and what the user must know.</summary>
internal sealed class LithiationReport(LithiationPlan plan, IPotential potential)
{
    private readonly List<Entry> _entries = [];

    private string Guest => Element.Symbol(plan.Insert);

    private string HostName => Element.Symbol(plan.Host);

    /// <summary>Takes a composition; of its atoms nothing is kept.</summary>
    public void Add(Structure structure, LithiationPoint point)
    {
        var last = point.Relaxed.Last;
        var w = point.Relaxed.Virial;
        _entries.Add(new(
            point.Inserted, (double)point.Inserted / plan.Hosts, structure.Count, last, (w.A.X + w.B.Y + w.C.Z) / (3 * last.Volume), point.Relaxed.End,
            point.Voids.Length == 0 ? double.NaN : point.Voids.Min(v => v.Radius), point.Voids.Length, PairDistance.Smallest(structure, potential.Cutoff)));
    }

    /// <summary>lithiation.csv.</summary>
    public string Table()
    {
        var pairs = Pairs();
        return CsvWriter.Write(
            [
                "inserted", "x", "atoms", "energy_eV", "energy_per_host_eV", "insertion_energy_eV", "volume_A3", "volume_per_host_A3", "relative_volume", "pressure_GPa", "void_radius_A",
                "largest_force_eV_per_A", "evaluations", "converged", .. pairs.Select(p => $"smallest_{Element.Symbol(p.First)}_{Element.Symbol(p.Second)}_A"),
            ],
            _entries.Select((e, k) => (IEnumerable<object?>)
            [
                e.Inserted, e.X, e.Atoms, e.Last.Energy, e.Last.Energy / plan.Hosts, Insertion(k), e.Last.Volume, e.Last.Volume / plan.Hosts, e.Last.Volume / _entries[0].Last.Volume, e.Pressure / Unit.Gigapascal,
                e.Void, e.Last.Force, e.Last.Evaluations, e.End == RelaxationEnd.Converged ? 1 : 0, .. pairs.Select(p => (object?)Smallest(e, p)),
            ]));
    }

    /// <summary>For summary.json.</summary>
    public JsonObject Numbers()
    {
        var (first, last) = (_entries[0], _entries[^1]);
        JsonObject closest = [];
        foreach (var (a, b) in Pairs()) closest[$"{Element.Symbol(a)}-{Element.Symbol(b)}"] = _entries.Select(e => Smallest(e, (a, b))).Where(d => !double.IsNaN(d)).Min();
        JsonObject numbers = new()
        {
            ["potential"] = potential.Family, ["insert"] = Guest, ["host"] = HostName, ["hosts"] = plan.Hosts, ["compositions"] = _entries.Count, ["inserted"] = last.Inserted - first.Inserted,
            ["x_first"] = first.X, ["x_last"] = last.X, ["volume_per_atom_A3"] = plan.Growth, ["min_distance_A"] = plan.MinimumDistance,
            ["energy_first_eV"] = first.Last.Energy, ["energy_last_eV"] = last.Last.Energy, ["volume_first_A3"] = first.Last.Volume, ["volume_last_A3"] = last.Last.Volume,
            ["pressure_last_GPa"] = last.Pressure / Unit.Gigapascal, ["unconverged"] = Unconverged(), ["smallest_distances_A"] = closest,
        };
        if (_entries.Count > 1) numbers["smallest_void_radius_A"] = _entries.Skip(1).Min(e => e.Void);
        return numbers;
    }

    /// <summary>A line for the beginning and one for the end.</summary>
    public IReadOnlyList<string> Lines()
    {
        string Line(Entry e) =>
            FormattableString.Invariant($"x = {e.X:F3} ({Guest}{e.Inserted} in {HostName}{plan.Hosts}): {e.Last.Energy:F6} eV, {e.Last.Volume / plan.Hosts:F3} Å³ for each {HostName}, pressure {e.Pressure / Unit.Gigapascal:F3} GPa");
        var distances = string.Join(", ", _entries[^1].Distances.Select(p => FormattableString.Invariant($"{Element.Symbol(p.First)}-{Element.Symbol(p.Second)} {p.Distance:F3}")));
        List<string> lines = [Line(_entries[0])];
        if (_entries.Count > 1) lines.AddRange([Line(_entries[^1]), FormattableString.Invariant($"{_entries.Count} compositions; smallest void {_entries.Skip(1).Min(e => e.Void):F3} Å; smallest distances at the end, Å: ") + distances]);
        return lines;
    }

    /// <summary>Why the run ends with exit code 3, or null.</summary>
    public string? Guard(string? stop, string file)
    {
        if (stop is not null) return string.Create(CultureInfo.InvariantCulture, $"ended at x = {_entries[^1].X:F3}: {stop}; {file} has what was reached.");
        var unconverged = Unconverged();
        if (unconverged == 0) return null;
        var first = _entries.First(e => e.End != RelaxationEnd.Converged);
        return string.Create(CultureInfo.InvariantCulture, $"{unconverged} of {_entries.Count} compositions not converged, the first of them x = {first.X:F3} with a largest force of {first.Last.Force:G4} eV/Å; ")
            + $"raise 'evaluations' or 'force_tolerance'; {file} has all, marked with relaxed=T or F.";
    }

    /// <summary>Energy, volume and distances against x, as SVG.</summary>
    public string Picture()
    {
        // What is twice as far as it may be tells nothing.
        double Drawn(double distance) => distance < 2 * plan.MinimumDistance ? distance : double.NaN;
        double[] x = [.. _entries.Select(e => e.X)];
        Axis composition = new($"x in {Guest}ₓ{HostName}");
        List<PlotSeries> lengths = [new LineSeries(x, _entries.Select(e => Drawn(e.Void)), "radius of the void", Palette.Black) { Dash = Dash.Dashed, Thickness = 1.4 }];
        lengths.AddRange(Pairs().Select((p, k) => new LineSeries(x, _entries.Select(e => Drawn(Smallest(e, p))), $"{Element.Symbol(p.First)}–{Element.Symbol(p.Second)}", Palette.At(k)) { Thickness = 1.4 }));
        lengths.Add(ReferenceLine.Horizontal(plan.MinimumDistance));
        return new PlotGrid
        {
            Columns = 1,
            SharedX = true,
            Letters = false,
            Panels =
            [
                new Plot { XAxis = composition, YAxis = new Axis("Insertion energy (eV)"), Series = [new LineSeries(x, Enumerable.Range(0, x.Length).Select(Insertion)) { Thickness = 1.4 }] },
                new Plot { XAxis = composition, YAxis = new Axis($"Volume (Å³ per {HostName})"), Series = [new LineSeries(x, _entries.Select(e => e.Last.Volume / plan.Hosts)) { Thickness = 1.4 }] },
                new Plot { XAxis = composition, YAxis = new Axis("Pressure (GPa)"), Series = [new LineSeries(x, _entries.Select(e => e.Pressure / Unit.Gigapascal)) { Thickness = 1.4 }] },
                new Plot { XAxis = composition, YAxis = new Axis("Smallest distance (Å)"), Series = lengths },
            ],
        }.ToSvg(760, 980);
    }

    /// <summary>The section of the report.</summary>
    public string Section(string title)
    {
        var pairs = Pairs();
        // Long tables are in the CSV; the report shows about thirty compositions of them.
        var every = Math.Max(1, _entries.Count / 30);
        var shown = Enumerable.Range(0, _entries.Count).Where(k => k % every == 0 || k == _entries.Count - 1);
        return $"<h2>{Html.Text("Insertion: " + title)}</h2>\n"
            + Html.Figure(
                Picture(),
                $"Energy of inserting an atom of {Guest} (difference of the relaxed energies before and after, for each atom), volume, pressure, smallest distances and radius of the void into which an atom went. "
                + "Broken line: min_distance.")
            + new Table(
                [
                    "inserted", new("x", null, "F3"), new("energy", "eV", "F4"), new("insertion", "eV", "F4"), new("volume", "Å³", "F2"), new("pressure", "GPa", "F3"), new("void", "Å", "F3"),
                    .. pairs.Select(p => new TableColumn($"{Element.Symbol(p.First)}–{Element.Symbol(p.Second)}", "Å", "F3")),
                ],
                shown.Select(k => (IReadOnlyList<object?>)
                [
                    _entries[k].Inserted, _entries[k].X, _entries[k].Last.Energy, Insertion(k), _entries[k].Last.Volume, _entries[k].Pressure / Unit.Gigapascal, _entries[k].Void,
                    .. pairs.Select(p => (object?)Smallest(_entries[k], p)),
                ])).ToHtml();
    }

    private int Unconverged() => _entries.Count(e => e.End != RelaxationEnd.Converged);

    // Difference of the energies before and after, for each atom inserted in between.
    private double Insertion(int k) => k == 0 ? double.NaN : (_entries[k].Last.Energy - _entries[k - 1].Last.Energy) / _entries[k].Added;

    private (byte First, byte Second)[] Pairs() => [.. _entries.SelectMany(e => e.Distances).Select(d => (d.First, d.Second)).Distinct().Order()];

    private static double Smallest(Entry e, (byte First, byte Second) pair) => e.Distances.FirstOrDefault(d => d.First == pair.First && d.Second == pair.Second)?.Distance ?? double.NaN;

    private sealed record Entry(int Inserted, double X, int Atoms, RelaxationPoint Last, double Pressure, RelaxationEnd End, double Void, int Added, IReadOnlyList<PairDistance> Distances);
}
