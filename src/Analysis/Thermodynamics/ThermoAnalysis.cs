using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>Options of <see cref="ThermoAnalysis"/>.</summary>
/// <param name="Stages">Steps of each stage in turn, <c>melt=1000,hold=4000</c>; null: what summary.json beside the log says, else all is one stage.</param>
/// <param name="Discard">So much time is left out at the beginning of each stage, fs.</param>
/// <param name="Atoms">Number of atoms, for values of one atom; null: what summary.json beside the log says.</param>
public sealed record ThermoOptions(string? Stages = null, double Discard = 0, int? Atoms = null);

/// <summary>
/// What the log of a run of molecular dynamics (thermo.csv) says, stage by stage: means with errors by blocking, drifts, correlation times, and heat capacities and compressibilities from
/// fluctuations. The log is read twice and never held in memory.
/// </summary>
public sealed class ThermoAnalysis
{
    private const string Time = "time_fs";
    private const string Step = "step";

    private readonly ThermoLogReader _log;
    private readonly double _discard;

    private ThermoAnalysis(ThermoLogReader log, ThermoStages stages, double discard)
    {
        (_log, _discard) = (log, discard);
        StepsOfStages = stages;
        Columns = [.. log.Columns.Where(c => c is not (Time or Step))];
        string[] names = stages.Stages.Count > 0 ? [.. stages.Stages.Select(s => s.Name)] : ["run"];
        Stages = [.. names.Select(n => new StageAverages(n, Columns.Count))];
    }

    /// <summary>Names of the columns that are averaged.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Number of rows read.</summary>
    public long Rows { get; private set; }

    /// <summary>Number of atoms, or null where it is not known.</summary>
    public int? Atoms => StepsOfStages.Atoms;

    /// <summary>The averages of each stage.</summary>
    internal IReadOnlyList<StageAverages> Stages { get; }

    /// <summary>Whether a last row was left out because it had no line end.</summary>
    internal bool IsCutOff { get; private set; }

    /// <summary>Names of the stages and their steps.</summary>
    internal ThermoStages StepsOfStages { get; }

    /// <summary>Reads a log.</summary>
    /// <param name="path">The log: a header, then rows of numbers; it needs the column time_fs.</param>
    /// <param name="options">Options.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The log is missing or malformed, or an option makes no sense.</exception>
    public static ThermoAnalysis Compute(string path, ThermoOptions options, CancellationToken cancellation = default)
    {
        if (!(options.Discard is >= 0 and <= double.MaxValue)) throw new InputException("--discard is not a time of at least 0 fs", remedy: "give the time to leave out at the beginning of each stage");
        if (options.Atoms is < 1) throw new InputException("--atoms is less than 1", remedy: "give the number of atoms");
        var given = options.Stages is { } text ? ThermoStages.Parse(text) : null;
        ThermoLogReader log = new(path);
        var beside = ThermoStages.Beside(path);
        ThermoStages stages = new(given ?? beside.Stages, options.Atoms ?? beside.Atoms);
        if (log.Find(Time) < 0) throw new InputException($"the log has no column {Time}", path, 1, "give the thermo.csv of a run");
        if (log.Find(Step) < 0)
        {
            if (given is not null) throw new InputException($"the log has no column {Step}, so stages are not known", path, 1, "leave --stages out");
            stages = stages with { Stages = [] };
        }

        ThermoAnalysis result = new(log, stages, options.Discard);
        if (result.Columns.Count == 0) throw new InputException("the log has no columns of values", path, 1, "give the thermo.csv of a run");
        result.Rows = result.Go(long.MaxValue, (s, time, row) => s.Add(time, row), given is not null, path, cancellation);
        result.IsCutOff = log.IsCutOff;
        if (result.Stages.All(s => s.Count == 0)) throw new InputException("no row is left to average", path, remedy: options.Discard > 0 ? "lower --discard" : "the row of step 0 belongs to no stage; let the run go on");
        // The log may have grown since.
        result.Go(result.Rows, (s, time, row) => s.AddAgain(time, row), isGiven: false, path, cancellation);
        return result;
    }

    /// <summary>The column of that name among <see cref="Columns"/>, or −1.</summary>
    internal int Find(string name) => Columns.ToList().IndexOf(name);

    // Of fewer rows a fluctuation tells nothing.
    private const int FewestRows = 16;

    /// <summary>Degrees of freedom in a stage, twice the kinetic energy over kT; NaN where it is not in the log.</summary>
    internal double Freedom(StageAverages stage)
    {
        var (kinetic, temperature) = (Find("kinetic_eV"), Find("temperature_K"));
        if (kinetic < 0 || temperature < 0) return double.NaN;
        var freedom = 2 * stage.Mean(kinetic).Mean / (HeatCapacity.Boltzmann * stage.Mean(temperature).Mean);
        return Math.Abs(freedom - Math.Round(freedom)) < 1e-6 * freedom ? Math.Round(freedom) : freedom;
    }

