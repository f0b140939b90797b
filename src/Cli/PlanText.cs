using Lithoscope.Runtime;

namespace Lithoscope.Cli;

/// <summary>What <c>--dry-run</c> prints.</summary>
internal static class PlanText
{
    public static void Write(TextWriter text, RunPlan plan, string folder)
    {
        text.WriteLine($"recipe {plan.Recipe.File}: {plan.Steps.Count} {(plan.Steps.Count == 1 ? "step" : "steps")}, seed {plan.Recipe.Seed}, {plan.Threads} {(plan.Threads == 1 ? "thread" : "threads")}, into {folder}");
        foreach (var step in plan.Steps)
        {
            text.WriteLine($"{step.Id}: {step.Kind.Name}. {step.Kind.Summary}");
            foreach (var path in step.Inputs) text.WriteLine($"  reads  {path}");
            foreach (var path in step.Outputs.Values) text.WriteLine($"  writes {Path.Combine(folder, Path.GetRelativePath(plan.Folder.Path, path))}");
            foreach (var line in step.Descriptions) text.WriteLine("  " + line);
        }
    }
}
