namespace Lithoscope.Tests;

/// <summary>The checkout the tests were built from: examples, documents and data of the project itself.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Lithoscope.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>An absolute path below the root.</summary>
    public static string Find(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Lithoscope.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from within a checkout: Lithoscope.slnx was not found.");
    }
}
