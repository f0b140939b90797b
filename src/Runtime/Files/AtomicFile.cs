using System.Text;

namespace Lithoscope.Runtime;

/// <summary>
/// Files that are either the old one or the new one, whole, whenever the process dies: written beside the target, flushed to the
/// disk, then renamed over it.
/// </summary>
public static class AtomicFile
{
    private const string TemporarySuffix = ".unfinished";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a file of that name is one that a killed process left unfinished.</summary>
    public static bool IsTemporary(string name) => name.StartsWith('.') && name.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    // What lies there is not files to be replaced, and renaming over /dev/null would harm the machine.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    public static void WriteText(string path, string text) => WriteBytes(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    public static void WriteBytes(string path, ReadOnlyMemory<byte> bytes) => Write(path, stream => stream.Write(bytes.Span));

    /// <summary>Writes what <paramref name="write"/> puts into the stream; the folder is created where it does not exist.</summary>
    /// <remarks>When <paramref name="write"/> throws, the target stays as it was and the unfinished file is removed.</remarks>
    public static void Write(string path, Action<Stream> write)
    {
        path = Path.GetFullPath(path);
        // A link stays a link: what it points to is replaced.
        var link = new FileInfo(path);
        if (link.LinkTarget is not null) path = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (IsDevice(path))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            write(device);
            return;
        }

        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // Same folder, so that the rename stays within one file system; the process id keeps two writers apart.
        var temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}{TemporarySuffix}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
