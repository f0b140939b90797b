using Lithoscope.Runtime;

namespace Lithoscope.Cli.Terminal;

/// <summary>Shows progress on standard error: bars where a person looks on, plain lines where the text goes into a file.</summary>
internal static class ProgressDisplay
{
    public static T Show<T>(TextWriter error, Func<IProgress<ProgressUpdate>, T> work)
    {
        var isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return isTerminal ? ProgressBars.Show(work) : work(new PlainProgress(error));
    }
}
