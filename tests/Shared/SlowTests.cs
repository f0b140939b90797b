namespace Lithoscope.Tests;

/// <summary>Slow tests and those that need an external engine run only where LITHOSCOPE_TESTS=all, as in continuous integration.</summary>
internal static class SlowTests
{
    /// <summary>Skips the calling test unless LITHOSCOPE_TESTS=all.</summary>
    public static void Require()
    {
        if (Environment.GetEnvironmentVariable("LITHOSCOPE_TESTS") != "all") Assert.Skip("slow: runs with LITHOSCOPE_TESTS=all");
    }
}
