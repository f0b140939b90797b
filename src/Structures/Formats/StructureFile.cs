using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>
/// Structures in files of any known format: found by content first, then by name. Files compressed with gzip are read as if they were not, and
/// written where the name ends with .gz. The formats are those of <see cref="Formats"/>;
/// what only one of them can do is done through its own reader and writer.
/// </summary>
public static class StructureFile
{
    /// <summary>So many bytes of a file are looked at to find its format.</summary>
    public const int HeadLength = 1 << 16;

    private static IStructureFormat[] _formats =
    [
        new TrajectoryFormat(),
        new VasprunFormat(),
        new EspressoXmlFormat(),
        new OutcarFormat(),
        new CifFormat(),
        new XsfFormat(),
        new XsfSetFormat(),
        new AenetListFormat(),
        new EspressoInputFormat(),
        new EspressoOutputFormat(),
        new XdatcarFormat(),
        new Cp2kOutputFormat(),
        new Cp2kTrajectoryFormat(),
        new Cp2kInputFormat(),
        new N2p2DataFormat(),
        new LammpsDumpFormat(),
        new LammpsDataFormat(),
        new PoscarFormat(),
        new AtomTableFormat(),
        new PlainXyzFormat(),
        new ExtendedXyzFormat(),
    ];

    /// <summary>The known formats. Where several recognise a file, the first of them reads it.</summary>
    public static IReadOnlyList<IStructureFormat> Formats => _formats;

    /// <summary>Adds a format, before the others. Thread-safe; meant for the start of a program.</summary>
    public static void Register(IStructureFormat format)
    {
        IStructureFormat[] known;
        do known = _formats;
        while (Interlocked.CompareExchange(ref _formats, [format, .. known], known) != known);
    }

    /// <summary>The frames of a file, or of a folder of XSF files, read as they are asked for; enumerating again reads again.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">The format's name, or null to find it out.</param>
    /// <param name="hints">What the file does not say about itself, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">
    /// The file is missing or malformed, of no known format, or holds no frame. The first is raised at once, the others when the frames are reached.
    /// </exception>
    public static IEnumerable<Structure> Read(string path, string? format = null, FormatHints? hints = null, CancellationToken cancellationToken = default)
    {
        var named = format is null ? null : ByName(format);
        if (Directory.Exists(path) && (named ?? _formats.FirstOrDefault(f => f is IStructureFolderFormat folder && folder.MatchesFolder(path))) is IStructureFolderFormat chosen)
        {
            return ReadFolder(path, chosen, cancellationToken);
        }

        return File.Exists(path) ? ReadFile(path, format, hints, cancellationToken) : throw Missing(path);
    }

    /// <summary>The frames of a stream, read as they are asked for.</summary>
    /// <param name="stream">The stream, read forward only and left open.</param>
    /// <param name="name">Its name, for messages and to find out the format.</param>
    /// <param name="format">The format's name, or null to find it out.</param>
    /// <param name="hints">What the file does not say about itself, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The stream is malformed, of no known format or holds no frame; raised when the frames are reached.</exception>
    public static IEnumerable<Structure> Read(Stream stream, string name, string? format = null, FormatHints? hints = null, CancellationToken cancellationToken = default)
    {
        var whole = GzipFile.Open(stream, name, HeadLength);
        var chosen = format is not null ? ByName(format) : Detect(whole.Head, GzipFile.InnerName(name));
        if (hints is not null) chosen = chosen.With(hints);
        var any = false;
        foreach (var frame in chosen.Read(whole, name, cancellationToken))
        {
            any = true;
            yield return frame;
        }

        if (!any) throw new InputException("there is no structure in this file", name, remedy: "check that it was written to its end");
    }

