using System.Diagnostics;
using System.Globalization;
using Lithoscope.Potentials;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>What a potential's step of molecular dynamics costs, beside LAMMPS on silicon in the same minutes.</summary>
internal static class PotentialBenchmark
{
    /// <summary>Name on the command line.</summary>
    public const string Name = "potentials";

    /// <summary>What is measured.</summary>
    public const string Summary = "energy, forces and virial per atom and step, with a neighbour list of 1 Å skin that is rebuilt every 20 steps; yardstick: LAMMPS, Stillinger–Weber silicon, 8,000 atoms, one thread";

    private const int Repeats = 9;

    /// <summary>The rows as a table for people, and for programs.</summary>
    public static Table ToTable(IEnumerable<PotentialTiming> rows) => new(
        [
            new("case") { Key = "case" }, new("precision") { Key = "precision" }, new("threads") { Key = "threads" },
            new("µs/atom/step", null, "F3") { Key = "microseconds_per_atom" }, new("yardstick", "µs", "F3") { Key = "yardstick_microseconds" },
            new("ratio", null, "F2") { Key = "ratio" }, new("goal") { Key = "goal" }, new("peer") { Key = "peer" },
            new("atoms") { Key = "atoms" }, new("neighbours", null, "F0") { Key = "neighbours" }, new("peak memory", "MB", "F0") { Key = "peak_memory_megabytes" },
        ],
        rows.Select(r => (IReadOnlyList<object?>)[r.Case.Name, r.Precision == Precision.Single ? "single" : "double", r.Threads, r.Microseconds, r.Yardstick, r.Microseconds / r.Yardstick, r.Goal, r.Case.Peer, r.Atoms, r.Neighbours, r.PeakMemory]));

    /// <summary>Times one case in both precisions, each repeat beside one of the yardstick, so that what disturbs the machine disturbs both.</summary>
    /// <param name="chosen">The case.</param>
    /// <param name="atoms">Number of atoms to repeat the structure to, or null.</param>
    /// <param name="threads">Threads; with more than one, one thread is timed beside them, both by the clock on the wall.</param>
    /// <param name="yardstick">The yardstick, or null.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static IReadOnlyList<PotentialTiming> Run(PotentialCase chosen, int? atoms, int threads, SiliconYardstick? yardstick, CancellationToken cancellation)
    {
        var potential = chosen.ReadPotential();
        var structure = chosen.ReadAtoms(atoms);
        using var pool = new WorkerPool(threads);
        var list = new NeighbourList(potential.Cutoff, chosen.Skin);
        list.Build(structure, pool, cancellation);
        EvaluationResult alone = new(), shared = new(pool);
        var runs = new List<TimedRun>();
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            var own = potential.InPrecision(precision);
            if (own.Precision != precision) continue;
            runs.Add(new TimedRun(own, structure, list, alone, byWall: threads > 1));
            if (threads > 1) runs.Add(new TimedRun(own, structure, list, shared, byWall: true));
        }

        foreach (var run in runs) run.WarmUp(cancellation);
        var yardsticks = new List<double>();
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            if (yardstick?.Run(cancellation) is { } one) yardsticks.Add(one);
            foreach (var run in runs) run.Repeat(cancellation);
        }

        var neighbours = (double)list.Pairs / structure.Count * Math.Pow(potential.Cutoff / (potential.Cutoff + chosen.Skin), 3);
        double? median = yardsticks.Count > 0 ? Median(yardsticks) : null;
        return [.. runs.Select(r => new PotentialTiming(chosen, r.Precision, r.Threads, r.Median, median, structure.Count, neighbours, PeakMemory()))];
    }

    /// <summary>The middle value.</summary>
    public static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>Largest memory of this process so far, MB.</summary>
    public static double PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}

/// <summary>A row of the table.</summary>
/// <param name="Case">The case.</param>
/// <param name="Precision">Arithmetic.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Microseconds">Per atom and step.</param>
/// <param name="Yardstick">That of the yardstick, or null.</param>
/// <param name="Atoms">Number of atoms.</param>
/// <param name="Neighbours">Neighbours of an atom within the cutoff, about.</param>
/// <param name="PeakMemory">Largest memory of this process so far, MB.</param>
internal sealed record PotentialTiming(PotentialCase Case, Precision Precision, int Threads, double Microseconds, double? Yardstick, int Atoms, double Neighbours, double PeakMemory)
{
    /// <summary>The goal, in units of the yardstick.</summary>
    public double Goal => Precision == Precision.Single ? Case.GoalSingle : Case.GoalDouble;
}
