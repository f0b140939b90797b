using System.CommandLine;
using Lithoscope.Cli.Benchmarks;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope bench NAME</c>: how fast this machine is at what users wait for, beside yardsticks taken in the same run.</summary>
internal static class BenchCommand
{
    public static Command Create(CommandContext context)
    {
        var names = string.Join(", ", Benchmark.All.Select(b => b.Name));
        var name = new Argument<string>("NAME") { Description = $"What to measure: {names}." };
        var only = new Option<string?>("--case") { Description = "Only this case.", HelpName = "CASE" };
        var file = new Option<string?>("--json") { Description = "Also write the results to this file.", HelpName = "FILE" };
        var command = new Command("bench", "Measure speed on one core, beside a yardstick taken in the same run.") { name, only, file };
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            var wanted = parsed.GetRequiredValue(name);
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
}
