using System.CommandLine;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

/// <summary><c>lithoscope recipe schema|kinds</c>: what may stand in a recipe.</summary>
internal static class RecipeCommand
{
    public static Command Create(CommandContext context) => new("recipe", "What may stand in a recipe.")
    {
        Schema(context),
        Kinds(context),
    };

    private static Command Schema(CommandContext context)
    {
        var command = new Command("schema", "Print the JSON schema of recipes.");
        command.SetAction(_ => context.Guard(_ =>
        {
            context.Output.Write(RecipeSchema.Write(context.Kinds));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Kinds(CommandContext context)
    {
        var command = new Command("kinds", "List the kinds of step.");
        command.SetAction(_ => context.Guard(_ =>
        {
            var width = context.Kinds.Kinds.Select(k => k.Name.Length).DefaultIfEmpty().Max();
            foreach (var kind in context.Kinds.Kinds.OrderBy(k => k.Name, StringComparer.Ordinal)) context.Output.WriteLine($"{kind.Name.PadRight(width)}  {kind.Summary}");
            return ExitCodes.Done;
        }));
        return command;
    }
}
