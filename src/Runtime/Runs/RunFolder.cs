namespace Lithoscope.Runtime;

/// <summary>The folder of one run. What steps write goes below it.</summary>
public sealed class RunFolder
{
    /// <summary>Names the folder; nothing is created.</summary>
    public RunFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The absolute path of a file below the folder, whose own folder is created.</summary>
    public string PathOf(params string[] parts)
    {
        var path = System.IO.Path.Combine([Path, .. parts]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
