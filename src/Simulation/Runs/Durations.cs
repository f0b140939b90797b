namespace Lithoscope.Simulation;

/// <summary>Lengths of time in words.</summary>
internal static class Durations
{
    /// <summary>A length of time in the unit that suits it.</summary>
    public static string Text(TimeSpan time) => FormattableString.Invariant(time switch
    {
        { TotalMinutes: < 2 } => $"{time.TotalSeconds:F0} s",
        { TotalHours: < 2 } => $"{time.TotalMinutes:F0} min",
        { TotalDays: < 2 } => $"{time.TotalHours:F0} h",
        _ => $"{time.TotalDays:F0} days",
    });
}
