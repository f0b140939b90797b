using System.CommandLine;
using Lithoscope.Cli.Benchmarks;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope bench NAME</c>: how fast this machine is at what users wait for, beside yardsticks taken in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandContext context)
    {
        var names = string.Join(", ", Benchmark.All.Select(b => b.Name).Append(PotentialBenchmark.Name));
        var name = new Argument<string>("NAME") { Description = $"What to measure: {names}." };
        var only = new Option<string?>("--case") { Description = "Only this case.", HelpName = "CASE" };
        var file = new Option<string?>("--json") { Description = "Also write the results to this file.", HelpName = "FILE" };
        var atoms = new Option<int?>("--atoms") { Description = "Of potentials: repeat the structures to this many atoms.", HelpName = "N" };
        var threads = new Option<int?>("--threads") { Description = "Of potentials: time this many threads beside one.", HelpName = "N" };
        var command = new Command("bench", "Measure speed, beside a yardstick taken in the same run.") { name, only, file, atoms, threads };
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (wanted == PotentialBenchmark.Name) return Potentials(context, parsed.GetValue(only), parsed.GetValue(file), parsed.GetValue(atoms), parsed.GetValue(threads), cancellation);
            if (parsed.GetValue(atoms) is not null || parsed.GetValue(threads) is not null) throw new InputException($"benchmark {wanted} takes neither --atoms nor --threads", remedy: $"they belong to {PotentialBenchmark.Name}");
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
        string[] names = [.. PotentialCase.All.Select(c => c.Name)];
        if (only is not null && !names.Contains(only)) throw new InputException($"benchmark {PotentialBenchmark.Name} has no case '{only}'", remedy: $"choose one of {string.Join(", ", names)}");
        if (atoms is < 1 or > 20_000_000) throw new InputException("--atoms must be a whole number from 1 to 20,000,000");
        if (threads is < 1 or > 1024) throw new InputException("--threads must be a whole number from 1 to 1024");
        using var yardstick = SiliconYardstick.TryCreate();
        if (yardstick is null) context.Warn("there is no program lmp (LAMMPS), so the column of the yardstick stays empty.");
        var rows = new List<PotentialTiming>();
        PotentialCase[] cases = [.. PotentialCase.All.Where(c => only is null || c.Name == only)];
        context.ShowProgress(progress =>
        {
            for (var k = 0; k < cases.Length; k++)
            {
                progress.Report(new ProgressUpdate("bench", k, cases.Length, cases[k].Name));
                rows.AddRange(PotentialBenchmark.Run(cases[k], atoms, threads ?? 1, yardstick, cancellation));
            }

            progress.Report(new ProgressUpdate("bench", cases.Length, cases.Length));
            return 0;
        });
        var table = PotentialBenchmark.ToTable(rows);
        context.Output.WriteLine(PotentialBenchmark.Summary + "; vectors " + Numerics.InstructionSet.Name(Numerics.InstructionSet.Active));
        context.Output.Write(table.ToPlainText());
        if (file is not null) AtomicFile.WriteText(file, table.ToJson());
        return ExitCodes.Done;
    }
}
