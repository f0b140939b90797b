using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Cli;

/// <summary>Which exit code and which sentence an exception becomes. A defect's stack trace goes to a log, never to the screen.</summary>
internal static class FaultReport
{
    private const int DiskFull = 28; // ENOSPC

    public static (int Code, string Sentence) Describe(Exception fault, string? logFolder) => fault switch
    {
        InputException => (ExitCodes.Input, fault.Message),
        GuardException => (ExitCodes.Guard, fault.Message),
        MissingDependencyException => (ExitCodes.Missing, fault.Message),
        IOException { HResult: DiskFull } => (ExitCodes.Input, "the disk is full; make room and give the command again, a run with --resume."),
        // Of the disk, the network or the device behind a name; readers say themselves where a file ends too early.
        UnauthorizedAccessException or (IOException and not EndOfStreamException) =>
            (ExitCodes.Input, fault.Message.ReplaceLineEndings(" ").TrimEnd('.') + "; check the path and its permissions."),
        _ => (ExitCodes.Defect, Log(fault, logFolder)),
    };

    private static string Log(Exception fault, string? logFolder)
    {
        var what = $"a defect of lithoscope ended the command ({fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ").TrimEnd('.')})";
        var text = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:u} lithoscope {CodeVersion.Current.Version} build {CodeVersion.Current.Build}\n{Environment.CommandLine}\n{fault}\n\n");
        foreach (var path in Candidates(logFolder))
        {
            try
            {
                File.AppendAllText(path, text);
                return $"{what}; please report it with the log {path}.";
            }
            catch (Exception other) when (other is IOException or UnauthorizedAccessException)
            {
                // The next candidate may be writable.
            }
        }

        return what + "; no log could be written.";
    }

    private static IEnumerable<string> Candidates(string? logFolder)
    {
        if (logFolder is not null && Directory.Exists(logFolder)) yield return Path.Combine(logFolder, RunFolder.Log);
        yield return Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"lithoscope-{Environment.ProcessId}.log"));
    }
}
