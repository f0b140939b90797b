using System.CommandLine;
using Lithoscope.Cli.Benchmarks;
using Lithoscope.Reporting;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope bench NAME</c>: how fast this machine is at what users wait for, beside yardsticks taken in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandContext context)
    {
        var names = string.Join(", ", Benchmark.All.Select(b => b.Name).Append(PotentialBenchmark.Name).Append(DynamicsBenchmark.Name));
        var name = new Argument<string>("NAME") { Description = $"What to measure: {names}." };
        var only = new Option<string?>("--case") { Description = "Only this case.", HelpName = "CASE" };
        var file = new Option<string?>("--json") { Description = "Also write the results to this file.", HelpName = "FILE" };
        var atoms = new Option<int?>("--atoms") { Description = "Of potentials and md: only this many atoms, about.", HelpName = "N" };
        var threads = new Option<int?>("--threads") { Description = "Of potentials and md: time this many threads beside one.", HelpName = "N" };
        var command = new Command("bench", "Measure speed, beside a yardstick taken in the same run.") { name, only, file, atoms, threads };
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (wanted == PotentialBenchmark.Name) return Potentials(context, parsed.GetValue(only), parsed.GetValue(file), parsed.GetValue(atoms), parsed.GetValue(threads), cancellation);
            if (wanted == DynamicsBenchmark.Name) return Dynamics(context, parsed.GetValue(only), parsed.GetValue(file), parsed.GetValue(atoms), parsed.GetValue(threads), cancellation);
            if (parsed.GetValue(atoms) is not null || parsed.GetValue(threads) is not null) throw new InputException($"benchmark {wanted} takes neither --atoms nor --threads", remedy: $"they belong to {PotentialBenchmark.Name} and {DynamicsBenchmark.Name}");
            var benchmark = Benchmark.All.FirstOrDefault(b => b.Name == wanted) ?? throw new InputException($"there is no benchmark '{wanted}'", remedy: $"choose one of {names}");
            var chosen = parsed.GetValue(only);
            if (chosen is not null && !benchmark.Cases.Contains(chosen)) throw new InputException($"benchmark {wanted} has no case '{chosen}'", remedy: $"choose one of {string.Join(", ", benchmark.Cases)}");
            var results = benchmark.Cases.Where(c => chosen is null || c == chosen).SelectMany(c => benchmark.Run(c, cancellation)).ToList();
            var table = Benchmark.ToTable(results);
            context.Output.WriteLine(benchmark.Summary + ", vectors " + Numerics.InstructionSet.Name(Numerics.InstructionSet.Active));
            context.Output.Write(table.ToPlainText());
            if (parsed.GetValue(file) is { } path) AtomicFile.WriteText(path, table.ToJson());
            return ExitCodes.Done;
        }));
        return command;
    }

    private static int Potentials(CommandContext context, string? only, string? file, int? atoms, int? threads, CancellationToken cancellation)
    {
        PotentialCase[] cases = [.. PotentialCase.All.Where(c => only is null || c.Name == only)];
        Check(PotentialBenchmark.Name, only, [.. PotentialCase.All.Select(c => c.Name)], atoms, threads);
        using var yardstick = Yardstick(context);
        var rows = new List<PotentialTiming>();
        Each(context, [.. cases.Select(c => (c.Name, (Action)(() => rows.AddRange(PotentialBenchmark.Run(c, atoms, threads ?? 1, yardstick, cancellation)))))]);
        return Show(context, PotentialBenchmark.Summary, PotentialBenchmark.ToTable(rows), file);
    }

    private static int Dynamics(CommandContext context, string? only, string? file, int? atoms, int? threads, CancellationToken cancellation)
    {
        Check(DynamicsBenchmark.Name, only, DynamicsBenchmark.Cases, atoms, threads);
        string[] cases = [.. DynamicsBenchmark.Cases.Where(c => only is null || c == only)];
        using var yardstick = Yardstick(context);
        var rows = new List<DynamicsTiming>();
        var numbers = new[] { 1, threads ?? Math.Min(2, Environment.ProcessorCount) }.Distinct().ToArray();
        IReadOnlyList<int> sizes = atoms is { } one ? [one] : DynamicsBenchmark.Sizes;
        Each(context, [.. cases.SelectMany(c => sizes.SelectMany(n => numbers.Select(t => (FormattableString.Invariant($"{c}, {n} atoms, {t} {(t == 1 ? "thread" : "threads")}"), (Action)(() => rows.Add(DynamicsBenchmark.Run(c, n, t, yardstick, cancellation)))))))]);
        return Show(context, DynamicsBenchmark.Summary, DynamicsBenchmark.ToTable(rows), file);
    }

    private static void Check(string benchmark, string? only, IReadOnlyList<string> names, int? atoms, int? threads)
    {
        if (only is not null && !names.Contains(only)) throw new InputException($"benchmark {benchmark} has no case '{only}'", remedy: $"choose one of {string.Join(", ", names)}");
        if (atoms is < 1 or > 20_000_000) throw new InputException("--atoms must be a whole number from 1 to 20,000,000");
        if (threads is < 1 or > 1024) throw new InputException("--threads must be a whole number from 1 to 1024");
    }

    private static SiliconYardstick? Yardstick(CommandContext context)
    {
        var yardstick = SiliconYardstick.TryCreate();
        if (yardstick is null) context.Warn("there is no program lmp (LAMMPS), so the column of the yardstick stays empty.");
        return yardstick;
    }

    private static void Each(CommandContext context, IReadOnlyList<(string Name, Action Work)> cases) => context.ShowProgress(progress =>
    {
        for (var k = 0; k < cases.Count; k++)
        {
            progress.Report(new ProgressUpdate("bench", k, cases.Count, cases[k].Name));
            cases[k].Work();
        }

        progress.Report(new ProgressUpdate("bench", cases.Count, cases.Count));
        return 0;
    });

    private static int Show(CommandContext context, string summary, Table table, string? file)
    {
        context.Output.WriteLine(summary + "; vectors " + Numerics.InstructionSet.Name(Numerics.InstructionSet.Active));
        context.Output.Write(table.ToPlainText());
        if (file is not null) AtomicFile.WriteText(file, table.ToJson());
        return ExitCodes.Done;
    }
}
