namespace Lithoscope.Runtime;

/// <summary>A run stopped by one of its guards (extrapolation, temperature, …): exit code <see cref="ExitCodes.Guard"/>.</summary>
public sealed class GuardException(string message) : Exception(message);

/// <summary>An external program, library or data set that is needed is not there: exit code <see cref="ExitCodes.Missing"/>.</summary>
public sealed class MissingDependencyException(string message) : Exception(message);