    /// <summary>Temperature of the bath in a stage, K; null where it changes or the log does not tell; NaN without a bath.</summary>
    internal double? Bath(StageAverages stage)
    {
        if (Find("bath_K") is not (>= 0 and var column) || stage.Count == 0) return null;
        var bath = stage.Mean(column).Mean;
        return double.IsNaN(bath) ? double.NaN : stage.Deviation(column) <= 1e-9 * bath ? bath : null;
    }

    /// <summary>Whether the volume changes in a stage.</summary>
    internal bool HasVolume(StageAverages stage) => Find("volume_A3") is >= 0 and var column && stage.Deviation(column) > 1e-9 * stage.Mean(column).Mean;

    /// <summary>The heat capacity of a stage at constant volume; null where the ensemble is neither canonical nor microcanonical or the log does not tell.</summary>
    internal HeatCapacity? HeatCapacityOf(StageAverages stage)
    {
        var (freedom, potential, kinetic) = (Freedom(stage), Find("potential_eV"), Find("kinetic_eV"));
        if (!(freedom > 0) || stage.Count < FewestRows || HasVolume(stage) || Bath(stage) is not { } bath) return null;
        if (double.IsNaN(bath)) return HeatCapacity.Microcanonical(stage.Variance(kinetic), stage.Mean(kinetic).Mean, freedom);
        return bath > 0 && potential >= 0 ? HeatCapacity.Canonical(stage.Variance(potential), bath, freedom) : null;
    }

    /// <summary>Isothermal compressibility, ⟨δV²⟩/(kT⟨V⟩), 1/GPa, and its error, where the volume changes in a bath of constant temperature; else null.</summary>
    internal (double Value, double Error)? Compressibility(StageAverages stage)
    {
        if (!HasVolume(stage) || Bath(stage) is not (> 0 and var bath)) return null;
        var volume = Find("volume_A3");
        var scale = Unit.Gigapascal / (HeatCapacity.Boltzmann * bath * stage.Mean(volume).Mean);
        var (variance, error) = stage.Variance(volume);
        return (scale * variance, scale * error);
    }

    /// <summary>Times and values of all rows, as they are read; the array is used again for each.</summary>
    internal IEnumerable<(double Time, double[] Row)> Read(CancellationToken cancellation)
    {
        var time = _log.Find(Time);
        int[] from = [.. Columns.Select(_log.Find)];
        var row = new double[from.Length];
        var left = Rows;
        foreach (var (_, values) in _log.Rows(cancellation))
        {
            if (left-- == 0) yield break;
            for (var k = 0; k < row.Length; k++) row[k] = values[from[k]];
            yield return (values[time], row);
        }
    }

    /// <summary>Files, pictures and table of the result.</summary>
    public AnalysisResult ToResult() => ThermoReport.Create(this);

    private long Go(long most, Action<StageAverages, double, double[]> take, bool isGiven, string path, CancellationToken cancellation)
    {
        var (time, step) = (_log.Find(Time), _log.Find(Step));
        int[] from = [.. Columns.Select(_log.Find)];
        var row = new double[from.Length];
        var (stage, end) = (0, StepsOfStages.Stages.Count > 0 ? StepsOfStages.Stages[0].Steps : long.MaxValue);
        var (rows, begin, last) = (0L, double.NaN, double.NegativeInfinity);
        foreach (var (line, values) in _log.Rows(cancellation))
        {
            if (rows == most) break;
            rows++;
            var now = values[time];
            if (!(now > last)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"the time is {now} fs, after {last} fs in the row before"), path, line, "give the log of one run, in its order");
            last = now;
            if (step >= 0)
            {
                // The row of step 0 is of the structure given, before all stages; it stands for their beginning in time.
                if (values[step] == 0)
                {
                    begin = now;
                    continue;
                }

                while (values[step] > end)
                {
                    if (++stage == Stages.Count) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"step {values[step]} is beyond the {end} steps of all stages"), path, line, isGiven ? "correct --stages" : "summary.json beside the log is of another run; give --stages");
                    end += StepsOfStages.Stages[stage].Steps;
                    begin = Stages[stage - 1].Count > 0 ? Stages[stage - 1].Last : now;
                }
            }

            if (double.IsNaN(begin)) begin = now;
            if (now - begin < _discard) continue;
            for (var k = 0; k < row.Length; k++) row[k] = values[from[k]];
            take(Stages[stage], now, row);
        }

        return rows;
    }
}
