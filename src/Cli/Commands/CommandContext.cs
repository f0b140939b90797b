using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Commands;

// How a command is added. Write src/Cli/Commands/XCommand.cs, a static class with
//     public static Command Create(CommandContext context)
// that builds a System.CommandLine Command with its arguments and options and ends in
//     command.SetAction(parsed => context.Guard(cancellation => { …; return ExitCodes.Done; }));
// then name it in CommandLine.Root. Inside Guard throw InputException, GuardException, MissingDependencyException or
// OperationCanceledException as the libraries do; Guard turns them into sentences and exit codes. Results go to context.Output,
// progress through context.ShowProgress, warnings through context.Warn. A command that is 'run' limited to one kind of step is one
// line: RunCommand.Limited(context, "train", "xps.train", "…").

/// <summary>What every command shares: where text goes, the kinds of step, and how faults and signals become exit codes.</summary>
internal sealed class CommandContext(TextWriter output, TextWriter error, Func<StepKindRegistry> kinds)
{
    private readonly Lazy<StepKindRegistry> _kinds = new(kinds);

    /// <summary>For results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>For progress, warnings and errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>The registered kinds of step.</summary>
    public StepKindRegistry Kinds => _kinds.Value;

    /// <summary>Where the log of a defect goes; a run sets it to its folder.</summary>
    public string? LogFolder { get; set; }

    /// <summary>What the user can do after an interruption, as a sentence; a run sets it.</summary>
    public string? HowToResume { get; set; }

    /// <summary>Runs a command's work: Ctrl-C and SIGTERM cancel it, faults become one sentence and an exit code.</summary>
    public int Guard(Func<CancellationToken, int> work)
    {
        using var source = new CancellationTokenSource();
        var signalled = 0;
        void Cancel(PosixSignalContext signal)
        {
            var code = signal.Signal == PosixSignal.SIGTERM ? ExitCodes.Terminated : ExitCodes.Interrupted;
            if (Interlocked.CompareExchange(ref signalled, code, 0) != 0) return; // the second time the system ends the process at once
            signal.Cancel = true;
            source.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            CheckInstructionSet();
            return work(source.Token);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            return Fail(signalled, "interrupted" + (HowToResume is null ? "." : "; " + HowToResume));
        }
        catch (Exception fault)
        {
            var (code, sentence) = FaultReport.Describe(fault, LogFolder);
            return Fail(code, sentence);
        }
    }

    // A bad LITHOSCOPE_SIMD is the user's fault, and is said before any work.
    private static void CheckInstructionSet()
    {
        try
        {
            _ = Numerics.InstructionSet.Active;
        }
        catch (NotSupportedException fault)
        {
            throw new InputException(fault.Message.TrimEnd('.'), inner: fault);
        }
    }

    /// <summary>Ends with an error.</summary>
    public int Fail(int code, string sentence)
    {
        Output.Flush();
        Error.WriteLine("error: " + sentence);
        Error.Flush();
        return code;
    }

    /// <summary>Warns: one sentence.</summary>
    public void Warn(string sentence) => Error.WriteLine("warning: " + sentence);

    /// <summary>Does work while its progress is shown: bars on a terminal, plain lines elsewhere.</summary>
    public T ShowProgress<T>(Func<IProgress<ProgressUpdate>, T> work) => Terminal.ProgressDisplay.Show(Error, work);

    /// <summary>An option <c>--threads N</c>.</summary>
    public static Option<int?> ThreadsOption()
    {
        var option = new Option<int?>("--threads") { Description = "Threads; default LITHOSCOPE_THREADS, else the cores available.", HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1024))
            {
                result.AddError($"--threads must be a whole number from 1 to 1024, not '{text}'");
            }
        });
        return option;
    }

    /// <summary>Threads for a command: its option, else LITHOSCOPE_THREADS, else the cores available.</summary>
    public static int Threads(int? option)
    {
        if (option is { } n) return n;
        var text = Environment.GetEnvironmentVariable("LITHOSCOPE_THREADS");
        if (string.IsNullOrEmpty(text)) return Environment.ProcessorCount;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out n) && n is >= 1 and <= 1024) return n;
        throw new InputException($"LITHOSCOPE_THREADS is '{text}'", remedy: "set it to a whole number from 1 to 1024");
    }
}
