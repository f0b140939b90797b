using System.Diagnostics;
using System.Globalization;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>Goes through the steps of all stages, writes as it goes, and picks up where an earlier process was stopped.</summary>
internal sealed class MolecularDynamicsRun : IDisposable
{
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(0.5);

    private readonly MolecularDynamicsOptions _options;
    private readonly StepContext _context;
    private readonly RunFiles _files;
    private readonly List<Stage> _stages;
    private readonly FrameWriter _frames;
    private readonly TrajectoryEncoder _encoder;
    private readonly MolecularSystem _system;
    private readonly GradeTally _tally;
    private readonly Guards _guards;
    private readonly AppendedFile _thermo;
    private readonly AppendedFile? _trajectory;
    private readonly long _start;
    private readonly bool _isBegun;
    private Stage _stage;
    private Ensemble _ensemble;
    private EnergyDrift _drift = new();

    public MolecularDynamicsRun(MolecularDynamicsOptions options, StepContext context, Structure structure, IPotential potential, ActiveSets? sets = null)
    {
        (_options, _context, _files) = (options, context, new RunFiles(context.Folder, options.Name, options.TrajectoryFormat));
        (_stages, _frames) = ([.. Stage.Of(options)], new FrameWriter(structure));
        _encoder = TrajectoryEncoder.Create(options.TrajectoryFormat, options.TrajectoryPrecision, _frames, _stages);
        _tally = new GradeTally(_stages.Count);
        var state = FindState(structure.Count);
        var frozen = FrozenAtoms.Of(options, structure);
        var atoms = new Atoms(structure);
        if (state is null)
        {
            var velocities = StartingVelocities.Find(structure, atoms, options, _stages[0], frozen, context);
            _system = new MolecularSystem(atoms, velocities, potential, options.Skin, context.Pool, frozen);
        }
        else
        {
            for (var i = 0; i < atoms.Count; i++) (atoms.X[i], atoms.Y[i], atoms.Z[i]) = (state.Positions[3 * i], state.Positions[3 * i + 1], state.Positions[3 * i + 2]);
            var first = atoms.Cell;
            atoms.Cell = state.Cell;
            _system = new MolecularSystem(atoms, state.Velocities, potential, options.Skin, context.Pool, frozen, new(state.ListPositions, state.ListCell, first, state.Skin));
            _tally.State = state.Grades;
        }

        _start = state?.Step ?? 0;
        // The stage of the last step done, whose bath the state holds; before the first step, that of the first.
        _stage = _stages.First(s => _start <= s.Last || s == _stages[^1]);
        _ensemble = CreateEnsemble();
        _system.IsWholeAtRest = _ensemble.ConservesMomentum && !_system.HasFrozen;
        if (state is not null) _ensemble.State = state.Bath;
        var grades = options.StopAbove.Grade is null && options.WarnAbove.Grade is null ? null : new ExtrapolationGrades(potential, sets, context.Pool);
        _guards = new Guards(options, _system, structure, grades, _tally);
        if (structure.Periodicity != Periodicity.Full) _guards.Remember(structure, potential.Cutoff);
        File.Delete(_files.Stopped);
        _thermo = new AppendedFile(_files.Thermo, state?.Lengths[0] ?? 0);
        _trajectory = options.TrajectoryEvery > 0 ? new AppendedFile(_files.Trajectory, state?.Lengths[1] ?? 0) : null;
        _isBegun = state is not null;
    }

    /// <summary>Extrapolation grades of the whole run; null where none were asked for.</summary>
    public GradeTally? Grades => _options.StopAbove.Grade is null && _options.WarnAbove.Grade is null ? null : _tally;

    /// <summary>Number of steps in all.</summary>
    private long Total => _stages[^1].Last;

    /// <summary>Makes all steps.</summary>
    /// <exception cref="GuardException">A limit is exceeded.</exception>
    /// <exception cref="OperationCanceledException">Interrupted; a checkpoint has been written.</exception>
    public void Run()
    {
        if (!_isBegun) Begin();
        var (clock, saved, reported) = (Stopwatch.StartNew(), TimeSpan.Zero, -BetweenReports);
        for (var step = _start + 1; step <= Total; step++)
        {
            if (_context.Cancellation.IsCancellationRequested)
            {
                Save(step - 1);
                _context.Cancellation.ThrowIfCancellationRequested();
            }

            if (step > _stage.Last) Enter(_stages.First(s => step <= s.Last));
            _ensemble.Pressure = _stage.PressureAt(step) * Unit.Gigapascal;
            Step(step);
            var kinetic = _system.KineticEnergy();
            Check(step, kinetic);
            _drift.Add(TimeAt(step), _system.PotentialEnergy + kinetic - _ensemble.Exchanged);
            if (step % _options.ThermoEvery == 0 || step == Total) _thermo.Append(ThermoLog.Row(Line(step, kinetic)));
            if (_trajectory is not null && step % _options.TrajectoryEvery == 0) _trajectory.Append(_encoder.Frame(_frames.Frame(_system, Line(step, kinetic), _stage.Name), step / _options.TrajectoryEvery));
            var elapsed = clock.Elapsed;
            if (step < Total && (step % _options.CheckpointEvery == 0 || elapsed - saved > BetweenCheckpoints))
            {
                Save(step);
                saved = elapsed;
            }

            if (elapsed - reported < BetweenReports && step < Total) continue;
            reported = elapsed;
            _context.Report("dynamics", step, Total, Progress(step, kinetic, elapsed));
        }

        AtomicFile.WriteBytes(_files.Final, _frames.Final(_system, Line(Total, _system.KineticEnergy()), _stage.Name));
        Save(Total);
        RunState.RemovePrevious(_context.Folder, _files.Prefix);
    }

