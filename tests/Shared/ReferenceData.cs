namespace Lithoscope.Tests;

/// <summary>
/// Third-party data that is not part of this repository. Tests reach it through the environment variable LITHOSCOPE_REFERENCE
/// and are skipped, with the reason, where it is not there.
/// </summary>
internal static class ReferenceData
{
    /// <summary>The folder's environment variable.</summary>
    public const string Variable = "LITHOSCOPE_REFERENCE";

    /// <summary>The path of a file or folder below the reference folder; skips the calling test where it does not exist.</summary>
    public static string Require(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root)) Assert.Skip($"{Variable} is not set");
        var path = Path.GetFullPath(Path.Combine([root, .. parts]));
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Skip($"{Variable} does not hold {string.Join('/', parts)}");
        return path;
    }
}
