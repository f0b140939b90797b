using Lithoscope.Cli;
using Lithoscope.Cli.Tests;
using Lithoscope.Runtime;

/// <summary>
/// Turns a process of the real program into one that knows a kind of step made for tests, and dynamics: with DOTNET_STARTUP_HOOKS naming this assembly
/// the runtime calls <see cref="Initialize"/> before Main. The class must have this name and no namespace.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var args = Environment.GetCommandLineArgs()[1..];
        Environment.Exit(CommandLine.Run(args, Console.Out, Console.Error, () => new StepKindRegistry([new SlowKind(), new Lithoscope.Simulation.MolecularDynamicsStep()])));
    }
}
