using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>A folder of XSF files with one structure each, as aenet trains on.</summary>
public sealed class XsfSetFormat : IStructureFolderFormat
{
    private static readonly XsfFormat File = new();

    /// <inheritdoc/>
    public string Name => "xsf-set";

    /// <inheritdoc/>
    public string Description => "a folder of XSF files";

    /// <inheritdoc/>
    /// <remarks>It is no file.</remarks>
    public bool MatchesName(string fileName) => false;

    /// <inheritdoc/>
    /// <remarks>It is no file.</remarks>
    public bool MatchesContent(ReadOnlySpan<byte> head) => false;

    /// <inheritdoc/>
    public bool MatchesFolder(string path) => Files(path).Any();

    /// <inheritdoc/>
    public IEnumerable<Structure> Read(Stream stream, string name, CancellationToken cancellationToken = default) => throw NoFolder(name);

    /// <inheritdoc/>
    public void Write(Stream stream, string name, IEnumerable<Structure> frames, CancellationToken cancellationToken = default) => throw NoFolder(name);

    /// <inheritdoc/>
    public IEnumerable<string> Unwritten(Structure frame) => File.Unwritten(frame);

    /// <inheritdoc/>
    /// <remarks>The files are read in natural order, image2.xsf before image10.xsf; what else is in the folder is not looked at.</remarks>
    public IEnumerable<Structure> ReadFolder(string path, CancellationToken cancellationToken = default)
    {
        foreach (var file in Files(path).Order(NaturalOrder.Instance))
        {
            foreach (var frame in StructureFile.Read(file, File.Name, cancellationToken: cancellationToken)) yield return frame;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The files are 000001.xsf, 000002.xsf, … in the order of the frames.</remarks>
    public void WriteFolder(string path, IEnumerable<Structure> frames, CancellationToken cancellationToken = default)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (System.IO.File.Exists(path)) throw new InputException("a file of that name is in the way of the folder", path, remedy: "choose another name");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) throw new InputException("the folder is not empty", path, remedy: "choose another name or empty it");
        var parent = Path.GetDirectoryName(path) ?? throw new InputException("this folder cannot be written", path, remedy: "choose another name");
        Directory.CreateDirectory(parent);
        // The folder appears under its name only when it is complete.
        var temporary = Path.Combine(parent, $".{Path.GetFileName(path)}.{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}.unfinished");
        try
        {
            Directory.CreateDirectory(temporary);
            var count = 0;
            foreach (var frame in frames)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = (++count).ToString("D6", CultureInfo.InvariantCulture) + ".xsf";
                AtomicFile.Write(Path.Combine(temporary, name), stream => XsfWriter.Write(stream, Path.Combine(path, name), [frame], cancellationToken));
            }

            if (count == 0) throw new InputException("there is no frame to write", path, remedy: "check what is converted");
            if (Directory.Exists(path)) Directory.Delete(path);
            Directory.Move(temporary, path);
        }
        catch
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => Path.GetFileName(f)[0] != '.' && GzipFile.InnerName(f).EndsWith(".xsf", StringComparison.OrdinalIgnoreCase));

    private static InputException NoFolder(string name) => new("a set of XSF files is a folder, not a file", name, remedy: "name a folder, with / at its end, or choose the format xsf");
}
