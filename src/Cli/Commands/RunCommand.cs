using System.CommandLine;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope run RECIPE</c>, and its forms limited to one kind of step.</summary>
internal static class RunCommand
{
    public static Command Create(CommandContext context) => Build(context, "run", null, "Run a recipe.");

    /// <summary>The same command for recipes all of whose steps are of one kind.</summary>
    public static Command Limited(CommandContext context, string name, string kind, string description) => Build(context, name, kind, description);

    private static Command Build(CommandContext context, string name, string? kind, string description)
    {
        var recipe = new Argument<string>("RECIPE") { Description = "YAML file that says what to run." };
        var output = new Option<string?>("--output", "-o") { Description = "Folder of the run; default runs/NAME-N.", HelpName = "DIR" };
        var settings = new Option<string[]>("--set") { Description = "Set a key of the recipe, such as steps.fit.data=frames.extxyz; may be repeated.", HelpName = "KEY=VALUE", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
        var threads = CommandContext.ThreadsOption();
        var resume = new Option<bool>("--resume") { Description = "Continue the run in the folder; without -o the last of runs/NAME-N." };
        var force = new Option<bool>("--force") { Description = "Replace the run in the folder; with --resume, continue although inputs, recipe or program have changed." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Check everything and say what would happen." };
        var command = new Command(name, description) { recipe, output, settings, threads, resume, force, dryRun };
        command.SetAction(parsed => context.Guard(cancellation =>
        {
            if (parsed.GetRequiredValue(recipe).Length == 0) throw new InputException("the name of the recipe is empty", remedy: "name a file");
            if (parsed.GetValue(output) is { Length: 0 }) throw new InputException("-o names no folder", remedy: "name one, or leave out -o");
            var read = Recipe.Read(parsed.GetRequiredValue(recipe), context.Kinds, parsed.GetValue(settings));
            if (kind is not null && read.Steps.FirstOrDefault(s => s.Kind.Name != kind) is { } other)
            {
                throw new InputException($"step '{other.Id}' is of kind {other.Kind.Name}, and this command runs only {kind}", read.File, remedy: "use 'lithoscope run'");
            }

            var isResume = parsed.GetValue(resume);
            var folder = parsed.GetValue(output) ?? (isResume ? RunFolder.LastDefault(read.Name) : RunFolder.NextDefault(read.Name));
            var plan = RunPlan.Make(read, folder, CommandContext.Threads(parsed.GetValue(threads)));
            var run = new RunRequest(folder, isResume, parsed.GetValue(force));
            return parsed.GetValue(dryRun) ? Describe(context, plan, run) : Execute(context, plan, run, cancellation);
        }));
        return command;
    }

    private static int Describe(CommandContext context, RunPlan plan, RunRequest request)
    {
        plan.Folder.CheckUsable(request.Resume, request.Force);
        PlanText.Write(context.Output, plan, request.Folder);
        foreach (var warning in plan.Warnings) context.Warn(warning);
        return ExitCodes.Done;
    }

    private static int Execute(CommandContext context, RunPlan plan, RunRequest request, CancellationToken cancellation)
    {
        using var run = RecipeRun.Open(plan, request.Resume, request.Force);
        context.LogFolder = plan.Folder.Path;
        context.HowToResume = $"continue with --resume -o {request.Folder}";
        using var pool = new WorkerPool(plan.Threads);
        var results = context.ShowProgress(progress => run.Execute(pool, progress, cancellation, sections => ReportPage.Compose(plan, run, sections)));
        foreach (var line in results.SelectMany(r => r.SummaryLines)) context.Output.WriteLine(line);
        context.Output.WriteLine($"results: {request.Folder} ({RunFolder.Report}, {RunFolder.Summary})");
        context.Output.Flush();
        foreach (var warning in run.Warnings) context.Warn(warning);
        return results.FirstOrDefault(r => r.Guard is not null)?.Guard is { } guard ? context.Fail(ExitCodes.Guard, guard) : ExitCodes.Done;
    }

    private sealed record RunRequest(string Folder, bool Resume, bool Force);
}
