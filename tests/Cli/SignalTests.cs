using System.Runtime.InteropServices;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

/// <summary>A signal reaches every run in this process: no other test may have one meanwhile.</summary>
[CollectionDefinition(nameof(SignalTests), DisableParallelization = true)]
[Collection(nameof(SignalTests))]
public sealed partial class SignalTests
{
    private const int SigTerm = 15;

    [Fact]
    public void Sigterm_ends_a_run_as_interrupted_and_it_resumes()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no SIGTERM");
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "12345");
        var recipe = folder.Write("r.yaml", "recipe: 1\ndo: test.wait\n");
        var (code, output, error) = CliHarness.Run(["run", recipe, "-o", folder["run"]], new WaitKind(signalItself: true));
        Assert.Equal((ExitCodes.Terminated, ""), (code, output));
        Assert.Equal($"error: interrupted; continue with --resume -o {folder["run"]}{Environment.NewLine}", error);
        Assert.Equal(RunStatus.Interrupted, RunRecord.TryRead(folder["run"])!.Status);

        (code, output, _) = CliHarness.Run(["run", recipe, "-o", folder["run"], "--resume"], new WaitKind(signalItself: false));
        Assert.Equal(0, code);
        Assert.StartsWith("kept 41" + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    private sealed class WaitKind(bool signalItself) : StepKind<WaitOptions>
    {
        public override string Name => "test.wait";

        public override string Summary => "Waits for a signal.";

        public override StepResult Run(WaitOptions options, StepContext context)
        {
            var kept = context.Checkpoint.GetOrCompute("value", () => signalItself ? 41 : 42);
            if (signalItself)
            {
                Kill(Environment.ProcessId, SigTerm);
                Assert.True(context.Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)), "the signal did not cancel the run within 20 s");
                context.Cancellation.ThrowIfCancellationRequested();
            }

            return new StepResult { SummaryLines = [$"kept {kept}"] };
        }
    }

    private sealed class WaitOptions;
}
