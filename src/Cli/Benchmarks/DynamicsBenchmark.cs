using System.Diagnostics;
using Lithoscope.Numerics;
using Lithoscope.Potentials;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Simulation;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>What a step of molecular dynamics costs from a thousand atoms to a million, how much of it is not the potential's, and LAMMPS on silicon in the same minutes.</summary>
internal static class DynamicsBenchmark
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "md";

    /// <summary>What is measured.</summary>
    public const string Summary = "steps of dynamics at 1,000 K with stochastic velocity rescaling, 1 fs, rebuilds of the neighbour list included; overhead: beyond evaluating the potential; yardstick: LAMMPS, Stillinger–Weber silicon, 8,000 atoms, one thread";

    private const int Repeats = 5;
    private const double Temperature = 1000;
    private const double TimeConstant = 500;
    private const double SecondsOfRepeat = 0.5;

    /// <summary>The cases: silicon as it comes with LAMMPS's potential, and amorphous LiSi with networks of the reference data.</summary>
    public static IReadOnlyList<string> Cases { get; } = ["silicon", "lisi"];

    /// <summary>Numbers of atoms, about.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [1000, 10_000, 100_000, 1_000_000];

    /// <summary>The rows as a table for people, and for programs.</summary>
    public static Table ToTable(IEnumerable<DynamicsTiming> rows) => new(
        [
            new("case") { Key = "case" }, new("precision") { Key = "precision" }, new("atoms") { Key = "atoms" }, new("threads") { Key = "threads" },
            new("µs/atom/step", null, "F3") { Key = "microseconds_per_atom" }, new("10⁶ atom-steps/s", null, "F3") { Key = "million_atom_steps_per_second" },
            new("overhead", "%", "F1") { Key = "overhead_percent" }, new("steps/build", null, "F1") { Key = "steps_per_build" },
            new("yardstick", "µs", "F3") { Key = "yardstick_microseconds" }, new("ratio", null, "F2") { Key = "ratio" }, new("peak memory", "MB", "F0") { Key = "peak_memory_megabytes" },
        ],
        rows.Select(r => (IReadOnlyList<object?>)[r.Case, r.Precision == Precision.Single ? "single" : "double", r.Atoms, r.Threads, r.Microseconds, 1 / r.Microseconds, 100 * (r.Microseconds / r.Evaluation - 1), r.StepsPerBuild, r.Yardstick, r.Microseconds / r.Yardstick, r.PeakMemory]));

    /// <summary>Times one case at one size, each repeat beside one of the yardstick, so that what disturbs the machine disturbs both.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="atoms">Number of atoms, about.</param>
    /// <param name="threads">Threads: one is timed by processor time, several by the clock on the wall.</param>
    /// <param name="yardstick">The yardstick, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static DynamicsTiming Run(string name, int atoms, int threads, SiliconYardstick? yardstick, CancellationToken cancellation)
    {
        var (potential, structure) = name == "lisi" ? Lisi(atoms) : Silicon(atoms);
        using var pool = new WorkerPool(threads);
        MolecularSystem system = new(structure, InitialVelocities.Draw(structure, Temperature, 1), potential, null, threads > 1 ? pool : null);
        StochasticRescaling ensemble = new(1, TimeConstant);
        var step = 0L;
        void Step()
        {
            ensemble.Step(system, 1, Temperature, ++step);
            // What a run looks at after each step.
            _ = system.KineticEnergy();
            _ = system.LargestForce(out _);
        }

        void Evaluate() => potential.Evaluate(system.Atoms, system.List, system.Result);
        WarmUp(Step, cancellation);
        var each = Measure(Step, 1, byWall: true);
        var times = (int)Math.Clamp(Math.Ceiling(SecondsOfRepeat / Math.Max(each, 1e-4)), 4, 10_000);
        List<double> steps = [], evaluations = [], yardsticks = [];
        var (first, builds) = (step, system.Builds);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (yardstick?.Run(cancellation) is { } one) yardsticks.Add(one);
            steps.Add(Measure(Step, times, threads > 1));
            evaluations.Add(Measure(Evaluate, times, threads > 1));
        }

        double PerAtom(List<double> seconds) => PotentialBenchmark.Median(seconds) / structure.Count * 1e6;
        var between = system.Builds > builds ? (double)(step - first) / (system.Builds - builds) : double.NaN;
        return new(name, potential.Precision, structure.Count, threads, PerAtom(steps), PerAtom(evaluations), between, yardsticks.Count > 0 ? PotentialBenchmark.Median(yardsticks) : null, PotentialBenchmark.PeakMemory());
    }

    private static (IPotential Potential, Atoms Atoms) Lisi(int atoms)
    {
        var chosen = PotentialCase.All.First(c => c.Name == "lisi");
        return (chosen.ReadPotential().InPrecision(Precision.Single), chosen.ReadAtoms(atoms));
    }

    private static (IPotential Potential, Atoms Atoms) Silicon(int atoms)
    {
        const double Edge = 5.431; // Å, that of the yardstick
        double[] places = [0, 0, 0, 0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75, 0.25];
        Structure unit = new([.. Enumerable.Repeat((byte)14, 8)], [.. places.Select(x => Edge * x)], new Matrix3D(new(Edge, 0, 0), new(0, Edge, 0), new(0, 0, Edge)), Periodicity.Full);
        var cells = (int)Math.Max(2, Math.Round(Math.Cbrt(atoms / 8.0)));
        return (SiliconYardstick.Potential(), new Atoms(Supercell.Create(unit, cells, cells, cells)));
    }

    private static void WarmUp(Action step, CancellationToken cancellation)
    {
        step();
        Thread.Sleep(200);
        for (var (clock, done) = (Stopwatch.StartNew(), 0); clock.Elapsed.TotalSeconds < 1.5 || done < 10; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            step();
        }
    }

    private static double Measure(Action work, int times, bool byWall)
    {
        using var process = Process.GetCurrentProcess();
        var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        for (var k = 0; k < times; k++) work();
        process.Refresh();
        return (byWall ? clock.Elapsed.TotalSeconds : (process.TotalProcessorTime - before).TotalSeconds) / times;
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Case">The case.</param>
/// <param name="Precision">Arithmetic.</param>
/// <param name="Atoms">Number of atoms.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Microseconds">Per atom and step.</param>
/// <param name="Evaluation">Of these for evaluating the potential, the list given.</param>
/// <param name="StepsPerBuild">Steps from one neighbour list to the next; NaN where none was built.</param>
/// <param name="Yardstick">That of the yardstick, or null.</param>
/// <param name="PeakMemory">Largest memory of this process so far, MB.</param>
internal sealed record DynamicsTiming(string Case, Precision Precision, int Atoms, int Threads, double Microseconds, double Evaluation, double StepsPerBuild, double? Yardstick, double PeakMemory);