    // A cell or positions that burst within a step leave no neighbours to find.
    private void Step(long step)
    {
        try
        {
            _ensemble.Step(_system, _stage.TimeStep, _stage.TemperatureAt(step), step);
        }
        catch (InputException fault)
        {
            Stop(step, _system.KineticEnergy(), fault.Message.TrimEnd('.'), null);
        }
    }

    public void Dispose()
    {
        _thermo.Dispose();
        _trajectory?.Dispose();
    }

    private RunState? FindState(int atoms)
    {
        RunState? state = null;
        if (_context.IsResume)
        {
            state = RunState.Read(_context.Folder, _files.Prefix, s => s.Positions.Length == 3 * atoms && s.Grades.Length == _tally.Length && s.Step <= Total && IsAtLeast(_files.Thermo, s.Lengths[0]) && IsAtLeast(_files.Trajectory, s.Lengths[1]));
            _context.Report("dynamics", state?.Step ?? 0, Total, state is null ? (RunState.Exists(_context.Folder, _files.Prefix) ? "the checkpoints are damaged or do not fit, begun anew" : "no checkpoint yet, begun anew") : string.Create(CultureInfo.InvariantCulture, $"continued after step {state.Step}"));
        }

        // States of an earlier run must not be found when this one is continued.
        if (state is null) RunState.Remove(_context.Folder, _files.Prefix);
        return state;
    }

    private static bool IsAtLeast(string path, long length) => length == 0 || (File.Exists(path) && new FileInfo(path).Length >= length);

    private void Begin()
    {
        _thermo.Append(ThermoLog.Header);
        Rest();
        var kinetic = _system.KineticEnergy();
        Check(0, kinetic);
        _thermo.Append(ThermoLog.Row(Line(0, kinetic)));
        if (_trajectory is null) return;
        if (_encoder.Header is { Length: > 0 } header) _trajectory.Append(header);
        _trajectory.Append(_encoder.Frame(_frames.Frame(_system, Line(0, kinetic), _stage.Name), 0));
    }

    private Ensemble CreateEnsemble() => _stage.CreateEnsemble(_context.Seed, _options.FixCenterOfMass);

    private void Enter(Stage stage)
    {
        var exchanged = _ensemble.Exchanged;
        _stage = stage;
        _ensemble = CreateEnsemble();
        _ensemble.Exchanged = exchanged;
        _drift = new();
        _system.IsWholeAtRest = _ensemble.ConservesMomentum && !_system.HasFrozen;
        Rest();
    }

    // Takes away the motion of the whole, which noise may have left or the structure brought along, before stages that would keep it for ever.
    private void Rest()
    {
        if (!_system.IsWholeAtRest) return;
        var before = _system.KineticEnergy();
        InitialVelocities.RemoveDrift(_system.Atoms, _system.Velocities);
        _ensemble.Exchanged += _system.KineticEnergy() - before;
    }

    private string Progress(long step, double kinetic, TimeSpan elapsed)
    {
        var speed = (_stage.TimeAfter(step) - TimeAt(_start)) * 1e-6 / elapsed.TotalDays;
        var left = elapsed * ((double)(Total - step) / Math.Max(1, step - _start));
        var drift = _drift.PerNanosecond / _system.Atoms.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{_stage.Name}, step {step}, {_system.Temperature(kinetic):F0} K, {(double.IsNaN(drift) ? "" : $"drift {drift:G2} eV/atom/ns, ")}{speed:G3} ns/day, {Durations.Text(left)} left");
    }

    private double TimeAt(long step)
    {
        if (step == 0) return 0;
        foreach (var stage in _stages)
        {
            if (step <= stage.Last) return stage.TimeAfter(step);
        }

        throw new ArgumentOutOfRangeException(nameof(step));
    }

    private ThermoLine Line(long step, double kinetic) => new(
        step,
        TimeAt(step),
        _system.Temperature(kinetic),
        _system.PotentialEnergy,
        kinetic,
        _system.Pressure(kinetic) / Unit.Gigapascal,
        _system.PotentialEnergy + kinetic - _ensemble.Exchanged,
        _stage.Thermostat == ThermostatKind.None ? double.NaN : _stage.TemperatureAt(Math.Max(step, 1)),
        _system.Volume);

    private void Check(long step, double kinetic)
    {
        if (_guards.Find(_system, _system.Temperature(kinetic), step, _stages.IndexOf(_stage)) is not var (what, grades)) return;
        Stop(step, kinetic, what, grades);
    }

    private void Stop(long step, double kinetic, string what, double[]? grades)
    {
        AtomicFile.WriteBytes(_files.Stopped, _frames.Final(_system, Line(step, kinetic), _stage.Name, grades));
        throw new GuardException(string.Create(CultureInfo.InvariantCulture, $"stopped after step {step} of {Total} in stage '{_stage.Name}': {what}; the frame is in {_files.Stopped}."));
    }

    private void Save(long step)
    {
        _thermo.Settle();
        _trajectory?.Settle();
        new RunState
        {
            Step = step, Positions = _system.Positions(), Velocities = _system.Velocities, ListPositions = _system.ListPositions, Cell = _system.Atoms.Cell, ListCell = _system.ListCell, Skin = _system.SkinState, Grades = _tally.State,
            Bath = _ensemble.State, Lengths = [_thermo.Length, _trajectory?.Length ?? 0],
        }.Write(_context.Folder, _files.Prefix);
    }
}
