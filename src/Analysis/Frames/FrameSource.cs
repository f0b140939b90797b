using System.Globalization;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Analysis;

/// <summary>
/// The frames that an analysis goes through, one at a time, from files of any format read; reading again begins anew. All frames hold the same elements in the same order,
/// finite positions, and cells that span space. Reports progress and ends when it is cancelled.
/// </summary>
/// <param name="files">Files, read one after the other as if they were one.</param>
/// <param name="selection">Which frames.</param>
/// <param name="format">Format of the files, or null to find it out.</param>
/// <param name="hints">What the files do not say about themselves, or null.</param>
/// <param name="progress">Told how far the reading has come, or null.</param>
/// <param name="cancellation">Ends the reading.</param>
public sealed class FrameSource(
    IReadOnlyList<string> files, FrameSelection selection, string? format = null, FormatHints? hints = null, IProgress<ProgressUpdate>? progress = null, CancellationToken cancellation = default)
{
    // A run may still be going that writes the file.
    private readonly FormatHints _hints = (hints ?? new FormatHints()) with { IsGrowing = true };
    private readonly SortedSet<string> _remarks = new(StringComparer.Ordinal);
    private Stream? _open;
    private long _before;

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>Which frames.</summary>
    public FrameSelection Selection => selection;

    /// <summary>Told how far the work has come, or null.</summary>
    public IProgress<ProgressUpdate>? Progress => progress;

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Number of frames that the last reading has given out.</summary>
    public int Count { get; internal set; }

    /// <summary>What readers noticed and the user should know, a sentence each.</summary>
    public IReadOnlyCollection<string> Remarks => _remarks;

    /// <summary>The frames, read as they are asked for.</summary>
    /// <param name="stage">What is being done, for the progress shown.</param>
    /// <exception cref="InputException">A file is missing or malformed, the frames do not belong together, or none is selected.</exception>
    public IEnumerable<Structure> Read(string stage)
    {
        Count = 0;
        _before = 0;
        var total = files.Sum(f => File.Exists(f) ? new FileInfo(f).Length : 0);
        Structure? first = null;
        foreach (var frame in selection.Apply(All().Select(TakeRemarks)))
        {
            cancellation.ThrowIfCancellationRequested();
            Check(frame, first ??= frame);
            Count++;
            yield return frame;
            var note = string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? "frame" : "frames")}");
            progress?.Report(total > 0 ? new(stage, Math.Min(_before + (_open?.Position ?? 0), total), total, note) : new(stage, 0, 1, note));
        }

        if (Count == 0) throw None();
        progress?.Report(new(stage, 1, 1));
    }

    /// <summary>The first of the frames, for what must be known beforehand.</summary>
    public Structure First()
    {
        foreach (var frame in selection.Apply(All()))
        {
            Check(frame, frame);
            return frame;
        }

        throw None();
    }

    // Of every frame read, selected or not: what is said about the end of a file is said with its last frame.
    private Structure TakeRemarks(Structure frame)
    {
        _remarks.UnionWith(frame.Remarks);
        return frame;
    }

    private IEnumerable<Structure> All()
    {
        foreach (var file in files)
        {
            if (Directory.Exists(file) || !File.Exists(file))
            {
                foreach (var frame in StructureFile.Read(file, format, _hints, cancellation)) yield return frame;
                continue;
            }

            using var stream = Open(file);
            _open = stream;
            foreach (var frame in StructureFile.Read(stream, file, format, _hints, cancellation)) yield return frame;
            _before += stream.CanSeek ? stream.Length : 0;
            _open = null;
        }
    }

    private InputException None() => new("no frame is left to analyse", files[0], remedy: "check --frames, --skip and --every; frames are counted from 0");

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new InputException("this file may not be read", file, remedy: "check its permissions", inner: fault);
        }
    }

    private static void Check(Structure frame, Structure first)
    {
        InputException Fault(string what, string remedy) => new(string.Create(CultureInfo.InvariantCulture, $"frame {frame.Origin.Frame} {what}"), frame.Origin.File, frame.Origin.Line > 0 ? frame.Origin.Line : null, remedy);
        if (frame.Count == 0) throw Fault("holds no atoms", "leave it out with --frames");
        if (frame.Count != first.Count)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"holds {frame.Count} atoms and the first holds {first.Count}"), "analyse frames of one system at a time; select them with --frames");
        }

        if (!frame.AtomicNumbers.SequenceEqual(first.AtomicNumbers)) throw Fault("holds other elements than the first, or the same in another order", "analyse frames of one system at a time; select them with --frames");
        foreach (var value in frame.Positions)
        {
            if (!double.IsFinite(value)) throw Fault("has a position that is not a number", "leave it out with --frames");
        }

        if (frame.Periodicity == Periodicity.Full && !(Math.Abs(frame.Cell!.Value.Determinant) > 1e-6)) throw Fault("has a cell without volume", "check its cell");
    }
}