    /// <summary>Writes frames to a file, which appears under its name only when it is complete.</summary>
    /// <param name="path">The file, or a folder, with / at its end, for a set of files; the folder it is in is created where it does not exist.</param>
    /// <param name="frames">The frames, asked for one at a time.</param>
    /// <param name="format">The format's name, or null to take it from the file's name.</param>
    /// <param name="hints">How the format shall be written where there is a choice, or null.</param>
    /// <param name="cancellationToken">Ends the writing between two frames.</param>
    /// <exception cref="InputException">The name belongs to no format, or the format cannot hold the frames.</exception>
    public static void Write(string path, IEnumerable<Structure> frames, string? format = null, FormatHints? hints = null, CancellationToken cancellationToken = default)
    {
        var chosen = format is not null ? ByName(format) : ForName(path);
        if (!chosen.CanWrite) throw new InputException($"{chosen.Description} is read but not written", path, remedy: "choose one of " + string.Join(", ", _formats.Where(f => f.CanWrite).Select(f => f.Name)));
        if (hints is not null) chosen = chosen.With(hints);
        if (chosen is IStructureFolderFormat folder)
        {
            folder.WriteFolder(path, frames, cancellationToken);
            return;
        }

        AtomicFile.Write(path, file => GzipFile.Write(file, path, stream => chosen.Write(stream, path, frames, cancellationToken)));
    }

    /// <summary>The format in which <see cref="Read(string, string, FormatHints, CancellationToken)"/> reads a file or folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">The format's name, or null to find it out.</param>
    /// <exception cref="InputException">The file is missing or of no known format.</exception>
    public static IStructureFormat FormatOf(string path, string? format = null)
    {
        if (format is not null) return ByName(format);
        if (Directory.Exists(path) && Array.Find(_formats, f => f is IStructureFolderFormat folder && folder.MatchesFolder(path)) is { } found) return found;
        if (!File.Exists(path)) throw Missing(path);
        using var stream = Open(path);
        return Detect(GzipFile.Open(stream, path, HeadLength).Head, GzipFile.InnerName(path));
    }

    /// <summary>The format of that name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static IStructureFormat ByName(string name) =>
        Array.Find(_formats, f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException($"there is no structure format '{name}'", remedy: "the formats are " + string.Join(", ", _formats.Select(f => f.Name)));

    /// <summary>The format in which a file of that name, or a folder with / at its end, is written.</summary>
    /// <exception cref="InputException">The name belongs to none.</exception>
    public static IStructureFormat ForName(string path) =>
        Array.Find(_formats, f => f.CanWrite && (Path.EndsInDirectorySeparator(path) ? f is IStructureFolderFormat : f.MatchesName(GzipFile.InnerName(path))))
        ?? throw new InputException("the name of this file does not say which format to write", path, remedy: "end it with .extxyz or name the format: " + string.Join(", ", _formats.Where(f => f.CanWrite).Select(f => f.Name)));

    private static IEnumerable<Structure> ReadFolder(string path, IStructureFolderFormat format, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var frame in format.ReadFolder(path, cancellationToken))
        {
            any = true;
            yield return frame;
        }

        if (!any) throw new InputException("there is no structure in this folder", path, remedy: "name a folder that holds .xsf files");
    }

    private static IEnumerable<Structure> ReadFile(string path, string? format, FormatHints? hints, CancellationToken cancellationToken)
    {
        using var stream = Open(path);
        foreach (var frame in Read(stream, path, format, hints, cancellationToken)) yield return frame;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            throw Missing(path);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new InputException("this file may not be read", path, remedy: "check its permissions", inner: fault);
        }
    }

    private static InputException Missing(string path) => Directory.Exists(path)
        ? new InputException("this is a folder, not a file of structures", path, remedy: "name a file in it")
        : new InputException("there is no such file", path, remedy: "check the path");

    private static IStructureFormat Detect(ReadOnlySpan<byte> head, string name)
    {
        if (head.IndexOfAnyExcept(" \t\r\n"u8) < 0) throw new InputException("the file is empty", name, remedy: "check that it was written to its end");
        foreach (var format in _formats)
        {
            if (format.MatchesContent(head)) return format;
        }

        // A file that no format recognises by content is read by the one its name promises, whose reader says what is wrong with it.
        return Array.Find(_formats, f => f.MatchesName(name))
            ?? throw new InputException("the format of this file is not recognised", name, remedy: "name it: " + string.Join(", ", _formats.Select(f => f.Name)));
    }
}
