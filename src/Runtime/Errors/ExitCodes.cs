namespace Lithoscope.Runtime;

/// <summary>What the process returns to its caller.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A defect of this program; the message names the log.</summary>
    public const int Defect = 1;

    /// <summary>A fault of the user's input (<see cref="InputException"/>).</summary>
    public const int Input = 2;

    /// <summary>Stopped by a guard, such as an extrapolation limit (<see cref="GuardException"/>).</summary>
    public const int Guard = 3;

    /// <summary>An external program or data set is missing (<see cref="MissingDependencyException"/>).</summary>
    public const int Missing = 4;

    /// <summary>Interrupted by Ctrl-C (SIGINT); resumable.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM; resumable.</summary>
    public const int Terminated = 143;
}
