namespace Lithoscope.Runtime;

/// <summary>How far a stage of long work has come. Reported through <see cref="IProgress{T}"/>; libraries never print.</summary>
/// <param name="Stage">The stage's name as a user reads it, such as <c>descriptors</c>. A new name starts a new bar.</param>
/// <param name="Done">Units done, from 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Units in all.</param>
/// <param name="Note">One more thing worth showing, or null.</param>
public readonly record struct ProgressUpdate(string Stage, double Done, double Total, string? Note = null);
