using System.CommandLine;
using System.CommandLine.Invocation;
using Lithoscope.Cli.Commands;
using Lithoscope.Runtime;

namespace Lithoscope.Cli;

/// <summary>The front door: from arguments to an exit code. Nothing static is needed, so that tests go through it too.</summary>
internal static class CommandLine
{
    public static int Run(string[] args, TextWriter output, TextWriter error, Func<StepKindRegistry> kinds)
    {
        var context = new CommandContext(output, error, kinds);
        var root = Root(context);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not (System.CommandLine.Help.HelpAction or VersionAction))
        {
            return context.Fail(ExitCodes.Input, ParseFault.Sentence(parsed));
        }

        // Faults and signals are dealt with in CommandContext.Guard, where a run can still be recorded.
        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    // One line a command, in the order of the help.
    private static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand("Battery materials from atoms to X-ray spectra and back.")
        {
            RunCommand.Create(context),
            RecipeCommand.Create(context),
            StructureCommand.Create(context),
            StructureBuildCommand.Create(context),
            EvaluateCommand.Create(context),
            PotentialCommand.Create(context),
            RunCommand.Limited(context, "md", "md", "Run a recipe of molecular dynamics."),
            RunCommand.Limited(context, "relax", "relax", "Run a recipe that relaxes structures."),
            Analyze.AnalyzeCommand.Create(context),
            XpsCommand.Create(context),
            BenchCommand.Create(context),
        };
        root.HelpName = "lithoscope";
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        return root;
    }

    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine("lithoscope " + CodeVersion.Current.Version);
            return ExitCodes.Done;
        }
    }
}
