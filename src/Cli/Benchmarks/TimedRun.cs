using System.Diagnostics;
using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>
/// Repeated timings of steps: atoms move a little, the list is checked and every 20th time rebuilt, energy, forces and virial are evaluated. One thread is timed by processor time, which
/// the work of others stretches less than the clock on the wall; several by that clock.
/// </summary>
internal sealed class TimedRun
{
    private const int StepsBetweenBuilds = 20;
    private const double SecondsOfRepeat = 0.4;
    private const double Amplitude = 0.02; // of the unit of length: far from half the skin

    private readonly IPotential _potential;
    private readonly Atoms _atoms;
    private readonly NeighbourList _list;
    private readonly WorkerPool? _pool;
    private readonly bool _byWall;
    private readonly EvaluationResult _result;
    private readonly double[][] _start;
    private readonly double[][] _direction = new double[3][];
    private readonly List<double> _steps = [];
    private readonly List<double> _builds = [];
    private int _stepsOfRepeat = 1;
    private int _step;

    public TimedRun(IPotential potential, Atoms atoms, NeighbourList list, EvaluationResult result, bool byWall)
    {
        (_potential, _atoms, _list, _pool, _byWall, _result) = (potential, atoms, list, result.Pool, byWall, result);
        _start = [(double[])atoms.X.Clone(), (double[])atoms.Y.Clone(), (double[])atoms.Z.Clone()];
        var stream = new RandomStream(1, "potential benchmark");
        for (var axis = 0; axis < 3; axis++)
        {
            _direction[axis] = new double[atoms.Count];
            for (var i = 0; i < atoms.Count; i++) _direction[axis][i] = Amplitude * (2 * stream.NextDouble() - 1);
        }
    }

    public Precision Precision => _potential.Precision;

    public int Threads => _pool?.Threads ?? 1;

    /// <summary>Median of the microseconds per atom and step, one in twenty of which rebuilds the list and what potentials derive from it.</summary>
    public double Median => (PotentialBenchmark.Median(_steps) * (StepsBetweenBuilds - 1) + PotentialBenchmark.Median(_builds)) / StepsBetweenBuilds / _atoms.Count * 1e6;

    /// <summary>Runs until the code is compiled for good and the length of a repeat is known.</summary>
    public void WarmUp(CancellationToken cancellation)
    {
        Step();
        Thread.Sleep(200);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < 1.5;)
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
        }

        var each = Measure(Step, 1);
        _stepsOfRepeat = (int)Math.Clamp(Math.Ceiling(SecondsOfRepeat / Math.Max(each, 1e-4)), 1, 10_000);
    }

    /// <summary>One more timing.</summary>
    public void Repeat(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _builds.Add(Measure(() => BuildAndStep(cancellation), 1));
        _steps.Add(Measure(Step, _stepsOfRepeat));
    }

    private void Step()
    {
        var phase = 0.3 * _step++;
        for (var axis = 0; axis < 3; axis++)
        {
            var (start, direction) = (_start[axis], _direction[axis]);
            var now = axis == 0 ? _atoms.X : axis == 1 ? _atoms.Y : _atoms.Z;
            var s = Math.Sin(phase + axis);
            for (var i = 0; i < now.Length; i++) now[i] = start[i] + s * direction[i];
        }

        _list.Update(_atoms, _pool);
        _potential.Evaluate(_atoms, _list, _result);
    }

    private void BuildAndStep(CancellationToken cancellation)
    {
        _list.Build(_atoms, _pool, cancellation);
        Step();
    }

    private double Measure(Action work, int times)
    {
        var (clock, before) = (Stopwatch.StartNew(), Processor());
        for (var k = 0; k < times; k++) work();
        return (_byWall ? clock.Elapsed.TotalSeconds : Processor() - before) / times;
    }

    private static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }
}
