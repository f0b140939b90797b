using System.Globalization;

namespace Lithoscope.Runtime;

/// <summary>The folder of one run. What steps write goes below it.</summary>
public sealed class RunFolder
{
    /// <summary>Name of the resolved recipe in the folder.</summary>
    public const string ResolvedRecipe = "recipe.resolved.yaml";

    /// <summary>Name of the numbers in the folder.</summary>
    public const string Summary = "summary.json";

    /// <summary>Name of the report in the folder.</summary>
    public const string Report = "report.html";

    /// <summary>Name of the log of defects in the folder.</summary>
    public const string Log = "lithoscope.log";

    internal const string Checkpoints = "checkpoint";

    private static readonly string[] FixedFiles = [RunRecord.FileName, ResolvedRecipe, Summary, Report, Log];

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

    /// <summary>The first of <c>runs/NAME-1</c>, <c>runs/NAME-2</c>, … in the working directory that does not exist.</summary>
    public static string NextDefault(string name)
    {
        for (var n = 1; ; n++)
        {
            var path = System.IO.Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{name}-{n}"));
            if (!Directory.Exists(path) && !File.Exists(path)) return path;
        }
    }

    /// <summary>The one of <c>runs/NAME-1</c>, <c>runs/NAME-2</c>, … in the working directory with the highest number.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static string LastDefault(string name)
    {
        var last = 0;
        foreach (var path in Directory.Exists("runs") ? Directory.EnumerateDirectories("runs", name + "-*") : [])
        {
            if (int.TryParse(System.IO.Path.GetFileName(path)[(name.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var n)) last = Math.Max(last, n);
        }

        if (last == 0) throw new InputException($"there is no run of {name} to continue in {System.IO.Path.GetFullPath("runs")}", remedy: "name its folder with -o");
        return System.IO.Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{name}-{last}"));
    }

    /// <summary>Whether there is nothing in it, or it does not exist. The lock file and what a killed writer left half-written do not count.</summary>
    public bool IsEmpty => !Directory.Exists(Path) || !Directory.EnumerateFileSystemEntries(Path).Any(e => !IsOurLitter(System.IO.Path.GetFileName(e)));

    /// <summary>Whether it holds an earlier run.</summary>
    public bool HoldsRun => RunRecord.TryRead(Path) is not null;

    /// <summary>Refuses a folder that a new run must not write into.</summary>
    /// <exception cref="InputException">It is not empty, and neither resuming nor forcing makes that right.</exception>
    public void CheckUsable(bool resume, bool force)
    {
        if (File.Exists(Path)) throw new InputException("there is a file of that name", Path, remedy: "choose another folder with -o");
        if (IsEmpty || ((resume || force) && HoldsRun)) return;
        if (!HoldsRun) throw new InputException("the folder is not empty and holds no run", Path, remedy: "choose another with -o");
        throw new InputException("the folder holds a run already", Path, remedy: "continue it with --resume, replace it with --force, or choose another folder with -o");
    }

    /// <summary>Removes what an earlier run wrote, and nothing else.</summary>
    /// <returns>Names of what is left because no run recorded it.</returns>
    public IReadOnlyList<string> RemoveRun()
    {
        var record = RunRecord.TryRead(Path) ?? throw new InvalidOperationException("There is no run to remove.");
        var checkpoints = System.IO.Path.Combine(Path, Checkpoints);
        if (Directory.Exists(checkpoints)) Directory.Delete(checkpoints, recursive: true);
        // run.json goes last: as long as it is there, an emptying cut short can be repeated.
        foreach (var file in record.Files.Concat(FixedFiles).Except([RunRecord.FileName]).Append(RunRecord.FileName))
        {
            var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, file));
            if (!IsInside(path)) continue; // a record that someone has edited
            if (File.Exists(path)) File.Delete(path);
            RemoveEmptyParents(path);
        }

        return [.. Directory.EnumerateFileSystemEntries(Path).Select(e => System.IO.Path.GetFileName(e)!).Where(n => !IsOurLitter(n)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Removes what killed writers left half-written. The folder must be ours.</summary>
    internal void RemoveTemporaries()
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        foreach (var file in Directory.GetFiles(Path, "*", everywhere).Where(f => AtomicFile.IsTemporary(System.IO.Path.GetFileName(f)))) File.Delete(file);
    }

    /// <summary>Whether an absolute path is one of the files that every run writes itself, or lies among its checkpoints.</summary>
    internal bool IsReserved(string path)
    {
        var name = System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/');
        return name == FolderLock.FileName || name == Checkpoints || name.StartsWith(Checkpoints + "/", StringComparison.Ordinal) || FixedFiles.Contains(name);
    }

    /// <summary>Every file below the folder, relative to it, except the lock, checkpoints and run.json.</summary>
    internal IReadOnlyList<string> ListFiles() =>
        [.. Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(f => System.IO.Path.GetRelativePath(Path, f).Replace('\\', '/'))
            .Where(f => f is not (FolderLock.FileName or RunRecord.FileName) && !f.StartsWith(Checkpoints + "/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static bool IsOurLitter(string name) => name == FolderLock.FileName || AtomicFile.IsTemporary(name);

    private bool IsInside(string path) => path.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void RemoveEmptyParents(string path)
    {
        for (var parent = System.IO.Path.GetDirectoryName(path)!; IsInside(parent) && Directory.Exists(parent); parent = System.IO.Path.GetDirectoryName(parent)!)
        {
            if (Directory.EnumerateFileSystemEntries(parent).Any()) return;
            Directory.Delete(parent);
        }
    }
}
