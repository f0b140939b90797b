using System.Globalization;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>Reads one frame after another from the lines of an XDATCAR file.</summary>
internal sealed class XdatcarFrameReader(LineReader lines, PoscarOptions options, CancellationToken cancellationToken)
{
    private const int CancellationInterval = 1 << 14;

    private PoscarHeader? _header;
    private byte[] _species = [];
    private int _frame;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next frame, or null at the end of the file.</summary>
    public Structure? ReadFrame()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Remark is not null) return null;
        try
        {
            return Next();
        }
        catch (InputException) when (_frame > 0 && !lines.TryReadNonBlank(out _))
        {
            // A fault of the last line of the file is the mark of a run that was killed while it wrote.
            Remark = $"frame {Plain(_frame + 1)} is cut off at the end of the file and was left out";
            return null;
        }
    }

    private Structure? Next()
    {
        var start = lines.LineNumber + 1;
        var fresh = _header is null;
        if (fresh) ReadHeader(untitled: false);
        var separator = NextSeparator(out var atEnd, out var untitled);
        if (separator is null && !atEnd && !fresh)
        {
            // A run with a changing cell, or one that was continued, writes the head again.
            ReadHeader(untitled);
            fresh = true;
            separator = NextSeparator(out atEnd, out _);
        }

        if (separator is not null) return Build(ReadPositions(), separator.Step, start);
        if (!atEnd && lines.TryRead(out _)) throw lines.Fault("expected a line 'Direct configuration=' before the coordinates", "correct the counts above or the line");
        return fresh ? throw lines.Fault("the file ends before the coordinates", "complete the file") : null;
    }

    private void ReadHeader(bool untitled)
    {
        var title = "";
        if (!untitled) title = lines.TryRead(out var line) ? TextBytes.Decode(line).Trim() : throw lines.Fault("the file ends before the title", "complete the file");
        _header = PoscarHeader.ReadUpToCounts(lines, title, options);
        _species = [];
    }

    // The separator before the next coordinates; null at the end of the file and before a head. A head without a title begins with a
    // blank line, as the coordinates of old versions do, and then has a single number.
    private XdatcarSeparator? NextSeparator(out bool atEnd, out bool untitled)
    {
        (atEnd, untitled) = (false, false);
        var blank = false;
        Span<double> r = stackalloc double[3];
        while (lines.TryRead(out var line))
        {
            var found = XdatcarSeparator.Recognise(line);
            if (found is null)
            {
                var words = new Words(line);
                var coordinates = blank && words.TryNextReals(r);
                words = new(line);
                untitled = blank && words.TryNextReals(r[..1]) && !words.TryNext(out _);
                lines.Unread();
                return coordinates ? XdatcarSeparator.Blank : null;
            }

            if (!found.IsBlank) return found;
            blank = true;
        }

        atEnd = true;
        return null;
    }

    private double[] ReadPositions()
    {
        // The list grows with what is read: the counts may claim anything.
        var positions = new List<double>();
        var (previous, length) = (0, 0);
        Span<double> r = stackalloc double[3];
        for (var atom = 0; atom < _header!.Atoms; atom++)
        {
            if (atom % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            if (!lines.TryRead(out var line)) throw lines.Fault($"the file ends after {Plain(atom)} of the {Plain(_header.Atoms)} atoms of frame {Plain(_frame + 1)}", "complete the file or correct the counts");
            var words = new Words(line);
            if (!words.TryNextReals(r)) throw lines.Fault($"expected three coordinates of atom {Plain(atom + 1)} of {Plain(_header.Atoms)}, found {TextBytes.Quote(line)}", "correct the line, or the counts above");
            var position = _header.Cell.Transform(new(r[0], r[1], r[2]));
            if (!double.IsFinite(position.X) || !double.IsFinite(position.Y) || !double.IsFinite(position.Z)) throw lines.Fault($"a coordinate of atom {Plain(atom + 1)} is not a finite number", "positions must be known: repair the file");
            positions.AddRange([position.X, position.Y, position.Z]);
            (previous, length) = (length, line.TrimEnd(" \t\r"u8).Length);
        }

        // Lines are of one length: a shorter one without an end lacks digits.
        if (!lines.HadLineEnd && length < previous) throw lines.Fault("the last line of the file is cut off", "complete the file");
        return [.. positions];
    }

    private Structure Build(double[] positions, long? step, long start)
    {
        if (_species.Length != _header!.Atoms) _species = [.. _header.Species.SelectMany(s => Enumerable.Repeat(s.AtomicNumber, s.Count))];
        var info = new List<KeyValuePair<string, InfoValue>>();
        if (_header.Comment.Length > 0) info.Add(new("comment", new TextInfo(_header.Comment)));
        if (step is { } number) info.Add(new("step", new IntegerInfo(number)));
        return new(_species, positions, _header.Cell, Periodicity.Full, info: info, origin: new(lines.File, _frame++, start));
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
